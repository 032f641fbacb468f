"""The list, a Vorhaben and its talk in a frame on a page of another site."""

from contextlib import contextmanager
from time import monotonic

import pytest
from flask import Flask, request

from . import running
from .visitor import follow

PAGE = """<!doctype html>
<html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Stadt Muster</title><main><h1>Stadt Muster</h1><p>Was geplant ist</p>
<iframe src="{inside}" title="Vorhaben" width="100%" height="300"></iframe>
<p>Impressum</p></main><script src="{portal}/beteiligung/rahmen.js" defer></script></html>"""


@contextmanager
def another_site(portal):
    """A page on another origin, and for cookies another site, with a strict policy of its own."""
    app = Flask("another site")

    @app.get("/")
    def page():
        inside = f"{portal.origin}/beteiligung/{request.args['inside']}"
        policy = f"default-src 'none'; frame-src {portal.origin}; script-src {portal.origin}"
        return PAGE.format(inside=inside, portal=portal.origin), {"Content-Security-Policy": policy}

    with running.serving(app) as site:
        site.origin = site.origin.replace("127.0.0.1", "localhost")
        yield site


@pytest.fixture(scope="module")
def site(portal):
    """One that may show our pages; the list stays as it was afterwards."""
    before = portal.app.config["BETEILIGUNG_FRAME_ANCESTORS"]
    with another_site(portal) as site:
        portal.app.config["BETEILIGUNG_FRAME_ANCESTORS"] = (site.origin,)
        yield site
    portal.app.config["BETEILIGUNG_FRAME_ANCESTORS"] = before


@pytest.fixture
def reader(arrive, portal, site):
    """``reader(width=…)``: somebody at the other site, who is logged in at the portal."""

    def arrives(**wishes):
        visitor = arrive(at=site, **wishes)
        visitor.neighbours.add(portal.origin)
        return visitor

    return arrives


def log_in_at(portal, page):
    page.goto(portal.url("/anmelden"))
    page.check("input[value=anna]")
    follow(page.locator("main").get_by_role("button"))


def framed(visitor, inside):
    """The frame, once the page around it has its height."""
    page = visitor.page
    page.goto(visitor.portal.url(f"/?inside={inside.replace('&', '%26').replace('?', '%3F')}"))
    return page.locator("iframe").element_handle().content_frame()


def wait_until_all_is_seen(page, frame):
    """The frame is as high as what is in it, which may still grow while it loads: nothing scrolls inside."""
    patience = monotonic() + 15
    while True:
        inside = frame.evaluate("document.querySelector('.bt').getBoundingClientRect().height")
        given = page.evaluate("document.querySelector('iframe').clientHeight")
        if abs(given - inside) < 3:
            break
        assert monotonic() < patience, (given, inside)
        page.wait_for_timeout(50)
    assert inside > 300


def wait_until(page, state):
    """Asked from outside: the policy of the page forbids it to compile a question that is asked again and again."""
    patience = monotonic() + 15
    while not page.evaluate(state):
        assert monotonic() < patience, state
        page.wait_for_timeout(50)


def test_list_filter_vorhaben_talk_and_the_way_out(reader, portal, site):
    visitor = reader()
    page, asked = visitor.page, []
    log_in_at(portal, page)
    page.on("request", lambda one: asked.append(one) if one.frame != page.main_frame else None)

    frame = framed(visitor, "de/vorhaben?embed=1")
    wait_until_all_is_seen(page, frame)
    before = page.evaluate("document.querySelector('iframe').offsetHeight")
    with page.expect_event("framenavigated"):
        frame.click(".bt-pill--lamp")
    frame.locator(".bt-chosen").wait_for()
    assert "embed=1" in frame.url
    wait_until_all_is_seen(page, frame)
    assert page.evaluate("document.querySelector('iframe').offsetHeight") != before

    with page.expect_event("framenavigated"):
        frame.locator(".bt-card h3 a").first.click()
    frame.locator(".bt-steps").wait_for()
    wait_until(page, "scrollY <= document.querySelector('iframe').offsetTop + 1")  # its beginning is seen
    wait_until_all_is_seen(page, frame)

    frame.locator(".bt-jump a[href='#gespraech']").press("Enter")
    wait_until(page, "scrollY > 500")

    with page.expect_event("framenavigated"):
        frame.locator(".bt-say header a").first.click()
    frame.locator("h1", has_text="Beitrag").wait_for()
    assert "embed=1" in frame.url
    assert frame.locator("form[method=post]").count() == 0

    with page.expect_event("framenavigated"):
        frame.locator(".bt-crumb a").nth(1).click()
    frame.locator(".bt-steps").wait_for()
    with page.context.expect_page() as opened:
        frame.locator(".bt-join .bt-button--lamp").press("Enter")
    tab = opened.value
    tab.locator(".bt-form textarea").wait_for()  # here anna is known
    assert "embed" not in tab.url
    back = tab.locator(".bt-back-there a")
    assert back.get_attribute("href") == site.origin
    assert tab.evaluate("opener") is None
    tab.close()
    assert len(asked) > 10
    assert [one.url for one in asked if "cookie" in one.all_headers()] == []


def test_a_site_that_is_not_on_the_list_sees_nothing(arrive, portal, samples, site):
    with another_site(portal) as stranger:
        visitor = arrive(at=stranger)
        visitor.neighbours.add(portal.origin)
        for inside in ("de/vorhaben?embed=1", f"de/vorhaben/{samples.open}"):
            frame = framed(visitor, inside)
            visitor.page.wait_for_load_state("networkidle")
            assert frame.locator(".bt").count() == 0
            assert frame.url.startswith("chrome-error:")
        assert sum("frame-ancestors" in complaint for complaint in visitor.complaints) == 2
        visitor.complaints.clear()
        visitor.refusals.clear()


@pytest.mark.parametrize(("lang", "theme"), [("de", "dark"), ("ar", "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(reader, samples, lang, theme):
    visitor = reader(width=360, color_scheme="light" if theme == "dark" else "dark")
    for path in ("vorhaben?embed=1&ansicht=karte", f"vorhaben/{samples.open}/gespraech?embed=1"):
        frame = framed(visitor, f"{lang}/{path}&theme={theme}")
        frame.locator(".bt-origin").wait_for()
        ground = frame.evaluate("getComputedStyle(document.querySelector('.bt')).backgroundColor")
        assert ground == {"dark": "rgb(16, 25, 27)", "light": "rgb(255, 255, 255)"}[theme]
        assert visitor.violations(frame) == []
        assert frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_without_a_script_the_frame_keeps_its_height_and_everything_works(reader, samples):
    visitor = reader(java_script_enabled=False)
    frame = framed(visitor, f"de/vorhaben/{samples.open}?embed=1")

    assert visitor.page.locator("iframe").bounding_box()["height"] < 310
    frame.locator(".bt-crumb a").first.click()
    frame.locator("#alle").wait_for()
    assert "embed=1" in frame.url


def test_the_movable_map_leads_on_in_the_frame(reader):
    visitor = reader()
    frame = framed(visitor, "de/vorhaben?embed=1&theme=dark&bezirk=2")
    frame.locator("figcaption button").click()
    frame.locator(".bt-live:not(.bt-live--many, .is-cut)").first.press("Enter")
    link = frame.locator(".bt-popup a").first
    link.wait_for()
    with visitor.page.expect_event("framenavigated"):
        link.press("Enter")
    frame.locator(".bt-steps").wait_for()

    assert "embed=1&theme=dark" in frame.url
