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
    marker = tab_to(page, ".leaflet-marker-icon").element_handle()
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
    page.locator("#karte button").click()
    marker = page.locator(".leaflet-marker-icon").first
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
    page.locator(".bt-flash").wait_for()
    assert page.get_by_text("Nur mit Tasten geschrieben.").is_visible()


def test_the_count_is_announced(visitor):
    page = visitor.open("vorhaben")
    assert page.get_by_role("status").inner_text()[0].isdigit()
