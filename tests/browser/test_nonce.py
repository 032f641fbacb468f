"""A portal that lets nothing run without its nonce: the list, the movable map and the form work there."""

import secrets

import pytest
from flask import g
from sqlalchemy.orm import Session

from beteiligung import Person

from .. import hosts, records
from . import running
from .visitor import Visitor, follow

POLICY = (
    "default-src 'none'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "script-src 'nonce-{0}' 'strict-dynamic'; style-src 'nonce-{0}'"
)


@pytest.fixture
def strict(sqlite_engine, tmp_path):
    """A host with that policy, where Anna is logged in and one Vorhaben is open."""
    with Session(sqlite_engine) as session:
        session.add(records.vorhaben(open_for=10, bezirke=[records.bezirk()]))
        session.commit()
    app = hosts.bare(sqlite_engine, tmp_path)
    hosts.log_in(app, Person(id="anna", name="Anna Muster"))

    @app.before_request
    def make():
        g.csp_nonce = secrets.token_urlsafe(16)

    @app.after_request
    def say(response):
        response.headers.add("Content-Security-Policy", POLICY.format(g.csp_nonce))
        return response

    with running.serving(app) as host:
        yield host


def test_list_map_and_form(strict, browser):
    with Visitor.arriving(strict, browser) as anna:
        page = anna.open("vorhaben")
        assert page.locator(".bt-wrap").first.evaluate("it => getComputedStyle(it).maxInlineSize") != "none"
        page.locator("#karte figure").get_by_role("button").click()
        page.locator(".bt-map__live").wait_for()
        assert page.locator(".leaflet-marker-icon").count() == 1

        anna.open("vorhaben/radweg")
        page.get_by_role("radio", name="dafür").check()
        page.get_by_label("Ihr Beitrag").fill("Gut, dass das auch so geht.")
        page.wait_for_function("Object.keys(localStorage).length + Object.keys(sessionStorage).length > 0")
        follow(page.get_by_role("button", name="Absenden"))
        assert page.locator(".bt-code").count() == 1
