"""Tiles from a real server on this machine that is slow, huge, lying or dead; nobody waits long and nothing is lost."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from beteiligung.tiles import download, remote
from beteiligung.tiles.grid import Tile
from beteiligung.tiles.remote import Busy, Remote
from beteiligung.tiles.shelf import DAY, Shelf
from beteiligung.tiles.sources import source

from .servers import BAD, DEAD, ODD, OTHER_PNG, PNG, USELESS, map_server, nobody, send

TILE, NEXT = Tile(3, 4, 2), Tile(3, 4, 3)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The server is on this machine, whatever stands between it and the world, and nobody here has three seconds."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(download, "SECONDS", 0.5)


def reading(folder, origin, days=30, room=10_000_000):
    address = f"{origin}/{{z}}/{{x}}/{{y}}.png"
    return Remote(source(address), Shelf(folder, address, days, room))


def settle(base):
    """Wait until what goes on behind the visitor's back is done."""
    end = time.monotonic() + 5
    while base._asked and time.monotonic() < end:
        time.sleep(0.01)
    assert not base._asked


def grow_old(folder, days):
    for file in folder.rglob("*.*"):
        os.utime(file, (time.time() - days * DAY,) * 2)


def end_rest(folder):
    for file in folder.rglob("resting"):
        os.utime(file, (0, 0))


def test_asked_once_then_kept(tmp_path):
    with map_server(send) as (origin, asked):
        base = reading(tmp_path, origin)
        found = [base.get(TILE) for _ in range(3)]
        settle(base)

        assert [one.picture for one in found] == [PNG] * 3
        assert all(one.is_fresh for one in found)
        assert asked == ["/3/4/2.png"]
        assert reading(tmp_path, origin).get(TILE).picture == PNG
        assert len(asked) == 1


def test_another_source_begins_anew(tmp_path):
    with map_server(send) as (origin, _), map_server(lambda handler: send(handler, OTHER_PNG)) as (other, _):
        assert reading(tmp_path, origin).get(TILE).picture == PNG
        assert reading(tmp_path, other).get(TILE).picture == OTHER_PNG


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
def test_whatever_the_server_does_nobody_waits_long_and_nothing_of_it_is_kept(tmp_path, answer):
    with map_server(answer) as (origin, asked):
        base = reading(tmp_path, origin)
        began = time.monotonic()
        assert base.get(TILE) is None
        assert time.monotonic() - began < 1.5
        settle(base)
        assert base.get(TILE) is None

    assert len(asked) == 1
    assert list(tmp_path.rglob("*.tile")) == []


@pytest.mark.parametrize("answer", DEAD.values(), ids=DEAD)
def test_a_dead_source_is_left_alone_for_every_tile(tmp_path, answer):
    with map_server(answer) as (origin, asked):
        base = reading(tmp_path, origin)
        base.get(TILE)
        settle(base)
        assert [base.get(Tile(5, x, 1)) for x in range(30)] == [None] * 30
        assert [reading(tmp_path, origin).get(Tile(5, x, 2)) for x in range(30)] == [None] * 30  # another process

    assert len(asked) == 1


def test_a_server_that_is_not_there(tmp_path):
    base = reading(tmp_path, nobody())

    assert [base.get(Tile(5, x, 1)) for x in range(30)] == [None] * 30


def test_rests_get_longer_and_end_with_the_first_picture(tmp_path):
    good = threading.Event()

    with map_server(lambda handler: send(handler) if good.is_set() else send(handler, status=503)) as (origin, asked):
        base = reading(tmp_path, origin)
        for seconds in (30, 60, 120, 240, 480, 600, 600):
            base.get(TILE)
            settle(base)
            (resting,) = tmp_path.rglob("resting")
            assert resting.read_text() == str(seconds)
            assert base.get(TILE) is None
            end_rest(tmp_path)
        assert len(asked) == 7
        good.set()
        assert base.get(TILE).picture == PNG
        settle(base)

    assert list(tmp_path.rglob("resting")) == []


def test_one_alone_tries_whether_it_is_back(tmp_path):
    with map_server(DEAD["silent"]) as (origin, asked):
        base = reading(tmp_path, origin)
        base.get(TILE)
        settle(base)
        end_rest(tmp_path)
        with ThreadPoolExecutor(4) as people:
            list(people.map(base.get, [Tile(5, x, 1) for x in range(4)]))
        settle(base)

    assert len(asked) <= 3  # the first, the one who tried, and one who may have looked at the very same moment


