"""Databases for the tests: an SQLite file copied for each test, and a PostgreSQL database for each worker."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, event, make_url

from beteiligung import schema
from beteiligung.engine import engine_for


@contextmanager
def engine_at(url):
    """An engine that lets go of its database afterwards."""
    engine = engine_for(url)
    try:
        yield engine
    finally:
        engine.dispose()


def migrated_file(file, fill=lambda engine: None):
    """An SQLite file with our newest tables, filled, in one piece: nothing left in its write-ahead log."""
    engine = engine_for(f"sqlite:///{file}")
    schema.upgrade(engine)
    fill(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


def put_back(engine, template):
    """Let an engine begin anew on a copy of an SQLite file.

    It is a new file, not the old one written over: a test that failed may still hold a connection, and the next ones
    would fail with it.
    """
    engine.dispose()
    file = Path(engine.url.database)
    for beside in ("", "-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    shutil.copy(template, file)


@contextmanager
def postgres_database(server, name, like="template1"):
    """The URL of a database of that name, empty or with what stands in another one; it is gone afterwards."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.dispose()


def empty(engine):
    """Take everything out of our tables; a test that left a lock behind fails here instead of hanging.

    TRUNCATE would make new files for every table: with sixty tables that takes longer than most tests.
    """
    with engine.begin() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # the log lets nobody else empty it
        connection.exec_driver_sql("; ".join(f'DELETE FROM "{name}"' for name in schema.metadata().tables))
        connection.exec_driver_sql(_COUNT_FROM_ONE)


_COUNT_FROM_ONE = """
SELECT setval((quote_ident(schemaname) || '.' || quote_ident(sequencename))::regclass, 1, false) FROM pg_sequences
WHERE last_value IS NOT NULL
"""


@contextmanager
def counted(engine):
    """The SQL statements sent while the block ran."""
    statements = []

    def hear(connection, cursor, statement, *rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", hear)
