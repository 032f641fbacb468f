"""From the first revision to the newest with rows in between, on all ways, with what people install."""

import os
from pathlib import Path

import flask_migrate
import pytest

from tests.wheels import run

from . import hosts

TEMPLATES = Path(flask_migrate.__file__).parent / "templates" / "flask"


def lay(way, folder, url):
    if way == "flask-migrate":
        hosts.with_flask_migrate(folder, url, TEMPLATES)
    else:
        hosts.with_alembic(folder, url)


@pytest.mark.parametrize("way", ["own", "alembic", "flask-migrate"])
def test_rows_of_the_first_revision_reach_the_newest(installed, empty_database, tmp_path, way):
    folder, url = tmp_path / "host", empty_database.url.render_as_string(hide_password=False)
    lay(way, folder, url)

    warnings = "default" if way == "flask-migrate" else "error"  # its own env.py asks for what is outdated
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONWARNINGS": warnings}
    place = run(installed, "walk.py", way, url, cwd=folder, env=environment)

    assert place.split()[-1].startswith(str(installed.parents[1]))
