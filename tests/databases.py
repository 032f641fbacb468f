"""Databases for the tests: an SQLite file copied for each test, and a PostgreSQL database for each worker."""

from contextlib import contextmanager

from sqlalchemy import create_engine, event, make_url

from beteiligung import schema
from beteiligung.engine import engine_for


def migrated_file(file):
    """An SQLite file with our newest tables, in one piece: nothing left in its write-ahead log."""
    engine = engine_for(f"sqlite:///{file}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


@contextmanager
def postgres_database(server, name):
    """The URL of an empty database of that name, which is gone afterwards."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.dispose()


def empty(engine):
    """Take everything out of our tables; a test that left a lock behind fails here instead of hanging."""
    tables = ", ".join(f'"{name}"' for name in schema.metadata().tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


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
