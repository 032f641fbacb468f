"""Staff tell arguments, decisions and answers in other languages; the work list knows what is missing."""

from datetime import date

import pytest
from sqlalchemy import select

from beteiligung import Person, easy
from beteiligung.abwaegung.models import AbwaegungState
from beteiligung.origin import Origin
from beteiligung.rendition import things, worklist
from beteiligung.rendition.models import Rendition
from beteiligung.vorhaben.worklist import Lack

from .. import records
from ..hosts import log_in
from ..pages import Page
from .test_translating import ONE, app, desk, machine, talk, translate  # noqa: F401 fixtures
from .test_vorhaben_desk import Form

WRITE = "/beteiligung/de/verwaltung/texte/{}/{}/{}"
WORK = "/beteiligung/de/verwaltung/texte"


@pytest.fixture
def staff(app, client, amt):  # noqa: F811
    log_in(app, amt)
    return client


@pytest.fixture
def answer(session, radweg):
    """The city's answer to a contribution."""
    asked = records.beitrag(radweg, "Wann?")
    session.add(asked)
    session.flush()
    found = records.beitrag(radweg, "Im Mai.", author="amt", name="Tiefbauamt", parent=asked, is_official=True)
    session.add(found)
    session.commit()
    return found


def write(client, kind, number, tag="en", **changes):
    address = WRITE.format(kind, number, tag)
    sent = {name: values[0] for name, values in Fields(client.get(address).text).filled().items()}
    return client.post(address, data={**sent, **changes})


class Fields(Form):
    """The only form of the page."""

    def handle_starttag(self, tag, attrs):
        if tag == "form" and dict(attrs).get("method") == "post":
            attrs = [*attrs, ("id", "vorhaben")]
        super().handle_starttag(tag, attrs)


def stored(session):
    session.rollback()
    session.expire_all()
    return {f"{row.thing} {row.lang}": row for row in session.scalars(select(Rendition))}


def lacking(session, lang):
    session.rollback()
    session.expire_all()
    return {lack: number for lack, number in worklist.numbers(session, lang).items() if number}


def test_an_argument_in_english(staff, session, radweg, desk):  # noqa: F811
    argument = session.scalars(select(things.MODELS["argument"])).one()
    answer = write(staff, "argument", argument.id, title="More light", reason="Because it is dark.")
    assert answer.status_code == 303

    row = stored(session)[f"argument:{argument.id} en"]
    assert (row.origin, row.author) == (Origin.WRITTEN, "Amt für Grün")
    page = staff.get(ONE.format("en") + "/abwaegung").text
    assert "Because it is dark." in page
    assert "Weil es dunkel ist." in page
    assert "Translated by a machine" not in page

    argument.reason = "Weil es sehr dunkel ist."
    session.commit()
    assert "Older than the German text" in staff.get(ONE.format("en") + "/abwaegung").text
    assert lacking(session, "en") == {Lack.MISSING: 2, Lack.OLDER: 1}
    assert write(staff, "argument", argument.id, still_fits="y").status_code == 303
    assert lacking(session, "en") == {Lack.MISSING: 2}


def test_an_answer_of_the_city_in_easy_german(staff, session, radweg, answer):
    assert lacking(session, "de-simple") == {Lack.MISSING: 1}
    assert write(staff, "beitrag", answer.id, "de-simple", body="Das ist im Mai.").status_code == 303
    page = staff.get(ONE.format("de-simple")).text
    assert "Das ist im Mai." in page
    assert "Entwurf in einfacher Sprache" in page
    assert lacking(session, "de-simple") == {Lack.UNCHECKED: 1}
    assert "Das ist im Mai." not in staff.get(ONE.format("de")).text

    half = write(staff, "beitrag", answer.id, "de-simple", checked_by="Süd")
    assert half.status_code == 400
    checked = {"checked_by": "Prüf-Gruppe Süd", "checked_on": "2026-02-03"}
    assert write(staff, "beitrag", answer.id, "de-simple", **checked).status_code == 303
    assert stored(session)[f"beitrag:{answer.id} de-simple"].checked_on == date(2026, 2, 3)
    assert "Prüf-Gruppe Süd" in staff.get(ONE.format("de-simple")).text
    assert lacking(session, "de-simple") == {}


