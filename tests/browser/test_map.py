"""The movable map: as many markers as places, text that stays text, and a calm word when it fails."""

from itertools import combinations
from math import hypot

import pytest

from beteiligung.views import public

from .samples import TAG_PLACE, TAG_TITLE


def open_map(page):
    """Press the button under the drawn map and wait for the movable one."""
    page.locator("#karte figure").get_by_role("button").click()
    page.locator(".bt-map__live").wait_for()


def features(visitor, page):
    """What the map was told."""
    address = visitor.portal.url(page.locator("#karte").get_attribute("data-geojson"))
    return visitor.context.request.get(address).json()["features"]


SINGLE = ".bt-live:not(.bt-live--many, .is-cut)"
NEARER = ".bt-live--many[title*=näher]:not(.is-cut)"
MARKS = """
() => [...document.querySelectorAll(".leaflet-marker-icon")].map((mark) => {
  const box = mark.getBoundingClientRect();
  return {x: box.x + box.width / 2, y: box.y + box.height / 2, size: box.width, many: Number(mark.textContent || 1)};
})
"""


def marks(page):
    """Every mark of the map: where its middle is, how large it is, for how many places it stands."""
    return page.evaluate(MARKS)


def far_enough(page):
    """A finger hits one mark and not its neighbour."""
    pairs = combinations(marks(page), 2)
    return all(hypot(a["x"] - b["x"], a["y"] - b["y"]) > max(26, (a["size"] + b["size"]) / 2) for a, b in pairs)


def test_a_mark_for_every_place_or_one_for_those_that_stand_too_close(visitor):
    for query in ("", "?bezirk=2", "?mitmachen=1&bezirk=1"):
        page = visitor.open(f"vorhaben{query}")
        open_map(page)
        assert sum(mark["many"] for mark in marks(page)) == len(features(visitor, page)) > 0


def test_marks_stay_apart_at_every_zoom_and_at_last_a_mark_is_a_list(visitor):
    page = visitor.open("vorhaben")
    open_map(page)
    everything = sum(mark["many"] for mark in marks(page))
    assert page.locator(".bt-live--many").count() > 0
    for _step in range(24):
        assert far_enough(page)
        assert sum(mark["many"] for mark in marks(page)) == everything
        nearer = page.locator(NEARER)
        if not nearer.count():
            break
        nearer.first.press("Enter")
        page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    assert not page.locator(NEARER).count()


def test_what_stands_in_one_spot_opens_as_a_list(visitor):
    point = {"type": "Point", "coordinates": [7.2155, 51.4818]}
    about = {"place": "Rathaus", "status": "beschlossen", "status_text": "Beschlossen", "open": False}
    there = [
        {"type": "Feature", "geometry": point, "properties": {**about, "title": title, "url": f"/{title}"}}
        for title in ("Dach", "Keller", "Treppe")
    ]
    visitor.page.route(
        "**/vorhaben.geojson*", lambda route: route.fulfill(json={"type": "FeatureCollection", "features": there})
    )
    page = visitor.open("vorhaben")
    open_map(page)
    spot = page.locator(".bt-live--many")
    spot.press("Enter")
    assert page.locator(".bt-popup a").all_inner_texts() == ["Dach", "Keller", "Treppe"]
    assert visitor.violations() == []
    page.keyboard.press("Escape")
    page.locator(".bt-popup").wait_for(state="detached")
    assert spot.evaluate("mark => mark === document.activeElement")


def test_marks_look_open_where_one_can_take_part(visitor):
    page = visitor.open("vorhaben")
    open_map(page)
    open_now = [feature for feature in features(visitor, page) if feature["properties"]["open"]]
    assert 0 < page.locator(".leaflet-marker-icon.is-open").count() <= len(open_now)
    page = visitor.open("vorhaben?mitmachen=1")
    open_map(page)
    assert page.locator(".leaflet-marker-icon:not(.is-open)").count() == 0


def test_lines_and_areas_are_drawn_too(visitor):
    page = visitor.open("vorhaben")
    open_map(page)
    drawn = [feature for feature in features(visitor, page) if feature["geometry"]["type"] != "Point"]
    assert page.locator("path.bt-live__shape").count() == len(drawn) > 0


def test_a_popup_leads_to_the_vorhaben(visitor):
    page = visitor.open("vorhaben?bezirk=2&mitmachen=1")
    open_map(page)
    page.locator(SINGLE).first.press("Enter")
    link = page.locator(".bt-popup a")
    title = link.inner_text()
    link.click()
    page.locator("h1", has_text=title).wait_for()


