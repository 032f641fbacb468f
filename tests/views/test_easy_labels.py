"""Wherever easy words of an argument or a decision are used, it stands beside them whether somebody checked them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from beteiligung import Person, easy
from beteiligung.abwaegung.models import AbwaegungState, Argument
from beteiligung.beitrag import receipts
from beteiligung.beitrag.models import Beitrag
from beteiligung.beschluss.models import Beschluss
from beteiligung.beschluss.telling import told
from beteiligung.mails.mail import CHECKS, compose
from beteiligung.origin import Origin
from beteiligung.rendition.models import Rendition
from beteiligung.roles import GESCHAEFTSSTELLE
from beteiligung.views import dossier_files

from .. import records
from ..dossier import scenes
from ..hosts import log_in
from ..pages import Page

DRAFT = "Entwurf in einfacher Sprache."
CHECKED = "Leichte Sprache. Geprüft von: Gruppe Süd, 3. Februar 2026."
OLDER = "Älter als der deutsche Text."
MACHINE = "Von einer Maschine übersetzt. Das kann falsch sein."
CORRECTED = "Von einer Maschine übersetzt, von der Stadt verbessert."
DOSSIER = "/beteiligung/de-simple/dossier/radweg"
GS = Person(id="gs", name="Büro", roles=frozenset({GESCHAEFTSSTELLE}), bezirk=1)


@pytest.fixture
def app(make_app):
    return make_app(BETEILIGUNG_BASE_URL="https://stadt.example")


@pytest.fixture
def argument(session, radweg, bezirke):
    """Of a published weighing about the Radweg, beside a decision; both say something in easy German."""
    scenes.whole(session, radweg, bezirke)
    found = session.scalars(select(Argument)).one()
    found.abwaegung.state, found.abwaegung.published_at = AbwaegungState.PUBLISHED, records.NOW
    session.scalars(select(Beitrag).order_by(Beitrag.id)).first().receipt = receipts.digest("CODE 1")
    words = {"title": "Die Brücke kommt", "text": "Die Stadt baut die Brücke."}
    easy.write(session, decision(session), words, GS, now=records.NOW)
    session.commit()
    session.expire_all()
    return found


def decision(session):
    return session.scalars(select(Beschluss)).one()


def check(session, found):
    """A testing group has read it, and the German text has changed since."""
    found.easy.checked_by, found.easy.checked_on = "Gruppe Süd", date(2026, 2, 3)
    found.title = "Ganz anders"
    session.commit()


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text).text


def test_a_mail_about_a_weighing(app, session, radweg, argument):
    beitrag = argument.assignments[0].beitrag
    facts = {"abwaegung": argument.abwaegung_id, "beitraege": [beitrag.id], "lang": "de-simple"}

    def mail(lang="de-simple"):
        return compose("weighed", CHECKS["weighed"](session, {**facts, "lang": lang}), lang)

    with app.app_context():
        assert f"Die Brücke wird breit.\n{DRAFT}" in mail().text
        assert f"<p>{DRAFT}</p>" in mail().html
        assert DRAFT not in mail("de").text
        check(session, argument)
        assert f"Die Brücke wird breit.\n{CHECKED} {OLDER}" in mail().text
        assert "Leichte Sprache" not in mail("de").text


def test_a_mail_about_a_weighing_says_in_the_readers_language_how_it_goes_on(app, session, radweg, argument):
    facts = {"abwaegung": argument.abwaegung_id, "beitraege": [argument.assignments[0].beitrag.id]}
    radweg.next_step = "Das Amt <plant>."
    row = Rendition(thing=f"short:{radweg.id}", lang="en", vorhaben_id=radweg.id, words={"next_step": "They <plan>."})
    row.follow({"next_step": radweg.next_step})
    session.add(row)
    session.commit()

    def mail(lang):
        session.expire_all()
        return compose("weighed", CHECKS["weighed"](session, {**facts, "lang": lang}), lang)

    with app.app_context():
        assert "How it goes on: They <plan>." in mail("en").text
        assert "How it goes on: They &lt;plan&gt;.</p>" in mail("en").html
        row.origin = Origin.MACHINE
        session.commit()
        assert "How it goes on: Das Amt <plant>." in mail("en").text
        assert '<span lang="de" dir="auto">Das Amt &lt;plant&gt;.</span>' in mail("en").html
        row.origin, radweg.next_step = Origin.WRITTEN, "Das Amt baut."
        session.commit()
        assert "How it goes on: Das Amt baut." in mail("en").text
        radweg.next_step = None
        session.commit()
        assert "How it goes on" not in mail("en").text + mail("en").html


def test_a_mail_about_a_decision(app, session, radweg, argument):
    with app.app_context():
        mail = compose("decided", told(decision(session), "de-simple"), "de-simple")
        assert f"Die Stadt baut die Brücke.\n\n{DRAFT}" in mail.text
        assert f"<p>{DRAFT}</p>" in mail.html
        assert "Die Brücke kommt" in mail.text
        german = compose("decided", told(decision(session), "de"), "de").text
        assert DRAFT not in german and "So wird es gemacht." in german
        check(session, decision(session))
        assert f"{CHECKED} {OLDER}" in compose("decided", told(decision(session), "de-simple"), "de-simple").text


def test_a_mail_without_easy_words_has_no_label(app, session, radweg, argument):
    easy.write(session, decision(session), {"title": "", "text": ""}, GS, now=records.NOW)
    session.commit()
    session.expire_all()
    with app.app_context():
        mail = compose("decided", told(decision(session), "de-simple"), "de-simple")

    assert "So wird es gemacht." in mail.text
    assert DRAFT not in mail.text


def test_a_receipt(client, session, argument):
    assert f"Die Brücke wird breit. {DRAFT}" in shown(client, "/beteiligung/de-simple/quittung?nummer=CODE+1")
    assert DRAFT not in shown(client, "/beteiligung/de/quittung?nummer=CODE+1")
    check(session, argument)
    assert CHECKED in shown(client, "/beteiligung/de-simple/quittung?nummer=CODE+1")


def test_the_dossier_tells_decisions_in_easy_german_too(app, client, session, radweg, argument, bv):
    log_in(app, bv)

    page = shown(client, DOSSIER)
    assert f"Die Brücke wird breit. {DRAFT}" in page
    assert f"Die Stadt baut die Brücke. {DRAFT}" in page
    assert "Die Brücke kommt" in page
    assert "So wird es gemacht." not in page
    german = shown(client, DOSSIER.replace("de-simple", "de"))
    assert "So wird es gemacht." in german and DRAFT not in german

    check(session, decision(session))
    assert f"Die Stadt baut die Brücke. {CHECKED} {OLDER}" in shown(client, DOSSIER)


def test_the_files_of_the_dossier(app, client, session, radweg, argument, bv, monkeypatch):
    docx = pytest.importorskip("docx")
    monkeypatch.setattr(dossier_files, "write_pdf", lambda file, html, css: file.write(html.encode()))
    log_in(app, bv)
    check(session, argument)

    def file(kind, lang="de-simple"):
        with client.get(f"{DOSSIER}/dossier.{kind}".replace("de-simple", lang)) as answer:
            return BytesIO(answer.get_data())

    assert f"Die Stadt baut die Brücke. {DRAFT}" in Page(file("pdf").getvalue().decode()).text
    document = docx.Document(file("docx"))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[paragraphs.index("Die Stadt baut die Brücke.") + 1] == DRAFT
    assert "Die Brücke kommt" in paragraphs
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert f"Die Brücke wird breit.\n{CHECKED} {OLDER}" in cells
    assert "Die Brücke wird breiter." in [
        cell.text for table in docx.Document(file("docx", "de")).tables for row in table.rows for cell in row.cells
    ]
    _figures, arguments, contributions = load_workbook(file("xlsx", "de")).worksheets
    assert next(contributions.values)[:2] == ("Nummer des Beitrags", "Antwortet auf Nummer")
    head, row = arguments.values
    assert (head[-2:], row[-2:]) == (
        ("Begründung in einfacher Sprache", "Hinweis"),
        ("Die Brücke wird breit.", f"{CHECKED} {OLDER}"),
    )


def test_beside_the_field_of_an_argument(app, client, session, radweg, argument, amt):
    log_in(app, amt)
    address = f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}/abwaegung/argument/{argument.id}"
    for state in (AbwaegungState.PUBLISHED, AbwaegungState.OPEN):
        argument.abwaegung.state = state
        session.commit()
        assert DRAFT in shown(client, address)
    check(session, argument)
    argument.easy.origin = Origin.CORRECTED
    session.commit()
    page = shown(client, address)
    assert "Gruppe Süd" in page and "3. Februar 2026" in page and OLDER in page and CORRECTED in page
    easy.write(session, argument, {"reason": ""}, GS, now=records.NOW)
    session.commit()
    assert "Geprüft von" not in shown(client, address)


def test_beside_the_field_of_a_decision(app, client, session, radweg, argument):
    log_in(app, GS)
    found = decision(session)
    found.gremium.bezirk_number = 1
    session.commit()
    address = f"/beteiligung/de/gremien/{found.gremium.slug}/beschluesse/{found.id}"
    assert DRAFT in shown(client, address)
    check(session, found)
    page = shown(client, address)
    assert "Gruppe Süd" in page and "3. Februar 2026" in page and OLDER in page
    found.easy.origin = Origin.MACHINE
    session.commit()
    assert MACHINE in shown(client, address)