@pytest.mark.parametrize("answer", USELESS.values(), ids=USELESS)
def test_nothing_but_useless_answers_are_as_good_as_none(tmp_path, answer):
    with map_server(answer) as (origin, asked):
        base = reading(tmp_path, origin)
        for x in range(20):
            base.get(Tile(5, x, 1))
            settle(base)

    assert len(asked) == remote.STRIKES


def test_a_tile_that_is_missing_says_nothing_about_others(tmp_path):
    def patchy(handler):
        ODD["not found"](handler) if "/2.png" in handler.path else send(handler)

    with map_server(patchy) as (origin, asked):
        base = reading(tmp_path, origin)
        for _ in range(3):
            assert base.get(TILE) is None
            assert base.get(NEXT).picture == PNG
            settle(base)
        assert len(asked) == 2
        grow_old(tmp_path, 2)
        base.get(TILE)

    assert len(asked) == 3


def test_an_old_picture_is_shown_at_once_and_fetched_anew(tmp_path):
    newer = threading.Event()
    with map_server(lambda handler: send(handler, OTHER_PNG if newer.is_set() else PNG)) as (origin, asked):
        base = reading(tmp_path, origin)
        base.get(TILE)
        settle(base)
        newer.set()
        grow_old(tmp_path, 29)
        assert base.get(TILE).is_fresh
        grow_old(tmp_path, 31)
        old = base.get(TILE)
        assert (old.picture, old.is_fresh) == (PNG, False)
        settle(base)
        new = base.get(TILE)
        assert (new.picture, new.is_fresh) == (OTHER_PNG, True)

    assert len(asked) == 2


def test_an_old_picture_stays_while_the_source_is_down(tmp_path):
    down = threading.Event()
    with map_server(lambda handler: DEAD["silent"](handler) if down.is_set() else send(handler)) as (origin, asked):
        base = reading(tmp_path, origin)
        base.get(TILE)
        settle(base)
        down.set()
        grow_old(tmp_path, 400)
        for _ in range(5):
            began = time.monotonic()
            assert base.get(TILE).picture == PNG
            assert time.monotonic() - began < 0.3
            settle(base)

    assert len(asked) == 2


def slow(handler):
    time.sleep(0.2)
    send(handler)


def test_many_who_want_the_same_ask_once(tmp_path):
    with map_server(slow) as (origin, asked):
        base = reading(tmp_path, origin)
        with ThreadPoolExecutor(remote.AT_ONCE) as people:
            found = list(people.map(base.get, [TILE] * remote.AT_ONCE))

    assert [one.picture for one in found] == [PNG] * remote.AT_ONCE
    assert len(asked) == 1


def test_more_than_a_few_do_not_wait(tmp_path):
    def ask(x):
        try:
            return base.get(Tile(6, x, 1)).picture
        except Busy:
            return "busy"

    with map_server(slow) as (origin, asked):
        base = reading(tmp_path, origin)
        with ThreadPoolExecutor(12) as people:
            found = list(people.map(ask, range(12)))
        settle(base)
        assert found.count(PNG) == len(asked) == remote.AT_ONCE
        assert found.count("busy") == 12 - remote.AT_ONCE
        assert ask(11) in (PNG,)  # a moment later


def test_a_full_shelf_loses_what_is_oldest(tmp_path):
    big = PNG + bytes(100_000)
    with map_server(lambda handler: send(handler, big)) as (origin, _):
        base = reading(tmp_path, origin, room=1_000_000)
        for x in range(30):
            base.get(Tile(6, x, 1))
            settle(base)

    left = {int(file.parent.name) for file in tmp_path.rglob("*.tile")}
    assert sum(file.stat().st_size for file in tmp_path.rglob("*.tile")) <= 1_000_000
    assert 5 < len(left) < 11
    assert left == set(range(30 - len(left), 30))


def test_a_disk_that_takes_nothing_shows_the_picture_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with map_server(send) as (origin, asked):
        base = reading(tmp_path / "file", origin)
        assert base.get(TILE).picture == PNG
        settle(base)
        assert base.get(TILE).picture == PNG

    assert len(asked) == 2


def test_what_lies_broken_on_the_disk_is_fetched_again(tmp_path):
    with map_server(send) as (origin, asked):
        base = reading(tmp_path, origin)
        base.get(TILE)
        settle(base)
        next(tmp_path.rglob("*.tile")).write_bytes(b"<html>")
        assert base.get(TILE).picture == PNG

    assert len(asked) == 2