@pytest.mark.parametrize(("wish", "glides"), [("reduce", False), ("no-preference", True)])
def test_it_jumps_for_whoever_wants_no_motion(wish, glides, arrive):
    page = arrive(reduced_motion=wish).open("vorhaben?bezirk=2&mitmachen=1")
    open_map(page)
    page.evaluate("""() => {
      const pane = document.querySelector(".leaflet-map-pane");
      const look = () => { window.glided ||= pane.classList.contains("leaflet-pan-anim"); };
      new MutationObserver(look).observe(pane, { attributeFilter: ["class"] });
    }""")
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    page.locator("figure .bt-map__live").focus()
    page.keyboard.press("ArrowDown")
    moved = "was => document.querySelector('.leaflet-map-pane').getAttribute('style') !== was"
    page.wait_for_function(moved, arg=before)
    assert bool(page.evaluate("window.glided")) is glides


def test_a_title_that_looks_like_a_tag_stays_text(visitor, samples):
    page = visitor.open("vorhaben?q=onerror")
    assert page.locator(".bt-card h3").inner_text() == TAG_TITLE
    open_map(page)
    page.locator(SINGLE).first.press("Enter")
    assert page.locator(".bt-popup a").inner_text() == TAG_TITLE
    assert page.locator(".bt-popup p").first.inner_text() == TAG_PLACE
    assert page.locator(".bt img, .bt-popup b").count() == 0


def test_without_the_data_the_drawing_stays_and_a_sentence_says_so(visitor):
    visitor.expect(500)
    visitor.page.route("**/vorhaben.geojson*", lambda route: route.fulfill(status=500, body="kaputt"))
    page = visitor.open("vorhaben")
    page.locator("#karte figure").get_by_role("button").click()
    told = page.get_by_text("Alles steht in der Liste.")
    told.wait_for()
    assert told.evaluate("p => p === document.activeElement")
    assert page.locator("#karte svg[role=group]").is_visible()
    assert page.locator("#karte figure").get_by_role("button").count() == 0


def test_without_outlines_the_markers_are_there(visitor):
    visitor.expect(500)
    visitor.page.route("**/bezirke.geojson*", lambda route: route.fulfill(status=500, body="kaputt"))
    page = visitor.open("vorhaben")
    open_map(page)
    assert page.locator(".leaflet-marker-icon").count() > 0


def test_without_leaflet_the_page_is_whole(visitor):
    visitor.expect(500)
    visitor.page.route("**/leaflet.js*", lambda route: route.fulfill(status=500, body=""))
    page = visitor.open("vorhaben")
    assert page.locator("#karte svg[role=group]").is_visible()
    assert page.locator("#karte figure").get_by_role("button").count() == 0


def test_gathered_places_come_apart_as_one_comes_nearer(visitor, monkeypatch):
    monkeypatch.setattr(public, "MOST_FEATURES", 20)
    page = visitor.open("vorhaben")
    open_map(page)
    many = page.locator(".bt-live--many")
    largest = max(int(text) for text in many.all_inner_texts())
    assert many.count() > 1
    assert sum(mark["many"] for mark in marks(page)) > 20
    with page.expect_response(lambda answer: "bbox=" in answer.url):
        page.locator(f".bt-live--many[title$=' {largest}']").first.press("Enter")
    page.wait_for_function(f"() => ({MARKS})().every((mark) => mark.many < {largest})")
    assert far_enough(page)


LEFT = """
() => {
  const whole = document.querySelector(".bt-map__live").getBoundingClientRect();
  const seen = (mark) => mark.checkVisibility({visibilityProperty: true});
  const boxes = [...document.querySelectorAll(".bt-live")].filter(seen).map((mark) => mark.getBoundingClientRect());
  return boxes.map((box) => [
    Math.min(box.right, whole.right) - Math.max(box.left, whole.left),
    Math.min(box.bottom, whole.bottom) - Math.max(box.top, whole.top),
  ]);
}
"""


def test_no_button_lies_over_a_mark_and_the_edge_leaves_enough_of_each(arrive):
    page = arrive(width=360).open("vorhaben")
    open_map(page)
    for _step in range(3):
        left = [min(part) for part in page.evaluate(LEFT) if min(part) > 0]
        assert left and min(left) > 22  # two pixels for the border of the map
        frame, bar = (page.locator(one).bounding_box() for one in (".bt-map__live", ".bt-map__zoom"))
        assert bar["y"] + bar["height"] <= frame["y"]
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(200)
