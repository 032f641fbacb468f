"""``files check``: what is lost, damaged or left over."""

import os
from pathlib import Path

import pytest

from beteiligung.attachment.store import Store
from beteiligung.attachment.uploads import Checked

from ..attachment.desk import add, everything, in_records, on_disk
from ..hosts import log_in


@pytest.fixture
def store(app, client, session, radweg, amt):
    """A store with one picture that hangs on a Vorhaben."""
    log_in(app, amt)
    add(client, radweg)
    return Store(Path(app.instance_path, "beteiligung-files"))


@pytest.fixture
def check(app):
    """Run it; returns exit status and output."""

    def run(*options):
        result = app.test_cli_runner().invoke(args=["beteiligung", "files", "check", *options])
        return result.exit_code, result.output

    return run


def age(store, name):
    os.utime(store.path(name), (1, 1))


def test_all_is_well(store, check):
    assert check() == (0, "3 files, 0 lost or damaged, 0 left over\n")


def test_what_belongs_to_no_record_is_told_and_mended(app, session, store, check):
    [spare], [fresh] = store.keep([Checked(b"x", "text/csv")]), store.keep([Checked(b"y", "text/csv")])
    age(store, spare.name)

    assert check() == (1, f"{spare.name} belongs to no Vorhaben\n3 files, 0 lost or damaged, 1 left over\n")
    assert check("--mend")[0] == 0
    assert on_disk(app) == in_records(session) | {fresh.name}
    assert check()[0] == 0


def test_the_files_of_a_vorhaben_that_was_deleted_go(app, session, radweg, store, check):
    for name in on_disk(app):
        age(store, name)
    session.rollback()
    session.expire_all()
    session.delete(radweg)
    session.commit()
    assert in_records(session) == set()

    assert check("--mend")[0] == 0

    assert on_disk(app) == set()


def test_what_is_lost_or_damaged_is_told(session, store, check):
    first, second, third = (file.name for file in everything(session)[0].files)
    store.path(first).unlink()
    store.path(second).write_bytes(b"x" * store.path(second).stat().st_size)
    age(store, third)

    code, output = check("--mend")

    assert code == 1
    assert f"{first} is lost" in output
    assert f"{second} is damaged" in output
    assert third not in output
    assert store.holds(third)


def test_without_tables_it_says_so(make_app, empty_database, tmp_path):
    from ..hosts import bare

    app = bare(empty_database, tmp_path)
    result = app.test_cli_runner().invoke(args=["beteiligung", "files", "check"])

    assert result.exit_code == 2
    assert "upgrade" in result.output
