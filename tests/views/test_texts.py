"""Texts in several languages: what readers are told about them, and how staff look after them."""

from datetime import date

import pytest

from beteiligung.origin import Origin
from beteiligung.vorhaben.models import Vorhaben, VorhabenText

from .. import records
from ..hosts import log_in
from ..pages import Page
from .test_vorhaben_desk import Form

LIST = "/beteiligung/{}/vorhaben"
ONE = "/beteiligung/{}/vorhaben/radweg"
DESK = "/beteiligung/de/verwaltung/vorhaben"
WORK = "/beteiligung/de/verwaltung/texte"
LOCALES = ("de", "de-simple", "en", "ar")


@pytest.fixture
def app(make_app):
    return make_app(BETEILIGUNG_LOCALES=LOCALES)


@pytest.fixture
def staff(app, client, amt):
    log_in(app, amt)
    return client


@pytest.fixture
def tell(session, radweg):
    """``tell("en", origin=…)``: the text of the Vorhaben in that language."""

    def tell(lang, title="Cycle path", **more):
        radweg.texts.append(VorhabenText(lang=lang, title=title, summary=f"Short: {title}", **more))
        session.commit()

    return tell


def stored(session):
    session.rollback()
    session.expire_all()
    return {text.lang: text for text in session.query(Vorhaben).filter_by(slug="radweg").one().texts}


def test_what_is_missing_is_shown_in_german_marked_as_german(client, radweg):
    page = Page(client.get(ONE.format("ar")).text)
    lead = next(a for a in page.all("p") if a.get("class") == "bt-lead")
    (root,) = [a for a in page.all("div") if a.get("class") == "bt"]

    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    assert (lead["lang"], lead["dir"]) == ("de", "ltr")
    assert "This is the German text" in client.get(ONE.format("en")).text
    card = next(a for a in Page(client.get(LIST.format("ar")).text).all("h3") if "lang" in a)
    assert (card["lang"], card["dir"]) == ("de", "ltr")
    assert "In German" in client.get(LIST.format("en")).text


@pytest.mark.parametrize("path", [LIST, ONE])
def test_an_older_text_says_so_and_the_original_is_there(client, session, radweg, tell, path):
    tell("en")
    assert "Older than the German text" not in client.get(path.format("en")).text

    radweg.german.edition, radweg.german.written_at = 2, records.NOW
    session.commit()
    answer = client.get(path.format("en"))

    assert "Older than the German text" in answer.text
    if path == ONE:
        assert "changed on March 1, 2026" in answer.text
        assert "Show the German text" in answer.text
        assert "Kurz: Radweg Königsallee" in answer.text


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Origin.WRITTEN, None),
        (Origin.MACHINE, "Nobody has read it yet"),
        (Origin.CORRECTED, "corrected by the city"),
    ],
)
def test_a_machine_is_named(client, tell, origin, said):
    tell("en", origin=origin)
    answer = client.get(ONE.format("en")).text

    assert ("Translated by a machine" in answer) is (said is not None)
    assert said is None or said in answer
    assert ("Translated by a machine" in client.get(LIST.format("en")).text) is (origin == Origin.MACHINE)


def test_who_wrote_it_is_nobody_elses_business(app, client, session, radweg, tell, amt):
    tell("en", author="SACHBEARBEITER", written_at=records.NOW, origin=Origin.CORRECTED)
    radweg.german.author, radweg.german.edition = "SACHBEARBEITER", 3
    session.commit()

    for path in (LIST, ONE, ONE + "/fassungen"):
        assert "SACHBEARBEITER" not in client.get(path.format("en")).text
    log_in(app, amt)
    assert "SACHBEARBEITER" in client.get(f"{DESK}/{radweg.id}").text


