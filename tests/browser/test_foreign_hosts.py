"""At home in a Bootstrap page and in a page of KERN: nothing of theirs spoils ours, nothing of ours spoils theirs."""

import pytest

from . import base_maps, screenshot
from .foreign_hosts import foreign
from .states import EVERY
from .test_looks import SMALL_PRINT, SMALL_TARGETS

PAGES = ("list", "form with errors", "inbox, reported", "desk of a body")
THEMES = {"bootstrap": "neutral", "kern": "kern"}
# fmt: off
SHAPES = [
    "display", "float", "clear", "position", "box-sizing", "margin-bottom", "padding-top", "padding-bottom",
    "padding-left", "border-top-width", "border-bottom-width", "border-left-width", "border-top-style",
    "border-top-left-radius", "min-height", "opacity", "font-size", "font-weight", "font-style", "line-height",
    "letter-spacing", "text-align", "text-decoration-line", "text-decoration-thickness", "text-transform",
    "vertical-align", "list-style-type", "caption-side", "border-collapse", "cursor", "appearance", "resize",
    "outline-width", "outline-style", "max-height", "overflow-x", "color", "background-color", "border-top-color",
    "font-family", "fill", "stroke",
]
# fmt: on
"""What sheets of others say of plain elements. Sizes in percent are left out: the frame of the host changes them."""
FOUND = """
([selector, names]) => {
  const parts = ["", "::before", "::after"];
  const look = (element, part) => {
    const style = getComputedStyle(element, part || null);
    if (part && style.content === "none") return [];
    const name = `${element.tagName} ${element.getAttribute("class") ?? ""}${part}`;
    return [[name, names.map((one) => style.getPropertyValue(one))]];
  };
  return [...document.querySelectorAll(selector)].flatMap((element) => parts.flatMap((part) => look(element, part)));
}
"""
SWITCH = """
([which, isOff]) => {
  for (const sheet of document.styleSheets)
    if (sheet.ownerNode.matches(which)) sheet.disabled = isOff;
}
"""
STRONG = "button => getComputedStyle(button).backgroundColor"
OURS = "link[href*='/beteiligung/']"
THEIRS = "link[data-of=host]"


@pytest.fixture(scope="module", params=THEMES)
def host(request, portal):
    """A portal in a foreign frame, with the theme that fits."""
    with foreign(request.param, portal, BETEILIGUNG_THEME=THEMES[request.param]) as there:
        there.name = request.param
        yield there


@pytest.fixture
def mapped(host, portal):
    """The same with a base map, and our own colours."""
    with (
        base_maps.painted() as (address, _asked),
        foreign(host.name, portal, BETEILIGUNG_TILES_URL=address) as there,
    ):
        yield there


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """The map server is on this machine."""
    monkeypatch.setenv("no_proxy", "*")


def changed(page, sheets, selector):
    """What looks different without some sheets: element, property, with and without them."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    looks = {}
    for is_off in (False, True):
        page.evaluate(SWITCH, [sheets, is_off])
        looks[is_off] = page.evaluate(FOUND, [selector, SHAPES])
    page.evaluate(SWITCH, [sheets, False])
    assert len(looks[False]) == len(looks[True]) > 5
    return {
        (name, shape, one, other)
        for (name, with_them), (_name, without) in zip(looks[False], looks[True], strict=True)
        for shape, one, other in zip(SHAPES, with_them, without, strict=True)
        if one != other
    }


def root(page):
    return page.locator(".bt").evaluate("root => getComputedStyle(root).backgroundColor")


@pytest.mark.parametrize("state", PAGES)
def test_neither_spoils_the_other(host, arrive, samples, monkeypatch, state):
    """With our own tokens each element of ours looks as it does without the host's sheet, and the other way round."""
    monkeypatch.setitem(host.app.config, "BETEILIGUNG_THEME", "neutral")
    visitor = arrive(at=host)
    EVERY[state](visitor, samples)
    theirs_in_ours = changed(visitor.page, THEIRS, ".bt, .bt *")
    important = {one for one in theirs_in_ours if one[0].startswith("TEXTAREA") and one[1] == "padding-left"}
    assert theirs_in_ours - important == set()  # KERN writes !important there
    assert changed(visitor.page, OURS, "html, body, body *:not(main, .bt, .bt *)") == set()


@pytest.mark.parametrize("state", PAGES)
def test_it_holds_there_on_every_screen(host, arrive, samples, state):
    visitor = arrive(at=host, width=320)
    EVERY[state](visitor, samples)
    inside = SMALL_PRINT.replace("document.body", "document.querySelector('.bt')")
    assert max(visitor.see(width) or visitor.overflow() for width in (320, 768, 360)) <= 0
    assert visitor.page.evaluate(inside) == []
    assert visitor.page.evaluate(SMALL_TARGETS) == []
    assert visitor.violations() == []


