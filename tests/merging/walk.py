"""From the first revision to the newest and from one history to the other, with rows that must still be there.

Run by the Python of an environment in which the wheel is installed: ``python walk.py own|alembic|flask-migrate URL``.
"""

import sys
from pathlib import Path

from sqlalchemy import text

import beteiligung
from beteiligung import schema
from beteiligung.change import triggers

ROWS = (
    "INSERT INTO beteiligung_bezirk VALUES (1, 'mitte', 'Mitte', 'Mitte', 51.4, 7.2, NULL, true)",
    "INSERT INTO beteiligung_vorhaben (id, slug, publication, status, topic, topic_slug, is_citywide, search, "
    "created_at, updated_at, version, open_until) VALUES (7, 'radweg', 'published', 'planned', 'Wege', 'wege', false, "
    "'', '2026-01-01', '2026-01-01', 1, '2026-03-01')",
    "INSERT INTO beteiligung_vorhaben_text VALUES (7, 'de', 'Radweg', 'Ein Weg', 'Für Räder', 'human')",
    "INSERT INTO beteiligung_vorhaben_bezirk VALUES (7, 1)",
    "INSERT INTO beteiligung_place VALUES (3, 7, 'Königsallee', 51.4, 7.2, NULL)",
    "INSERT INTO beteiligung_beitrag (id, vorhaben_id, depth, author_id, author_name, is_official, stance, body, "
    "visibility, submitted_at) VALUES (5, 7, 0, 'anna', 'Linde', false, 'for', 'Ja 👩‍👩‍👧', 'published', '2026-01-02')",
    "INSERT INTO beteiligung_beitrag (id, vorhaben_id, parent_id, root_id, depth, author_id, author_name, is_official, "
    "stance, body, visibility, submitted_at) VALUES (6, 7, 5, 5, 1, 'kim', 'Kim', true, 'neutral', 'Danke', "
    "'published', '2026-01-03')",
)
KEPT = (
    "SELECT slug, status FROM beteiligung_vorhaben",
    "SELECT lang, title, description FROM beteiligung_vorhaben_text",
    "SELECT words FROM beteiligung_place",
    "SELECT id, parent_id, body FROM beteiligung_beitrag ORDER BY id",
    "SELECT vorhaben_id, bezirk_number FROM beteiligung_vorhaben_bezirk",
)


def kept(engine):
    with engine.connect() as connection:
        return [list(map(tuple, connection.execute(text(query)))) for query in KEPT]


def fill(engine):
    """Rows as the first version wrote them."""
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
    return kept(engine)


def notes_a_change(engine):
    """Does the database itself note that a Vorhaben changed?"""
    newest = text("SELECT max(number) FROM beteiligung_change")
    with engine.begin() as connection:
        before = connection.scalar(newest)
        connection.execute(text("UPDATE beteiligung_vorhaben SET office = 'Tiefbauamt'"))
        return connection.scalar(newest) > before and triggers.are_complete(connection)


def own(engine):
    """Our own history, which ``flask beteiligung upgrade`` writes."""
    schema.upgrade(engine, "0001")
    before = fill(engine)
    assert schema.standing(engine).pending[0] == "0002"
    schema.upgrade(engine)
    assert kept(engine) == before
    assert schema.standing(engine).is_ready and not schema.standing(engine).is_merged
    assert notes_a_change(engine)


def merged(engine, host):
    """In the history of a host that has a revision 0001 of its own; then to our own history, and back."""
    newest = schema.standing(engine).head
    host("upgrade", "beteiligung_0001")
    before = fill(engine)
    host("upgrade", "heads")
    assert kept(engine) == before
    there = schema.standing(engine)
    assert (there.current, there.is_ready, there.is_merged) == (newest, True, True)
    assert notes_a_change(engine)
    host("check")  # autogenerate has nothing to propose
    assert_refused(lambda: schema.upgrade(engine))

    schema.stamp(engine, "head")
    host("stamp", "beteiligung@base")
    there = schema.standing(engine)
    assert (there.current, there.is_merged) == (newest, False)
    schema.downgrade(engine, "0020")
    schema.upgrade(engine)
    assert kept(engine) == before and notes_a_change(engine)

    host("stamp", f"beteiligung_{newest}")
    assert_refused(lambda: schema.upgrade(engine))  # both histories know our tables: one of them must let go
    host("downgrade", "beteiligung_0020", refused=True)
    schema.stamp(engine, "base")
    host("downgrade", "beteiligung_0020")
    assert schema.standing(engine).pending[0] == "0021"
    host("upgrade", "heads")
    assert kept(engine) == before and notes_a_change(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM customer")) == "Ada"


def assert_refused(deed):
    try:
        deed()
    except schema.NotHere:
        return
    raise AssertionError("was not refused")


def with_alembic(command, *words, refused=False):
    """``alembic …``, as at the shell."""
    from alembic.config import CommandLine

    def deed():
        CommandLine().main([command, *words])

    assert_refused(deed) if refused else deed()


def with_flask_migrate(command, *words, refused=False):
    """``flask db …``, as at the shell."""
    from portal import app

    done = app.test_cli_runner().invoke(args=["db", command, *words])
    said = (done.exit_code, "beteiligung keeps its own history here" in done.output)
    assert said == (1, True) if refused else said[0] == 0, (done.output, done.exception)


if __name__ == "__main__":
    way, url = sys.argv[1:]
    sys.path.insert(0, ".")
    assert "site-packages" in beteiligung.__file__, "the checkout was taken instead of the wheel"
    from portal import engine

    if way == "own":
        own(engine())
    else:
        merged(engine(), {"alembic": with_alembic, "flask-migrate": with_flask_migrate}[way])
    engine().dispose()
    print(Path(beteiligung.__file__).parent)
