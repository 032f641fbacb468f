"""Several workers of a web server start at the same moment, and each brings the database up to date."""

import subprocess
import sys

from sqlalchemy import text

from beteiligung import schema

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


def test_eight_workers_upgrade_at_once(empty_database):
    url = empty_database.url.render_as_string(hide_password=False)

    done = subprocess.run(
        [sys.executable, "-c", START, url, str(WORKERS)], capture_output=True, text=True, timeout=120, check=False
    )

    assert (done.stdout.strip(), done.stderr) == (str([0] * WORKERS), "")
    with empty_database.connect() as connection:
        versions = connection.execute(text(f"SELECT version_num FROM {schema.VERSION_TABLE}")).scalars().all()
        tables = {name for name in schema.metadata().tables if connection.dialect.has_table(connection, name)}
    assert len(versions) == 1
    assert tables == set(schema.metadata().tables)