def test_dark_pages_from_right_to_left(host, arrive, samples):
    visitor = arrive(at=host, lang="ar", width=360, color_scheme="dark")
    visitor.context.add_cookies([{"name": "schema", "value": "dark", "url": host.origin}])
    for path in ("vorhaben", f"vorhaben/{samples.open}"):
        page = visitor.open(path)
        assert page.locator("h1").evaluate("h => getComputedStyle(h).direction") == "rtl"
        assert visitor.overflow() <= 0
        assert visitor.violations() == []


def test_a_frame_wears_the_theme_too(host, arrive, monkeypatch):
    """Where the portal names its sheet; light or dark stands in the address."""
    monkeypatch.setitem(host.app.config, "BETEILIGUNG_FRAME_STYLES", (f"/aussehen/{host.name}.min.css",))
    visitor = arrive(at=host, width=360)
    grounds = {}
    for scheme in ("light", "dark"):
        framed = root(visitor.open(f"vorhaben?embed=1&theme={scheme}"))
        assert visitor.page.locator(".bt-button").first.evaluate(STRONG) != "rgba(0, 0, 0, 0)"
        assert visitor.violations() == []
        assert visitor.overflow() <= 0
        visitor.context.add_cookies([{"name": "schema", "value": scheme, "url": host.origin}])
        grounds[scheme] = root(visitor.open("vorhaben"))
        assert framed == grounds[scheme]
    assert grounds["light"] != grounds["dark"]


def test_light_and_dark_are_those_of_the_host(host, arrive):
    """Bootstrap is light until it says otherwise, KERN as the device has it until it says otherwise."""
    visitor = arrive(at=host, width=360, color_scheme="dark")
    grounds = {None: root(visitor.open("vorhaben"))}
    for scheme in ("light", "dark"):
        visitor.context.add_cookies([{"name": "schema", "value": scheme, "url": host.origin}])
        grounds[scheme] = root(visitor.open("vorhaben"))
    assert grounds["light"] in ("rgb(255, 255, 255)", "oklch(1 0 0)")
    assert grounds["dark"] != grounds["light"]
    assert grounds[None] == grounds["dark" if host.name == "kern" else "light"]


def test_maps_stay_whole_and_the_focus_is_seen(mapped, arrive):
    """Sheets that say how wide an img and how high an svg may be break maps."""
    visitor = arrive(at=mapped, width=360)
    visitor.expect(503)  # when too many ask at once the script asks again
    page = visitor.open("vorhaben")
    page.locator("#karte").scroll_into_view_if_needed()
    page.locator(".leaflet-tile-loaded").nth(3).wait_for(state="attached")
    sizes = page.locator(".leaflet-tile-loaded").evaluate_all(
        "all => all.map((one) => [one.offsetWidth, one.offsetHeight])"
    )
    assert {tuple(size) for size in sizes} == {(256, 256)}
    buttons = changed(page, THEIRS, ".leaflet-control-container *, .bt-map__zoom, .bt-map__zoom *")
    assert buttons == set()
    drawing = page.locator(".leaflet-overlay-pane svg")
    assert drawing.evaluate("svg => svg.clientWidth === Number(svg.getAttribute('width')) && svg.clientHeight > 300")
    page.locator(".bt-top a").first.focus()
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid 3px" in ring
    hero = page.locator(".bt-hero__art").bounding_box()
    assert hero["height"] > 150  # auto would make it as wide as the page


def test_tokens_and_a_later_layer_of_the_host_win(host, arrive):
    page = arrive(at=host).open("vorhaben")
    page.evaluate(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync('@layer beteiligung, portal;'"
        "+ '.bt { --bt-strong: rgb(1, 2, 3) } @layer portal { .bt-button { text-transform: uppercase } }');"
        "document.adoptedStyleSheets = [sheet]"
    )
    button = page.locator(".bt-find .bt-button")
    assert button.evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(1, 2, 3)"
    assert button.evaluate("b => getComputedStyle(b).textTransform") == "uppercase"


def test_the_pictures_of_the_documentation_can_be_taken_again(browser, portal, tmp_path):
    """By ``make screenshot``, which nothing else runs."""
    screenshot.take(browser, portal, tmp_path)

    assert {file.name for file in tmp_path.iterdir()} == {"liste.png", "themes-kern.png", "themes-bootstrap.png"}
