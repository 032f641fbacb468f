"""Offices hear once that a check is due, and not of what was checked meanwhile."""

from datetime import date, timedelta

from sqlalchemy import select

from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Publication, Vorhaben
from beteiligung.vorhaben.reminding import remind, still_due

from .. import records

TODAY = date(2026, 3, 1)
OFFICES = {"Amt für Grün": "gruen@stadt.example", "Tiefbauamt": "tief@stadt.example"}


def due(session, slug, office, days, **changes):
    day = TODAY - timedelta(days=days)
    session.add(records.vorhaben(slug, slug, office=office, next_check_on=day, checked_on=day, **changes))
    session.commit()


def run(session, day=TODAY):
    number = remind(session, OFFICES, now=records.NOW, today=day)
    session.commit()
    return number


def mails(session):
    rows = session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    return [(mail.address, [one["title"] for one in mail.facts["vorhaben"]]) for mail in rows]


def test_one_mail_for_each_office_the_longest_waiting_first(session):
    due(session, "a", "Amt für Grün", 5)
    due(session, "b", "AMT FÜR GRÜN", 9)
    due(session, "c", "Tiefbauamt", 0)
    due(session, "d", "Tiefbauamt", -1)
    due(session, "e", "Ein anderes Amt", 5)
    due(session, "f", None, 5)
    due(session, "entwurf", "Tiefbauamt", 5, publication=Publication.DRAFT)

    assert run(session) == 2
    assert mails(session) == [("gruen@stadt.example", ["b", "a"]), ("tief@stadt.example", ["c"])]


def test_a_due_check_is_told_once(session):
    due(session, "a", "Tiefbauamt", 5)
    assert [run(session), run(session)] == [1, 0]

    due(session, "b", "Tiefbauamt", 0)
    assert [run(session), run(session)] == [1, 0]

    assert mails(session) == [("tief@stadt.example", ["a"]), ("tief@stadt.example", ["b"])]


def test_what_was_never_checked_is_due_since_it_was_published(session):
    session.add(records.vorhaben(office="Tiefbauamt"))
    session.commit()

    assert [run(session), run(session)] == [1, 0]


def test_what_was_checked_or_hidden_before_it_goes_out_is_left_out(session):
    for slug in "abc":
        due(session, slug, "Tiefbauamt", 5)
    run(session)
    facts = session.scalars(select(OutboxMail)).one().facts
    assert still_due(session, facts) == facts

    found = {vorhaben.slug: vorhaben for vorhaben in session.scalars(select(Vorhaben))}
    found["a"].next_check_on = TODAY + timedelta(days=91)
    found["b"].publication = Publication.ARCHIVED
    session.commit()
    assert [one["title"] for one in still_due(session, facts)["vorhaben"]] == ["c"]

    found["c"].next_check_on = TODAY + timedelta(days=91)
    session.commit()
    assert still_due(session, facts) is None
