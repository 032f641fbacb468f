import re

import pytest

from ..pages import Page


@pytest.fixture
def engine(sqlite_engine):
    """Files do not depend on the database."""
    return sqlite_engine


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css"])
def test_leaflet_comes_from_its_package(client, name):
    with client.get(f"/beteiligung/leaflet/{name}") as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert b"eaflet" in answer.data


@pytest.mark.parametrize("name", ["none.js", "images", "..%2f..%2fmetadata", "leaflet.js%00", "%2e%2e", "LEAFLET.JS"])
def test_nothing_else_comes_from_there(client, name):
    assert client.get(f"/beteiligung/leaflet/{name}").status_code == 404


@pytest.mark.parametrize("name", ["../config.py", "%2e%2e/config.py", "..%2fconfig.py", "etc/passwd", "none.css", ""])
def test_nothing_but_our_files_is_static(client, name):
    assert client.get(f"/beteiligung/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [("beteiligung.css", "text/css"), ("karte.js", "text/javascript"), ("icons.svg", "image/svg+xml")]
)
def test_our_own_files(client, name, kind):
    with client.get(f"/beteiligung/static/{name}") as answer:
        assert (answer.status_code, answer.mimetype) == (200, kind)


def test_the_address_of_a_file_changes_with_it(client, radweg):
    links = Page(client.get("/beteiligung/de/vorhaben").text).all("link", rel="stylesheet")

    assert len(links) >= 3
    assert all(re.search(r"\?v=[0-9a-f]{10}$", a["href"]) for a in links)


def test_our_files_ask_nobody_else(client):
    """No address of another origin in style or script: not of a font, not of a picture."""
    for name in ("beteiligung.css", "beteiligung-more.css", "karte.js"):
        with client.get(f"/beteiligung/static/{name}") as answer:
            elsewhere = re.findall(
                r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.sub(r"/\*.*?\*/", "", answer.text, flags=re.S)
            )
            assert [address for address in elsewhere if "www.w3.org" not in address] == []
            assert "@import" not in answer.text
