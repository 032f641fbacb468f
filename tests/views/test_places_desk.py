"""Places of a Vorhaben: found by name, typed, pasted, uploaded; seen on a map; stored only when saved."""

import json
from io import BytesIO

import pytest

from beteiligung.vorhaben.models import Publication

from .. import records
from ..hosts import log_in
from ..pages import Page
from .test_vorhaben_desk import DESK, WHOLE, Form, stored

LINE = {"type": "LineString", "coordinates": [[7.2, 51.4], [7.3, 51.5]]}
NAMES = "name,kind,bezirk,lat,lon\nRathaus,building,Mitte,51.4825,7.2153\nNirgendwo,street,Mitte,,\n"


@pytest.fixture
def staff(make_app, tmp_path, amt):
    """The browser of somebody of the administration, in a city with a gazetteer."""
    (tmp_path / "names.csv").write_text(NAMES)
    app = make_app(BETEILIGUNG_GAZETTEER=str(tmp_path / "names.csv"))
    log_in(app, amt)
    return app.test_client()


def address(vorhaben):
    return f"{DESK}/{vorhaben.id}/orte"


def send(staff, vorhaben, what, html=None, **changes):
    form = Form(html or staff.get(address(vorhaben)).text, action="/orte").filled(**changes)
    form = {name: value for name, value in form.items() if name and (name != "file" or value != [""])}
    return staff.post(address(vorhaben), data={**form, "do": what}, content_type="multipart/form-data")


def test_found_by_name_taken_and_saved(staff, session, radweg):
    found = send(staff, radweg, "suchen", wanted="Rathaus")
    assert Page(found.text).all("button", name="do", value="nehmen-0")
    taken = send(staff, radweg, "nehmen-0", found.text)
    assert Page(taken.text).all("input", name="places-1-point", value="51.4825, 7.2153")
    assert len(stored(session).places) == 1

    answer = send(staff, radweg, "speichern", taken.text, reason="Der Ort kam dazu.")

    assert answer.status_code == 303
    assert [(p.words, p.lat) for p in stored(session).places][1] == ("Rathaus", 51.4825)
    assert stored(session).changes[0].reason == "Der Ort kam dazu."


@pytest.mark.parametrize("typed", ["", "Nirgendwo", "xyzzy"])
def test_a_name_without_a_point_is_said(staff, radweg, typed):
    answer = send(staff, radweg, "suchen", wanted=typed)

    assert answer.status_code == 200
    assert not Page(answer.text).all("button", name="do", value="nehmen-0")


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_lines_are_taken_over_and_drawn_before_they_are_stored(staff, session, radweg, way):
    content = json.dumps({"type": "Feature", "properties": {"name": "Trasse"}, "geometry": LINE})
    given = content if way == "pasted" else (BytesIO(content.encode()), "a.geojson")
    seen = send(staff, radweg, "lesen", **{way: given})

    assert seen.status_code == 200
    assert "bt-map__way" in seen.text
    assert len(stored(session).places) == 1

    assert send(staff, radweg, "speichern", seen.text, reason="Trasse steht fest").status_code == 303
    assert stored(session).places[1].geometry == LINE
    assert stored(session).places[1].words == "Trasse"


@pytest.mark.parametrize("given", ["", "{", "\x00", "[" * 5000, '{"type":"Point","coordinates":[2,48]}', "x" * 200_000])
def test_what_is_no_geojson_is_said_and_kept(staff, radweg, given):
    answer = send(staff, radweg, "lesen", pasted=given, **{"places-1-words": "Mein Ort"})

    assert answer.status_code == 400
    assert Page(answer.text).all("input", name="places-1-words", value="Mein Ort")
    assert Page(answer.text).all("div", role="alert")


def test_a_picture_is_no_geojson(staff, radweg):
    assert send(staff, radweg, "lesen", file=(BytesIO(b"\xff\xd8\xff\xe0"), "a.jpg")).status_code == 400


def test_typed_metres_are_stored_as_degrees(staff, session, radweg):
    changes = {"places-1-words": "Teich", "places-1-point": "32U 374000 5706000", "reason": "Genauer"}
    assert send(staff, radweg, "speichern", **changes).status_code == 303

    assert (stored(session).places[1].lat, stored(session).places[1].lon) == (51.491089, 7.185057)


@pytest.mark.parametrize(
    "changes", [{"places-1-point": "hier"}, {"places-1-point": "51.4, 7.2"}, {"places-1-words": "x" * 201}]
)
def test_what_is_wrong_is_said_and_kept(staff, session, radweg, changes):
    answer = send(staff, radweg, "speichern", **{"reason": "Grund", **changes})

    assert answer.status_code == 400
    for name, value in changes.items():
        assert Page(answer.text).all("input", name=name, value=value)
    assert len(stored(session).places) == 1


def test_the_public_is_owed_a_reason(staff, session, radweg):
    answer = send(staff, radweg, "speichern", **{"places-1-words": "Teich"})

    assert answer.status_code == 400
    assert Page(answer.text).all("input", name="places-1-words", value="Teich")


def test_somebody_saved_in_between(staff, session, radweg):
    before = staff.get(address(radweg)).text
    send(staff, radweg, "speichern", **{"places-1-words": "Eins", "reason": "a"})
    answer = send(staff, radweg, "speichern", before, **{"places-1-words": "Zwei", "reason": "b"})

    assert answer.status_code == 409
    assert [place.words for place in stored(session).places][1:] == ["Eins"]


def test_an_emptied_row_is_a_place_less(staff, session, radweg):
    send(staff, radweg, "speichern", **{"places-0-words": "", "places-0-point": "", "reason": "Doch überall"})

    assert stored(session).places == []


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_gets_in(request, app, client, radweg, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(address(radweg)).status_code == 403
    assert client.post(address(radweg), data={"do": "speichern"}).status_code == 403


def test_a_part_of_something_larger(staff, session, radweg):
    session.add(records.citywide("spielplaetze", "Spielplätze überall"))
    session.add(records.vorhaben("geheim", "Geheim", publication=Publication.ARCHIVED))
    session.commit()
    edit = f"{DESK}/{radweg.id}"
    page = staff.get(edit).text
    assert 'value="spielplaetze"' in page
    assert 'value="geheim"' not in page

    assert staff.post(edit, data=Form(page).filled(parent="Spielplätze überall")).status_code == 303
    assert stored(session).parent.slug == "spielplaetze"

    for wrong in ("gibt es nicht", "radweg"):
        answer = staff.post(edit, data=Form(staff.get(edit).text).filled(parent=wrong))
        assert answer.status_code == 400
        assert Page(answer.text).all("input", name="parent", value=wrong)
    staff.post(edit, data=Form(staff.get(edit).text).filled(parent=""))
    assert stored(session).parent is None


def test_a_new_one_under_something_that_is_not_there_keeps_what_was_typed(staff, bezirke):
    new = Form(staff.get(f"{DESK}/neu").text).filled(**WHOLE, parent="gibt-es-nicht")
    answer = staff.post(f"{DESK}/neu", data=new)

    assert answer.status_code == 400
    assert Page(answer.text).all("input", name="office", value=WHOLE["office"])
