from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import exc, select
from sqlalchemy.orm import Session

from beteiligung.base import Base
from beteiligung.vorhaben.models import Vorhaben

from . import databases, records

SUMMER = datetime(2026, 7, 1, 18, tzinfo=timezone(timedelta(hours=2)))


def test_a_moment_comes_back_in_utc_on_every_database(engine):
    with Session(engine) as session:
        session.add(records.vorhaben(open_until=SUMMER))
        session.commit()

    with Session(engine) as session:
        stored = session.scalar(select(Vorhaben.open_until))
    assert stored == SUMMER
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine):
    with Session(engine) as session, pytest.raises(exc.StatementError, match="without a time zone"):
        session.add(records.vorhaben(open_until=datetime(2026, 7, 1, 18)))
        session.flush()


def test_a_moment_can_be_compared_in_the_database(engine):
    with Session(engine) as session:
        session.add(records.vorhaben(open_until=SUMMER))
        session.commit()

        def found(at):
            return session.scalars(select(Vorhaben.slug).where(Vorhaben.open_until > at)).all()

        assert found(SUMMER - timedelta(seconds=1)) == ["radweg"]
        assert found(SUMMER) == []


def test_every_table_of_ours_can_be_told_from_the_hosts():
    assert all(name.startswith("beteiligung_") for name in Base.metadata.tables)


def test_a_connection_that_a_failed_test_still_holds_does_not_fail_the_next(tmp_path, sqlite_template):
    with databases.engine_at(f"sqlite:///{tmp_path / 'worker.sqlite'}") as engine:
        databases.put_back(engine, sqlite_template)
        with Session(engine) as held:
            held.add(records.bezirk())
            held.flush()
            databases.put_back(engine, sqlite_template)
            with Session(engine) as session:
                session.add(records.bezirk())
                session.commit()
