"""A site of plain HTML, on an origin of its own and with a policy of its own, shows the Vorhaben of the portal."""

import re
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from beteiligung.vorhaben.models import Publication

from .samples import TAG_TITLE
from .test_keyboard import tab_to
from .visitor import follow

ROOT = Path(__file__).parents[2]
WRITTEN_AS = "http://127.0.0.1:5000"
"""How the pages name the portal; the README tells people to replace it."""
TEICH = "teich-am-bahnhof-wattenscheid"
SHADOW = "document.activeElement.shadowRoot?.activeElement"
CARDS = "beteiligung-vorhaben .card"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Nobody reads it."""


@pytest.fixture(scope="session")
def site(portal, tmp_path_factory):
    """The origin of the static site, its pages pointing at this portal."""
    folder = tmp_path_factory.mktemp("site") / "static_portal"
    shutil.copytree(ROOT / "examples" / "static_portal", folder)
    for page in folder.glob("*.html"):
        page.write_text(page.read_text().replace(WRITTEN_AS, portal.origin))
    with _serving(folder) as origin:
        yield origin


@contextmanager
def _serving(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def arrive_there(arrive, site):
    """``arrive_there("karte.html")``: a visitor on a page of the site, and the page once its elements are filled."""

    def arrive_there(name, **wishes):
        visitor = arrive(**wishes)
        page = visitor.visit(f"{site}/{name}")
        if wishes.get("java_script_enabled", True):
            settled(page)
        return visitor, page

    return arrive_there


def settled(page):
    """Wait until every element shows something."""
    page.locator("beteiligung-vorhaben .link[hidden]").first.wait_for(state="attached")
    page.locator("beteiligung-vorhaben .box[aria-busy]").first.wait_for(state="detached")


def count(page):
    """How many Vorhaben the element says there are."""
    return int(re.match(r"\d+", page.locator("beteiligung-vorhaben .state").first.inner_text())[0])


def contributions(page):
    return int(re.match(r"\d+", page.locator("beteiligung-vorhaben [part=contributions]").inner_text())[0])


def test_browse_narrow_write_be_answered_and_see_it_there(arrive_there, samples, portal, site):
    samples.empty_inbox()
    anna, page = arrive_there("karte.html")
    here = count(page)
    page.locator("#bezirk").select_option("")
    page.locator("beteiligung-vorhaben .told").wait_for(state="detached")
    everywhere = count(page)
    assert everywhere > here > 0
    _visitor, card = arrive_there("teich.html")
    before = contributions(card)

    anna.log_in("anna")
    anna.visit(f"{site}/karte.html")
    settled(page)
    follow(page.locator("beteiligung-vorhaben .row a", has_text="Teich").first)
    assert page.url == portal.url(f"de/vorhaben/{TEICH}")
    said = "Der Teich soll für Kinder sicher sein, mit einem flachen Ufer."
    page.get_by_role("radio", name="dafür").check()
    page.get_by_label("Ihr Beitrag").fill(said)
    follow(page.get_by_role("button", name="Absenden"))
    if page.locator("[name=trotzdem]").count():  # somebody said the same, such as this test when it ran before
        follow(page.locator("#schreiben form [type=submit]"))
    answer_for_the_city(arrive_there, said)

    card.reload()
    settled(card)
    assert contributions(card) == before + 2


def answer_for_the_city(arrive_there, said):
    """A moderator publishes what waits, and the office answers it."""
    kim, page = arrive_there("teich.html")
    kim.log_in("kim")
    kim.open("moderation")
    follow(page.get_by_role("button", name="Freigeben"))
    office, page = arrive_there("teich.html")
    office.log_in("amt")
    office.open(f"vorhaben/{TEICH}/gespraech")
    follow(page.locator(".bt-say", has_text=said).get_by_role("link", name="Antworten").first)
    page.fill("#body", "Das Ufer wird flach. Ein Zaun ist nicht nötig.")
    follow(page.get_by_role("button", name="Antwort veröffentlichen"))


@pytest.mark.parametrize(
    ("name", "wishes"),
    [
        ("index.html", {"width": 360}),
        ("karte.html", {"color_scheme": "dark"}),
        ("teich.html", {"width": 768, "color_scheme": "dark"}),
        ("uk.html", {"width": 360}),
    ],
)
def test_it_is_accessible_fits_and_nothing_is_refused(arrive_there, name, wishes):
    visitor, page = arrive_there(name, bypass_csp=True, **wishes)
    assert visitor.violations() == []
    assert visitor.overflow() == 0

    page.evaluate("for (const one of document.querySelectorAll('beteiligung-vorhaben')) one.lang = 'ar'")
    page.locator("beteiligung-vorhaben .state[lang=ar]").first.wait_for(state="attached")
    settled(page)
    assert visitor.overflow() == 0
    assert page.locator("beteiligung-vorhaben .body").first.get_attribute("dir") == "rtl"


def test_the_frame_shows_the_list_and_takes_its_height(arrive, portal, site, monkeypatch):
    monkeypatch.setitem(portal.app.config, "BETEILIGUNG_FRAME_ANCESTORS", (site,))
    visitor = arrive()
    page = visitor.visit(f"{site}/rahmen.html")
    inside = page.frame_locator("iframe")
    inside.locator(".bt-card").first.wait_for()
    grown(page.locator("iframe"))
    assert visitor.overflow() == 0
    follow(page.get_by_role("link", name="Die Liste in einem eigenen Fenster"))
    assert page.url == portal.url("de/vorhaben?bezirk=2")


def grown(frame, tries=100):
    """Wait until it is longer than a screen; the policy of this site lets no script be put in that would wait."""
    while frame.evaluate("frame => frame.clientHeight") < 1000:
        assert (tries := tries - 1)
        frame.page.wait_for_timeout(50)


def test_without_a_script_the_link_is_there(arrive_there, portal):
    _visitor, page = arrive_there("index.html", java_script_enabled=False)
    link = page.get_by_role("link", name="Wo Sie in Wattenscheid")
    follow(link)
    assert page.url == portal.url("de/vorhaben?bezirk=2&mitmachen=1")
    page.locator("h1", has_text="Was passiert").wait_for()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("one.setAttribute('vorhaben', 'gibt-es-nicht')", "Dieses Vorhaben gibt es hier nicht oder nicht mehr."),
        ("one.setAttribute('lang', 'xx')", "In dieser Sprache gibt es hier nichts."),
        ("one.setAttribute('src', 'http://127.0.0.1:1/weg')", "Das lässt sich gerade nicht anzeigen."),
        ("one.setAttribute('src', 'javascript:alert(1)')", "Das lässt sich gerade nicht anzeigen."),
    ],
)
def test_what_fails_says_so_and_the_link_comes_back(arrive_there, change, said):
    visitor, page = arrive_there("karte.html", bypass_csp=True)
    visitor.neighbours.add("http://127.0.0.1:1")
    visitor.expect(404)
    page.evaluate(f"for (const one of document.querySelectorAll('beteiligung-vorhaben')) {change}")
    page.locator("beteiligung-vorhaben .state", has_text=said).wait_for()
    assert page.get_by_role("link", name="Liste und Karte der Vorhaben").is_visible()
    assert page.locator(CARDS).count() == 0
    forgive_refusals(visitor)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("de", "Das ist hier nicht bekannt und grenzt nichts ein: "), ("ar", "هذا غير معروف هنا ولا يضيّق القائمة: ")],
)
def test_what_is_misspelt_is_named_and_the_list_stays(arrive_there, lang, said):
    visitor, page = arrive_there("karte.html", bypass_csp=True, width=360)
    one = page.locator("beteiligung-vorhaben").first
    one.evaluate(
        """(one, lang) => {
          one.lang = lang;
          one.setAttribute("topic", "klimma");
          one.setAttribute("status", "offene");
        }""",
        lang,
    )
    one.locator(".amiss").nth(1).wait_for()
    topic, status = one.locator(".amiss").all_inner_texts()
    assert topic.startswith(f'{said}topic="klimma". ')
    assert status.startswith(f'{said}status="offene". ') and ": offen, angekuendigt, " in status
    assert one.locator(".row").count() > 0
    assert visitor.violations() == []
    assert visitor.overflow() == 0

    one.evaluate("one => { one.removeAttribute('topic'); one.setAttribute('status', 'offen'); }")
    one.locator(".amiss").first.wait_for(state="detached")


def forgive_refusals(visitor):
    """Nobody answers at the address of another portal: the browser complains, the element does not."""
    refused = re.compile(r"CORS policy|ERR_FAILED|ERR_UNSAFE_PORT")
    visitor.complaints = [one for one in visitor.complaints if not refused.search(one)]


def test_a_draft_is_not_there_while_all_is_warm(arrive_there, samples):
    with samples.planted("zaun-am-see", "Zaun am See") as number:
        visitor, page = arrive_there("teich.html")
        visitor.expect(404)
        page.evaluate("document.querySelector('beteiligung-vorhaben').setAttribute('vorhaben', 'zaun-am-see')")
        page.locator("beteiligung-vorhaben .title", has_text="Zaun am See").wait_for()
        samples.make(number, Publication.DRAFT)
        page.evaluate("document.querySelector('beteiligung-vorhaben').setAttribute('heading', '3')")
        page.locator("beteiligung-vorhaben .state", has_text="nicht mehr").wait_for()
        assert "Zaun" not in page.locator("beteiligung-vorhaben .body").inner_text()


def test_a_title_that_tries_to_be_a_tag_stays_text(arrive_there, samples):
    _visitor, page = arrive_there("teich.html")
    page.evaluate("slug => document.querySelector('beteiligung-vorhaben').setAttribute('vorhaben', slug)", samples.tag)
    page.locator("beteiligung-vorhaben .title", has_text=TAG_TITLE).wait_for()
    assert page.locator("beteiligung-vorhaben img").count() == 0


def test_with_keys_alone_through_map_list_and_more(arrive_there):
    _visitor, page = arrive_there("karte.html")
    most = page.locator("beteiligung-vorhaben .row").count()
    seen = []
    tab_to(page, "beteiligung-vorhaben")
    while page.evaluate("document.activeElement.matches('beteiligung-vorhaben')"):
        seen.append(page.evaluate(f"{SHADOW}.dataset.at"))
        assert page.evaluate(f"{SHADOW}.matches(':focus-visible')")
        if seen[-1] == "more":
            break
        page.keyboard.press("Tab")
    pins = [one for one in seen if one.startswith("pin-")]
    assert len(pins) == most and len(seen) == 2 * most + 1
    page.keyboard.press("Enter")
    page.locator("beteiligung-vorhaben .row").nth(most).wait_for()
    assert page.evaluate(f"{SHADOW}.dataset.at") == "more"
    assert page.locator("beteiligung-vorhaben .state").inner_text().startswith(f"{most + 1} bis")


SHARE = """
(map, at) => {
  const [whole, one] = [map, map.querySelectorAll(".city")[at]].map((each) => each.getBoundingClientRect());
  return Math.max(one.width / whole.width, one.height / whole.height);
}
"""


def test_the_map_looks_at_the_stadtbezirk_that_is_chosen(arrive_there):
    _visitor, page = arrive_there("karte.html")
    shown = page.locator("beteiligung-vorhaben .map")
    assert page.locator("#bezirk").input_value() == "2"
    near = shown.evaluate(SHARE, 1)
    rows = page.locator("beteiligung-vorhaben .row").count()
    assert near > 0.7
    assert shown.locator("a").count() == rows > 0

    page.locator("#bezirk").select_option("")
    page.locator("beteiligung-vorhaben .told").wait_for(state="detached")
    assert shown.evaluate(SHARE, 1) < 0.6 * near


def test_elements_share_a_question_and_change_on_their_own(arrive_there):
    visitor, page = arrive_there("index.html")
    assert page.get_by_role("heading", level=2).all_inner_texts()[0] == "Reden Sie mit"
    assert page.get_by_role("heading", level=3).count() == page.locator(CARDS).count() > 1
    asked = len(visitor.requests)
    page.evaluate(
        """() => {
          const [one] = document.querySelectorAll("beteiligung-vorhaben");
          one.after(one.cloneNode(true), one.cloneNode(true));
          const gone = one.cloneNode(true);
          gone.setAttribute("q", "niemand");
          one.after(gone);
          gone.remove();
        }"""
    )
    page.locator("beteiligung-vorhaben").nth(2).locator(".card").first.wait_for()
    assert [urlsplit(url).path for url in visitor.requests[asked:]] == ["/beteiligung/de/vorhaben.json"]

    last = page.locator("beteiligung-vorhaben").last
    before = last.inner_text()
    first = page.locator("beteiligung-vorhaben").first
    first.locator("[data-at=all]").focus()
    first.evaluate("one => { one.setAttribute('lang', 'en'); one.setAttribute('bezirk', '1'); }")
    first.locator(".state[lang=en]").wait_for(state="attached")
    assert page.evaluate(f"{SHADOW}.dataset.at") == "all"
    assert "bezirk=1" in first.locator("[data-at=all]").get_attribute("href")
    assert last.inner_text() == before
