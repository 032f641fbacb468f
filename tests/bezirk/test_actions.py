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
    named = feature(short_name="Wat", label=[7.15, 51.45], sketch=True)
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
    assert three.outline["type"] == "MultiPolygon"
    assert four.outline is None


def test_a_second_time_updates(session, tmp_path):
    actions.load(session, written(tmp_path, collection(GOOD)))
    session.commit()

    actions.load(session, written(tmp_path, collection(feature(number=1, name="Bochum-Mitte", short_name="Mitte"))))
    session.commit()

    assert session.scalars(select(Bezirk.short_name)).all() == ["Mitte"]


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
