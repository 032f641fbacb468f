"""The demonstration, filled once for a test run by the steps of ``make demo`` and copied for whoever wants its data."""

import fcntl
import os
import re
import shlex
import shutil
from contextlib import contextmanager
from pathlib import Path

from examples.portal import create_app

ROOT = Path(__file__).parents[1]


def steps():
    """The commands that ``make demo`` runs before it serves."""
    commands = re.findall(r"^\t@?\$\(FLASK\) (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return [shlex.split(command) for command in commands if not command.startswith("run ")]


def fill(folder):
    """An instance folder of the example portal with everything that the demonstration shows."""
    app = create_app(instance_path=folder)
    with _in(ROOT):
        for step in steps():
            result = app.test_cli_runner().invoke(args=step)
            assert result.exit_code == 0, f"flask {' '.join(step)}: {result.output}"
    with app.app_context():
        app.extensions["beteiligung"].engine().dispose()


def copy(shared, folder):
    """The same, taken from a folder that all workers of a run share; whoever comes first fills that."""
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "filled").exists():
            fill(shared / "begun")
            (shared / "begun").rename(shared / "filled")
    shutil.copytree(shared / "filled", folder, dirs_exist_ok=True)


@contextmanager
def _in(folder):
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
