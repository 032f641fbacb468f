"""The folder of the files: random names, whole files or none, also with many processes."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from beteiligung.attachment.store import PATIENCE, Store
from beteiligung.attachment.uploads import Checked
from beteiligung.errors import RuleBroken

ONE = Checked(b"abc", "text/csv")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


def test_what_is_kept_lies_under_a_random_name_for_us_alone(store):
    [first], [second] = store.keep([ONE]), store.keep([ONE])

    assert first.name != second.name
    assert (first.size, first.digest[:8]) == (3, "ba7816bf")
    mode = store.path(first.name).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(store.path(first.name).parent.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "", "a" * 32 + "/..", "\x00" * 32]
)
def test_a_name_that_we_did_not_give_is_none(store, name):
    assert not store.holds(name)
    with pytest.raises(ValueError, match="no name"):
        store.path(name)


def test_all_or_none(store, monkeypatch):
    written = []
    real = os.replace

    def fail_at_the_second(source, target):
        if written:
            raise OSError("the disk is full")
        written.append(target)
        real(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_second)
    with pytest.raises(OSError, match="full"):
        store.keep([ONE, ONE])

    assert list(store.names()) == []


def test_an_undertaking_that_fails_leaves_nothing_and_takes_nothing(store):
    old, new = store.keep([ONE]), store.keep([ONE])

    with pytest.raises(ZeroDivisionError), store.undertaking(new) as released:
        released += [entry.name for entry in old]
        raise ZeroDivisionError

    assert store.holds(old[0].name)
    assert not store.holds(new[0].name)


def test_what_was_refused_with_a_reason_waits_for_the_next_try(store):
    new = store.keep([ONE])

    with pytest.raises(RuleBroken), store.undertaking(new):
        raise RuleBroken("no")

    assert store.holds(new[0].name)


def test_an_undertaking_lets_go_afterwards(store):
    old = store.keep([ONE])

    with store.undertaking() as released:
        released += [entry.name for entry in old]
        assert store.holds(old[0].name)

    assert not store.holds(old[0].name)


def test_many_at_once_do_not_meet(store):
    with ThreadPoolExecutor(8) as pool:
        kept = [entry for entries in pool.map(lambda number: store.keep([ONE]), range(200)) for entry in entries]

    assert {name for name, _age in store.names()} == {entry.name for entry in kept}
    assert len({entry.name for entry in kept}) == 200


def test_half_written_files_are_seen_and_discarded(store):
    [kept] = store.keep([ONE])
    part = store.path(kept.name).with_name("part-xyz")
    part.write_bytes(b"half")
    os.utime(part, (1, 1))

    found = dict(store.names())
    assert found[f"{kept.name[:2]}/part-xyz"] > PATIENCE > found[kept.name]
    store.discard(f"{kept.name[:2]}/part-xyz")

    assert dict(store.names()).keys() == {kept.name}