def test_only_a_checked_text_bears_the_label(client, session, tell):
    tell("de-simple", "Der Weg")
    draft = client.get(ONE.format("de-simple")).text
    assert "Entwurf in einfacher Sprache" in draft
    assert "Leichte Sprache" not in draft
    assert "einfacher Sprache lesen (Entwurf)" in client.get(ONE.format("de")).text

    easy = stored(session)["de-simple"]
    easy.checked_by, easy.checked_on = "Prüf-Gruppe Süd", date(2026, 2, 3)
    session.commit()
    checked = client.get(ONE.format("de-simple")).text
    assert "Entwurf in einfacher Sprache" not in checked
    assert "Leichte Sprache" in checked
    assert "Prüf-Gruppe Süd" in checked
    assert "3. Februar 2026" in checked
    assert "#i-leicht-geprueft" in checked
    assert "In Leichter Sprache lesen" in client.get(ONE.format("de")).text
    assert "Leichte Sprache" in client.get(LIST.format("de-simple")).text


def test_a_city_that_may_use_a_sign_shows_it_with_its_credit(make_app, session, tell):
    tell("de-simple", "Der Weg", checked_by="Süd", checked_on=date(2026, 2, 3))
    client = make_app(BETEILIGUNG_EASY_LOGO="/static/zeichen.png", BETEILIGUNG_EASY_LOGO_CREDIT="© Wer").test_client()

    answer = client.get(ONE.format("de-simple")).text

    assert 'src="/static/zeichen.png"' in answer
    assert "© Wer" in answer


def test_staff_write_that_somebody_checked_it(staff, session, radweg, tell):
    tell("de-simple", "Der Weg")
    form = Form(staff.get(f"{DESK}/{radweg.id}").text)
    half = staff.post(f"{DESK}/{radweg.id}", data=form.filled(**{"texts-1-checked_by": "Süd"}))
    assert half.status_code == 400
    assert "die Prüfgruppe und den Tag" in half.text

    sent = form.filled(**{"texts-1-checked_by": "Süd", "texts-1-checked_on": "2026-02-03"})
    assert staff.post(f"{DESK}/{radweg.id}", data=sent).status_code == 303
    assert stored(session)["de-simple"].is_checked

    form = Form(staff.get(f"{DESK}/{radweg.id}").text)
    assert staff.post(f"{DESK}/{radweg.id}", data=form.filled(**{"texts-1-title": "Der neue Weg"})).status_code == 303
    assert not stored(session)["de-simple"].is_checked


def test_staff_see_what_is_older_and_say_that_it_still_fits(staff, session, radweg, tell):
    tell("en")
    radweg.german.edition = 2
    session.commit()
    page = staff.get(f"{DESK}/{radweg.id}?sprache=en").text
    assert "älter als der deutsche Text" in page

    sent = Form(page).filled(**{"texts-2-still_fits": "y"})
    assert staff.post(f"{DESK}/{radweg.id}", data=sent).status_code == 303
    assert stored(session)["en"].edition == 2
    assert "älter als der deutsche Text" not in staff.get(f"{DESK}/{radweg.id}").text


def test_the_work_list(staff, session, radweg, tell):
    tell("en", origin=Origin.MACHINE)
    tell("de-simple", "Der Weg")
    radweg.german.edition = 2
    session.commit()

    older = staff.get(WORK, query_string={"sprache": "en", "was": "aelter"}).text
    assert f"/{radweg.id}?sprache=en#sprache-en" in older
    assert "Radweg Königsallee" in older
    assert "Der Weg" not in older
    assert "Radweg" in staff.get(WORK, query_string={"sprache": "en", "was": "maschine"}).text
    assert "Radweg" in staff.get(WORK, query_string={"sprache": "ar", "was": "fehlt"}).text
    assert "Radweg" not in staff.get(WORK, query_string={"sprache": "en", "was": "fehlt"}).text
    assert "Radweg" in staff.get(WORK, query_string={"sprache": "de-simple", "was": "ungeprueft"}).text


def test_the_work_list_takes_any_address(staff, radweg):
    for query in ({"sprache": "xx", "was": "yy", "seite": "9999"}, {"sprache": "\x00"}, {"seite": "-1"}, {}):
        assert staff.get(WORK, query_string=query).status_code == 200


def test_a_portal_in_german_alone_has_nothing_to_do(make_app, amt, radweg):
    app = make_app(BETEILIGUNG_LOCALES=("de",))
    log_in(app, amt)

    assert "bietet nur Deutsch" in app.test_client().get(WORK).text


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_the_work_list_is_for_the_administration(request, app, client, radweg, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(WORK).status_code == 403
