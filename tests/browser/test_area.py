"""What the map shows is the list: it follows, says so, stands in the address, and everybody can take it back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from .visitor import follow


def open_map(page):
    """Press the button under the drawn map and wait for the movable one."""
    page.locator("#karte figure").get_by_role("button").click()
    page.locator(".bt-map__live").wait_for()


def box(page):
    """The part of the map in the address, or ``None``."""
    found = parse_qs(urlsplit(page.url).query).get("bbox")
    return [float(part) for part in found[0].split(",")] if found else None


def placed(page):
    """How many with a place the page says there are."""
    return int(re.search(r", (\d+) ", page.get_by_role("status").inner_text())[1])


def until_followed(page, act):
    """Do something that makes the list follow the map."""
    with page.expect_response(lambda answer: "/vorhaben?" in answer.url or answer.url.endswith("/vorhaben")):
        act()
    page.wait_for_function("() => !document.querySelector('#liste').ariaBusy")


def titles(page):
    return page.locator(".bt-cards h3").all_inner_texts()


@pytest.fixture
def page(visitor):
    """The list with its movable map."""
    page = visitor.open("vorhaben")
    open_map(page)
    return page


def zoom_in(page):
    page.get_by_role("button", name="Vergrößern").click()


def test_the_list_follows_the_map(page):
    before, all_titles = placed(page), titles(page)
    assert box(page) is None
    for _step in range(3):
        until_followed(page, lambda: zoom_in(page))
    west, south, east, north = box(page)
    assert west < east
    assert south < north
    assert 0 < placed(page) < before
    assert titles(page) != all_titles
    assert "in diesem Teil der Karte" in page.get_by_role("status").inner_text()
    assert page.locator("#stadtweit").is_visible()


def test_the_address_says_what_the_list_shows(page, visitor):
    until_followed(page, lambda: zoom_in(page))
    until_followed(page, lambda: zoom_in(page))
    shown, here = titles(page), box(page)
    assert page.evaluate("history.length") <= 2
    page.reload()
    assert titles(page) == shown
    page.locator(".bt-map__live").wait_for()  # who came with a part of the map gets the map
    assert box(page) == here
    assert titles(page) == shown


def test_every_filter_keeps_the_part_of_the_map(page):
    until_followed(page, lambda: zoom_in(page))
    until_followed(page, lambda: zoom_in(page))
    here = box(page)
    page.locator("#filter summary", has_text="Thema").click()
    follow(page.locator("#filter details[open] a").first)
    assert box(page) == here
    follow(page.locator(".bt-top a", has_text="Zeit"))
    assert box(page) == here


def test_the_whole_city_comes_back_and_stays(page):
    before = placed(page)
    until_followed(page, lambda: zoom_in(page))
    until_followed(page, lambda: zoom_in(page))
    city, part = (page.locator(f"#ausschnitt [data-area={area}]") for area in ("city", "map"))
    assert part.get_attribute("aria-current") == "true"
    until_followed(page, lambda: city.press("Enter"))
    assert box(page) is None
    assert placed(page) == before
    assert city.evaluate("link => link === document.activeElement && link.ariaCurrent === 'true'")
    zoom_in(page)
    page.wait_for_timeout(900)
    assert box(page) is None
    until_followed(page, lambda: part.press("Enter"))
    assert box(page)
    assert placed(page) <= before


def test_the_keyboard_moves_the_map_and_the_list_follows(page):
    page.locator(".bt-map__live").focus()
    until_followed(page, lambda: page.keyboard.press("+"))
    until_followed(page, lambda: page.keyboard.press("+"))
    before = box(page)
    until_followed(page, lambda: page.keyboard.press("ArrowRight"))
    assert box(page)[0] > before[0]
    assert page.evaluate("document.activeElement.classList.contains('bt-map__live')")


def test_a_popup_does_not_change_the_list(page):
    shown = titles(page)
    for marker in page.locator(".bt-live:not(.bt-live--many, .is-cut)").all()[:6]:
        marker.press("Enter")
        page.locator(".bt-popup").last.wait_for()
        page.keyboard.press("Escape")
    page.wait_for_timeout(900)
    assert box(page) is None
    assert titles(page) == shown


def test_where_nothing_lies_the_way_back_is_offered(page):
    page.locator(".bt-map__live").focus()
    page.keyboard.press("+")
    for _step in range(14):
        page.keyboard.press("Shift+ArrowUp")
        page.wait_for_timeout(300)  # Leaflet drops a key that comes while the map is still moving
    page.get_by_text("In diesem Teil der Karte liegt nichts, was passt.").wait_for()
    assert page.locator("#stadtweit").is_visible()
    back = page.locator("#liste [data-area=city]")
    assert "in der ganzen Stadt zeigen" in back.inner_text()
    until_followed(page, back.click)
    assert placed(page) > 0
    assert len(titles(page)) > 0


def test_the_form_moves_the_map_too(page):
    select = page.locator("#bbox")
    select.select_option(label="Wattenscheid")
    until_followed(page, lambda: page.locator("#ausschnitt form button").press("Enter"))
    assert box(page)
    assert "Wattenscheid" in page.locator(".bt-chosen").inner_text()
    assert page.locator("#ausschnitt form button").evaluate("button => button === document.activeElement")


def test_menus_work_after_the_list_has_followed(page):
    until_followed(page, lambda: zoom_in(page))
    menu = page.locator("#filter summary", has_text="Wann")
    menu.click()
    page.locator("#filter summary", has_text="Ort").click()
    assert page.locator("#filter details[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#filter details[open]").count() == 0


def test_when_the_server_fails_a_sentence_says_so(page, visitor):
    shown = titles(page)
    visitor.expect(500)
    page.route("**/vorhaben?bbox=*", lambda route: route.fulfill(status=500, body="kaputt"))
    zoom_in(page)
    page.get_by_text("Die Liste kann der Karte gerade nicht folgen.").wait_for()
    assert titles(page) == shown
    assert box(page) is None


def test_without_script_a_form_chooses_the_part_of_the_map(without_script):
    page = without_script.open("vorhaben?mitmachen=1")
    page.locator("#bbox").select_option(label="Wattenscheid")
    follow(page.locator("#ausschnitt form button"))
    assert box(page)
    assert "mitmachen=1" in page.url
    assert placed(page) > 0
    assert page.locator("#karte rect.bt-map__ring").is_visible()
    follow(page.locator("#ausschnitt [data-area=city]"))
    assert box(page) is None


def test_without_script_a_time_and_a_place_are_typed_and_taken_back(without_script):
    page = without_script.open("vorhaben?bezirk=2")
    page.locator("summary", has_text="Wann").click()
    page.get_by_label("Von", exact=True).select_option("2027")
    page.get_by_label("Bis", exact=True).select_option("2028-Q2")
    follow(page.locator("details[open] button"))
    assert "von=2027" in page.url
    assert "bis=2028-Q2" in page.url
    assert "bezirk=2" in page.url
    page.locator("#filter summary", has_text="Ort").click()
    page.get_by_label("Straße, Platz oder Ortsteil").fill("hoentrop")
    follow(page.locator("details[open] button"))
    assert page.locator(".bt-chosen").inner_text().count("\n") >= 2
    for word in ("Höntrop", "2027 bis 2. Quartal 2028", "Wattenscheid"):
        link = page.get_by_role("link", name=f"Zurücknehmen: {word}")
        if link.count():
            follow(link)
    assert "bezirk=" not in page.url
