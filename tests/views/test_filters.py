"""Time, place, part of the map and order as they stand in the address, in all three views."""

import re
from datetime import UTC, date, datetime

import pytest

from beteiligung.views import words
from beteiligung.vorhaben.models import Place, Precision, Publication, Status

from .. import records
from ..pages import Page
from .test_list import GEOJSON, LIST, slugs

TIME = "/beteiligung/de/zeit"
GAZETTEER = """name,kind,bezirk,lat,lon,aliases,ambiguous
Bochum,city,,,,,
Bochum-Mitte,stadtbezirk,Bochum-Mitte,51.45,7.15,Innenstadt,
Höntrop,ortsteil,Wattenscheid,51.455,7.11,,
Gudrunstraße,street,Mitte,51.45,7.15,,
"""


@pytest.fixture
def make_client(make_app, tmp_path):
    """A visitor of a city with a gazetteer."""
    path = tmp_path / "gazetteer.csv"
    path.write_text(GAZETTEER, encoding="utf-8")
    return lambda **config: make_app(BETEILIGUNG_GAZETTEER=str(path), **config).test_client()


@pytest.fixture
def client(make_client):
    return make_client()


@pytest.fixture
def some(session, bezirke):
    """Two in the west, one in the east, one for the whole city, one done, and what nobody may see."""
    year = {"start_on": date(2031, 1, 1), "start_precision": Precision.YEAR}
    west, east = {"lat": 51.456, "lon": 7.111}, {"lat": 51.45, "lon": 7.29}
    session.add_all(
        [
            records.vorhaben("park", "Park", places=[Place(words="Südpark", **west)], bezirke=bezirke[:1], **year),
            records.vorhaben("weg", "Weg", places=[Place(words="Gudrunstr. 9, Höntrop")], status=Status.DECIDED),
            records.vorhaben("bad", "Bad", places=[Place(words="Werne", **east)], **year),
            records.citywide("satzung", "Satzung", **year),
            records.vorhaben("alt", "Alt", places=[Place(words="dort", **west)], status=Status.DONE, **year),
            records.vorhaben("entwurf", "GEHEIM", places=[Place(words="Höntrop", **west)], **year, **hidden("draft")),
            records.vorhaben("archiv", "GEHEIM", places=[Place(words="Höntrop", **west)], **year, **hidden("archived")),
        ]
    )
    session.commit()


def hidden(publication):
    return {"publication": Publication(publication), "bezirke": []}


def on_time_page(answer):
    prefix = f"{LIST}/"
    return {a["href"].removeprefix(prefix) for a in Page(answer.text).all("a") if a.get("href", "").startswith(prefix)}


WEST = "bbox=7.1,51.4,7.2,51.5"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("von=2031&bis=2031", {"park", "bad", "satzung"}),
        ("von=2031-Q3&bis=2031-Q4", {"park", "bad", "satzung"}),
        ("bis=2030", set()),
        ("von=2032", set()),
        ("von=2031&bezirk=1", {"park"}),
        ("von=2031&stand=alle&wo=H%C3%B6ntrop", {"park", "alt"}),
        ("wo=H%C3%B6ntrop", {"park", "weg"}),
        ("wo=hoentrop", {"park", "weg"}),
        ("wo=Gudrunstra%C3%9Fe%2012", {"weg"}),
        ("wo=Werne", {"bad"}),
        ("wo=Mitte", {"park"}),
        ("wo=Stadtbezirk%20Mitte", {"park"}),
        ("wo=nirgends", set()),
        (WEST, {"park", "satzung"}),
        (f"{WEST}&ort=vor-ort", {"park"}),
        (f"{WEST}&stand=alle", {"park", "satzung", "alt"}),
        ("bbox=6,50,6.1,50.1", {"satzung"}),
        ("reihenfolge=name", {"park", "weg", "bad", "satzung"}),
        ("reihenfolge=id;DROP", {"park", "weg", "bad", "satzung"}),
        ("bbox=1,2,3&von=morgen&bis=2026-07-01", {"park", "weg", "bad", "satzung"}),
    ],
)
def test_all_views_obey(client, some, query, wanted):
    page = client.get(f"{LIST}?{query}")

    assert slugs(page) == wanted
    features = client.get(f"{GEOJSON}?{query}").json["features"]
    assert {f["properties"]["slug"] for f in features} == wanted - {"satzung", "weg"}  # the Weg has no point
    # the chart opens where the span begins; what has no date stands below it
    chart = on_time_page(client.get(f"{TIME}?schritt=jahr&ab=2030&{query}"))
    assert chart == wanted
    for address in (f"{LIST}?{query}", f"{TIME}?{query}"):
        assert "GEHEIM" not in client.get(address).text


