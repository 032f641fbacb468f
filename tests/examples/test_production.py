"""What examples/production says must be true: every job is there, every timer starts one, every file is used."""

import configparser
import re
import shlex
import subprocess

import click
import pytest

from beteiligung.cli import cli
from examples.production.run import HERE

TIMERS = sorted((HERE / "systemd").glob("*.timer"))
JOBS = dict(re.findall(r"^  ([a-z-]+)\) (.+) ;;$", (HERE / "job").read_text(), re.MULTILINE))
VARIABLE = re.compile(r"\b(?:PORTAL|BETEILIGUNG)_[A-Z_]+\b")


def unit(path):
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read(path)
    return read


@pytest.mark.parametrize("timer", TIMERS, ids=lambda path: path.stem)
def test_a_timer_starts_a_job_that_is_there(timer):
    said = unit(timer)["Timer"]
    name = re.fullmatch(r"portal-job@([a-z-]+)\.service", said["Unit"])[1]

    assert name in JOBS
    assert timer.name == f"portal-{name}.timer"
    assert re.fullmatch(r"(Sun )?\*-\*-\* (\*|\d\d):(\*|\d\d):00", said["OnCalendar"])


def test_what_must_run_by_itself_has_a_timer():
    assert {path.stem.removeprefix("portal-") for path in TIMERS} == JOBS.keys() - {"upgrade", "check"}


@pytest.mark.parametrize("line", [line for line in JOBS.values() if line.startswith("flask ")])
def test_a_job_is_a_command_of_ours(line):
    _flask, _group, *words = shlex.split(line)
    command = cli
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]

    assert set(words) <= {spelling for param in command.params for spelling in param.opts}


def test_a_job_that_is_not_known_is_refused():
    done = subprocess.run([HERE / "job", "nonsense"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (64, "job: nonsense is not known\n")


def test_the_environment_names_what_is_read_and_nothing_else():
    names = set(re.findall(r"^([A-Z_]+)=", (HERE / "portal.env").read_text(), re.MULTILINE))
    scripts = [HERE / name for name in ("wsgi.py", "gunicorn.conf.py", "job", "backup", "restore")]
    read = set(VARIABLE.findall("".join(path.read_text() for path in scripts)))
    portal = set(VARIABLE.findall((HERE.parent / "portal" / "__init__.py").read_text()))

    assert names <= read | portal
    assert read - names == {
        "BETEILIGUNG_FILES_FOLDER",
        "BETEILIGUNG_RATE_STORAGE",
        "PORTAL_BIN",
        "PORTAL_BIND",
        "PORTAL_WORKERS",
    }


def test_what_the_services_start_is_there():
    for name in ("portal.service", "portal-job@.service"):
        for line in (HERE / "systemd" / name).read_text().splitlines():
            if match := re.match(r"Exec\w+=/srv/portal/(examples/\S+)", line):
                assert (HERE.parents[1] / match[1]).stat().st_mode & 0o100, f"{match[1]} can be run"
