"""The log only grows: the database itself refuses the rest."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from beteiligung.moderation import log
from beteiligung.moderation.models import Act, LogEntry

from .. import records
from ..records import NOW

TABLE = "beteiligung_moderation_log"


@pytest.fixture
def written(session, kim):
    """One line that is committed."""
    log.append(session, Act.PUBLISHED, kim, now=NOW, reason="war so")
    session.commit()


@pytest.mark.parametrize(
    "attempt",
    [
        update(LogEntry).values(reason="war nie so"),
        update(LogEntry).where(LogEntry.id == 1).values(by_name="Robin"),
        delete(LogEntry),
        text(f"DELETE FROM {TABLE} WHERE id = 1"),
        text(f"UPDATE {TABLE} SET at = at"),
    ],
    ids=["update", "one", "delete", "raw delete", "raw update"],
)
def test_nobody_changes_or_removes_a_line(session, written, attempt):
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(attempt)
    session.rollback()

    entry = session.scalars(select(LogEntry)).one()
    assert (entry.reason, entry.by_name, entry.role) == ("war so", "Kim Yıldız", "moderation")


def test_nor_empties_it(postgres_engine):
    with pytest.raises(DBAPIError, match="append-only"), postgres_engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {TABLE} CASCADE"))


test_nor_empties_it = pytest.mark.postgres(test_nor_empties_it)


def test_nor_through_the_session(session, written):
    session.scalars(select(LogEntry)).one().reason = "anders"

    with pytest.raises(DBAPIError, match="append-only"):
        session.commit()
    session.rollback()


def test_of_residents_it_keeps_no_name(session):
    entry = log.append(session, Act.REPORTED, log.REPORTER, now=NOW, category="attack")

    assert (entry.by_id, entry.by_name, entry.role) == (None, None, "reporter")


def test_it_grows(session, written, amt):
    log.append(session, Act.ANSWERED, amt, now=NOW)
    session.commit()

    assert [entry.role for entry in session.scalars(select(LogEntry).order_by(LogEntry.id))] == [
        "moderation",
        "administration",
    ]


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("Anna Muster greift an, wieder Anna Muster.", "[…] greift an, wieder […]."),
        ("Anna Musters Ton", "Anna Musters Ton"),
        ("Regel 1", "Regel 1"),
    ],
)
def test_the_name_of_the_author_never_gets_into_it(session, radweg, kim, reason, kept):
    beitrag = records.beitrag(radweg)
    session.add(beitrag)
    session.flush()

    assert log.append(session, Act.HIDDEN, kim, now=NOW, beitrag=beitrag, reason=reason).reason == kept