@pytest.fixture
def new_years_night(monkeypatch):
    """Half past midnight of 1 January 2031 in the city, while UTC still has the old year."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2030, 12, 31, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(words, "datetime", Clock)


def test_after_midnight_it_is_the_new_day(client, session, bezirke, new_years_night):
    last_day = {"start_on": date(2030, 12, 31), "start_precision": Precision.DAY}
    session.add_all(
        [
            records.vorhaben("laeuft", "Läuft", status=Status.UNDERWAY, **last_day),
            records.vorhaben("kommt", "Kommt", start_on=date(2031, 1, 1), start_precision=Precision.DAY),
        ]
    )
    session.commit()

    assert slugs(client.get(f"{LIST}?von=2031&bis=2031-Q1")) == {"laeuft", "kommt"}
    order = re.findall(rf'href="{LIST}/(laeuft|kommt)"', client.get(f"{LIST}?reihenfolge=beginn").text)
    assert list(dict.fromkeys(order)) == ["kommt", "laeuft"]


@pytest.mark.parametrize("also", ["", "&wo=Dort"])
def test_what_begins_at_midnight_begins_on_the_day_of_the_city(client, session, bezirke, also):
    """With a place by its name the database itself is asked."""
    open_from, open_until = datetime(2030, 12, 31, 23, tzinfo=UTC), datetime(2031, 1, 31, 23, tzinfo=UTC)
    place = Place(words="Dort", lat=51.45, lon=7.15)
    session.add(records.vorhaben("offen", "Offen", places=[place], open_from=open_from, open_until=open_until))
    session.commit()

    spans = {"von=2030&bis=2030": set(), "von=2031-Q1&bis=2031-Q1": {"offen"}}
    assert {span: slugs(client.get(f"{LIST}?{span}{also}")) for span in spans} == spans


def test_nobody_reads_of_none_for_the_whole_city(client, some):
    def told(query):
        line = client.get(f"{LIST}?{query}").text.partition('id="auskunft"')[2].partition("</p>")[0]
        return " ".join(Page(f"<p{line}").text.split())

    assert told("von=2031") == "3 Vorhaben , 2 mit Ort und 1 für die ganze Stadt"
    assert told("von=2031&bezirk=1") == "1 Vorhaben"


def test_the_chart_opens_where_the_span_begins(client, some):
    assert "park" in on_time_page(client.get(f"{TIME}?von=2031-Q1"))
    assert "2031" in Page(client.get(f"{TIME}?von=2031-Q1").text).text


def test_every_choice_is_kept_by_every_other(client, some):
    query = f"q=park&bezirk=1&wo=H%C3%B6ntrop&von=2031&bis=2032-Q1&{WEST}&reihenfolge=neu"
    page = Page(client.get(f"{LIST}?{query}").text)

    kept = {"q": "park", "bezirk": "1", "wo": "Höntrop", "von": "2031", "bis": "2032-Q1", "reihenfolge": "neu"}
    for link in page.all("a", aria_current="true"):
        if "bbox" in link.get("href", "") and "lang" not in link:
            assert sum(f"{name}=" in link["href"] for name in kept) >= len(kept) - 2
    for name, value in kept.items():
        if name not in ("q", "wo"):
            assert page.all("input", type="hidden", name=name, value=value), name


def test_what_was_chosen_can_be_taken_back_one_by_one(client, some):
    query = f"bezirk=1&wo=H%C3%B6ntrop&von=2031&bis=2032-Q1&{WEST}&stand=alle&mitmachen=0"
    text = client.get(f"{LIST}?{query}").text
    chosen = Page(text[text.index("bt-chosen") : text.index("Alle Filter löschen")])

    hrefs = [a["href"] for a in chosen.all("a")]
    assert len(hrefs) == 6
    for gone in (("bezirk=",), ("wo=",), ("von=", "bis="), ("bbox=",), ("stand=",)):
        left = [href for href in hrefs if not any(name in href for name in gone)]
        assert len(left) >= 1
        assert all(client.get(href).status_code == 200 for href in left)
    for word in ("Mitte", "Höntrop", "2031 bis 1. Quartal 2032"):
        assert word in chosen.text


def test_clearing_the_filters_keeps_the_order(client, some):
    page = Page(client.get(f"{LIST}?bezirk=1&reihenfolge=name").text)
    assert f"{LIST}?reihenfolge=name" in [a.get("href") for a in page.all("a")]


def test_the_order_is_explained_and_followed(client, some):
    answer = client.get(f"{LIST}?reihenfolge=name")
    assert "Von A bis Z." in Page(answer.text).text
    assert answer.text.index(">Bad</a>") < answer.text.index(">Park</a>") < answer.text.index(">Weg</a>")
    assert "Oben steht, wo Sie mitmachen können" in Page(client.get(LIST).text).text


def test_a_name_that_is_nearly_known_is_offered(client, some):
    page = client.get(f"{LIST}?wo=Hoentrob&bezirk=2")
    assert slugs(page) == set()
    assert f"{LIST}?bezirk=2&wo=H%C3%B6ntrop" in [a.get("href") for a in Page(page.text).all("a")]


def test_the_past_of_a_place_and_a_time_is_offered_where_nothing_else_is(client, session, some):
    session.query(records.Vorhaben).filter_by(slug="park").one().status = Status.DROPPED
    session.commit()
    query = "wo=H%C3%B6ntrop&von=2031&bis=2031"

    page = client.get(f"{LIST}?{query}")

    assert slugs(page) == set()
    assert "2 abgeschlossene Vorhaben zeigen" in Page(page.text).text
    (way,) = {a["href"] for a in Page(page.text).all("a", class_="bt-button") if "stand=alle" in a["href"]}
    assert slugs(client.get(way)) == {"park", "alt"}


def test_an_empty_part_of_the_map_says_how_many_lie_elsewhere(client, some):
    page = client.get(f"{LIST}?bbox=6,50,6.1,50.1&von=2031&bis=2031")

    text = Page(page.text).text
    assert "In diesem Teil der Karte liegt nichts, was passt." in text
    assert "2 liegen anderswo." in text
    assert Page(page.text).all("section", id="karte")
    assert f"{LIST}?von=2031&bis=2031" in [a.get("href") for a in Page(page.text).all("a", data_area="city")]
    assert slugs(page) == {"satzung"}


def test_a_part_of_the_map_that_is_empty_because_of_the_filters_says_so_too(client, some):
    text = Page(client.get(f"{LIST}?{WEST}&q=xyzzy").text).text
    assert "In diesem Teil der Karte liegt nichts, was passt." in text
    assert "anderswo" not in text


def test_a_part_of_the_map_can_be_chosen_without_a_map(client, some):
    page = Page(client.get(LIST).text)
    frames = [option["value"] for option in page.all("option") if option.get("value", "").count(",") == 3]

    assert len(frames) == 3  # two Stadtbezirke, one Ortsteil
    assert slugs(client.get(LIST, query_string={"bbox": frames[0]})) == {"park", "satzung"}
    chosen = client.get(LIST, query_string={"bbox": frames[2]})
    assert Page(chosen.text).all("option", value=frames[2], selected="")
    assert "Höntrop" in Page(chosen.text[chosen.text.index("bt-chosen") :]).text
    assert Page(chosen.text).all("rect", class_="bt-map__ring")


def test_the_map_is_told_its_part_but_asks_for_all(client, some):
    (section,) = Page(client.get(f"{LIST}?{WEST}&bezirk=1").text).all("section", id="karte")
    assert section["data-box"] == "7.1,51.4,7.2,51.5"
    assert section["data-geojson"] == f"{GEOJSON}?bezirk=1"


def test_without_a_gazetteer_words_alone_count(make_app, some):
    client = make_app().test_client()
    assert slugs(client.get(f"{LIST}?wo=H%C3%B6ntrop")) == {"weg"}
    assert slugs(client.get(f"{LIST}?wo=Mitte")) == {"park"}
