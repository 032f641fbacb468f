"""The movable map: as many markers as places, text that stays text, and a calm word when it fails."""

from beteiligung.views import public

from .samples import TAG_PLACE, TAG_TITLE


def open_map(page):
    """Press the button under the drawn map and wait for the movable one."""
    page.locator("#karte").get_by_role("button").click()
    page.locator(".bt-map__live").wait_for()


def features(visitor, page):
    """What the map was told."""
    address = visitor.portal.url(page.locator("#karte").get_attribute("data-geojson"))
    return visitor.context.request.get(address).json()["features"]


def test_a_marker_for_every_place(visitor):
    for query in ("", "?bezirk=2", "?mitmachen=1&bezirk=1"):
        page = visitor.open(f"vorhaben{query}")
        open_map(page)
        assert page.locator(".leaflet-marker-icon").count() == len(features(visitor, page)) > 0


def test_markers_look_open_where_one_can_take_part(visitor):
    page = visitor.open("vorhaben")
    open_map(page)
    open_now = [feature for feature in features(visitor, page) if feature["properties"]["open"]]
    assert page.locator(".leaflet-marker-icon.is-open").count() == len(open_now) > 0


def test_lines_and_areas_are_drawn_too(visitor):
    page = visitor.open("vorhaben")
    open_map(page)
    drawn = [feature for feature in features(visitor, page) if feature["geometry"]["type"] != "Point"]
    assert page.locator("path.bt-live__shape").count() == len(drawn) > 0


def test_a_popup_leads_to_the_vorhaben(visitor):
    page = visitor.open("vorhaben?bezirk=2&mitmachen=1")
    open_map(page)
    page.locator(".leaflet-marker-icon").first.press("Enter")
    link = page.locator(".bt-popup a")
    title = link.inner_text()
    link.click()
    page.locator("h1", has_text=title).wait_for()


def test_a_title_that_looks_like_a_tag_stays_text(visitor, samples):
    page = visitor.open("vorhaben?q=onerror")
    assert page.locator(".bt-card h3").inner_text() == TAG_TITLE
    open_map(page)
    page.locator(".leaflet-marker-icon").first.press("Enter")
    assert page.locator(".bt-popup a").inner_text() == TAG_TITLE
    assert page.locator(".bt-popup p").first.inner_text() == TAG_PLACE
    assert page.locator(".bt img, .bt-popup b").count() == 0


def test_without_the_data_the_drawing_stays_and_a_sentence_says_so(visitor):
    visitor.expect(500)
    visitor.page.route("**/vorhaben.geojson*", lambda route: route.fulfill(status=500, body="kaputt"))
    page = visitor.open("vorhaben")
    page.locator("#karte").get_by_role("button").click()
    told = page.get_by_text("Alles steht in der Liste.")
    told.wait_for()
    assert told.evaluate("p => p === document.activeElement")
    assert page.locator("#karte svg[role=group]").is_visible()
    assert page.locator("#karte").get_by_role("button").count() == 0


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
    assert page.locator("#karte").get_by_role("button").count() == 0


def test_gathered_places_come_apart_as_one_comes_nearer(visitor, monkeypatch):
    monkeypatch.setattr(public, "MOST_FEATURES", 20)
    page = visitor.open("vorhaben")
    open_map(page)
    marks = page.locator(".bt-live--many")
    before = marks.count()
    assert before > 1
    assert sum(int(text) for text in marks.all_inner_texts()) > 20
    with page.expect_response(lambda answer: "bbox=" in answer.url):
        marks.first.press("Enter")
    page.locator(".bt-live:not(.bt-live--many)").first.wait_for()
    assert page.locator(".bt-live--many").count() < before
