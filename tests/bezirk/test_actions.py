import json

import pytest
from sqlalchemy import select

from beteiligung.bezirk import actions
from beteiligung.bezirk.models import Bezirk
from beteiligung.errors import NotImportable

RING = [[7.1, 51.4], [7.2, 51.4], [7.2, 51.5], [7.1, 51.4]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
GOOD = {"type": "Feature", "properties": {"number": 1, "name": "Bochum-Mitte"}, "geometry": POLYGON}


def feature(geometry=POLYGON, **properties):
    return {"type": "Feature", "properties": {"number": 2, "name": "Zwei", **properties}, "geometry": geometry}


def written(tmp_path, content):
    file = tmp_path / "bezirke.geojson"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def test_stored_with_what_can_be_told_from_it(session, tmp_path):
    named = feature(short_name="Wat", label=[7.15, 51.45], sketch=True, parts=["Höntrop", "Leithe", "Höntrop"])
    many = feature({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, number=3, name="Drei")
    none = feature(None, number=4, name="Vier", label=[7, 51])

    assert actions.load(session, written(tmp_path, collection(GOOD, named, many, none))) == 4

    session.commit()
    one, two, three, four = session.scalars(select(Bezirk).order_by(Bezirk.number))
    assert (one.slug, one.short_name, one.lon, one.lat, one.is_sketch) == (
        "bochum-mitte",
        "Bochum-Mitte",
        pytest.approx(7.15),
        pytest.approx(51.45),
        False,
    )
    assert (two.short_name, two.lon, two.is_sketch) == ("Wat", 7.15, True)
    assert (one.parts, two.parts) == ([], ["Höntrop", "Leithe"])
    assert three.outline["type"] == "MultiPolygon"
    assert four.outline is None


def test_a_second_time_updates(session, tmp_path):
    actions.load(session, written(tmp_path, collection(feature(number=1, name="Bochum-Mitte", parts=["Grumme"]))))
    session.commit()

    actions.load(session, written(tmp_path, collection(feature(number=1, name="Bochum-Mitte", short_name="Mitte"))))
    session.commit()

    assert session.execute(select(Bezirk.short_name, Bezirk.parts)).all() == [("Mitte", ["Grumme"])]


BAD = {
    "empty": b"",
    "binary": bytes(range(256)),
    "latin-1": '{"features": ["Süd"]}'.encode("latin-1"),
    "no JSON": b"Bezirk;Name",
    "a list": [GOOD],
    "a number": 5,
    "null": None,
    "no features": {"type": "FeatureCollection"},
    "empty features": collection(),
    "features is a text": {"features": "x"},
    "a feature is null": collection(GOOD, None),
    "a feature is a text": collection(GOOD, "x"),
    "properties are null": collection(GOOD, {"properties": None, "geometry": POLYGON}),
    "properties are a list": collection(GOOD, {"properties": [], "geometry": POLYGON}),
    "no geometry": collection(GOOD, {"properties": {"number": 2, "name": "Zwei"}}),
    "no number": collection(GOOD, {"properties": {"name": "Zwei"}, "geometry": POLYGON}),
    "no name": collection(GOOD, {"properties": {"number": 2}, "geometry": POLYGON}),
    "parts that are no list": collection(GOOD, feature(parts="Höntrop")),
    "a part that is none": collection(GOOD, feature(parts=["Höntrop", 5])),
    "a name that is none": collection(GOOD, feature(name=5)),
    "a name that is empty": collection(GOOD, feature(name="")),
    "a name with NUL": collection(GOOD, feature(name="a\x00b")),
    "half a character": collection(GOOD, feature(name="\ud800")),
    "a number in words": collection(GOOD, feature(number="zwei")),
    "an infinite number": b'{"features": [{"properties": {"number": Infinity, "name": "x"}, "geometry": null}]}',
    "a huge number": collection(GOOD, feature(number=10**30)),
    "a number below one": collection(GOOD, feature(number=-1)),
    "a point": collection(GOOD, feature({"type": "Point", "coordinates": [7, 51]})),
    "no coordinates": collection(GOOD, feature({"type": "Polygon"})),
    "coordinates are a text": collection(GOOD, feature({"type": "Polygon", "coordinates": "x"})),
    "an open ring": collection(GOOD, feature({"type": "Polygon", "coordinates": [[*RING[:-1], [7.3, 51.3]]]})),
    "a short ring": collection(GOOD, feature({"type": "Polygon", "coordinates": [RING[:2]]})),
    "metres, not degrees": collection(GOOD, feature({"type": "Polygon", "coordinates": [[[366000, 5704000]] * 4]})),
    "not a number": b'{"features": [{"properties": {"number": 2, "name": "x"}, "geometry": '
    b'{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 2], [3, 3], [NaN, 1]]]}}]}',
    "a label elsewhere": collection(GOOD, feature(label=[500, 51])),
    "a label in words": collection(GOOD, feature(label="Mitte")),
    "neither outline nor label": collection(GOOD, feature(None)),
    "a number twice": collection(GOOD, feature(number=1, name="Andere")),
    "a name twice": collection(GOOD, feature(name="Bochum-Mitte")),
    "deeply nested": b'{"features": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_file_that_is_wrong_anywhere_changes_nothing(session, tmp_path, content):
    with pytest.raises(NotImportable):
        actions.load(session, written(tmp_path, content))
    session.rollback()

    assert session.scalars(select(Bezirk)).all() == []


def test_neither_a_missing_file_nor_a_folder_nor_too_much(session, tmp_path, monkeypatch):
    for path in (tmp_path / "missing.geojson", tmp_path):
        with pytest.raises(NotImportable):
            actions.load(session, path)
    monkeypatch.setattr(actions, "LARGEST", 10)
    with pytest.raises(NotImportable, match="larger"):
        actions.load(session, written(tmp_path, collection(GOOD)))


METRES = [[366000, 5700000], [374000, 5700000], [374000, 5708000], [366000, 5708000], [366000, 5700000]]
UTM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}


def surveyed(**changes):
    outline = {"type": "Polygon", "coordinates": [METRES]}
    return {**collection(feature(outline, number=1, name="Bochum-Mitte")), **changes}


@pytest.mark.parametrize(
    ("content", "crs"),
    [(surveyed(crs=UTM), None), (surveyed(), "EPSG:25832"), (surveyed(crs={"type": "name"}), "25832")],
)
def test_metres_of_the_land_survey_become_degrees(session, tmp_path, content, crs):
    actions.load(session, written(tmp_path, content), crs=crs)

    (mitte,) = session.scalars(select(Bezirk))
    assert mitte.outline["coordinates"][0][0] == pytest.approx([7.0720, 51.4353], abs=0.001)
    assert (mitte.lat, mitte.lon) == (pytest.approx(51.47, abs=0.01), pytest.approx(7.13, abs=0.01))


def test_swapped_axes_are_noticed(session, tmp_path):
    turned = feature({"type": "Polygon", "coordinates": [[corner[::-1] for corner in RING]]}, number=1)
    actions.load(session, written(tmp_path, collection(turned)))

    assert session.scalars(select(Bezirk)).one().lon == pytest.approx(7.15)


@pytest.mark.parametrize(
    ("content", "crs", "said"),
    [
        (surveyed(), None, "--crs"),
        (surveyed(), "EPSG:31466", "EPSG:31466"),
        (surveyed(crs={"type": "name", "properties": {"name": "EPSG:25833"}}), None, "EPSG:25833"),
        (surveyed(crs={"type": "link", "properties": {"href": "x"}}), None, "None"),
        (surveyed(crs=UTM), "EPSG:4326", "outside of Germany"),
        (
            collection(GOOD, feature({"type": "Polygon", "coordinates": [[[2, 48], [3, 48], [3, 49], [2, 48]]]})),
            None,
            "Germany",
        ),
    ],
)
def test_coordinates_that_are_not_understood_store_nothing(session, tmp_path, content, crs, said):
    with pytest.raises(NotImportable, match=said):
        actions.load(session, written(tmp_path, content), crs=crs)
    session.rollback()

    assert session.scalars(select(Bezirk)).all() == []


def test_properties_of_other_names(session, tmp_path):
    city = {"properties": {"STADTBEZIRK_NR": "02", "NAME": "Wattenscheid", "KURZ": "Wat"}, "geometry": POLYGON}
    columns = actions.Columns("STADTBEZIRK_NR", "NAME", "KURZ")
    actions.load(session, written(tmp_path, collection(city)), columns=columns)

    (bezirk,) = session.scalars(select(Bezirk))
    assert (bezirk.number, bezirk.name, bezirk.short_name) == (2, "Wattenscheid", "Wat")
    with pytest.raises(NotImportable, match="lacks 'name'"):
        actions.load(session, written(tmp_path, collection(city)))
