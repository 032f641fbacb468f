"""The base map passes through the host, never further than the city: for anything else nobody is asked."""

import json
import time

import pytest

from beteiligung.tiles import download, remote
from beteiligung.tiles.grid import Tile, tile_at
from beteiligung.tiles.remote import Busy

from .. import records
from ..pages import Page
from ..tiles.servers import DEAD, PNG, map_server, nobody, send
from ..tiles.test_archive import written

HERE = tile_at(7.21, 51.46, 12)
BOCHUM = (7.1, 51.4, 7.35, 51.55)


@pytest.fixture
def engine(sqlite_engine):
    """Pictures do not depend on the database."""
    return sqlite_engine


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """The server is on this machine, whatever stands between this machine and the world."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(download, "SECONDS", 0.5)


@pytest.fixture
def browser(make_app):
    """A visitor of a city whose base map comes from this origin."""
    return lambda origin, **config: make_app(
        BETEILIGUNG_TILES_URL=f"{origin}/{{z}}/{{x}}/{{y}}.png", **{"BETEILIGUNG_TILES_EXTENT": BOCHUM, **config}
    ).test_client()


def at(tile):
    return f"/beteiligung/kacheln/{tile.z}/{tile.x}/{tile.y}"


def test_off_unless_the_city_wants_it(client, radweg):
    assert client.get(at(HERE)).status_code == 404
    assert "data-tiles" not in client.get("/beteiligung/de/vorhaben").text


def test_fetched_once_then_kept(browser):
    with map_server(send) as (origin, asked):
        client = browser(origin)
        answers = [client.get(at(HERE)) for _ in range(3)]

    assert [(a.status_code, a.mimetype, a.data) for a in answers] == [(200, "image/png", PNG)] * 3
    assert "max-age=604800" in answers[0].headers["Cache-Control"]
    assert answers[0].headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answers[0].headers
    assert asked == [f"/{HERE.z}/{HERE.x}/{HERE.y}.png"]
    again = client.get(at(HERE), headers={"If-None-Match": answers[0].headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("picture", "kind"), [(b"\xff\xd8\xff\xe0jpeg", "image/jpeg"), (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp")]
)
def test_other_pictures_keep_their_type(browser, picture, kind):
    with map_server(lambda handler: send(handler, picture, "text/html")) as (origin, _):
        answer = browser(origin).get(at(HERE))

    assert (answer.status_code, answer.mimetype) == (200, kind)


NOWHERE = ["3/8/0", "3/0/8", "3/-1/0", "x/0/0", "3/0", "3/0/0.5", f"{10**20}/0/0", f"3/{10**20}/0", "0/0/0", "20/0/0"]


@pytest.mark.parametrize("place", NOWHERE)
def test_places_that_no_map_has(browser, place):
    with map_server(send) as (origin, asked):
        answer = browser(origin).get(f"/beteiligung/kacheln/{place}")

    assert answer.status_code == 404
    assert asked == []


@pytest.mark.parametrize("zoom", [8, 10, 14, 19])
def test_nobody_looks_at_berlin_through_us(browser, zoom):
    with map_server(send) as (origin, asked):
        client = browser(origin)
        assert client.get(at(tile_at(13.4, 52.5, zoom))).status_code == 404
        assert asked == []
        assert client.get(at(tile_at(7.21, 51.46, zoom))).status_code == 200


def test_the_setting_says_which_levels_there_are(browser):
    with map_server(send) as (origin, asked):
        client = browser(origin, BETEILIGUNG_TILES_ZOOM=(12, 13))
        answers = [client.get(at(tile_at(7.21, 51.46, zoom))).status_code for zoom in (11, 12, 13, 14)]

    assert answers == [404, 200, 200, 404]
    assert len(asked) == 2


def test_without_a_setting_it_reaches_around_the_stadtbezirke(browser, session):
    session.add(records.bezirk(1))  # from 7.1 to 7.2 degrees, so 7.0 to 7.3 with as much again
    session.commit()
    with map_server(send) as (origin, _):
        client = browser(origin, BETEILIGUNG_TILES_EXTENT=None)
        answers = [client.get(at(tile_at(lon, 51.45, 15))).status_code for lon in (6.98, 7.01, 7.29, 7.32)]

    assert answers == [404, 200, 200, 404]


def test_without_stadtbezirke_around_the_places_of_the_gazetteer(browser, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("name,kind,lat,lon\nA,street,51.4,7.1\nB,street,51.5,7.2\nC,street,,\n")
    with map_server(send) as (origin, _):
        client = browser(origin, BETEILIGUNG_TILES_EXTENT=None, BETEILIGUNG_GAZETTEER=str(names))
        answers = [client.get(at(tile_at(lon, 51.45, 15))).status_code for lon in (6.98, 7.15, 7.32)]

    assert answers == [404, 200, 404]


def test_where_nothing_says_how_far_the_city_reaches_there_is_no_base_map(browser, session):
    session.add(records.vorhaben())
    session.commit()
    with map_server(send) as (origin, asked):
        client = browser(origin, BETEILIGUNG_TILES_EXTENT=None)
        assert client.get(at(HERE)).status_code == 404
        assert "data-tiles" not in client.get("/beteiligung/de/vorhaben").text

    assert asked == []


@pytest.mark.parametrize("answer", DEAD.values(), ids=DEAD)
def test_a_bad_source_leaves_the_map_empty_and_holds_no_page(browser, radweg, answer):
    with map_server(answer) as (origin, _):
        client = browser(origin)
        assert client.get(at(HERE)).status_code == 404
        began = time.monotonic()
        assert {client.get(at(Tile(12, HERE.x + n, HERE.y))).status_code for n in (0, 1)} == {404}
        assert client.get("/beteiligung/de/vorhaben").status_code == 200
        assert time.monotonic() - began < 1


def test_who_comes_when_many_wait_is_asked_to_come_again(browser, monkeypatch):
    def busy(self, tile):
        raise Busy

    monkeypatch.setattr(remote.Remote, "get", busy)
    answer = browser(nobody()).get(at(HERE))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_visitor_tells_the_server_nothing(browser):
    seen = []

    def listen(handler):
        seen.append(dict(handler.headers))
        send(handler)

    with map_server(listen) as (origin, _):
        secret = {"Cookie": "session=geheim", "Referer": "http://geheim", "X-Forwarded-For": "1.2.3.4"}
        browser(origin).get(f"{at(HERE)}?q=geheim", headers={**secret, "User-Agent": "geheim"})

    assert len(seen) == 1
    assert "geheim" not in str(seen)
    assert "1.2.3.4" not in str(seen)


def test_a_file_of_the_host(make_app, tmp_path, radweg):
    file = written(tmp_path / "stadt.pmtiles", {HERE: PNG, tile_at(7.21, 51.46, 10): PNG + b"10"})
    client = make_app(BETEILIGUNG_TILES_URL=str(file)).test_client()

    answer = client.get(at(HERE))
    (karte,) = Page(client.get("/beteiligung/de/vorhaben").text).all("section", id="karte")

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", PNG)
    assert client.get(at(Tile(12, HERE.x + 1, HERE.y))).status_code == 404
    assert client.get(at(tile_at(13.4, 52.5, 12))).status_code == 404
    assert (karte["data-zoom"], karte["data-reach"]) == ("10,12", "7.1,51.4,7.35,51.55")


def test_the_page_names_our_own_address_only(browser, radweg):
    with map_server(send) as (origin, asked):
        page = browser(origin, BETEILIGUNG_TILES_ATTRIBUTION="Stadt X").get("/beteiligung/de/vorhaben")
    (karte,) = Page(page.text).all("section", id="karte")

    assert origin not in page.text
    assert asked == []
    assert karte["data-tiles"] == "/beteiligung/kacheln/{z}/{x}/{y}"
    assert (karte["data-zoom"], json.loads(f"[{karte['data-reach']}]")) == ("8,19", list(BOCHUM))
    assert karte["data-attribution"] == "Stadt X"
