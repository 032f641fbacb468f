from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.beitrag.models import Beitrag
from beteiligung.i18n import shipped
from beteiligung.term.models import Kind, Term
from beteiligung.vereinbarung.models import Clause
from beteiligung.vorhaben.models import FieldChange, Version, Vorhaben
from beteiligung.wish.models import Wish

from . import records


def revisions():
    """From the first to the newest."""
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


FTS = "beteiligung_search_fts"
"""The full-text table of SQLite, and the beginning of the names of those in which it keeps its data."""


def tables(engine):
    return {name for name in inspect(engine).get_table_names() if not name.startswith(FTS)}


def ours():
    return set(schema.metadata().tables)


def fill(engine):
    """One of everything."""
    with Session(engine) as session:
        agreement = records.vereinbarung("Wir bauen Wege.", "Wir pflanzen Bäume.")
        record = records.vorhaben(open_for=3, bezirke=[records.bezirk()], clause=agreement.clauses[0])
        first = records.beitrag(record, "Ä-Ö-Ü 👩‍👩‍👧")
        session.add_all([agreement, record, first])
        session.flush()
        session.add(records.beitrag(record, "Antwort", parent=first))
        record.terms = [Term(kind=Kind.SDG, slug="sdg-13", name="Klima", number=13)]
        record.further_clauses = agreement.clauses[1:]
        record.changes = [FieldChange(at=records.NOW, author_name="", field="end", old=None, new="2027", reason="x")]
        record.versions = [Version(number=1, at=records.NOW, author_name="", is_public=True, snapshot={"office": "x"})]
        session.add(Wish(vorhaben_id=record.id, author_id="anna", wished_at=records.NOW))
        session.commit()


def what_is_there(engine):
    with Session(engine) as session:
        return (
            session.execute(select(Vorhaben.slug, Vorhaben.open_until, Vorhaben.clause_id)).all(),
            session.execute(select(Beitrag.body, Beitrag.parent_id, Beitrag.submitted_at).order_by(Beitrag.id)).all(),
            session.execute(select(Clause.text, Clause.number, Clause.deadlines).order_by(Clause.id)).all(),
        )


def test_a_new_database_gets_all_our_tables(empty_database):
    schema.upgrade(empty_database)

    assert tables(empty_database) == ours() | {schema.VERSION_TABLE}


def test_a_second_time_changes_nothing(empty_database):
    schema.upgrade(empty_database)
    fill(empty_database)
    before = what_is_there(empty_database)

    schema.upgrade(empty_database)

    assert what_is_there(empty_database) == before


def test_the_models_say_what_the_migrations_do(empty_database):
    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": schema.is_ours, "compare_type": True, "target_metadata": schema.metadata()},
        )
        assert compare_metadata(context, schema.metadata()) == []


def test_a_model_without_a_migration_would_be_noticed(empty_database):
    """The proof that the test above can fail: here the newest revision is missing a column."""
    schema.upgrade(empty_database)
    with empty_database.begin() as connection:
        connection.execute(text("ALTER TABLE beteiligung_place DROP COLUMN words"))

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": schema.is_ours})
        assert [change[0] for change in compare_metadata(context, schema.metadata())] == ["add_column"]


def test_every_step_goes_up_and_down_and_up(empty_database):
    steps = ["base", *revisions()]

    for below, revision in pairwise(steps):
        schema.upgrade(empty_database, revision)
        schema.downgrade(empty_database, below)
        schema.upgrade(empty_database, revision)
    assert tables(empty_database) == ours() | {schema.VERSION_TABLE}

    schema.downgrade(empty_database, "base")
    assert set(inspect(empty_database).get_table_names()) <= {schema.VERSION_TABLE}


@pytest.mark.parametrize("revision", revisions())
def test_what_was_there_survives_a_step_back_and_forth(empty_database, revision):
    schema.upgrade(empty_database)
    fill(empty_database)
    before = what_is_there(empty_database)

    schema.downgrade(empty_database, revision)
    schema.upgrade(empty_database)

    assert what_is_there(empty_database) == before
    assert all(before)


def test_the_hosts_tables_are_left_alone(empty_database):
    with empty_database.begin() as connection:
        connection.execute(text("CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(20))"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO customer VALUES (1, 'Ada')"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('host42')"))

    for _ in range(2):
        schema.upgrade(empty_database)
        schema.downgrade(empty_database, "base")

    with empty_database.connect() as connection:
        assert connection.execute(text("SELECT name FROM customer")).scalars().all() == ["Ada"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["host42"]


def test_a_host_can_leave_our_tables_alone_too(empty_database):
    """A host's autogenerate that uses the opposite of ``is_ours`` proposes nothing about them."""
    schema.upgrade(empty_database)

    def not_ours(name, kind, parents):
        ours = schema.is_ours(name, kind, parents) or name == schema.VERSION_TABLE or name.startswith(FTS)
        return kind != "table" or not ours

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": not_ours})
        assert compare_metadata(context, MetaData()) == []


def test_references_are_checked_again_after_a_migration(sqlite_engine):
    schema.downgrade(sqlite_engine, revisions()[0])
    schema.upgrade(sqlite_engine)

    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert sqlite_engine.pool.checkedout() == 0


def test_an_unknown_revision_changes_nothing(empty_database):
    with pytest.raises(Exception, match="nonsense"):
        schema.upgrade(empty_database, "nonsense")

    assert tables(empty_database) == set()
