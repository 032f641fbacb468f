"""Engines that behave the same on SQLite and PostgreSQL."""

import sqlite3
from time import monotonic, sleep

from sqlalchemy import Engine, create_engine, event, make_url

PATIENCE = 15
"""Seconds that a connection to SQLite waits for others, and for which we knock at a server that does not answer."""


def engine_for(url: str) -> Engine:
    """An engine for a database URL; on SQLite with foreign keys, a write-ahead log and honest transactions."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        knocks = address.get_driver_name().startswith("psycopg") and "connect_timeout" not in address.query
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE} if knocks else {})
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection, record):
    connection.isolation_level = None  # pysqlite would begin too late for BEGIN IMMEDIATE
    connection.execute("PRAGMA foreign_keys = ON")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _write_ahead(connection):
    """Switching to the log needs the file alone for a moment; where others switch too, SQLite does not wait."""
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.01)


def _begin_sqlite(connection):
    # A read that becomes a write would fail with "database is locked" at once, whatever the timeout says.
    writes = connection.get_execution_options().get("beteiligung_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
