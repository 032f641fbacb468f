"""Several workers of a web server start at the same moment, and each brings the database up to date."""

import subprocess
import sys

import pytest
from sqlalchemy import inspect, text

from beteiligung import schema

from . import test_schema

WORKERS = 8
START = """
import multiprocessing, sys
from beteiligung import schema
from beteiligung.engine import engine_for

def work(url, together):
    engine = engine_for(url)
    together.wait()
    schema.upgrade(engine)

schema.metadata()
fork = multiprocessing.get_context("fork")
together = fork.Barrier(int(sys.argv[2]))
workers = [fork.Process(target=work, args=(sys.argv[1], together)) for _ in range(int(sys.argv[2]))]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print([worker.exitcode for worker in workers])
"""


STOP = """
import sys, time
from sqlalchemy import event
from beteiligung import schema
from beteiligung.engine import engine_for

engine = engine_for(sys.argv[1])

@event.listens_for(engine, "before_cursor_execute")
def wait(connection, cursor, statement, *rest):
    if "CREATE TABLE beteiligung_population" in statement:
        print("in the middle", flush=True)
        time.sleep(600)

schema.upgrade(engine)
"""


@pytest.fixture(params=["empty", "half"])
def behind(request, empty_database):
    """A database that has to be brought up to date, and what must be in it all the time."""
    if request.param == "half":
        schema.upgrade(empty_database)
        test_schema.fill(empty_database)
        schema.downgrade(empty_database, "0010")
    return empty_database


def contents(engine):
    """Every table with the number of its rows."""
    with engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if "_fts" not in name]
        return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in names}


def test_eight_workers_upgrade_at_once(behind):
    url, before = behind.url.render_as_string(hide_password=False), contents(behind)

    done = subprocess.run(
        [sys.executable, "-c", START, url, str(WORKERS)], capture_output=True, text=True, timeout=120, check=False
    )

    assert (done.stdout.strip(), done.stderr) == (str([0] * WORKERS), "")
    after = contents(behind)
    assert after[schema.VERSION_TABLE] == 1
    assert set(schema.metadata().tables) <= set(after)
    kept = ("beteiligung_vorhaben", "beteiligung_beitrag", "beteiligung_clause")
    assert [after[name] for name in kept] == [before.get(name, 0) for name in kept]
    assert schema.standing(behind).is_ready


@pytest.mark.parametrize("behind", ["half"], indirect=True)
def test_a_worker_that_is_killed_leaves_nothing_half_done(behind):
    url, before = behind.url.render_as_string(hide_password=False), contents(behind)
    revision = schema.standing(behind).current
    behind.dispose()
    with subprocess.Popen([sys.executable, "-c", STOP, url], stdout=subprocess.PIPE, text=True) as worker:
        said = worker.stdout.readline()
        worker.kill()

    assert said == "in the middle\n"
    assert contents(behind) == before
    assert schema.standing(behind).current == revision
    schema.upgrade(behind)
    assert schema.standing(behind).is_ready
