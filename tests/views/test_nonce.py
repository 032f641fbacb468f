"""Where the portal's policy works with a nonce, every script and style sheet of ours carries it; else none does."""

import re
from pathlib import Path

import pytest
from flask import g, request

from ..hosts import log_in
from ..pages import Page

TEMPLATES = Path(__file__).parents[2] / "beteiligung" / "templates"
LOADS = re.compile(r"<script(?![^>]*ld\+json)[^>]*>|<link[^>]*stylesheet[^>]*>")
PAGES = (
    "de/vorhaben",
    "de/vorhaben/radweg",
    "de-simple/vorhaben/radweg",
    "de/nahe",
    "de/vorhaben?embed=1",
    "de/moderation",
)


def carried(app, path):
    """The nonces of all tags of a page that load something."""
    page = Page(app.test_client().get(f"/beteiligung/{path}").text)
    tags = [a for tag, a in page.elements if tag == "script" or (tag == "link" and a.get("rel") == "stylesheet")]
    found = [a.get("nonce") for a in tags if a.get("type") != "application/ld+json"]
    assert found
    return set(found)


def of_talisman(app, nonce):
    """As Flask-Talisman does it: made for each request, found by a function in the globals of Jinja."""
    app.before_request(lambda: setattr(request, "csp_nonce", nonce))
    app.jinja_env.globals["csp_nonce"] = lambda: getattr(request, "csp_nonce", "")


def of_g(app, nonce):
    app.before_request(lambda: setattr(g, "csp_nonce", nonce))


@pytest.fixture
def host(make_app, radweg, kim):
    app = make_app()
    log_in(app, kim)
    return app


@pytest.mark.parametrize("way", [of_talisman, of_g])
def test_every_tag_that_loads_something_carries_it(host, way):
    way(host, "c3RyZW5n-_=")

    for path in PAGES:
        assert carried(host, path) == {"c3RyZW5n-_="}, path


@pytest.mark.parametrize("odd", ["", None, 'x" onload="alert(1)', "<b>", "a b"])
def test_without_one_there_is_none_and_an_odd_one_opens_no_tag(host, odd):
    of_g(host, odd)

    assert carried(host, "de/vorhaben") == {None}


def test_no_template_forgets_it():
    forgotten = [
        (file.name, tag)
        for file in TEMPLATES.rglob("*.html")
        for tag in LOADS.findall(file.read_text(encoding="utf-8"))
        if "{{ beteiligung_nonce() }}" not in tag
    ]

    assert forgotten == []
