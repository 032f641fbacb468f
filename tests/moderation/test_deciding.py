"""Publishing, leaving, restricting, taking back: what is stored, who hears of it, what the log says."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.beitrag.models import Visibility
from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.moderation import actions, reporting
from beteiligung.moderation.blackening import BAR
from beteiligung.moderation.models import Act, Case, Decision, Kind, LogEntry
from beteiligung.moderation.turns import Decided, last_turn, mark
from beteiligung.outbox.models import OutboxMail

from .. import records
from ..records import NOW

GROUND = {"rule": "attack", "facts": "Der Satz greift einen Menschen an."}


def mails(session):
    return [(mail.kind, mail.recipient_id or mail.address) for mail in session.scalars(select(OutboxMail))]


def acts(session):
    return [entry.act for entry in session.scalars(select(LogEntry).order_by(LogEntry.id))]


@pytest.fixture
def said(session, radweg):
    """``said(visibility)``: what Anna wrote, in English, without bad intent."""

    def said(visibility=Visibility.PUBLISHED, body="Der Weg ist gut. Du  Versager\nvom Amt!", **changes):
        beitrag = records.beitrag(radweg, body, visibility=visibility, lang="en", **changes)
        session.add(beitrag)
        session.flush()
        return beitrag

    return said


def report(session, beitrag, **changes):
    told = {"category": "attack", "explanation": "Schlimm", "lang": "de", "now": NOW}
    return reporting.report(session, beitrag, **{**told, **changes})


def test_publish(session, kim, said):
    beitrag = said(Visibility.SUBMITTED, published_at=None)

    actions.publish(session, beitrag, kim, now=NOW)

    assert (beitrag.visibility, beitrag.published_at, beitrag.moderated_by) == (Visibility.PUBLISHED, NOW, "Kim Yıldız")
    assert mails(session) == [("beitrag_published", "anna")]
    assert acts(session) == [Act.PUBLISHED]


@pytest.mark.parametrize("before", [Visibility.SUBMITTED, Visibility.PUBLISHED])
def test_hiding_forces_a_statement_that_reaches_the_author(session, kim, said, before):
    beitrag = said(before)

    decision = actions.restrict(session, beitrag, kim, Kind.HIDDEN, now=NOW, **GROUND)

    assert (beitrag.visibility, beitrag.hidden_reason) == (Visibility.HIDDEN, "rule:attack")
    assert beitrag.body.startswith("Der Weg ist gut")
    assert (decision.by_id, decision.is_automated, decision.object_until.month) == ("kim", False, 9)
    mail = session.scalars(select(OutboxMail)).one()
    assert (mail.kind, mail.recipient_id, mail.lang) == ("restricted", "anna", "en")
    assert mail.facts["facts"] == GROUND["facts"]
    assert acts(session) == [Act.HIDDEN]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": None, "facts": "x"},
        {"rule": "attack", "facts": "  "},
        {"rule": "nonsense", "facts": "x"},
        {"rule": "law", "facts": "x"},
        {"rule": "law", "law": " ", "facts": "x"},
    ],
)
def test_without_a_whole_statement_nothing_happens(session, kim, said, wrong):
    beitrag = said()

    with pytest.raises(RuleBroken):
        actions.restrict(session, beitrag, kim, Kind.HIDDEN, now=NOW, **wrong)
    session.rollback()

    assert session.scalars(select(Decision)).all() == []


def test_blackening_takes_the_passage_out_of_every_reach(session, kim, said):
    beitrag = said()

    decision = actions.restrict(
        session, beitrag, kim, Kind.BLACKENED, passages=["Du Versager vom Amt"], now=NOW, **GROUND
    )

    assert (beitrag.body, beitrag.visibility) == (f"Der Weg ist gut. {BAR}!", Visibility.PUBLISHED)
    assert "Versager" in decision.original


def test_blackening_twice_is_taken_back_at_once(session, kim, said):
    beitrag = said()
    whole = beitrag.body
    actions.restrict(session, beitrag, kim, Kind.BLACKENED, passages=["Versager"], now=NOW, **GROUND)
    actions.restrict(session, beitrag, kim, Kind.BLACKENED, passages=["Amt"], now=NOW, **GROUND)
    assert beitrag.body.count(BAR) == 2

    actions.publish(session, beitrag, kim, now=NOW, reason="Ein Irrtum.")

    assert (beitrag.body, beitrag.hidden_reason) == (whole, None)
    assert all(decision.lifted_at for decision in session.scalars(select(Decision)))
    assert ("restriction_lifted", "anna") in mails(session)


def test_hidden_after_blackened_comes_back_blackened(session, kim, said):
    beitrag = said()
    actions.restrict(session, beitrag, kim, Kind.BLACKENED, passages=["Versager"], now=NOW, **GROUND)
    actions.restrict(session, beitrag, kim, Kind.HIDDEN, rule="advert", facts="Werbung", now=NOW)

    actions.publish(session, beitrag, kim, now=NOW)

    assert BAR in beitrag.body
    assert (beitrag.visibility, beitrag.hidden_reason) == (Visibility.PUBLISHED, "rule:attack")


@pytest.mark.parametrize("passages", [[], [" "], ["steht hier nicht"], ["Versager", "nicht da"]])
def test_a_passage_must_stand_there(session, kim, said, passages):
    beitrag = said()

    with pytest.raises(RuleBroken):
        actions.restrict(session, beitrag, kim, Kind.BLACKENED, passages=passages, now=NOW, **GROUND)

    assert "Versager" in beitrag.body


def test_several_reports_make_one_case_and_one_decision_answers_all(session, kim, said):
    beitrag = said()
    report(session, beitrag, address="a@example.org")
    report(session, beitrag, category="law", in_good_faith=True, address="b@example.org", lang="en")
    report(session, beitrag)

    actions.leave(session, beitrag, kim, "Scharf, aber erlaubt.", now=NOW + timedelta(hours=5))

    (case,) = session.scalars(select(Case))
    assert (len(case.reports), case.decided_at) == (3, NOW + timedelta(hours=5))
    told = [to for kind, to in mails(session) if kind == "report_decided"]
    assert told == ["a@example.org", "b@example.org"]
    assert beitrag.visibility == Visibility.PUBLISHED
    assert session.scalars(select(LogEntry).where(LogEntry.act == Act.LEFT)).one().details["seconds"] == 5 * 3600


def test_what_was_reported_is_answered_and_not_just_waved_through(session, kim, said):
    beitrag = said()
    report(session, beitrag)

    with pytest.raises(Conflict):
        actions.publish(session, beitrag, kim, now=NOW)
    actions.restrict(session, beitrag, kim, Kind.HIDDEN, now=NOW, **GROUND)

    assert session.scalars(select(Case)).one().decided_at == NOW


def test_leaving_needs_a_report(session, kim, said):
    with pytest.raises(Conflict):
        actions.leave(session, said(), kim, "Grund", now=NOW)


def test_a_later_report_opens_a_new_case(session, kim, said):
    beitrag = said()
    report(session, beitrag)
    actions.leave(session, beitrag, kim, "Grund", now=NOW)
    report(session, beitrag)

    numbers = [case.number for case in session.scalars(select(Case).order_by(Case.id))]
    assert len(set(numbers)) == 2
    assert all(number.startswith("M-2026-") for number in numbers)


def test_nobody_decides_about_what_they_wrote(session, said, kim):
    beitrag = said(Visibility.SUBMITTED, author="kim")

    for act in (
        lambda: actions.publish(session, beitrag, kim, now=NOW),
        lambda: actions.restrict(session, beitrag, kim, Kind.HIDDEN, now=NOW, **GROUND),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_second_moderator_is_told_and_nothing_is_decided_twice(session, kim, said):
    lee = Person("lee", "Lee", kim.roles)
    beitrag = said(Visibility.SUBMITTED)
    seen = mark(beitrag, last_turn(session, beitrag.id))
    actions.publish(session, beitrag, kim, now=NOW, seen=seen)

    with pytest.raises(Decided, match="Kim Yıldız"):
        actions.restrict(session, beitrag, lee, Kind.HIDDEN, now=NOW, seen=seen, **GROUND)

    assert session.scalars(select(Decision)).all() == []
    assert acts(session) == [Act.PUBLISHED]


def test_a_text_that_changed_since_is_not_published_unread(session, kim, said):
    beitrag = said(Visibility.SUBMITTED)
    seen = mark(beitrag, None)
    beitrag.body = "Kauft bei mir!"
    session.flush()

    with pytest.raises(Decided, match="changed"):
        actions.publish(session, beitrag, kim, now=NOW, seen=seen)


@pytest.mark.parametrize("seen", ["", "x", "0-", "9999-abc", "\x00", "1" * 400])
def test_a_hostile_mark_decides_nothing(session, kim, said, seen):
    beitrag = said(Visibility.SUBMITTED)
    if seen:
        with pytest.raises(Decided):
            actions.publish(session, beitrag, kim, now=NOW, seen=seen)
        assert acts(session) == []


@pytest.mark.parametrize(
    ("month", "day", "ends"), [(8, 31, (2, 28)), (1, 31, (7, 31)), (3, 30, (9, 30)), (12, 1, (6, 1))]
)
def test_six_months(month, day, ends):
    later = actions.months_later(NOW.replace(month=month, day=day), 6)

    assert (later.month, later.day) == ends
