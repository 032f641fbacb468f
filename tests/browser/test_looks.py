"""What eyes would notice: yellow in the wrong place, pins on pins, print. Sizes are for test_accessibility.py."""

import pytest

from examples.portal import create_app

from . import running

SMALL_PRINT = """
() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    if (!text || element.closest("svg, script, .bt-sr") || !element.checkVisibility()) continue;
    if (parseFloat(getComputedStyle(element).fontSize) < 16) small.push(text);
  }
  return small;
}
"""
SMALL_TARGETS = """
() => [...document.querySelectorAll(
    ".bt :is(button, summary, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), label:has(input)), " +
    ".bt :is(a.bt-button, a.bt-pill, a.bt-act, nav a)")]
  .filter((element) => element.checkVisibility() && !element.closest(".bt-crumb, .bt-door"))
  .filter((element) => element.getBoundingClientRect().height < 43.9)
  .map((element) => element.outerHTML.slice(0, 120))
"""
SPREAD = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .bt * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    .bt p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
"""As far apart as readers may set letters, words and lines (WCAG 1.4.12) without losing anything."""
CUT_OFF = """
() => {
  const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
  const apart = ".bt-sr, .bt-away, .bt-t, .leaflet-container, svg, input, select, textarea";  // bars are told in words
  return [...document.querySelectorAll(".bt *")].filter((element) => {
    if (element.closest(apart) || !element.checkVisibility()) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    if (!cuts(overflowX) && !cuts(overflowY)) return false;
    const box = element.getBoundingClientRect();
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (!texts.currentNode.data.trim() || texts.currentNode.parentElement.closest(apart)) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const out = [...range.getClientRects()].some((line) =>
        (cuts(overflowX) && (line.right > box.right + 1 || line.left < box.left - 1)) ||
        (cuts(overflowY) && (line.bottom > box.bottom + 1 || line.top < box.top - 1)));
      if (out) return true;
    }
    return false;
  }).map((element) => `${element.className}: ${element.textContent.trim().slice(0, 60)}`);
}
"""
LIT = """
() => {
  const lamps = new Set(["rgb(255, 197, 51)", "rgb(255, 245, 219)"]);
  const colours = (style) => [style.backgroundColor, style.fill, style.borderTopColor];
  const isLit = (style) => colours(style).some((colour) => lamps.has(colour));
  return [...document.querySelectorAll(".bt *")]
    .filter((element) => element.checkVisibility() && isLit(getComputedStyle(element)))
    .map((element) => element.outerHTML.slice(0, 120));
}
"""

KINDS = """
() => {
  const seen = new Set();
  const kind = (element) => [element.tagName, element.className, element.parentElement.className].join("/");
  return [...document.querySelectorAll(".bt :is(a, button, summary)")].map((element, number) => {
    const mine = kind(element) + element.hasAttribute("aria-current");
    if (seen.has(mine) || !element.checkVisibility() || element.closest(".bt-skip, .bt-sr")) return null;
    seen.add(mine);
    element.dataset.hovered = number;
    return `[data-hovered="${number}"]`;
  }).filter(Boolean);
}
"""
UNREADABLE = """
async (selector) => {
  const options = { runOnly: ["color-contrast"], resultTypes: ["violations"] };
  return (await axe.run(selector, options)).violations.flatMap((found) => found.nodes.map((node) => node.html));
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "user"), [("vorhaben?mitmachen=1&bezirk=2", None), ("moderation", "kim")])
def test_nothing_becomes_unreadable_under_the_mouse(path, user, scheme, arrive):
    visitor = arrive(color_scheme=scheme)
    if user:
        visitor.log_in(user)
    page = visitor.open(path)
    visitor.violations()
    found = {}
    for selector in page.evaluate(KINDS):
        page.locator(selector).hover()
        found[selector] = page.evaluate(UNREADABLE, selector)
    assert len(found) > 8
    assert not any(found.values()), [html for nodes in found.values() for html in nodes]


@pytest.mark.parametrize("lang", ["de-simple", "en"])
@pytest.mark.parametrize("path", ["vorhaben", "vorhaben/{open}", "vorhaben/{delayed}"])
def test_longer_and_larger_words_do_not_scroll_sideways_either(lang, path, arrive, samples):
    visitor = arrive(lang=lang, width=320)
    visitor.open(path.format(open=samples.open, delayed=samples.delayed))
    assert visitor.overflow() == 0


def test_yellow_means_open(visitor, samples):
    for path in (f"vorhaben/{samples.decided}", "moderation"):
        assert visitor.open(path, 403 if path == "moderation" else 200).evaluate(LIT) == []
    assert visitor.open(f"vorhaben/{samples.open}").evaluate(LIT) != []


def test_nothing_glows_once_the_time_is_over(visitor, samples):
    slug = samples.open
    with samples.closed(slug):
        assert visitor.open(f"vorhaben/{slug}").evaluate(LIT) == []


def test_print_keeps_the_matter_and_drops_the_controls(visitor, samples):
    page = visitor.open("vorhaben?bezirk=2")
    page.emulate_media(media="print")
    assert page.locator(".bt-card").first.is_visible()
    assert page.locator(".bt-map").is_visible()
    for control in (".bt-top", ".bt-find", ".bt-pills >> nth=0", ".portal >> nth=0", "#karte .bt-act >> nth=0"):
        assert not page.locator(control).is_visible(), control


def test_pins_of_the_drawn_map_do_not_hide_each_other(visitor):
    page = visitor.open("vorhaben")
    boxes = [pin.bounding_box() for pin in page.locator("#karte a .bt-pin").all()]
    assert len(boxes) > 3
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    distances = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for number, (ax, ay) in enumerate(centres)
        for bx, by in centres[number + 1 :]
    ]
    assert min(distances) > boxes[0]["width"]


def test_a_language_from_right_to_left_turns_every_page_round(portal, arrive, samples):
    locales = ("de", "de-simple", "en", "ar")
    database = portal.engine.url.render_as_string(hide_password=False)
    app = create_app(portal.app.instance_path, BETEILIGUNG_DATABASE_URL=database, BETEILIGUNG_LOCALES=locales)
    with running.serving(app) as in_arabic:
        visitor = arrive(at=in_arabic, lang="ar")
        for path in ("vorhaben", f"vorhaben/{samples.open}"):
            page = visitor.open(path)
            assert page.locator("html").get_attribute("dir") == "rtl"
            assert page.locator("h1").evaluate("h => getComputedStyle(h).direction") == "rtl"
            for width in (1280, 360):
                visitor.see(width)
                assert visitor.overflow() == 0
                assert visitor.violations() == []
        visitor.check_conduct()
        visitor.page.close()
    in_arabic.engine.dispose()
