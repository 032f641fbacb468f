"""Time and Near me in a browser: by keyboard, on any screen, with a visitor who tells where they are or does not."""

import pytest

from examples.portal import create_app

from . import running
from .test_keyboard import FOCUSED, MARKED, tab_to
from .visitor import follow

SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
PLACES = (
    "zeit",
    "zeit?schritt=jahr&stand=alle",
    "zeit/ohne-termin",
    "nahe",
    "nahe?q=Weitmar&umkreis=2000",
    "nahe?q=Weitmr",
)
TOWN_HALL = {"latitude": 51.482512345, "longitude": 7.215298765}
WIDTHS = """
() => {
  const chart = document.querySelector(".bt-time");
  const box = chart.getBoundingClientRect();
  return [...chart.querySelectorAll("tbody tr:last-child")].map((row) => {
    const cells = [...row.cells].map((cell) => cell.getBoundingClientRect());
    return Math.round(Math.max(...cells.map((c) => c.right)) - Math.min(...cells.map((c) => c.left)) - box.width);
  });
}
"""
TODAY = """
() => {
  const line = document.querySelector(".bt-today path:last-child").getBoundingClientRect();
  const column = document.querySelector("th.is-now").getBoundingClientRect();
  return [column.left, line.left + line.width / 2, column.right];
}
"""
LAMPS = """
() => [...document.querySelectorAll(".bt-time tbody")].map((body) => [
  body.querySelector(".bt-t--open") !== null, body.querySelector(".bt-status--beteiligung") !== null])
"""
HIDDEN_WORDS = """
() => [...document.querySelectorAll(".bt-t span")].filter((word) => {
  const [bar, text] = [word.parentElement.getBoundingClientRect(), word.getBoundingClientRect()];
  const shows = text.top < bar.bottom - 4;
  return shows && (text.left < bar.left - 1 || text.right > bar.right + 1);
}).map((word) => word.textContent)
"""


