"""Engines that behave the same on SQLite and PostgreSQL."""

from sqlalchemy import Engine, create_engine, event, make_url


def engine_for(url: str) -> Engine:
    """An engine for a database URL; on SQLite with foreign keys, a write-ahead log and honest transactions."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 15})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection, record):
    connection.isolation_level = None  # pysqlite would begin too late for BEGIN IMMEDIATE
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection):
    # A read that becomes a write would fail with "database is locked" at once, whatever the timeout says.
    writes = connection.get_execution_options().get("beteiligung_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
