"""Two at the same moment: nothing is decided twice, and nothing is published that nobody has read."""

from datetime import timedelta
from time import sleep

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.beitrag import actions as beitraege
from beteiligung.beitrag.models import Beitrag, Revision, Stance, Visibility
from beteiligung.moderation import actions
from beteiligung.moderation.models import Act, Kind, LogEntry
from beteiligung.moderation.turns import Decided, last_turn, mark
from beteiligung.roles import MODERATION

from .. import records
from ..beitrag.test_places import at_once
from ..records import today

MODERATORS = [Person("kim", "Kim", frozenset({MODERATION})), Person("lee", "Lee", frozenset({MODERATION}))]


@pytest.fixture
def waiting(session, radweg):
    """What Anna wrote, and what the moderators' page shows of it."""
    beitrag = records.beitrag(radweg, "Alt", visibility=Visibility.SUBMITTED, submitted_at=today())
    session.add(beitrag)
    session.commit()
    return beitrag.id, mark(beitrag, last_turn(session, beitrag.id))


def acts(session):
    session.rollback()
    session.expire_all()
    return [entry.act for entry in session.scalars(select(LogEntry).order_by(LogEntry.id))]


def test_two_moderators_decide_once(engine, session, waiting):
    beitrag_id, seen = waiting

    def decide(other, number):
        beitrag, person = other.get(Beitrag, beitrag_id), MODERATORS[number]
        sleep(0.1)
        if number:
            actions.publish(other, beitrag, person, now=today(), seen=seen)
        else:
            actions.restrict(other, beitrag, person, Kind.HIDDEN, rule="attack", facts="x", now=today(), seen=seen)

    errors = at_once(engine, decide)

    assert [type(error) for error in errors] == [Decided]
    done = acts(session)
    assert len(done) == 1
    state = {Act.PUBLISHED: Visibility.PUBLISHED, Act.HIDDEN: Visibility.HIDDEN}[done[0]]
    assert session.get(Beitrag, beitrag_id).visibility == state


@pytest.mark.parametrize(("editor", "moderator"), [(0, 0.2), (0.2, 0), (0.05, 0.05)])
@pytest.mark.parametrize("after", [False, True])
def test_what_is_changed_while_it_is_published_waits_again(engine, session, waiting, anna, editor, moderator, after):
    beitrag_id, seen = waiting

    def work(other, number):
        beitrag = other.get(Beitrag, beitrag_id)
        sleep(moderator if number else editor)
        if number:
            actions.publish(other, beitrag, MODERATORS[0], now=today(), seen=seen)
        else:
            said = {"stance": Stance.PRO, "body": "Neu", "window": timedelta(hours=1), "at_once": after}
            beitraege.edit(other, beitrag, anna, now=today(), **said)

    errors = at_once(engine, work)

    was_published = acts(session) == [Act.PUBLISHED]
    beitrag = session.get(Beitrag, beitrag_id)
    assert [type(error) for error in errors] == ([] if was_published else [Decided])
    assert (beitrag.body, beitrag.visibility) == ("Neu", Visibility.SUBMITTED)
    assert session.scalars(select(Revision.was_public)).all() == [was_published]


def test_a_change_forth_and_back_is_a_change(session, waiting, anna):
    beitrag_id, seen = waiting
    beitrag = session.get(Beitrag, beitrag_id)
    for body in ("Neu", "Alt"):
        beitraege.edit(session, beitrag, anna, stance=beitrag.stance, body=body, now=today(), window=timedelta(hours=1))
    session.commit()

    with pytest.raises(Decided):
        actions.publish(session, beitrag, MODERATORS[0], now=today(), seen=seen)
