import threading

import pytest
from sqlalchemy import event, exc, select, text
from sqlalchemy.orm import Session

from beteiligung.bezirk.models import Bezirk
from beteiligung.engine import PATIENCE, engine_for

from . import records


def test_references_must_exist(engine):
    with Session(engine) as session, pytest.raises(exc.IntegrityError):
        session.execute(text("INSERT INTO beteiligung_vorhaben_bezirk VALUES (7, 8)"))


def test_sqlite_writes_a_log_ahead(sqlite_engine):
    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_what_was_not_committed_is_gone(engine):
    with Session(engine) as session:
        session.add(records.bezirk())
        session.flush()
        session.rollback()
        assert session.scalars(select(Bezirk)).all() == []


def test_two_that_read_and_then_write_wait_for_each_other(sqlite_engine):
    """Without BEGIN IMMEDIATE the second one fails at once with "database is locked"."""
    with Session(sqlite_engine) as session:
        session.add(records.bezirk())
        session.commit()
    ready, failures = threading.Barrier(2), []

    def lengthen():
        try:
            with Session(sqlite_engine) as session:
                session.connection(execution_options={"beteiligung_writes": True}) if ready.wait() >= 0 else None
                for _ in range(20):
                    session.get(Bezirk, 1, populate_existing=True).name += "x"
                    session.commit()
                    session.connection(execution_options={"beteiligung_writes": True})
        except exc.OperationalError as error:
            failures.append(error)

    threads = [threading.Thread(target=lengthen) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with Session(sqlite_engine) as session:
        assert session.get(Bezirk, 1).name == "Bochum-Mitte" + 40 * "x"


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", PATIENCE),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=3", "3"),
    ],
)
def test_a_server_that_does_not_answer_is_not_waited_for_longer_than_this(address, seconds):
    asked = {}
    engine = engine_for(address)
    event.listen(engine, "do_connect", lambda dialect, record, args, wanted: asked.update(wanted))

    with pytest.raises(exc.OperationalError):
        engine.connect()
    engine.dispose()

    assert asked["connect_timeout"] == seconds
