from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.orm import Session

from beteiligung import Person
from beteiligung.errors import NotAllowed, RuleBroken
from beteiligung.vorhaben.models import Publication, Status, Vorhaben
from beteiligung.wish import actions, queries

from .. import records
from ..records import NOW


@pytest.fixture
def silent(session):
    """A published Vorhaben in which nobody can take part."""
    record = records.vorhaben("still", "Still", no_participation_reason="Pflicht")
    session.add(record)
    session.commit()
    return record


def test_one_person_counts_once_and_can_take_it_back(session, silent, anna, bv):
    for person in (anna, anna, bv):
        actions.wish(session, silent, person, now=NOW)
    assert queries.count(session, silent.id) == 2

    actions.withdraw(session, silent, anna)
    actions.withdraw(session, silent, anna)

    assert queries.count(session, silent.id) == 1
    assert queries.of(session, silent.id, anna) is None
    assert queries.of(session, silent.id, bv)


def test_without_a_login_nobody_counts(session, silent):
    for do in (lambda: actions.wish(session, silent, None, now=NOW), lambda: actions.withdraw(session, silent, None)):
        with pytest.raises(NotAllowed):
            do()


@pytest.mark.parametrize(
    "changes",
    [
        {"publication": Publication.DRAFT},
        {"publication": Publication.ARCHIVED},
        {"status": Status.DONE},
        {"status": Status.DROPPED},
        {"open_from": NOW - timedelta(days=1), "open_until": NOW + timedelta(days=1)},
        {"open_from": NOW + timedelta(days=5), "open_until": NOW + timedelta(days=9)},
    ],
)
def test_where_there_is_nothing_to_ask_for(session, silent, anna, changes):
    for name, value in changes.items():
        setattr(silent, name, value)

    with pytest.raises(RuleBroken):
        actions.wish(session, silent, anna, now=NOW)

    assert queries.count(session, silent.id) == 0


def test_the_same_person_at_the_same_moment_counts_once(engine, session, silent):
    number, ready, failed = silent.id, Barrier(4), []

    def ask():
        try:
            with Session(engine) as mine:
                ready.wait()
                mine.connection(execution_options={"beteiligung_writes": True})
                actions.wish(mine, mine.get(Vorhaben, number), Person(id="anna", name="A"), now=NOW)
                mine.commit()
        except Exception as error:  # a thread's trouble would be lost
            failed.append(error)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert failed == []
    assert queries.count(session, number) == 1


def test_the_city_answers_and_then_nothing_waits(session, silent, anna, bv, amt):
    actions.wish(session, silent, anna, now=NOW)
    assert session.scalars(queries.awaiting_answer(2)).all() == []
    actions.wish(session, silent, bv, now=NOW)
    assert session.scalars(queries.awaiting_answer(2)).all() == [silent.id]

    with pytest.raises(NotAllowed):
        actions.answer(session, silent, anna, "Nein", now=NOW)
    with pytest.raises(RuleBroken):
        actions.answer(session, silent, amt, "", now=NOW)
    actions.answer(session, silent, amt, "Ja, im Herbst.", now=NOW)

    assert (silent.wish_answer, silent.wish_answered_at) == ("Ja, im Herbst.", NOW)
    assert session.scalars(queries.awaiting_answer(2)).all() == []
