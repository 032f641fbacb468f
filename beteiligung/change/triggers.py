"""The database notes by itself which Vorhaben changed: the ORM, an import and a hand on the console count alike.

Triggers are no part of a migration, because SQLite forgets them when a later migration copies a table: whoever
brings the schema up to date installs those that are missing.
"""

from sqlalchemy import inspect, text

from .models import EVERYTHING

WATCHED = {
    "beteiligung_vorhaben": "id",
    "beteiligung_vorhaben_text": "vorhaben_id",
    "beteiligung_place": "vorhaben_id",
    "beteiligung_vorhaben_bezirk": "vorhaben_id",
    "beteiligung_vorhaben_term": "vorhaben_id",
    "beteiligung_status_change": "vorhaben_id",
    "beteiligung_search": "vorhaben_id",
    "beteiligung_term": None,
    "beteiligung_bezirk": None,
    "beteiligung_name": None,
}
"""Each table with its column that names the Vorhaben; without one, everything counts as changed."""

LOCK = 7_042_021  # any fixed number, but not that of the migrations
_EVENTS = ("INSERT", "UPDATE", "DELETE")
_NOTED = "beteiligung_change"


def install(connection):
    """Create the triggers that are missing, as far as the tables are there."""
    tables = set(inspect(connection).get_table_names())
    if _NOTED not in tables:
        return
    kind = connection.dialect.name
    if kind == "postgresql":
        for statement in _FUNCTIONS:
            connection.execute(text(statement))
    missing = set(_wanted(tables & set(WATCHED))) - _there(connection)
    for name in sorted(missing):
        for statement in _DDL[kind](name, *_parsed(name)):
            connection.execute(text(statement))
    connection.execute(text(_FIRST[kind]))


def remove(connection):
    """Take all of them away."""
    if connection.dialect.name == "postgresql":
        for function in ("beteiligung_note_change", "beteiligung_in_turn"):
            connection.execute(text(f"DROP FUNCTION IF EXISTS {function}() CASCADE"))
        return
    for name in _there(connection):
        connection.execute(text(f"DROP TRIGGER {name}"))


def are_complete(connection):
    """Does the database note every change?"""
    return set(_wanted(WATCHED)) <= _there(connection)


def _wanted(tables):
    return [f"{table}__{event.lower()}" for table in tables for event in _EVENTS]


def _parsed(name):
    table, _, event = name.rpartition("__")
    return table, event.upper()


def _there(connection):
    return {name for name in connection.scalars(text(_NAMES[connection.dialect.name])) if "__" in name}


_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'beteiligung%'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'beteiligung%' AND NOT tgisinternal AND tgenabled <> 'D' "
        "AND tgrelid = to_regclass(split_part(tgname, '__', 1)) AND tgname NOT LIKE '%turn'"
    ),
}


def _sqlite(name, table, event):
    sides = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
    column = WATCHED[table]
    keys = dict.fromkeys(f"{side}.{column}" if column else str(EVERYTHING) for side in sides)
    notes = "".join(
        f"INSERT INTO {_NOTED} (vorhaben_id, number, token) "
        f"VALUES ({key}, (SELECT coalesce(max(number), 0) + 1 FROM {_NOTED}), random()) "
        "ON CONFLICT (vorhaben_id) DO UPDATE SET number = excluded.number, token = excluded.token; "
        for key in keys
    )
    yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {notes}END"


def _postgresql(name, table, event):
    """Whoever writes waits for its turn before it takes any row, so that numbers are seen in order and nobody meets."""
    column = f"'{WATCHED[table]}'" if WATCHED[table] else ""
    yield (
        f"CREATE TRIGGER {name}_turn BEFORE {event} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION beteiligung_in_turn()"
    )
    yield (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION beteiligung_note_change({column})"
    )


_DDL = {"sqlite": _sqlite, "postgresql": _postgresql}

_FUNCTIONS = (
    f"""
    CREATE OR REPLACE FUNCTION beteiligung_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock({LOCK});
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION beteiligung_note_change() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
    DECLARE
        keys bigint[] := ARRAY[]::bigint[];
        key bigint;
    BEGIN
        IF TG_NARGS = 0 THEN
            keys := ARRAY[{EVERYTHING}];
        ELSE
            IF TG_OP <> 'INSERT' THEN
                EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO key USING OLD;
                keys := keys || key;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO key USING NEW;
                IF NOT key = ANY (keys) THEN
                    keys := keys || key;
                END IF;
            END IF;
        END IF;
        FOREACH key IN ARRAY keys LOOP
            INSERT INTO {_NOTED} (vorhaben_id, number, token)
            VALUES (key, (SELECT coalesce(max(number), 0) + 1 FROM {_NOTED}), (random() * 9e15)::bigint)
            ON CONFLICT (vorhaben_id) DO UPDATE SET number = excluded.number, token = excluded.token;
        END LOOP;
        RETURN NULL;
    END $$
    """,
)

_FIRST = {
    kind: f"INSERT INTO {_NOTED} (vorhaben_id, number, token) "
    f"VALUES ({EVERYTHING}, (SELECT coalesce(max(number), 0) + 1 FROM {_NOTED}), {thrown}) "
    "ON CONFLICT (vorhaben_id) DO NOTHING"
    for kind, thrown in (("sqlite", "random()"), ("postgresql", "(random() * 9e15)::bigint"))
}
