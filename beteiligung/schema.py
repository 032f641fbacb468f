"""Create and change our tables: Alembic through its Python API, with a version table of our own.

A host may merge our revisions into its own history instead; then they have other ids, see ``migrations/merged``.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from .base import Base
from .change import triggers
from .i18n import shipped

VERSION_TABLE = "beteiligung_alembic_version"
TWIN = "beteiligung_"
"""What the ids of our revisions begin with in a host's history; all our tables begin with it too."""

MODELS = (
    *("change", "bezirk", "term", "vereinbarung", "search", "vorhaben", "attachment", "beitrag", "wish", "outbox"),
    *("gremium", "beschluss", "abwaegung", "account", "guest"),
    *("block", "moderation", "subscription", "dossier", "rendition", "personal", "naming"),
)
LOCK = 7_042_020  # any fixed number; PostgreSQL serialises upgrades that start together by it


class NotHere(RuntimeError):
    """A migration that would meet tables which another history looks after, or would lose data."""


@dataclass(frozen=True)
class Standing:
    """How far a database is: ``current`` is None without our tables, and a name we do not know if it is newer."""

    current: str | None
    head: str
    pending: tuple[str, ...]
    is_merged: bool

    @property
    def is_ready(self):
        """Nothing is pending. A database that is newer than this version counts: it was upgraded for the next one."""
        return not self.pending


def metadata():
    """All our tables, whichever modules were imported before."""
    for concept in MODELS:
        import_module(f"beteiligung.{concept}.models")
    return Base.metadata


def is_ours(name, kind, parents):
    """Alembic's ``include_name`` for our own migrations: leave the host's tables alone."""
    if kind == "index":
        return not (name or "").endswith("_lexemes")  # only PostgreSQL has these, so no model names them
    return kind != "table" or name in metadata().tables


def not_ours(name, kind, parents):
    """Alembic's ``include_name`` for a host's migrations: leave our tables alone, and everything that hangs on them."""
    table = name if kind == "table" else parents.get("table_name")
    return not (table or "").startswith(TWIN)


def upgrade(engine, revision="head"):
    """Bring the database to a revision; safe when several processes start at once."""
    with _alone(engine) as config:
        command.upgrade(config, revision)
        triggers.install(config.attributes["connection"])


def downgrade(engine, revision):
    """Take the database back to a revision; what newer tables held is gone."""
    with _alone(engine) as config:
        triggers.remove(config.attributes["connection"])
        command.downgrade(config, revision)
        triggers.install(config.attributes["connection"])


def stamp(engine, revision):
    """Write down that our own history is at a revision, and touch nothing else; ``base`` ends it."""
    with engine.connect() as connection, migrating(connection):
        command.stamp(_config(connection), revision, purge=True)


def standing(engine):
    """Which revision a database has, by our own history or by that of a host that merged it."""
    with engine.connect() as connection:
        own = own_revision(connection)
        current = own or _merged_revision(connection)
    known = _numbers()
    after = known.index(current) + 1 if current in known else 0 if current is None else len(known)
    return Standing(current, known[-1], known[after:], is_merged=own is None and current is not None)


def own_revision(connection):
    """The revision that our own version table names, or None."""
    if not _has(connection, VERSION_TABLE):
        return None
    return connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))


@contextmanager
def migrating(connection):
    """Around migrations: one process at a time, whole or not at all, and SQLite's references checked at the end."""
    with _unchecked(connection):
        connection = connection.execution_options(beteiligung_writes=True)
        with connection.begin():
            _wait_for_others(connection)
            yield
            _check(connection)


@contextmanager
def _alone(engine):
    with engine.connect() as connection, migrating(connection):
        _refuse_a_merged_history(connection)
        yield _config(connection)


def _config(connection=None):
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _numbers():
    """The ids of our revisions, from the first to the newest."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())[::-1]


def _refuse_a_merged_history(connection):
    number = _merged_revision(connection)
    if number is not None or (own_revision(connection) is None and _has(connection, "beteiligung_vorhaben")):
        raise NotHere(
            "our tables are here, but another history looks after them: run your own 'alembic upgrade heads', "
            "or give them back to us as docs/database.md says"
        )


def _merged_revision(connection):
    """The revision of ours that a host's version table names, whatever that table is called."""
    for table in _version_tables(connection):
        if number := connection.scalar(text(f"SELECT version_num FROM \"{table}\" WHERE version_num LIKE '{TWIN}%'")):
            return number.removeprefix(TWIN)
    return None


def _has(connection, table):
    return inspect(connection).has_table(table)


def _version_tables(connection):
    """Alembic's usual one, and then whatever looks like it: to look at all tables of a host takes longer."""
    if _has(connection, "alembic_version"):
        yield "alembic_version"
    for (_schema, table), columns in inspect(connection).get_multi_columns().items():
        if [column["name"] for column in columns] == ["version_num"] and table != VERSION_TABLE:
            yield table


def _wait_for_others(connection):
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    elif not connection.connection.driver_connection.in_transaction:  # an engine that is not from engine_for
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _unchecked(connection):
    """SQLite changes a table by copying it: references must rest meanwhile, which only works outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    (before,) = driver.execute("PRAGMA foreign_keys").fetchone()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute(f"PRAGMA foreign_keys = {before}")


def _check(connection):
    """What rested is looked at before the commit: a broken reference of ours undoes the migration."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        broken = [row for row in found if row[0].startswith(TWIN)]
        if broken:
            raise RuntimeError(f"broken references after the migration: {broken[:3]}")
