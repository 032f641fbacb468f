"""Offices hear of what a body demanded: a week before, when it is late, each month; and not of what was done."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from beteiligung.beschluss.models import Beschluss, Condition, ConditionState, Result
from beteiligung.beschluss.reminding import late, remind, still_open
from beteiligung.gremium.models import Gremium, GremiumKind
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Publication

from .. import records

TODAY = date(2026, 3, 1)
OFFICES = {"Amt für Grün": "gruen@stadt.example", "Tiefbauamt": "tief@stadt.example"}


@pytest.fixture
def decision(session):
    """About a Vorhaben of the Tiefbauamt."""
    body = Gremium(slug="rat", kind=GremiumKind.COUNCIL, name="Rat")
    record = records.vorhaben(office="Tiefbauamt")
    made = Beschluss(vorhaben=record, gremium=body, title="Ja", text="Ja.", result=Result.ADOPTED)
    made.decided_on, made.recorded_by, made.recorded_at = TODAY, "gs", records.NOW
    session.add(made)
    session.commit()
    return made


def demand(session, decision, text, days, office="Tiefbauamt", state=ConditionState.OPEN):
    due = None if days is None else TODAY + timedelta(days=days)
    condition = Condition(text=text, office=office, due_on=due, state=state, changed_at=records.NOW, changed_by="gs")
    decision.conditions.append(condition)
    session.commit()
    return condition


def run(session, day=0):
    number = remind(session, OFFICES, now=records.NOW, today=TODAY + timedelta(days=day))
    session.commit()
    session.expire_all()
    return number


def mails(session):
    rows = session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    return [(mail.address, [(one["text"], one["late"]) for one in mail.facts["conditions"]]) for mail in rows]


def test_one_mail_for_each_office_with_what_is_late_or_soon_due(session, decision):
    demand(session, decision, "bald", 7)
    demand(session, decision, "lange her", -9, office="TIEFBAUAMT")
    demand(session, decision, "heute", 0, office="Amt für Grün")
    demand(session, decision, "wer nicht genannt ist", 1, office="")
    demand(session, decision, "später", 8)
    demand(session, decision, "ohne Tag", None)
    demand(session, decision, "ohne Adresse", -9, office="Ein anderes Amt")
    for state in (ConditionState.DONE, ConditionState.DROPPED):
        demand(session, decision, state, -9, state=state)

    assert run(session) == 2
    assert sorted(mails(session)) == [
        ("gruen@stadt.example", [("heute", 0)]),
        ("tief@stadt.example", [("lange her", 9), ("wer nicht genannt ist", 0), ("bald", 0)]),
    ]
    assert [one.text for one in late(session, today=TODAY)] == ["lange her", "ohne Adresse"]


def test_when_it_is_told_again(session, decision):
    condition = demand(session, decision, "Plan", 10)

    told = [day for day in range(90) if run(session, day)]

    assert told == [3, 11, 41, 71]
    assert condition.version == 1
    condition.due_on = TODAY + timedelta(days=100)
    session.commit()
    assert [day for day in range(90, 105) if run(session, day)] == [93, 101]


def test_one_that_is_recorded_late_is_told_although_others_were(session, decision):
    demand(session, decision, "eins", -1)
    assert run(session) == 1
    demand(session, decision, "nachgetragen", -20)

    assert [run(session), run(session)] == [1, 0]
    assert mails(session)[1] == ("tief@stadt.example", [("nachgetragen", 20)])


def test_what_was_done_moved_or_hidden_before_it_goes_out_is_left_out(session, decision):
    done, moved, _stays = (demand(session, decision, word, -1) for word in ("getan", "verschoben", "bleibt"))
    run(session)
    facts = session.scalars(select(OutboxMail)).one().facts
    assert still_open(session, facts) == facts

    done.state, moved.due_on = ConditionState.DONE, TODAY + timedelta(days=50)
    session.commit()
    assert [one["text"] for one in still_open(session, facts)["conditions"]] == ["bleibt"]

    decision.vorhaben.publication = Publication.ARCHIVED
    session.commit()
    assert still_open(session, facts) is None
