"""Our pages live where the host puts them."""

import pytest

from ..hosts import log_in
from ..pages import Page, token


@pytest.fixture
def engine(sqlite_engine):
    """Addresses do not depend on the database."""
    return sqlite_engine


@pytest.mark.parametrize(
    ("prefix", "script"),
    [("/beteiligung", ""), ("/mit/reden", ""), ("/beteiligung", "/stadt"), ("/x", "/a/b"), ("/", "")],
)
def test_behind_any_prefix(make_app, radweg, anna, prefix, script):
    app = make_app(BETEILIGUNG_URL_PREFIX=prefix)
    log_in(app, anna)
    client = app.test_client()
    root = prefix.rstrip("/")
    at = {"environ_overrides": {"SCRIPT_NAME": script}}

    assert client.get(f"{root}/", **at).location == f"{script}{root}/de/vorhaben"
    for path in ("de/vorhaben", "de/vorhaben/radweg", "de/vorhaben/none"):
        page = Page(client.get(f"{root}/{path}", **at).text)
        for tag, attributes in page.elements:
            for name in ("href", "src", "action", "data-geojson", "data-outlines", "data-tiles"):
                address = attributes.get(name, "#").removeprefix("http://localhost")
                assert address.startswith(("#", f"{script}{root}/")), (tag, attributes)
    features = client.get(f"{root}/de/vorhaben.geojson", **at).json["features"]
    assert features[0]["properties"]["url"] == f"{script}{root}/de/vorhaben/radweg"


def test_every_file_a_page_asks_for_is_there(make_app, radweg):
    client = make_app(BETEILIGUNG_TILES_URL="https://tiles.example/{z}/{x}/{y}").test_client()
    asked = 0
    for path in ("de/vorhaben", "de-simple/vorhaben/radweg"):
        page = Page(client.get(f"/beteiligung/{path}").text)
        files = [a.get("href") or a.get("src") for tag, a in page.elements if tag in ("link", "script", "use", "img")]
        for address in filter(None, files):
            with client.get(address.split("#")[0]) as answer:
                assert answer.status_code == 200, address
            asked += 1
    assert asked > 10


def test_every_icon_is_in_the_sprite(client, session, radweg):
    with client.get("/beteiligung/static/icons.svg") as answer:
        sprite = Page(answer.text)
    there = {a["id"] for a in sprite.all("symbol")}
    page = Page(client.get("/beteiligung/de/vorhaben").text + client.get("/beteiligung/de/vorhaben/radweg").text)

    used = {a["href"].split("#")[1] for a in page.all("use")}

    assert used
    assert used - there == set()


def test_links_inside_a_page_lead_somewhere(app, client, session, radweg, anna):
    log_in(app, anna)
    client.post(
        "/beteiligung/de/vorhaben/radweg",
        data={"body": "x", "stance": "pro", "csrf_token": token(client.get("/beteiligung/de/vorhaben/radweg"))},
    )
    for path in ("vorhaben", "vorhaben/radweg"):
        page = Page(client.get(f"/beteiligung/de/{path}").text)
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        named = {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")}
        described = {
            i
            for _, a in page.elements
            for name in ("aria-labelledby", "aria-describedby", "for")
            for i in a.get(name, "").split()
        }
        assert (named | described) - set(ids) == set()


def test_the_map_asks_us_and_nobody_else(make_app, radweg):
    page = Page(
        make_app(BETEILIGUNG_TILES_URL="https://tiles.example/{z}/{x}/{y}")
        .test_client()
        .get("/beteiligung/de/vorhaben")
        .text
    )

    (section,) = page.all("section", id="karte")
    assert section["data-tiles"] == "/beteiligung/kacheln/{z}/{x}/{y}"
    assert "tiles.example" not in str(page.elements)
