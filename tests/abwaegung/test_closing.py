"""Nothing may be left; what comes later is seen; everybody is told once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.abwaegung import actions, closing
from beteiligung.abwaegung.gaps import gaps
from beteiligung.abwaegung.models import AbwaegungState, StepKind
from beteiligung.abwaegung.telling import outcomes, still_told
from beteiligung.beitrag.models import BeitragOrigin, Visibility
from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import FieldChange, Publication

from .. import records
from ..records import NOW
from .weighing import AMT, again, begin, complete, over, published, say, write


@pytest.fixture
def teich(session, bezirke):
    return over(session)


@pytest.fixture
def ready(session, teich):
    """Complete, and open."""
    say(session, teich, "Mehr Schatten")
    weighing = begin(session, teich, "Schatten", "Pflege")
    complete(session, weighing)
    return weighing


def test_what_is_missing_is_said_exactly(session, teich):
    one = say(session, teich, "Mehr Schatten")
    say(session, teich, "versteckt", visibility=Visibility.HIDDEN)
    weighing = begin(session, teich, "Schatten")

    found = gaps(session, weighing, now=NOW)
    assert (found.unassigned, found.lacks_proposal, found.is_complete) == (1, True, False)
    assert found.arguments == ((weighing.arguments[0], ("assessment", "disposition", "reason", "reason_simple")),)

    write(session, weighing.arguments[0])
    actions.put_aside(session, weighing, [one.id], AMT, reason="x", now=NOW)
    actions.save_whole(session, weighing, AMT, assessment="", proposal="Bauen.", seen=weighing.version)
    assert gaps(session, weighing, now=NOW).is_complete


@pytest.mark.parametrize(
    "lack", ["assessment", "disposition", "reason", "reason_simple", "proposal", "unassigned", "open"]
)
def test_with_any_gap_it_is_not_closed(session, teich, ready, lack):
    argument = ready.arguments[1]
    if lack == "proposal":
        ready.proposal = ""
    elif lack == "unassigned":
        say(session, teich, "noch einer", author="mehmet")
    elif lack == "open":
        teich.open_until = records.today() + timedelta(days=1)
    elif lack == "reason_simple":
        actions.save_argument(session, argument, AMT, {lack: ""}, seen=argument.version, now=NOW)
    else:
        setattr(argument, lack, None if lack == "disposition" else "")
    session.flush()

    with pytest.raises(RuleBroken):
        closing.close(session, ready, AMT, now=records.today())
    assert ready.state == AbwaegungState.OPEN


def test_without_any_argument_it_is_not_closed_unless_all_was_set_aside(session, teich):
    one = say(session, teich, "x")
    weighing = begin(session, teich)
    actions.save_whole(session, weighing, AMT, assessment="", proposal="Nichts.", seen=weighing.version)
    assert gaps(session, weighing, now=NOW).lacks_arguments

    actions.put_aside(session, weighing, [one.id], AMT, reason="x", now=NOW)
    closing.close(session, weighing, AMT, now=NOW)
    assert weighing.state == AbwaegungState.CLOSED


def test_what_comes_after_closing_opens_the_list_of_gaps_again(session, teich, ready):
    closing.close(session, ready, AMT, now=NOW)
    late = say(session, teich, "Papier vom letzten Tag", author="entered:1", origin=BeitragOrigin.PAPER)

    assert gaps(session, ready, now=NOW).unassigned == 1
    with pytest.raises(RuleBroken):
        closing.publish(session, ready, AMT, now=NOW)

    closing.reopen(session, ready, AMT, reason="Ein Bogen kam nach.", now=NOW)
    actions.assign(session, ready.arguments[0], [late.id], AMT, now=NOW)
    closing.close(session, ready, AMT, now=NOW)
    closing.publish(session, ready, AMT, now=NOW)
    steps = [(step.kind, step.reason) for step in again(session, ready).steps]
    assert steps == [
        (StepKind.STARTED, ""),
        (StepKind.CLOSED, ""),
        (StepKind.REOPENED, "Ein Bogen kam nach."),
        (StepKind.CLOSED, ""),
        (StepKind.PUBLISHED, ""),
    ]


def test_what_is_hidden_or_withdrawn_later_is_no_gap(session, teich, ready):
    late = say(session, teich, "Werbung", author="mehmet")
    assert gaps(session, ready, now=NOW).unassigned == 1

    late.visibility = Visibility.WITHDRAWN
    session.flush()
    assert gaps(session, ready, now=NOW).is_complete


def test_reopening_needs_a_reason_and_publishing_is_final(session, teich, ready):
    closing.close(session, ready, AMT, now=NOW)
    with pytest.raises(RuleBroken):
        closing.reopen(session, ready, AMT, reason="", now=NOW)
    closing.publish(session, ready, AMT, now=NOW)
    for again_ in (
        lambda: closing.publish(session, ready, AMT, now=NOW),
        lambda: closing.close(session, ready, AMT, now=NOW),
        lambda: closing.reopen(session, ready, AMT, reason="x", now=NOW),
    ):
        with pytest.raises(Conflict):
            again_()


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_closes_or_publishes(request, session, ready, who):
    person = request.getfixturevalue(who) if who else None

    with pytest.raises(NotAllowed):
        closing.close(session, ready, person, now=NOW)
    ready.state = AbwaegungState.CLOSED
    with pytest.raises(NotAllowed):
        closing.publish(session, ready, person, now=NOW)
    with pytest.raises(NotAllowed):
        closing.reopen(session, ready, person, reason="x", now=NOW)


def test_the_history_tells_it_and_each_author_gets_one_mail_in_their_language(session, teich):
    say(session, teich, "eins", author="anna", lang="de")
    say(session, teich, "zwei", author="anna", lang="en")
    say(session, teich, "drei", author="mehmet", lang="de-simple")
    say(session, teich, "Papier", author="entered:1", origin=BeitragOrigin.PAPER)
    say(session, teich, "versteckt", author="troll", visibility=Visibility.HIDDEN)
    say(session, teich, "amtlich", author="amt", is_official=True)
    published(session, teich)

    mails = session.scalars(select(OutboxMail).order_by(OutboxMail.recipient_id)).all()
    change = session.scalars(select(FieldChange)).one()

    assert [(mail.recipient_id, mail.lang, mail.kind) for mail in mails] == [
        ("anna", "en", "weighed"),
        ("mehmet", "de-simple", "weighed"),
    ]
    assert (change.field, change.new) == ("weighing", {"arguments": 1, "beitraege": 4})
    assert not any("anna" in mail.key for mail in mails)


def test_the_mail_says_what_holds_when_it_goes_out(session, teich):
    one = say(session, teich, "eins")
    other = say(session, teich, "zwei")
    published(session, teich)
    mail = session.scalars(select(OutboxMail)).one()
    assert [said["body"] for said in still_told(session, mail.facts)["contributions"]] == ["eins", "zwei"]

    other.visibility = Visibility.WITHDRAWN
    session.flush()
    assert [said["body"] for said in still_told(session, mail.facts)["contributions"]] == ["eins"]

    one.visibility = Visibility.HIDDEN
    session.flush()
    assert still_told(session, mail.facts) is None


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_nothing_is_told_of_what_nobody_can_read(session, teich, publication):
    one = say(session, teich, "eins")
    published(session, teich)
    mail = session.scalars(select(OutboxMail)).one()
    assert outcomes(session, [one.id])

    teich.publication = publication
    session.flush()

    assert (outcomes(session, [one.id]), still_told(session, mail.facts)) == ({}, None)


@pytest.mark.parametrize("state", [AbwaegungState.OPEN, AbwaegungState.CLOSED])
def test_nothing_is_told_before_it_is_published(session, teich, ready, state):
    one = say(session, teich, "zwei", author="mehmet")
    actions.assign(session, ready.arguments[0], [one.id], AMT, now=NOW)
    ready.state = state
    session.flush()

    assert outcomes(session, [one.id]) == {}
