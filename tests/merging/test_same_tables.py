"""What a host's history makes of our revisions is what our own makes, whatever the host's conventions are."""

import io

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from beteiligung import schema
from beteiligung.engine import engine_for
from beteiligung.i18n import shipped

ENV = """
from alembic import context
from sqlalchemy import MetaData

conventions = {"ck": "%(table_name)s_%(constraint_name)s_of_host", "fk": "of_host_%(table_name)s_%(column_0_name)s"}
context.configure(
    connection=context.config.attributes["connection"], target_metadata=MetaData(naming_convention=conventions)
)
with context.begin_transaction():
    context.run_migrations()
"""
LIKENESS = {
    "sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'",
    "postgresql": """
        SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
          WHERE NOT tgisinternal
    """,
}


def likeness(engine):
    """Every table, column, index, constraint and trigger, by name and wording."""
    with engine.connect() as connection:
        found = connection.execute(text(LIKENESS[engine.dialect.name])).all()
    return {(*row[:3], _in_order(row[3])) for row in found if "alembic_version" not in str(row)}


def _in_order(wording):
    """SQLite tells constraints in the order in which a copied table got them, which says nothing."""
    return tuple(sorted(line.strip(" ,\n\t)") for line in (wording or "").splitlines()))


@pytest.fixture
def host(tmp_path):
    """``host(connection)``: the configuration of a host that has our revisions in its history."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "env.py").write_text(ENV)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(shipped("migrations") / "merged"))

    def on(connection):
        config.attributes["connection"] = connection
        return config

    return on


def test_both_histories_make_the_same(empty_database, host):
    schema.upgrade(empty_database)
    ours = likeness(empty_database)
    schema.downgrade(empty_database, "base")
    assert not any("beteiligung_vorhaben" in str(row) for row in likeness(empty_database))

    with empty_database.connect() as connection, schema.migrating(connection):
        command.upgrade(host(connection), "heads")

    assert likeness(empty_database) == ours
    with empty_database.connect() as connection, schema.migrating(connection):
        command.downgrade(host(connection), "beteiligung@base")
    assert not any("beteiligung_vorhaben" in str(row) for row in likeness(empty_database))


def test_every_revision_has_its_twin(host):
    ours = ScriptDirectory(str(shipped("migrations")))
    twins = ScriptDirectory.from_config(host(None))

    wanted = {script.revision: script for script in ours.walk_revisions()}
    found = {script.revision.removeprefix(schema.TWIN): script for script in twins.walk_revisions()}

    assert found.keys() == wanted.keys()
    assert all(found[number].doc == script.doc for number, script in wanted.items())
    assert twins.get_revision("beteiligung@head").revision == schema.TWIN + ours.get_current_head()


def test_with_foreign_keys_on_nothing_is_lost_because_nothing_is_run(tmp_path, host):
    engine = engine_for(f"sqlite:///{tmp_path / 'strict.sqlite'}")

    with pytest.raises(schema.NotHere, match=r"schema\.migrating"), engine.connect() as connection:
        command.upgrade(host(connection), "heads")

    engine.dispose()


def test_a_script_for_later_is_refused(host, tmp_path):
    offline = ENV.replace('connection=context.config.attributes["connection"]', 'url="sqlite://"')
    config = host(None)
    (tmp_path / "migrations" / "env.py").write_text(offline)
    config.output_buffer = io.StringIO()

    with pytest.raises(schema.NotHere, match="--sql"):
        command.upgrade(config, "heads", sql=True)