@pytest.mark.parametrize(("kind", "field"), [("argument", "reason"), ("beschluss", "text")])
def test_easy_words_of_the_desk_have_a_check_and_an_age(staff, session, radweg, desk, kind, field):  # noqa: F811
    found = session.scalars(select(things.MODELS[kind])).one()
    easy.write(session, found, {field: "Es ist dunkel."}, Person("gs", "Büro"), now=records.NOW)
    session.commit()
    page = ONE.format("de-simple") + ("/abwaegung" if kind == "argument" else "")
    assert lacking(session, "de-simple") == {Lack.MISSING: 2, Lack.UNCHECKED: 1}
    assert "Entwurf in einfacher Sprache" in after(staff, page)

    checked = {"checked_by": "Prüf-Gruppe Süd", "checked_on": "2026-02-03"}
    assert write(staff, kind, found.id, "de-simple", **checked).status_code == 303
    assert lacking(session, "de-simple") == {Lack.MISSING: 2}
    assert "Leichte Sprache. " in after(staff, page)
    assert "Prüf-Gruppe Süd" in after(staff, page)
    assert "Entwurf" not in after(staff, page)

    setattr(found, field, "Es ist sehr dunkel.")
    easy.write(session, found, {field: "Es ist dunkel."}, Person("gs", "Büro"), now=records.NOW)
    session.commit()
    row = stored(session)[f"{kind}:{found.id} de-simple"]
    assert (row.author, row.checked_by) == ("Büro", "Prüf-Gruppe Süd")
    assert lacking(session, "de-simple") == {Lack.MISSING: 2, Lack.OLDER: 1}
    assert "Älter als" in after(staff, page)

    seen = found.version
    assert write(staff, kind, found.id, "de-simple", **{field: "Es ist sehr dunkel."}).status_code == 303
    row = stored(session)[f"{kind}:{found.id} de-simple"]
    assert (row.author, row.checked_on, row.words[field]) == ("Amt für Grün", None, "Es ist sehr dunkel.")
    assert found.version > seen  # whoever has the other form open is told
    assert lacking(session, "de-simple") == {Lack.MISSING: 2, Lack.UNCHECKED: 1}

    assert write(staff, kind, found.id, "de-simple", **{field: ""}).status_code == 303
    assert lacking(session, "de-simple") == {Lack.MISSING: 3}
    assert "Es ist sehr dunkel." in staff.get(page).text


def after(client, page):
    """What stands behind the easy words on the page, with the label and the age."""
    return Page(client.get(page).text).text.split("Es ist dunkel.")[1][:120]


def test_what_a_machine_made_is_corrected(app, staff, session, radweg, answer, machine):  # noqa: F811
    address = WRITE.format("beitrag", answer.id, "en")
    data = {name: values[0] for name, values in Fields(staff.get(address).text).filled(uebersetzen=["1"]).items()}
    assert "Die Maschine ist beauftragt" in staff.post(address, data=data).text
    translate(app)
    assert lacking(session, "en") == {Lack.MACHINE: 1}

    assert write(staff, "beitrag", answer.id, body="In May.").status_code == 303
    assert stored(session)[f"beitrag:{answer.id} en"].origin == Origin.CORRECTED
    page = staff.get(ONE.format("en")).text
    assert "In May." in page
    assert "corrected by the city" in page


def test_two_at_once_and_nothing_is_lost(staff, session, radweg, answer):
    address = WRITE.format("beitrag", answer.id, "en")
    mine = {name: values[0] for name, values in Fields(staff.get(address).text).filled(body=["In May."]).items()}
    write(staff, "beitrag", answer.id, body="In June.")

    refused = staff.post(address, data=mine)
    assert refused.status_code == 409
    assert "In May." in refused.text
    assert "In June." in refused.text
    assert stored(session)[f"beitrag:{answer.id} en"].words == {"body": "In June."}


def test_the_work_list_leads_there(staff, session, radweg, answer, desk):  # noqa: F811
    page = staff.get(WORK, query_string={"sprache": "en", "was": "fehlt"}).text
    for kind, number in (("argument", 1), ("abwaegung", 1), ("beschluss", 1), ("beitrag", answer.id)):
        assert WRITE.format(kind, number, "en") in page
    assert "Im Mai." in page

    session.scalars(select(things.MODELS["abwaegung"])).one().state = AbwaegungState.OPEN
    session.commit()
    assert lacking(session, "en") == {Lack.MISSING: 2}


def test_what_cannot_be_told(staff, session, radweg, talk):  # noqa: F811
    wrong = [("beitrag", talk[0].id, "en"), ("beitrag", 99, "en"), ("vorhaben", radweg.id, "en"), ("x", 1, "en")]
    for kind, number, tag in [*wrong, ("argument", 1, "de"), ("argument", 1, "xx")]:
        assert staff.get(WRITE.format(kind, number, tag)).status_code == 404


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_only_the_administration_tells(request, app, client, answer, who):  # noqa: F811
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(WRITE.format("beitrag", answer.id, "en")).status_code == 403
