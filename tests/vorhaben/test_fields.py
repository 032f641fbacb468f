"""What people type into the fields of a Vorhaben."""

import pytest

from beteiligung.vorhaben import fields, geometry
from beteiligung.vorhaben.when import When


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2027", "2027"),
        ("Q3 2027", "2027-Q3"),
        ("3. Quartal 2027", "2027-Q3"),
        ("9.2027", "2027-09"),
        ("15.9.2027", "2027-09-15"),
        ("2027-Q1", "2027-Q1"),
        ("2027-12-31", "2027-12-31"),
        (" 09/2027 ", "2027-09"),
    ],
)
def test_times_as_people_type_them(typed, written):
    when = When.typed(typed)

    assert when.written == written
    assert When.parse(when.written) == when
    assert When.typed(when.for_typing) == when


@pytest.mark.parametrize(
    "typed", ["", "bald", "13.2027", "31.02.2027", "Q5 2027", "20270", "5. Quartal 2027", "²027", "0000"]
)
def test_what_is_no_time(typed):
    with pytest.raises(ValueError):
        When.typed(typed)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200000", 1200000),
        ("1.200.000", 1200000),
        ("1.200.000 €", 1200000),
        ("5 Euro", 5),
        ("1.200,00", 1200),
        ("0", 0),
    ],
)
def test_euros(typed, amount):
    assert fields.EuroField.read(None, typed) == amount


@pytest.mark.parametrize("typed", ["viel", "1,5 Mio", "12.00", "-5", "1.2.3", "9" * 20, "³"])
def test_what_are_no_euros(typed):
    with pytest.raises(ValueError):
        fields.EuroField.read(None, typed)


@pytest.mark.parametrize("typed", ["51.48, 7.21", "51.48 7.21", "51,48; 7,21", "51.48,7.21"])
def test_points(typed):
    assert fields.CoordinatesField.read(None, typed) == (51.48, 7.21)


@pytest.mark.parametrize("typed", ["51.48", "x, y", "7.21, 512", "1,2,3", "nan, 7", "inf, 0"])
def test_what_is_no_point(typed):
    with pytest.raises(ValueError):
        fields.CoordinatesField.read(None, typed)


SQUARE = [[[7.1, 51.1], [7.2, 51.1], [7.2, 51.2], [7.1, 51.1]]]


@pytest.mark.parametrize(
    ("shape", "middle"),
    [
        ({"type": "Point", "coordinates": [7.2, 51.4]}, (51.4, 7.2)),
        ({"type": "LineString", "coordinates": [[7, 51], [8, 52], [9, 53]]}, (52, 8)),
        ({"type": "MultiLineString", "coordinates": [[[7, 51], [8, 52]]]}, (52, 8)),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, None),
        ({"type": "Polygon", "coordinates": SQUARE, "crs": "x"}, None),
    ],
)
def test_shapes(shape, middle):
    checked = geometry.checked(shape)

    assert checked.keys() == {"type", "coordinates"}
    assert geometry.middle(checked) == middle if middle else geometry.middle(checked)


@pytest.mark.parametrize(
    "shape",
    [
        None,
        [],
        {},
        {"type": "Circle"},
        {"type": "Point"},
        {"type": "Point", "coordinates": [7]},
        {"type": "Point", "coordinates": ["7", "51"]},
        {"type": "Point", "coordinates": [1e400, 51]},
        {"type": "Point", "coordinates": [700000, 5700000]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "LineString", "coordinates": []},
        {"type": "LineString", "coordinates": [[7, 51]]},
        {"type": "LineString", "coordinates": [[[7, 51]]]},
        {"type": "Polygon", "coordinates": [[[7, 51], [8, 51], [8, 52]]]},
        {"type": ["Point"], "coordinates": [7, 51]},
        {"type": "LineString", "coordinates": [[7, 51]] * 5001},
    ],
)
def test_what_is_no_shape(shape):
    with pytest.raises(ValueError):
        geometry.checked(shape)
