"""Members hear of what is new for the whole city: on its day, once, and only when there is something."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from beteiligung.cli import cli
from beteiligung.desk import early
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Publication, Status, StatusChange

from .. import bodies, records

EVENING = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
"""18:30 in Bochum."""

MEMBERS = {"bv-1": [("mia", "en")], "bv-2": [("bv", "de"), ("ali", "de-simple")]}


@pytest.fixture
def two(session, bezirke):
    """The bodies of two Stadtbezirke."""
    both = [bodies.bezirksvertretung(bezirk) for bezirk in bezirke]
    session.add_all(both)
    session.commit()
    return both


def tell(session, at=EVENING, members=lambda slug: MEMBERS.get(slug, ())):
    number = early.tell(session, members, now=at, zone=ZoneInfo("Europe/Berlin"), hour=18)
    session.commit()
    return number


def mails(session):
    return session.scalars(select(OutboxMail).order_by(OutboxMail.recipient_id, OutboxMail.id)).all()


def new(session, name="neu", at=EVENING - timedelta(hours=5), **fields):
    record = records.citywide(name, f"Titel {name}", published_at=at, **fields)
    session.add(record)
    session.commit()
    return record


def test_every_member_of_every_body_hears_of_it_once_that_day(session, two):
    new(session)
    new(session, "zwei")

    assert tell(session) == 3
    assert tell(session, EVENING + timedelta(minutes=20)) == 0

    assert [(m.recipient_id, m.lang, len(m.facts["vorhaben"])) for m in mails(session)] == [
        ("ali", "de-simple", 2),
        ("bv", "de", 2),
        ("mia", "en", 2),
    ]


def test_a_change_is_told_with_its_reason(session, two):
    record = new(session, at=EVENING - timedelta(days=90))
    at = EVENING - timedelta(hours=1)
    change = StatusChange(status=Status.PAUSED, on=at.date(), recorded_at=at, reason="Kein Geld", author_name="Amt")
    record.history.append(change)
    session.commit()

    assert tell(session) == 3
    assert mails(session)[0].facts["vorhaben"][0]["news"][0]["reason"] == "Kein Geld"


def test_without_news_nobody_hears_anything(session, two, bezirke):
    new(session, at=EVENING - timedelta(days=90))
    session.add(records.vorhaben("hier", "Nur hier", bezirke=bezirke, published_at=EVENING - timedelta(hours=2)))
    new(session, "entwurf", publication=Publication.DRAFT)
    session.commit()

    assert tell(session) == 0
    assert mails(session) == []


def test_nothing_is_told_before_the_hour_and_nothing_is_forgotten(session, two):
    assert tell(session) == 0
    new(session, at=EVENING + timedelta(hours=12))

    assert tell(session, EVENING + timedelta(hours=20)) == 0
    assert tell(session, EVENING + timedelta(hours=24)) == 3
    new(session, "abends", at=EVENING + timedelta(hours=26))
    assert tell(session, EVENING + timedelta(hours=27)) == 0
    assert tell(session, EVENING + timedelta(days=4)) == 3
    assert tell(session, EVENING + timedelta(days=5)) == 0


def test_who_is_named_twice_hears_once(session, two):
    new(session)

    assert tell(session, members=lambda slug: [("bv", "de"), ("bv", "de")] if slug == "bv-2" else ()) == 1


def test_what_was_archived_meanwhile_is_not_told(session, two):
    record, other = new(session), new(session, "zwei")
    tell(session)
    facts = mails(session)[0].facts
    record.publication = Publication.ARCHIVED
    session.commit()

    assert [one["slug"] for one in early.still_public(session, facts)["vorhaben"]] == ["zwei"]
    other.publication = Publication.ARCHIVED
    session.commit()
    assert early.still_public(session, facts) is None


def test_the_command_asks_the_host_who_sits_where(app, session, two):
    new(session, at=datetime.now(UTC) - timedelta(hours=30))
    two[1].told_until = datetime.now(UTC) - timedelta(days=3)
    session.commit()
    app.extensions["beteiligung"].members_loader(lambda slug: MEMBERS.get(slug, ()))

    result = app.test_cli_runner().invoke(cli, ["tell-members"])

    assert result.exit_code == 0, result.output
    assert {mail.recipient_id for mail in mails(session)} >= {"bv", "ali"}
