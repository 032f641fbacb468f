"""The base map in the browser: pictures from our own address, named makers, a legend, calm when its source is dead."""

import pytest

from ..tiles.servers import nobody
from . import base_maps, running

MAKERS = "Stadt X & Y, <b>frei</b> https://karten.example/lizenz"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """The map server is on this machine."""
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="module")
def mapped(demonstration):
    """A portal with a base map."""
    with base_maps.painted() as (address, asked):
        wishes = {"BETEILIGUNG_TILES_URL": address, "BETEILIGUNG_TILES_ATTRIBUTION": MAKERS}
        with running.running_portal(demonstration("mapped"), **wishes) as portal:
            portal.asked = asked
            yield portal


def loaded(page):
    """How many squares of the base map are there."""
    page.locator(".leaflet-tile-loaded").nth(3).wait_for(state="attached")
    return page.locator(".leaflet-tile-loaded").count()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_lies_under_the_vorhaben_and_comes_from_us(arrive, mapped, width):
    visitor = arrive(at=mapped, width=width)
    visitor.expect(503)  # when too many ask at once the script asks again
    page = visitor.open("vorhaben")
    page.locator("#karte").scroll_into_view_if_needed()

    assert loaded(page) > 3
    assert mapped.asked
    assert any("/kacheln/" in address for address in visitor.requests)
    assert page.locator(".leaflet-marker-icon").count() > 0
    assert visitor.violations() == []
    assert visitor.overflow() == 0


def test_its_makers_are_named_as_text_with_a_link(arrive, mapped):
    visitor = arrive(at=mapped)
    visitor.expect(503)
    page = visitor.open("vorhaben")
    loaded(page)
    link = page.locator(".leaflet-control-attribution a")

    assert link.inner_text() == "Stadt X & Y, <b>frei</b>"
    assert link.get_attribute("href") == "https://karten.example/lizenz"
    assert page.locator(".leaflet-control-attribution b").count() == 0


@pytest.mark.parametrize(("width", "lang"), [(360, "de"), (1280, "ar")])
def test_the_name_of_its_makers_hides_nothing_and_is_printed(arrive, mapped, width, lang):
    visitor = arrive(at=mapped, width=width, lang=lang)
    visitor.expect(503)
    page = visitor.open("vorhaben")
    loaded(page)
    told, ground = (page.locator(f".bt-map__{part}").bounding_box() for part in ("credit", "live"))

    assert told["y"] >= ground["y"] + ground["height"]
    assert told["height"] > 20
    page.emulate_media(media="print")
    assert page.locator(".bt-map__credit").is_visible()


def test_one_cannot_zoom_beyond_what_is_served(arrive, mapped):
    visitor = arrive(at=mapped)
    visitor.expect(503)
    page = visitor.open("vorhaben")
    loaded(page)
    visitor.expect(404)
    for name in ("Verkleinern", "Vergrößern"):
        button = page.locator(f".leaflet-control-zoom-{'out' if name == 'Verkleinern' else 'in'}")
        for _press in range(14):
            button.press("Enter")
        page.wait_for_timeout(300)
        assert button.get_attribute("aria-disabled") == "true"


def test_the_legend_says_what_form_and_colour_mean(visitor):
    page = visitor.open("vorhaben")
    page.locator("#karte").get_by_role("button").first.click()
    page.locator(".bt-map__live").wait_for()
    legend = page.locator("#karte .bt-legend-row")

    for word in ("Jetzt mitmachen", "Strecke", "Fläche", "Grenze eines Stadtbezirks"):
        assert legend.get_by_text(word).is_visible(), word
    for _closer in range(4):  # marks stand together from afar and part on the way down
        gathered = page.locator(".bt-map__live .bt-live--many").count()
        assert legend.get_by_text("So viele an einem Fleck").is_visible() == (gathered > 0)
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(300)


def test_a_dead_source_leaves_the_map_and_the_list(arrive, demonstration):
    wishes = {"BETEILIGUNG_TILES_URL": f"{nobody()}/{{z}}/{{x}}/{{y}}"}
    with running.running_portal(demonstration("dead"), **wishes) as portal:
        visitor = arrive(at=portal)
        visitor.expect(404)
        visitor.expect(503)
        page = visitor.open("vorhaben")
        page.locator(".bt-map__live .leaflet-marker-icon").first.wait_for()

        assert page.locator(".bt-card").count() > 0
        assert page.locator(".bt-map__live path.bt-live__city").count() > 0
