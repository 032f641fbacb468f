"""From a contribution to the decision and back to whoever wrote it: one walk through all desks. Weighing by keys."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beteiligung.abwaegung.models import Abwaegung, AbwaegungState, Assignment
from beteiligung.beitrag.models import Beitrag
from beteiligung.beschluss.models import Beschluss
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Status, Vorhaben

from .. import records
from ..outbox.servers import Box, mail_server
from .test_keyboard import tab_to
from .visitor import follow

SLUG, TITLE = "bruecke-am-bach", "Brücke am Bach"
SAID = "Die Brücke braucht ein Geländer. Meine Tochter ist dort gefallen."
ARGUMENT = "Die Brücke ist ohne Geländer gefährlich"
REASON = "Das Geländer kommt, bevor die Brücke öffnet."
EASY = "Die Brücke bekommt ein Geländer."
CONDITION = "Geländer prüfen lassen"


@pytest.fixture
def people(arrive):
    """``people("kim")``: somebody who has logged in; ``people(None)`` has no account. No script runs."""

    def coming(user):
        visitor = arrive(java_script_enabled=False)
        if user:
            visitor.log_in(user)
        return visitor

    return coming


def test_from_the_contribution_to_the_decision_and_the_answer(people, portal, samples):
    samples.empty_inbox()
    before = newest_mail(portal)  # of a weighing in another test, whose number SQLite gives away again
    with samples.planted(SLUG, TITLE) as number:
        code = write(people("anna"))
        follow(people("kim").open("moderation").get_by_role("button", name="Freigeben"))
        with samples.closed(SLUG):
            weigh(people("amt"), number)
            put_on_the_agenda(people("gs"))
            prepare(people("bv"))
            decide(people("gs"))
            moved(portal)
            assert {kind: words <= text for kind, (words, text) in letters(portal, since=before).items()} == {
                "weighed": True,
                "decided": True,
            }
            look_up(people(None), code)


def write(visitor):
    """A resident writes; the code of the receipt."""
    page = visitor.open(f"vorhaben/{SLUG}")
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill(SAID)
    follow(page.get_by_role("button", name="Absenden"))
    return page.locator(".bt-code").inner_text()


def weigh(visitor, number):
    """The administration sorts, assesses, closes, publishes; the page says what is missing on the way."""
    page = visitor.open("verwaltung/abwaegungen")
    assert TITLE not in page.locator("section[aria-labelledby=begonnen-h]").inner_text()
    visitor.open(f"verwaltung/vorhaben/{number}/abwaegung")
    follow(page.get_by_role("button", name="Abwägung beginnen"))
    assert page.get_by_role("button", name="Abwägung abschließen").count() == 0
    page.locator(".bt-pick input").check()
    page.locator("#ziel").select_option("neu")
    page.locator("#worte").fill(ARGUMENT)
    follow(page.locator("#beitraege .bt-box [type=submit]"))
    follow(page.locator("#fehlt").get_by_role("link", name=ARGUMENT))
    page.fill("#assessment", "Das trifft zu. Die Brücke ist 1,40 Meter hoch.")
    page.locator("#disposition").select_option("taken_up")
    page.fill("#reason", REASON)
    follow(page.locator("#schreiben [type=submit]"))
    assert "einfacher Sprache" in page.locator("header .bt-note").inner_text()
    page.fill("#reason_simple", EASY)
    follow(page.locator("#schreiben [type=submit]"))
    visitor.open(f"verwaltung/vorhaben/{number}/abwaegung")
    follow(page.locator("#fehlt a[href$='/gesamt']"))
    page.fill("#proposal", "Die Brücke wird mit Geländer gebaut.")
    follow(page.locator("form.bt-form [type=submit]").last)
    follow(page.get_by_role("button", name="Abwägung abschließen"))
    follow(page.get_by_role("button", name="Abwägung veröffentlichen"))
    assert "Veröffentlicht" in page.locator("main").inner_text()


def put_on_the_agenda(visitor):
    """The office finds it and puts it on the agenda of the next meeting."""
    page = visitor.open("gremien/bv-2/sitzungen")
    follow(page.locator("ol.bt-lines h3 a").first)
    page.fill("#q", TITLE)
    follow(page.locator("#dazu [role=search] button"))
    page.locator("#vorhaben").select_option(SLUG)
    page.locator("#task-neu").select_option("decide")
    follow(page.get_by_role("button", name="Auf die Tagesordnung", exact=True))
    assert TITLE in page.locator("#tagesordnung").inner_text()


def prepare(visitor):
    """A member reads what lies on the desk, the dossier, and says something to the others."""
    page = visitor.open("gremien/bv-2")
    waiting = page.locator("#warten li", has_text=TITLE)
    assert "alle abgewogen" in waiting.inner_text()
    follow(waiting.get_by_role("link", name="Dossier"))
    dossier = page.locator("main").inner_text()
    for words in (ARGUMENT, "Das trifft zu.", REASON, "Die Brücke wird mit Geländer gebaut.", SAID):
        assert words in dossier
    page.go_back()
    follow(page.locator("#warten li", has_text=TITLE).get_by_role("link", name="Beraten"))
    page.get_by_label("Ihr Wort an die anderen").fill("Wir stimmen zu, wenn jemand das Geländer prüft.")
    follow(page.get_by_role("button", name="Den anderen sagen"))


def decide(visitor):
    """The office records what the body decided, with one condition."""
    page = visitor.open("gremien/bv-2/sitzungen")
    follow(page.locator("ol.bt-lines h3 a").first)
    entry = page.locator("#tagesordnung li", has_text=TITLE)
    follow(entry.get_by_role("link", name="Beschluss erfassen"))
    assert "Die Brücke wird mit Geländer gebaut." in page.locator("main").inner_text()
    page.select_option("#result", "adopted")
    page.fill("#title", "Die Brücke wird gebaut")
    page.fill("#text", "Die Stadt baut die Brücke mit Geländer.")
    page.fill("#reason", "So ist sie für alle sicher.")
    page.fill("#conditions-0-text", CONDITION)
    page.fill("#conditions-0-office", "Tiefbauamt")
    page.fill("#conditions-0-due_on", (records.day() - timedelta(days=3)).isoformat())
    follow(page.locator("button[value=speichern]").last)
    public = page.locator("main").inner_text()
    assert CONDITION in public and "Überfällig" in public
    late = visitor.open("beschluesse/bv-2?stand=ueberfaellig").locator("main").inner_text()
    assert CONDITION in late and "Überfällig" in late


def moved(portal):
    """The Vorhaben is decided, and its history says by whom and why."""
    with Session(portal.engine) as session:
        vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.slug == SLUG)).one()
        assert vorhaben.status == Status.DECIDED
        last = vorhaben.history[-1]
        assert (last.status, last.reason, last.author_name) == (
            Status.DECIDED,
            "So ist sie für alle sicher.",
            "Gesa Steller",
        )


def newest_mail(portal):
    """The number of the last mail that was put into the outbox."""
    with Session(portal.engine) as session:
        return session.scalar(select(func.max(OutboxMail.id))) or 0


def letters(portal, since):
    """What the author is told by mail: for each kind the words that must stand there, and all words of the letter."""
    with Session(portal.engine) as session:
        vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.slug == SLUG)).one()
        weighing = session.scalars(select(Abwaegung.id).where(Abwaegung.vorhaben_id == vorhaben.id)).one()
        decision = session.scalars(select(Beschluss.id).where(Beschluss.vorhaben_id == vorhaben.id)).one()
        keys = (f"weighed:{weighing}:%", f"decided:{decision}:%")
        new = select(OutboxMail).where(OutboxMail.id > since)
        waits = [session.scalars(new.where(OutboxMail.key.like(key))).one() for key in keys]
        assert [mail.recipient_id for mail in waits] == ["anna", "anna"]
    box = Box()
    with mail_server(box) as settings:
        portal.app.config.update(settings | {"BETEILIGUNG_BASE_URL": portal.origin})
        result = portal.app.test_cli_runner().invoke(args=["beteiligung", "send-mail"])
    assert result.exit_code == 0, result.output
    texts = [message.get_body(("plain",)).get_content() for to, message in box.messages if to.startswith("linde-12@")]
    wanted = {
        "weighed": [ARGUMENT, REASON, "Aufgenommen"],
        "decided": ["Die Brücke wird gebaut", "So ist sie für alle sicher.", CONDITION],
    }
    return {
        kind: (set(words), {word for word in words for text in texts if TITLE in text and word in text})
        for kind, words in wanted.items()
    }


def look_up(visitor, code):
    """With nothing but the receipt one finds what became of it, and what was decided."""
    page = visitor.open("quittung")
    page.fill("#nummer", code)
    follow(page.locator("form.bt-form [type=submit]"))
    fate = page.locator("main").inner_text()
    assert ARGUMENT in fate and REASON in fate
    assert "Angenommen" in fate or "angenommen" in fate
    follow(page.locator("section[aria-labelledby=stand] .bt-lines a", has_text=ARGUMENT))
    assert REASON in page.locator("main").inner_text()


def press_on(page, selector):
    """Walk there with Tab and press Enter on what leads to another page."""
    tab_to(page, selector, most=200)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_sorting_assessing_and_closing_with_keys_alone(arrive, portal, samples):
    with samples.planted("steg", "Steg am See", "Bitte breit genug.", "Mit Rollstuhl.", "Danke!", is_open=False) as id_:
        visitor = arrive()
        visitor.log_in("amt")
        page = visitor.open(f"verwaltung/vorhaben/{id_}/abwaegung")
        press_on(page, "form[action$=beginnen] button")
        for _box in range(2):
            tab_to(page, ".bt-pick input", most=200)
            page.keyboard.press("Space")
        tab_to(page, "#ziel")
        page.keyboard.type("Neu")
        tab_to(page, "#worte")
        page.keyboard.type("Breit genug für alle")
        press_on(page, "#beitraege .bt-box [type=submit]")
        tab_to(page, ".bt-pick input", most=200)
        page.keyboard.press("Space")
        tab_to(page, "#ziel")
        page.keyboard.type("Bei")
        tab_to(page, "#worte")
        page.keyboard.type("Ein Dank, kein Argument.")
        press_on(page, "#beitraege .bt-box [type=submit]")
        assert page.locator("#fehlt li").count() == 2
        press_on(page, "#fehlt a[href*='/argument/']")
        for field, words in (
            ("assessment", "Richtig."),
            ("disposition", "Auf"),
            ("reason", "Ja."),
            ("reason_simple", "Ja."),
        ):
            tab_to(page, f"#{field}")
            page.keyboard.type(words)
        press_on(page, "#schreiben [type=submit]")
        press_on(page, ".bt-crumb a[href$='/abwaegung']")
        press_on(page, "#fehlt a[href$='/gesamt']")
        tab_to(page, "#proposal")
        page.keyboard.type("Breit bauen.")
        press_on(page, "form.bt-form [type=submit]")
        press_on(page, "form[action$=abschliessen] button")
        with Session(portal.engine) as session:
            weighing = session.scalars(select(Abwaegung).where(Abwaegung.vorhaben_id == id_)).one()
            carried = select(Beitrag.body).join(Assignment, Assignment.beitrag_id == Beitrag.id)
            said = session.scalars(carried.where(Beitrag.vorhaben_id == id_).order_by(Beitrag.id)).all()
            assert (weighing.state, said) == (AbwaegungState.CLOSED, ["Bitte breit genug.", "Mit Rollstuhl."])
