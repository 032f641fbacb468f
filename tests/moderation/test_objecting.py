"""Who may object, until when, who decides, and what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.beitrag.models import Visibility
from beteiligung.block.models import Block
from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.moderation import actions, objecting, queries, reporting, sanctions
from beteiligung.moderation.models import Case, Kind, Objection, Outcome
from beteiligung.outbox.models import OutboxMail
from beteiligung.roles import ADMINISTRATION, MODERATION

from .. import records
from ..records import NOW

LATER = NOW + timedelta(days=3)
REASON = "Der Satz meint niemanden."


@pytest.fixture
def beitrag(session, radweg):
    beitrag = records.beitrag(radweg, "Der Weg ist gut. Versager!")
    session.add(beitrag)
    session.flush()
    return beitrag


@pytest.fixture
def lee():
    """Another moderator."""
    return Person("lee", "Lee", frozenset({MODERATION}))


@pytest.fixture
def hidden(session, beitrag, kim):
    return actions.restrict(session, beitrag, kim, Kind.HIDDEN, rule="attack", facts="x", now=NOW)


@pytest.fixture
def objected(session, hidden):
    return objecting.object_to(session, hidden, "Das war Kritik.", now=LATER)


def decide(session, objection, person, outcome=Outcome.REVOKED, **more):
    objecting.decide_objection(session, objection, person, outcome, REASON, now=LATER, **more)


def mails(session, kind):
    return session.scalars(select(OutboxMail).where(OutboxMail.kind == kind)).all()


def test_taken_back_it_stands_there_again(session, beitrag, objected, lee):
    decide(session, objected, lee)

    assert (beitrag.visibility, beitrag.hidden_reason) == (Visibility.PUBLISHED, None)
    assert objected.decision.lifted_at == LATER
    (mail,) = mails(session, "objection_decided")
    assert (mail.recipient_id, mail.facts["reason"], mail.facts["outcome"]) == ("anna", REASON, "revoked")


def test_confirmed_it_stays_hidden(session, beitrag, objected, lee):
    decide(session, objected, lee, Outcome.CONFIRMED)

    assert beitrag.visibility == Visibility.HIDDEN
    assert (objected.by_name, objected.reason, objected.decision.lifted_at) == ("Lee", REASON, None)


def test_what_was_blackened_is_read_again(session, beitrag, kim, lee):
    black = actions.restrict(
        session, beitrag, kim, Kind.BLACKENED, rule="attack", facts="x", passages=["Versager"], now=NOW
    )
    objection = objecting.object_to(session, black, "Nein", now=LATER)

    decide(session, objection, lee)

    assert beitrag.body == "Der Weg ist gut. Versager!"


SAME = {
    "the same moderator": Person("kim", "Kim", frozenset({MODERATION})),
    "the same under another role": Person("kim", "Kim", frozenset({ADMINISTRATION})),
    "the same under both": Person("kim", "Kim", frozenset({MODERATION, ADMINISTRATION})),
    "the author": Person("anna", "Anna", frozenset({MODERATION})),
    "a resident": Person("mehmet", "Mehmet"),
    "nobody": None,
}


@pytest.mark.parametrize("who", SAME)
@pytest.mark.parametrize("administration_too", [True, False])
def test_another_person_decides(session, beitrag, objected, who, administration_too):
    with pytest.raises(NotAllowed):
        decide(session, objected, SAME[who], administration_too=administration_too)

    assert (objected.outcome, beitrag.visibility) == (None, Visibility.HIDDEN)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_administration_decides_where_there_is_one_moderator(session, beitrag, objected, amt, allowed):
    if allowed:
        decide(session, objected, amt, administration_too=True)
        assert beitrag.visibility == Visibility.PUBLISHED
    else:
        with pytest.raises(NotAllowed):
            decide(session, objected, amt)


def test_it_is_decided_once(session, objected, lee):
    decide(session, objected, lee, Outcome.CONFIRMED)

    with pytest.raises(Conflict):
        decide(session, objected, Person("mo", "Mo", lee.roles))

    assert objected.outcome == Outcome.CONFIRMED


def test_one_objects_once(session, hidden, objected):
    with pytest.raises(Conflict):
        objecting.object_to(session, hidden, "Noch einmal", now=LATER)


@pytest.mark.parametrize(("days", "is_in_time"), [(0, True), (183, True), (184, False), (4000, False)])
def test_for_six_months(session, hidden, days, is_in_time):
    at = NOW + timedelta(days=days)
    if is_in_time:
        assert objecting.object_to(session, hidden, "Nein", now=at).id
    else:
        with pytest.raises(NotAllowed):
            objecting.object_to(session, hidden, "Nein", now=at)


@pytest.mark.parametrize("words", ["", "  ", "x" * 5001])
def test_it_needs_words(session, hidden, words):
    with pytest.raises(RuleBroken):
        objecting.object_to(session, hidden, words, now=LATER)


def test_while_it_waits_nothing_else_is_decided(session, beitrag, objected, kim):
    with pytest.raises(Conflict):
        actions.publish(session, beitrag, kim, now=LATER)


def test_who_reported_may_object_when_it_stays(session, beitrag, kim, lee):
    report, _code = reporting.report(
        session, beitrag, category="attack", explanation="x", lang="en", address="r@example.org", now=NOW
    )
    left = actions.leave(session, beitrag, kim, "Scharf, aber erlaubt.", now=NOW)
    with pytest.raises(NotAllowed):
        objecting.object_to(session, left, "Ich bin die Autorin", now=LATER)
    objection = objecting.object_to(session, left, "Doch!", report=report, now=LATER)

    decide(session, objection, lee)

    (open_case,) = session.scalars(select(Case).where(Case.decided_at.is_(None)))
    assert report.case == open_case
    assert [mail.address for mail in mails(session, "objection_decided")] == ["r@example.org"]


def test_a_block_that_is_taken_back_ends(session, beitrag, kim, lee):
    said = {"rule": "attack", "facts": "Immer wieder", "now": NOW}
    sanctions.warn(session, beitrag, kim, **said)
    spoken = sanctions.block(session, beitrag, kim, days=30, **said)
    objection = objecting.object_to(session, spoken, "Nein", now=LATER)

    decide(session, objection, lee)

    assert session.scalars(select(Block)).one().lifted_at == LATER
    assert beitrag.visibility == Visibility.PUBLISHED


def test_the_trays_agree(session, objected, lee):
    size = queries.sizes(session, queries.Narrow(), now=LATER)["widerspruch"]
    assert size == len(session.scalars(select(Objection).where(Objection.decided_at.is_(None))).all()) == 1

    decide(session, objected, lee)

    assert queries.sizes(session, queries.Narrow(), now=LATER)["widerspruch"] == 0
