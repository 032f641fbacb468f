"""What is asked of the machine, what it never gets, and what becomes of its words when the original changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.errors import NotAllowed, RuleBroken
from beteiligung.origin import Origin
from beteiligung.personal import actions as personal
from beteiligung.personal import retention
from beteiligung.personal.collecting import everything
from beteiligung.rendition import actions
from beteiligung.rendition.models import Rendition, RenditionState
from beteiligung.rendition.things import by_name, thing
from beteiligung.rendition.translator import Refused
from beteiligung.rendition.working import work
from beteiligung.vorhaben.models import Vorhaben

from .. import records
from ..records import NOW
from .machines import Parrot


@pytest.fixture
def said(session, radweg):
    """A public contribution."""
    beitrag = records.beitrag(radweg, "Ja bitte", lang="de")
    session.add(beitrag)
    session.commit()
    return beitrag


@pytest.fixture
def machine():
    return Parrot()


@pytest.fixture
def run(engine, machine):
    """``run()``: let the machine work, as the command does."""
    return lambda: dict(work(sessionmaker(engine).begin, machine))


def ask(session, *found, lang="en", now=NOW):
    number = actions.ask(session, [thing(one) for one in found], lang, now=now)
    session.commit()
    return number


def stored(session):
    session.rollback()
    session.expire_all()
    return {f"{row.thing} {row.lang}": row for row in session.scalars(select(Rendition))}


def test_one_request_for_everybody(session, radweg, said, machine, run):
    assert ask(session, radweg, said) == 2
    assert ask(session, radweg, said) == 0
    assert ask(session, said, lang="tr") == 1

    assert run() == {"done": 3}
    assert run() == {}
    assert ask(session, radweg, said) == 0
    rows = stored(session)
    assert rows[f"beitrag:{said.id} en"].words == {"body": "[en] Ja bitte"}
    assert rows[f"vorhaben:{radweg.id} en"].words["title"] == "[en] Radweg Königsallee"
    assert {row.origin for row in rows.values()} == {Origin.MACHINE}
    assert ("Ja bitte", "auto", "en") in machine.asked


def test_nothing_is_asked_that_is_in_this_language_already(session, radweg, said):
    assert ask(session, radweg, said, lang="de-simple") == 0
    said.lang = "en"
    assert ask(session, said, lang="en") == 0


def test_what_is_not_public_is_not_asked_for(session, radweg, hidden_away):
    waiting = records.beitrag(radweg, "GEHEIM", visibility=Visibility.SUBMITTED)
    of_draft = records.beitrag(hidden_away[0], "GEHEIM")
    session.add_all([waiting, of_draft])
    session.commit()

    assert ask(session, *hidden_away, waiting, of_draft) == 0
    assert stored(session) == {}


def test_what_is_hidden_meanwhile_is_not_sent(session, radweg, said, machine, run):
    ask(session, radweg, said)
    radweg.publication = "archived"
    session.commit()

    assert run() == {"dropped": 2}
    assert machine.asked == []
    assert stored(session) == {}


@pytest.mark.parametrize("how", ["hide", "withdraw", "edit", "forget"])
def test_changing_hiding_or_deleting_takes_the_translations_along(session, said, machine, run, how):
    ask(session, said)
    run()
    assert stored(session)

    if how == "edit":
        said.body = "Nein danke"
    elif how == "forget":
        personal.forget(session, "anna", texts="remove", now=NOW)
    else:
        said.visibility = Visibility.HIDDEN if how == "hide" else Visibility.WITHDRAWN
    session.commit()

    assert stored(session) == {}


def test_a_word_to_its_author_changes_nothing(session, said, run):
    ask(session, said)
    run()
    said.supports = 3
    session.commit()

    assert len(stored(session)) == 1


def test_what_is_changed_while_the_machine_thinks_is_not_stored(engine, session, said, machine, run):
    ask(session, said)

    def change():
        machine.meanwhile = lambda: None
        with Session(engine) as other:
            other.get(Beitrag, said.id).body = "Ganz anders"
            other.commit()

    machine.meanwhile = change
    run()

    assert stored(session) == {}


def test_a_text_of_the_city_that_was_changed_is_asked_for_anew(session, radweg, machine, run):
    ask(session, radweg)
    run()
    radweg.german.summary = "Neu."
    session.commit()

    assert ask(session, radweg) == 1
    run()
    assert stored(session)[f"vorhaben:{radweg.id} en"].words["summary"] == "[en] Neu."


def test_a_machine_that_is_away_is_asked_again_until_it_is_enough(session, radweg, said, machine, run):
    ask(session, radweg, said)
    machine.is_away = True

    for _ in range(actions.MOST_TRIES):
        assert run() == {"later": 1}
    assert sorted(row.state for row in stored(session).values()) == ["failed", "waiting"]
    machine.is_away = False
    assert run() == {"done": 1}


def test_what_it_refuses_can_be_asked_for_tomorrow(session, said, machine, run, monkeypatch):
    def refuse(*_args):
        raise Refused("no")

    ask(session, said)
    with monkeypatch.context() as patch:
        patch.setattr(machine, "translate", refuse)
        assert run() == {"failed": 1}
    (row,) = stored(session).values()
    assert ask(session, said, now=row.asked_at + timedelta(hours=1)) == 0
    assert ask(session, said, now=row.asked_at + timedelta(hours=21)) == 1


def test_there_is_an_end_to_what_waits(session, radweg, said, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 1)

    with pytest.raises(RuleBroken):
        ask(session, radweg, said)


def test_purge_knows_them(session, said, run):
    ask(session, said)
    run()
    ask(session, said, lang="tr")
    session.execute(Beitrag.__table__.update().values(visibility="hidden"))  # past every listener
    session.commit()

    for step in retention.steps(retention.Days(), NOW + timedelta(days=15)):
        retention.take(session, step, now=NOW)
    session.commit()

    assert stored(session) == {}


def test_the_download_holds_them(session, said, run):
    ask(session, said)
    run()
    session.expire_all()

    (one,) = everything(session, "anna")["contributions"]
    assert [(told["lang"], told["words"]) for told in one["translations"]] == [("en", {"body": "[en] Ja bitte"})]


def test_staff_write_and_correct(session, radweg, said, amt, anna, run):
    ask(session, said)
    run()
    found = by_name(session, f"beitrag:{said.id}")
    with pytest.raises(NotAllowed):
        actions.write(session, found, "en", anna, {"body": "Yes"}, now=NOW)

    corrected = actions.write(session, found, "en", amt, {"body": "Yes please"}, now=NOW)
    written = actions.write(session, found, "tr", amt, {"body": "Evet"}, now=NOW)
    assert (corrected.origin, corrected.author) == (Origin.CORRECTED, "Amt für Grün")
    assert written.origin == Origin.WRITTEN
    checked = actions.write(session, found, "tr", amt, {"body": "Evet"}, checked=("Süd", date(2026, 1, 1)), now=NOW)
    assert checked.checked_by == "Süd"
    assert actions.write(session, found, "tr", amt, {}, now=NOW) is None
    session.commit()
    assert list(stored(session)) == [f"beitrag:{said.id} en"]


def test_a_vorhaben_that_is_deleted_takes_all_along(session, run):
    record = records.vorhaben("weg", "Weg")
    session.add(record)
    session.commit()
    ask(session, record)
    run()

    session.delete(session.get(Vorhaben, record.id))
    session.commit()
    assert stored(session) == {}


@pytest.mark.parametrize(
    "name", ["", "beitrag", "beitrag:", "beitrag:x", "beitrag:99999999999", "nichts:1", "beitrag:9"]
)
def test_names_that_lead_nowhere(session, name):
    assert by_name(session, name) is None


def test_the_states():
    assert [state.value for state in RenditionState] == ["waiting", "done", "failed"]
