"""With nothing but a keyboard: reach it, see where you are, use it, get out again."""

import pytest

FOCUSED = "document.activeElement"
MARKED = """
() => {
  const seen = getComputedStyle(document.activeElement);
  const pin = document.activeElement.querySelector?.(".bt-pin");
  if (pin) return parseFloat(getComputedStyle(pin).strokeWidth) >= 5;
  return seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 2;
}
"""


def tab_to(page, selector, most=120):
    """Press Tab until something that matches has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    raise AssertionError(f"{selector} cannot be reached with Tab")


def test_the_first_stop_skips_to_the_content(visitor):
    page = visitor.open("vorhaben")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "inhalt"


def test_every_stop_on_the_list_can_be_seen(visitor):
    page = visitor.open("vorhaben")
    stops = 0
    while True:
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            break
        stops += 1
        assert page.evaluate(MARKED), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 200)")
    assert stops > 20


def test_a_filter_opens_closes_with_escape_and_filters(visitor):
    page = visitor.open("vorhaben")
    summary = tab_to(page, "details.bt-pill > summary")
    page.keyboard.press("Enter")
    page.locator("details[open]").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.closest('details[open]') !== null")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert summary.evaluate(f"summary => summary === {FOCUSED}")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**bezirk=1")
    assert page.locator("details.is-set").count() == 1


def test_one_menu_at_a_time(visitor):
    page = visitor.open("vorhaben")
    for menu in page.locator("details.bt-pill summary").all():
        menu.press("Enter")
        page.locator("details[open]").wait_for()
        assert page.locator("details[open]").count() == 1


def test_a_card_opens(visitor):
    page = visitor.open("vorhaben")
    title = tab_to(page, ".bt-card h3 a").inner_text()
    page.keyboard.press("Enter")
    page.locator("h1", has_text=title).wait_for()


def test_the_map_opens_its_markers_open_and_close_and_the_focus_stays_with_them(visitor):
    page = visitor.open("vorhaben?bezirk=2")
    tab_to(page, "#karte button")
    page.keyboard.press("Enter")
    page.locator(".bt-map__live").wait_for()
    page.wait_for_function("document.activeElement.matches('.bt-map__live')")
    marker = tab_to(page, ".bt-live:not(.bt-live--many, .is-cut)").element_handle()
    name = marker.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.bt-popup a')")
    assert page.locator(".bt-popup a").inner_text() in name
    page.keyboard.press("Escape")
    page.locator(".bt-popup").wait_for(state="detached")
    assert marker.evaluate(f"marker => marker === {FOCUSED}")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.matches('.leaflet-marker-icon')")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_popup_closes_with_its_button_too(motion, arrive):
    visitor = arrive(reduced_motion=motion)
    page = visitor.open("vorhaben?bezirk=2")
    page.locator("#karte button").first.click()
    marker = page.locator(".bt-live:not(.bt-live--many, .is-cut)").first
    marker.press("Enter")
    close = page.get_by_role("button", name="Schließen")
    close.press("Enter")
    page.locator(".bt-popup").wait_for(state="detached")
    assert marker.evaluate(f"marker => marker === {FOCUSED}")


def test_writing_and_sending(visitor, samples):
    samples.empty_inbox()
    visitor.log_in("mehmet")
    page = visitor.open(f"vorhaben/{samples.citywide}")
    tab_to(page, ".bt-jump .is-open a")
    page.keyboard.press("Enter")
    tab_to(page, "#schreiben input[type=radio]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{FOCUSED}.checked && {FOCUSED}.value") == "contra"
    page.keyboard.press("Tab")
    page.keyboard.type("Nur mit Tasten geschrieben.")
    tab_to(page, "#schreiben [type=submit]", most=3)
    page.keyboard.press("Enter")
    page.wait_for_url("**/angekommen**")
    assert page.locator(".bt-code").first.is_visible()


def test_the_count_is_announced(visitor):
    page = visitor.open("vorhaben")
    assert page.get_by_role("status").inner_text()[0].isdigit()


def walk(page, most=400):
    """Tab through the whole page: every stop can be seen, none comes twice, and one gets out at the end."""
    stops, above = [], -1.0
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            return stops
        assert page.evaluate(MARKED), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 200)")
        number = page.evaluate(f"[...document.querySelectorAll('*')].indexOf({FOCUSED})")
        assert number > above, f"out of order: {page.evaluate(f'{FOCUSED}.outerHTML.slice(0, 200)')}"
        above = number
        stops.append(page.evaluate(f"{FOCUSED}.id || {FOCUSED}.name || {FOCUSED}.textContent.trim().slice(0, 40)"))
    raise AssertionError(f"still inside after {most} stops: {stops[-5:]}")


@pytest.mark.parametrize(
    "path", ["vorhaben", "zeit", "nahe", "nahe?q=Weitmar&umkreis=2000", "vorhaben?bezirk=2&mitmachen=1"]
)
@pytest.mark.parametrize("width", [360, 1280])
def test_one_way_through_the_page_and_out_again(arrive, path, width):
    visitor = arrive(width=width)
    page = visitor.open(path)

    assert len(walk(page)) > 8


def test_the_map_once_open_is_no_trap(visitor):
    page = visitor.open("vorhaben?bezirk=2")
    page.locator("#karte button").first.press("Enter")
    page.locator(".bt-map__live").wait_for()
    page.locator(".bt-map__live").focus()
    seen = []
    for _press in range(200):
        page.keyboard.press("Tab")
        assert page.evaluate(MARKED), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 200)")
        if not page.evaluate(f"{FOCUSED}.closest('.bt-map__live') !== null"):
            break
        seen.append(page.evaluate(f"{FOCUSED}.getAttribute('aria-label') || {FOCUSED}.title"))
    else:
        raise AssertionError("no way out of the map")

    assert seen[0] or seen[1]
    assert all(name for name in seen), seen


def test_time_moves_on_with_a_key(visitor):
    page = visitor.open("zeit")
    tab_to(page, "main a[href*='ab='], .bt a[href*='ab=']", most=200)
    address = page.evaluate(f"{FOCUSED}.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_near_me_by_typing(visitor):
    page = visitor.open("nahe")
    tab_to(page, "input[name=q]")
    page.keyboard.type("Weitmar")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Weitmar**")
    assert page.locator(".bt-card").count() > 0
    tab_to(page, ".bt-card h3 a", most=200)


def test_the_editor_from_the_first_tab_to_saved(visitor):
    visitor.log_in("amt")
    page = visitor.open("verwaltung/vorhaben?ablage=oeffentlich")
    tab_to(page, "ol h3 a")
    page.keyboard.press("Enter")
    page.locator("#vorhaben").wait_for()
    tab_to(page, "#office", most=200)
    page.keyboard.press("Control+A")
    page.keyboard.type("Amt mit Tasten")
    tab_to(page, "#vorhaben [type=submit]:not([name=pruefen])", most=300)
    page.keyboard.press("Enter")
    page.locator(".bt-flash").wait_for()
    assert page.locator("#office").input_value() == "Amt mit Tasten"

    page.locator("#office").fill("Amt mit der Eingabetaste")
    page.locator("#office").press("Enter")  # saves too, although another button stands before the one that does
    page.locator("#office[value='Amt mit der Eingabetaste']").wait_for()
    assert page.locator(".bt-flash").is_visible()


def test_places_from_the_first_tab_to_saved(visitor):
    visitor.log_in("amt")
    page = visitor.open("verwaltung/vorhaben?ablage=oeffentlich")
    visitor.open(page.locator("ol h3 a").first.get_attribute("href"))
    tab_to(page, "a[href$='/orte']", most=200)
    page.keyboard.press("Enter")
    page.locator("#wanted").wait_for()
    before = page.locator("fieldset").count()
    tab_to(page, "#wanted", most=60)
    page.keyboard.type("Rathaus")
    page.keyboard.press("Enter")
    page.locator("button[value=nehmen-0]").wait_for()
    tab_to(page, "button[value=nehmen-0]", most=60)
    page.keyboard.press("Enter")
    page.locator("fieldset").nth(before).wait_for()
    if page.locator("#reason").count():
        tab_to(page, "#reason", most=100)
        page.keyboard.type("Der Ort kam dazu.")
    tab_to(page, "button[value=speichern]", most=100)
    page.keyboard.press("Enter")
    page.locator(".bt-flash").wait_for()
    assert page.locator("fieldset").count() == before + 1


def test_a_place_to_add_cannot_hide_from_the_keyboard(visitor):
    visitor.log_in("amt")
    page = visitor.open("verwaltung/vorhaben?ablage=oeffentlich")
    visitor.open(page.locator("ol h3 a").first.get_attribute("href") + "/orte")

    stops = walk(page)
    assert "wanted" in stops
    assert "places-0-words" in stops
