"""Places: the gazetteer's names in their forms, and names that only look like places."""

import json

import pytest

from beteiligung.vereinbarung.reader.places import Gazetteer, candidates
from beteiligung.vereinbarung.reading import read

CSV = """name,kind,bezirk,lat,lon,aliases,ambiguous
Musterstadt,city,,,,,
Nordstadt,stadtbezirk,Nordstadt,51.5,7.2,Stadtbezirk Nord,
Wattenried,ortsteil,Nordstadt,,,,
Wattenried-Mitte,ortsteil,Nordstadt,,,Wattenrieder Innenstadt,
Innenstadt,innenstadt,,,,,
Hofstede,ortsteil,,,,,
Hofsteder Bach,water,,51.1,7.1,,
Haus der Kulturen,building,,,,,
Linde,ortsteil,,,,,yes
Linie 308/318,line,,,,308/318,
Parkstraße,street,,,,Parkstr.,
"""


@pytest.fixture
def gazetteer(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(CSV, encoding="utf-8")
    return Gazetteer.from_file(path)


def names(gazetteer, text):
    return [mention.place.name for mention in gazetteer.mentions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("am Ufer des Hofsteder Bachs", ["Hofsteder Bach"]),
        ("in Wattenrieds Schulen", ["Wattenried"]),
        ("die Wattenrieder Innenstadt", ["Wattenried-Mitte"]),
        ("die Musterstädter Innenstadt", ["Innenstadt"]),
        ("ein Wattenrieder Verein", ["Wattenried"]),
        ("der Umbau des Hauses der Kulturen", ["Haus der Kulturen"]),
        ("Ausbau der Linien 308/318", ["Linie 308/318"]),
        ("an der Parkstr. und der Parkstraße", ["Parkstraße", "Parkstraße"]),
        ("Linde, Ahorn und Eiche", []),
        ("ein Platz in Linde", ["Linde"]),
        ("die Smart City, innerstädtisch", []),
    ],
)
def test_names_are_found_in_their_forms(gazetteer, text, found):
    assert names(gazetteer, text) == found


def test_lookup_and_names(gazetteer):
    assert gazetteer.lookup("stadtbezirk nord").name == "Nordstadt"
    assert gazetteer.lookup("Hofsteder Bach").lat == 51.1
    assert gazetteer.lookup("Nirgendwo") is None
    assert gazetteer.names()[0] == "Musterstadt"


def test_geojson_is_read_too(tmp_path):
    path = tmp_path / "places.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": "Volkspark", "kind": "park", "aliases": ["Stadtgarten"]},
        "geometry": {"type": "Point", "coordinates": [7.2, 51.5]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert Gazetteer.from_file(path).lookup("Stadtgarten").lat == 51.5


@pytest.mark.parametrize("content", ["", "{", "spalte\nwert\n", "[[[[", '{"features": 3}'])
def test_a_broken_gazetteer_says_so(tmp_path, content):
    path = tmp_path / "places.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"The gazetteer places\.csv"):
        Gazetteer.from_file(path)


def test_unknown_names_are_candidates_and_common_words_are_not():
    text = (
        "Am Rosa-Luxemburg-Platz und in der Goethestraße entstehen Spielplätze, ein Radweg und ein Parkplatz, "
        "an der U35 auch."
    )
    found = [mention.place.name for mention in candidates(text, [])]
    assert found == ["Rosa-Luxemburg-Platz", "Goethestraße", "U35"]


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Wir werden den Hofsteder Bach renaturieren.", "site"),
        ("Wir werden in Wattenried eine Schule bauen.", "district"),
        ("In jedem Stadtbezirk soll ein Spielplatz entstehen.", "every-district"),
        ("Pro Stadtteil wird ein Forum eingerichtet.", "every-district"),
        ("Wir werden die Verwaltung digitalisieren.", "citywide"),
        ("Wir erwarten von Bund und Land mehr Geld.", "beyond"),
        ("Nach dem Vorbild von Wattenried wollen wir Netze knüpfen.", "citywide"),
    ],
)
def test_scope(gazetteer, sentence, scope):
    (clause,) = read(f"## Thema\n\n- {sentence}\n", gazetteer=gazetteer).clauses
    assert clause.scope == scope


def test_the_citys_own_name_is_no_place(gazetteer):
    (clause,) = read("## Thema\n\n- Wir werden in Musterstadt Bäume pflanzen.\n", gazetteer=gazetteer).clauses
    assert clause.places == [] and clause.scope == "citywide"
