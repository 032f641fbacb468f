"""The site of plain HTML: strict, whole, and useful without any script. What it shows is looked at in a browser."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ..pages import Page

SITE = Path(__file__).parents[2] / "examples" / "static_portal"
PORTAL = "http://127.0.0.1:5000"
PAGES = sorted(SITE.glob("*.html"))
OTHER_ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1:5000[/;\" ])")


def read(path):
    return path.read_text(encoding="utf-8")


def test_there_is_a_page_for_each_way():
    sources = " ".join(map(read, PAGES))

    assert [path.stem for path in PAGES] == ["index", "karte", "rahmen", "teich", "uk"]
    for wanted in ('view="map"', 'view="card"', 'status="offen"', 'lang="uk"', 'type="module"', "<iframe"):
        assert wanted in sources


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_is_inline_and_one_address_leads_to_the_portal(path):
    source, page = read(path), Page(read(path))
    policy = page.all("meta", http_equiv="Content-Security-Policy")[0]["content"]

    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert not page.all("style") and all("src" in script for script in page.all("script"))
    assert [a for _tag, a in page.elements if "style" in a or any(name.startswith("on") for name in a)] == []
    assert OTHER_ADDRESS.findall(source.replace(f'{PORTAL}"', f"{PORTAL}/")) == []


@pytest.fixture
def engine(sqlite_engine):
    """Links do not depend on the database."""
    return sqlite_engine


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path, make_app):
    client = make_app(BETEILIGUNG_LOCALES=("de", "uk")).test_client()
    for tag, attributes in Page(read(path)).elements:
        for address in filter(None, (attributes.get(name) for name in ("href", "src", "action"))):
            if not address.startswith(PORTAL):
                assert address.startswith("#") or (SITE / address).is_file(), address
            elif not address.endswith("teich-am-bahnhof-wattenscheid"):  # of the demonstration, not of this test
                parts = urlsplit(address)
                with client.get(f"{parts.path}?{parts.query}") as answer:
                    assert answer.status_code == 200, (tag, address)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_each_element_holds_a_link_for_those_without_a_script(path):
    for inside in re.findall(r"<beteiligung-vorhaben[^>]*>(.*?)</beteiligung-vorhaben>", read(path), re.DOTALL):
        assert Page(inside).all("a")[0]["href"].startswith(f"{PORTAL}/beteiligung/")


def test_the_readme_changes_the_address_in_one_line():
    told = read(SITE.parent / "README.md")

    assert f"sed -i 's#{PORTAL}#https://www.example.org#g' examples/static_portal/*.html" in told