@pytest.mark.parametrize("lang", ["de", "de-simple"])
@pytest.mark.parametrize("path", PLACES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(path, lang, arrive):
    visitor = arrive(lang=lang)
    visitor.open(path)
    for width, scheme in SCREENS:
        visitor.see(width, scheme)
        assert visitor.violations() == []
    for width in (320, 360, 768):
        visitor.see(width)
        assert visitor.overflow() == 0


@pytest.mark.parametrize("path", ["zeit", "zeit?schritt=jahr"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_row_fills_the_chart_and_today_lies_in_its_column(path, width, arrive):
    page = arrive(width=width).open(path)
    left, line, right = page.evaluate(TODAY)
    rows = page.evaluate(WIDTHS)
    assert left <= line <= right
    assert len(rows) > 3
    assert set(rows) <= {-1, 0, 1}


@pytest.mark.parametrize("width", [768, 1280])
def test_a_word_stands_on_its_bar_whole_or_not_at_all(width, arrive):
    page = arrive(width=width).open("zeit?schritt=jahr&stand=alle")
    assert page.evaluate(HIDDEN_WORDS) == []


def test_the_lamp_burns_where_one_can_take_part_and_only_there(visitor):
    rows = visitor.open("zeit?stand=alle&seite=4").evaluate(LAMPS) + visitor.open("zeit").evaluate(LAMPS)
    assert {bar for bar, _pill in rows} == {True, False}
    assert all(bar == pill for bar, pill in rows)


def test_every_stop_of_the_chart_can_be_seen_and_leads_on(visitor):
    page = visitor.open("zeit")
    tab_to(page, ".bt-time th a")
    assert page.evaluate(MARKED)
    title = page.evaluate(f"{FOCUSED}.textContent")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == title


def test_the_twin_opens_with_the_keyboard_and_says_the_same_titles(visitor):
    page = visitor.open("zeit")
    chart = page.locator(".bt-time tbody a").all_inner_texts()
    tab_to(page, ".bt-twin > summary")
    page.keyboard.press("Enter")
    page.locator(".bt-twin[open] table").wait_for()
    assert page.locator(".bt-twin tbody th").all_inner_texts() == chart


def test_filters_follow_from_time_to_list_and_back(visitor):
    page = visitor.open("zeit?bezirk=2")
    follow(page.get_by_role("link", name="Später", exact=True))
    assert "bezirk=2" in page.url
    follow(page.get_by_role("link", name="Liste und Karte"))
    assert page.url.endswith("/vorhaben?bezirk=2")
    follow(page.get_by_role("link", name="Was kommt wann?"))
    assert page.url.endswith("/zeit?bezirk=2")


def test_a_filter_menu_closes_with_escape(visitor):
    page = visitor.open("zeit")
    tab_to(page, "details.bt-pill > summary")
    page.keyboard.press("Enter")
    page.locator("details[open]").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0


def test_a_place_is_found_with_the_keyboard_and_its_cards_with_the_map(visitor):
    page = visitor.open("vorhaben")
    follow(page.get_by_role("link", name="In meiner Nähe"))
    tab_to(page, "#q")
    page.keyboard.type("Weitmar")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "Rund um Weitmar-Mitte"
    tab_to(page, "#karte a")
    assert page.evaluate(MARKED)
    number = page.evaluate(f"{FOCUSED}.getAttribute('aria-label').split(':')[0]")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#v-{number}"
    assert page.locator(".bt-card:target").count() == 1


def test_the_browser_is_asked_only_on_a_click_and_tells_no_more_than_100_metres(arrive):
    visitor = arrive(geolocation=TOWN_HALL, permissions=["geolocation"])
    visitor.context.add_init_script(
        "window.asked = 0; const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.asked += 1; ask(...all); };"
    )
    page = visitor.open("nahe")
    assert page.evaluate("window.asked") == 0
    follow(page.get_by_role("button", name="Den Ort nehmen, an dem ich bin"))
    assert page.url.endswith("/nahe?lat=51.483&lon=7.215")
    assert page.locator("h1").inner_text() == "Rund um Sie"
    assert page.locator(".bt-map__ring").count() == 1
    assert not any("51.4825" in url for url in visitor.requests)
    assert visitor.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_radius_stays_when_the_browser_tells(arrive):
    page = arrive(geolocation=TOWN_HALL, permissions=["geolocation"]).open("nahe?q=Weitmar&umkreis=2000")
    follow(page.get_by_role("button", name="Den Ort nehmen, an dem ich bin"))
    assert "umkreis=2000" in page.url


def test_outside_of_the_city_it_says_so(arrive):
    page = arrive(geolocation={"latitude": 52.52, "longitude": 13.4}, permissions=["geolocation"]).open("nahe")
    follow(page.get_by_role("button", name="Den Ort nehmen, an dem ich bin"))
    assert page.get_by_role("alert").inner_text() == "Dieser Ort liegt außerhalb von Bochum."


def test_whoever_refuses_is_told_how_to_go_on(arrive):
    visitor = arrive(permissions=[])
    page = visitor.open("nahe")
    page.get_by_role("button", name="Den Ort nehmen, an dem ich bin").press("Enter")
    page.get_by_text("Bitte schreiben Sie einen Ort in das Feld.").wait_for()
    assert page.url.endswith("/nahe")
    assert visitor.violations() == []


def test_without_a_script_there_is_no_button_and_everything_else_works(without_script):
    page = without_script.open("nahe")
    assert page.get_by_role("button", name="Den Ort nehmen, an dem ich bin").count() == 0
    page.fill("#q", "Höntrop")
    follow(page.get_by_role("button", name="Suchen"))
    follow(page.get_by_role("link", name="5 km"))
    assert page.locator(".bt-card").count() > 0
    assert page.locator(".bt-map__ring").count() == 1
    page = without_script.open("zeit")
    page.locator(".bt-twin > summary").click()
    assert page.locator(".bt-twin table").is_visible()


def test_both_turn_round_for_a_language_from_right_to_left(portal, arrive):
    database = portal.engine.url.render_as_string(hide_password=False)
    app = create_app(portal.app.instance_path, BETEILIGUNG_DATABASE_URL=database, BETEILIGUNG_LOCALES=("de", "ar"))
    with running.serving(app) as in_arabic:
        visitor = arrive(at=in_arabic, lang="ar")
        for path in ("zeit", "nahe?q=Weitmar&umkreis=2000"):
            page = visitor.open(path)
            for width in (1280, 360):
                visitor.see(width)
                assert visitor.overflow() == 0
                assert visitor.violations() == []
        page = visitor.open("zeit")
        first, last = (page.locator(".bt-time thead tr:last-child th").nth(n).bounding_box()["x"] for n in (0, 8))
        left, line, right = page.evaluate(TODAY)
        assert first > last
        assert left <= line <= right
        share = float(page.locator(".bt-today path").last.get_attribute("d").split()[0][1:])
        assert 100 * (right - line) / (right - left) == pytest.approx(share, abs=5)
        visitor.check_conduct()
        visitor.page.close()
    in_arabic.engine.dispose()
