"""The demonstration's data: valid, complete, and plainly a demonstration."""

import csv
import json
import re
from pathlib import Path

import pytest

from beteiligung.vereinbarung.reader.places import Gazetteer
from beteiligung.vereinbarung.reading import read
from beteiligung.views.whereabouts import Directory, is_placed
from beteiligung.vorhaben.models import Status
from beteiligung.vorhaben.when import When

BOCHUM = Path(__file__).parents[2] / "examples" / "bochum"
FILES = sorted((BOCHUM / "vorhaben").glob("*.json"))
DAY = re.compile(r"[+-]?\d+d|\d{4}-\d\d-\d\d")
SHAPES = {"Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
WEST, SOUTH, EAST, NORTH = 7.05, 51.38, 7.38, 51.56  # Bochum with a margin
LANGUAGES = {"de", "de-simple", "en"}
MORE = {"tr", "ar", "uk", "ru", "pl"}


@pytest.fixture(scope="module")
def agreement():
    return (BOCHUM / "vereinbarung.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(agreement):
    return read(agreement, gazetteer=Gazetteer.from_file(BOCHUM / "gazetteer.csv"))


@pytest.fixture(scope="module")
def entries():
    return [entry for file in FILES for entry in json.loads(file.read_text(encoding="utf-8"))]


def corners(coordinates):
    if isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from corners(part)


def talk(beitraege):
    for beitrag in beitraege:
        yield beitrag
        yield from talk(beitrag.get("replies", ()))


def test_the_agreement_says_that_it_is_a_demonstration(agreement):
    assert "Demonstration" in agreement.splitlines()[0]
    assert "verbindlich ist nur" in " ".join(agreement[:600].split())


def test_at_least_sixty_measures_over_twenty_chapters(reading):
    assert len(reading.clauses) >= 60
    assert len({clause.chapter.split(" / ")[0] for clause in reading.clauses}) >= 20
    assert len({clause.commitment for clause in reading.clauses}) >= 4
    assert any(clause.deadlines for clause in reading.clauses)
    assert any(clause.places for clause in reading.clauses)


def test_there_is_a_file_for_every_chapter():
    assert len(FILES) == 21


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vorhaben_comes_from_a_clause(file, reading):
    beginnings = {entry["clause"] for entry in json.loads(file.read_text(encoding="utf-8"))}

    found = {b for b in beginnings if sum(clause.text.startswith(b) for clause in reading.clauses) == 1}

    assert beginnings - found == set()


def test_names_are_used_once(entries):
    slugs = [entry["slug"] for entry in entries]

    assert len(slugs) == len(set(slugs))
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_every_text_is_there_in_three_languages_and_forty_in_five_more(entries):
    for entry in entries:
        assert set(entry["texts"]) in (LANGUAGES, LANGUAGES | MORE), entry["slug"]
        for text in entry["texts"].values():
            assert text["title"].strip(), entry["slug"]
            assert text["summary"].strip(), entry["slug"]
            assert text["description"].strip(), entry["slug"]
    assert sum(entry["texts"].keys() >= MORE for entry in entries) == 40
    assert all(entry["texts"].keys() >= MORE for entry in entries if entry["status"] == "participation")


@pytest.mark.parametrize("name", ["goal", "affected"])
def test_what_it_is_for_stands_in_every_language_of_the_text(entries, name):
    told = [entry for entry in entries if entry["texts"]["de"].get(name)]

    assert len(told) > 30
    assert [e["slug"] for e in told if not all(text.get(name, "").strip() for text in e["texts"].values())] == []


def test_states_and_dates_can_be_read(entries):
    for entry in entries:
        where = entry["slug"]
        assert entry["history"], where
        assert Status(entry["status"]) == Status(entry["history"][-1]["status"]), where
        assert all(DAY.fullmatch(change["on"]) and change["reason"] for change in entry["history"]), where
        for name in ("start", "end", "end_before"):
            if entry.get(name):
                assert When.parse(entry[name]), where
        if entry.get("start") and entry.get("end"):
            assert When.parse(entry["start"]).on <= When.parse(entry["end"]).last_day, where
        participation = entry.get("participation") or {}
        assert set(participation) in (set(), {"none"}, {"from", "until"}), where


def test_whoever_is_late_says_why(entries):
    late = [
        entry["slug"]
        for entry in entries
        if entry.get("end_before")
        and When.parse(entry["end"]).last_day > When.parse(entry["end_before"]).last_day
        and not entry.get("delay_reason")
    ]

    assert late == []


def test_places_lie_in_the_city(entries):
    for entry in entries:
        for place in entry["places"]:
            assert place["words"].strip(), entry["slug"]
            geometry = place.get("geometry")
            if geometry:
                assert geometry["type"] in SHAPES, entry["slug"]
            points = list(corners(geometry["coordinates"])) if geometry else [[place["lon"], place["lat"]]]
            assert all(WEST <= lon <= EAST and SOUTH <= lat <= NORTH for lon, lat, *_ in points), entry["slug"]
        assert set(entry["bezirke"]) <= set(range(1, 7)), entry["slug"]


def test_talk_can_be_read_and_is_made_up(entries):
    said = [(entry["slug"], beitrag) for entry in entries for beitrag in talk(entry.get("beitraege", ()))]

    assert len(said) > 20
    for slug, beitrag in said:
        assert beitrag["stance"] in {"pro", "contra", "neutral", "question"}, slug
        assert 0 < len(beitrag["text"]) <= 5_000, slug
        assert beitrag["by"].strip(), slug
        assert beitrag["days_ago"] >= 0, slug
        assert beitrag.get("official") or re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+ \d+", beitrag["by"]), (slug, beitrag["by"])


def test_no_page_of_the_demonstration_is_empty(entries):
    assert {entry["status"] for entry in entries} >= {status.value for status in Status} - {"dropped"}
    assert {number for entry in entries for number in entry["bezirke"]} == set(range(1, 7))
    assert any(not entry["places"] and not entry["bezirke"] for entry in entries)
    assert any(
        entry["places"] and (entry["places"][0].get("geometry") or {}).get("type") == "LineString" for entry in entries
    )
    ends = [(entry.get("participation") or {}).get("until", "") for entry in entries]
    assert len([end for end in ends if re.fullmatch(r"\+?\d+d", end)]) > 3  # open today, and on the day you read this


def test_the_gazetteer():
    with (BOCHUM / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        if row["lat"]:
            assert SOUTH <= float(row["lat"]) <= NORTH, row["name"]
            assert WEST <= float(row["lon"]) <= EAST, row["name"]


def test_the_districts():
    features = json.loads((BOCHUM / "bezirke.geojson").read_text(encoding="utf-8"))["features"]

    assert [feature["properties"]["number"] for feature in features] == [1, 2, 3, 4, 5, 6]
    assert all(feature["properties"]["sketch"] for feature in features)
    for feature in features:
        assert all(
            WEST <= lon <= EAST and SOUTH <= lat <= NORTH for lon, lat in corners(feature["geometry"]["coordinates"])
        )


def test_people_find_their_own_street():
    """Near me must find something sensible by street, in every part of the city."""
    directory = Directory(Gazetteer.from_file(BOCHUM / "gazetteer.csv"))
    streets = [place for place in directory.places if place.kind == "street"]

    assert len([street for street in streets if is_placed(street)]) > 400
    for typed in ("Herner Str. 12", "hernerstraße", "Wittener Straße 45, 44803 Bochum", "Axstr. 3"):
        exact, _others = directory.look_up(typed)
        assert [is_placed(place) for place in exact] == [True], typed


def test_there_is_enough_to_look_at(entries):
    """At least 120 Vorhaben, 60 of them placed, in all six Stadtbezirke, with lines and areas among them."""
    placed = [entry for entry in entries if any(place.get("geometry") or place.get("lat") for place in entry["places"])]
    kinds = [(place.get("geometry") or {}).get("type", "Point") for entry in placed for place in entry["places"]]
    by_bezirk = {number: sum(number in entry["bezirke"] for entry in placed) for number in range(1, 7)}

    assert len(entries) >= 120
    assert len(placed) >= 60
    assert min(by_bezirk.values()) >= 5, by_bezirk
    assert sum(kind.endswith("LineString") for kind in kinds) >= 5
    assert sum(kind.endswith("Polygon") for kind in kinds) >= 5
