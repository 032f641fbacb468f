"""Who only reads leaves no trace. That nothing leaves our origin is watched in every browser test, by the visitor."""

import pytest

from .states import PUBLIC

SENDING = {"report", "report with errors", "report has arrived", "report, looked up", "code", "report a barrier"}
"""Forms that are sent: they need a token against forged requests, and it lies in the host's session cookie."""


def test_reading_everything_leaves_no_cookie_and_nothing_in_the_browser(visitor, samples):
    for name in PUBLIC.keys() - SENDING:
        PUBLIC[name](visitor, samples)
        assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0, name
        assert visitor.context.cookies() == [], name


@pytest.mark.parametrize("name", sorted(SENDING))
def test_a_form_to_send_leaves_the_token_only(visitor, samples, name):
    PUBLIC[name](visitor, samples)
    (cookie,) = visitor.context.cookies()
    assert cookie["name"] == "session"
    assert cookie["httpOnly"]
    assert cookie["expires"] == -1
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_logging_out_takes_the_cookie_away(visitor):
    visitor.log_in("anna")
    assert visitor.context.cookies() != []
    visitor.open("/").get_by_role("button", name="Abmelden").click()
    visitor.page.get_by_role("link", name="Anmelden").wait_for()
    assert visitor.context.cookies() == []


def test_the_movable_map_asks_nobody_else(visitor, samples):
    PUBLIC["list, movable map"](visitor, samples)
    visitor.page.locator(".leaflet-control-zoom-in").click()
    assert any("leaflet.js" in url for url in visitor.requests)
    assert all(url.startswith(visitor.portal.origin) for url in visitor.requests)


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "<p style='color: red'>rot</p>"])
def test_the_watch_sees_what_the_policy_refuses(markup, visitor):
    page = visitor.open("vorhaben")
    page.evaluate("markup => document.body.append(document.createRange().createContextualFragment(markup))", markup)
    page.wait_for_function("true")
    assert visitor.refusals and visitor.complaints
    visitor.refusals.clear()
    visitor.complaints.clear()
