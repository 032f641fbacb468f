"""Create and change our tables: Alembic through its Python API, with a version table of our own."""

from contextlib import contextmanager
from importlib import import_module

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from .base import Base
from .change import triggers
from .i18n import shipped

VERSION_TABLE = "beteiligung_alembic_version"
MODELS = (
    *("change", "bezirk", "term", "vereinbarung", "search", "vorhaben", "attachment", "beitrag", "wish", "outbox"),
    *("gremium", "beschluss", "abwaegung", "account", "guest"),
    *("block", "moderation", "subscription", "dossier", "rendition", "personal"),
)
LOCK = 7_042_020  # any fixed number; PostgreSQL serialises upgrades that start together by it


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


@contextmanager
def _alone(engine):
    with engine.connect() as connection, _unchecked(connection):
        connection = connection.execution_options(beteiligung_writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            config = Config()
            config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
            config.attributes["connection"] = connection
            yield config
            _check(connection)


@contextmanager
def _unchecked(connection):
    """SQLite changes a table by copying it: references must rest meanwhile, which only works outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


def _check(connection):
    """What rested is looked at before the commit: a broken reference undoes the migration."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"broken references after the migration: {broken[:3]}")
