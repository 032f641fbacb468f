"""Our revisions for a host that merges them into its own Alembic history, under ids that no host has.

Each file beside this one is the twin of a revision in ``versions``: ``beteiligung_0001.py`` does what ``0001`` does.
"""

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from alembic import op

from beteiligung.change import triggers
from beteiligung.i18n import shipped
from beteiligung.schema import TWIN, NotHere, metadata, own_revision


def twin_of(file):
    """What Alembic looks for in a revision's file: ``beteiligung_0001.py`` has it from ``versions/0001_….py``."""
    module = _original(Path(file).stem.removeprefix(TWIN))
    below = module.down_revision

    def upgrade():
        with _as_at_home() as connection:
            module.upgrade()
            triggers.install(connection)

    def downgrade():
        with _as_at_home() as connection:
            triggers.remove(connection)
            module.downgrade()
            triggers.install(connection)

    return {
        "__doc__": module.__doc__,
        "revision": TWIN + module.revision,
        "down_revision": below and TWIN + below,
        "branch_labels": getattr(module, "branch_labels", None),
        "depends_on": None,
        "upgrade": upgrade,
        "downgrade": downgrade,
    }


def _original(number):
    (file,) = (shipped("migrations") / "versions").glob(f"{number}_*.py")
    return import_module(f"beteiligung.migrations.versions.{file.stem}")


@contextmanager
def _as_at_home():
    """The host's environment must not change what a revision does: neither its names for constraints nor its engine."""
    context = op.get_context()
    if context.as_sql:
        raise NotHere("the revisions of beteiligung read the database: they cannot be written as a script (--sql)")
    connection = op.get_bind()
    _refuse_what_would_lose_data(connection)
    before, context.opts["target_metadata"] = context.opts.get("target_metadata"), metadata()
    try:
        yield connection
    finally:
        context.opts["target_metadata"] = before


def _refuse_what_would_lose_data(connection):
    if (number := own_revision(connection)) is not None:
        raise NotHere(
            f"beteiligung keeps its own history here, at revision {number}: "
            f"'alembic stamp {TWIN}{number}', then 'flask beteiligung stamp base'"
        )
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise NotHere(
            "SQLite changes a table by copying it, and with foreign keys on it would delete what refers to it: "
            "put 'with beteiligung.schema.migrating(connection):' around the migrations in env.py"
        )
