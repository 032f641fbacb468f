"""No address that anybody types may end in an error of ours."""

import pytest

from .. import records
from ..hosts import log_in

LONG = "x" * 10_000
VALUES = [
    *(
        "",
        "-1",
        "0",
        "00",
        "1.5",
        "1e9",
        "9999999999999",
        "9" * 5_000,
        "²",
        "٣",
        "x",
        "alle",
        "null",
        "true",
        "../../x",
    ),
    *("%", "_", "\\", "'", '"', "' OR 1=1 --", "%%", "%s", "%(x)s", "{}", "{0}", "\x00", "\r\nX-Header: 1", "*", "["),
    *("\ud7ff", "😀", "ß" * 300, "(" * 10_000, LONG, "a " * 5_000),
]
NAMES = ["q", "bezirk", "thema", "programm", "stand", "mitmachen", "ort", "seite"]
NAMES += ["wo", "von", "bis", "bbox", "reihenfolge"]


def short(value):
    return repr(value[:12])


@pytest.mark.parametrize("value", VALUES, ids=short)
def test_the_list_answers(client, radweg, value):
    for name in NAMES:
        answer = client.get("/beteiligung/de/vorhaben.geojson", query_string={name: value})
        assert answer.status_code == 200, name
        assert "X-Header" not in answer.headers
    assert client.get("/beteiligung/de/vorhaben", query_string={"seite": value}).status_code == 200


@pytest.mark.parametrize("value", VALUES, ids=short)
def test_all_at_once_and_twice(client, radweg, value):
    answer = client.get("/beteiligung/de/vorhaben", query_string=[(name, value) for name in NAMES + NAMES])

    assert answer.status_code == 200


@pytest.mark.parametrize("value", VALUES, ids=short)
def test_one_vorhaben_answers(client, session, radweg, value):
    session.add(records.beitrag(radweg))
    session.commit()

    assert client.get("/beteiligung/de/vorhaben/radweg", query_string={"seite": value}).status_code == 200


@pytest.mark.parametrize("query", ["%ff%fe", "q=%ff", "q=%C3%28", "&&&", "=", "q", "q=%u0041", ";", "?" * 99, "q[]=1"])
def test_broken_encoding(client, radweg, query):
    answer = client.get("/beteiligung/de/vorhaben", environ_overrides={"QUERY_STRING": query})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "vorhaben/%00",
        "vorhaben/rad%00weg",
        "vorhaben/%ff",
        "vorhaben/" + "x" * 3_000,
        "vorhaben/..%2f..%2fetc%2fpasswd",
        "vorhaben/%E2%80%AE",
        "vorhaben/radweg/antworten/99999999999999999999",
        "vorhaben/radweg/antworten/-1",
        "vorhaben/radweg/antworten/x",
        "vorhaben/RADWEG",
        "vorhaben/radweg/",
        "vorhaben/'%20OR%201=1",
    ],
)
def test_what_is_not_there_is_not_found(client, radweg, path):
    assert client.get(f"/beteiligung/de/{path}").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"body": "x"},
        {"stance": ["pro", "contra"]},
        {"body": LONG * 10, "stance": LONG},
        {"body": "\x00", "stance": "\x00"},
    ],
)
@pytest.mark.parametrize("who", [None, "anna"])
def test_forms_that_nobody_filled_in(request, app, client, radweg, data, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.post("/beteiligung/de/vorhaben/radweg", data=data).status_code in (200, 409)
    assert client.post("/beteiligung/de/vorhaben/radweg", data=b"\xff" * 50, content_type="text/plain").status_code in (
        200,
        409,
    )
    assert client.post("/beteiligung/de/vorhaben/radweg", json={"body": "x"}).status_code in (200, 409)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client, radweg, method):
    assert client.open("/beteiligung/de/vorhaben/radweg", method=method).status_code == 405


def test_a_head_is_as_long_as_its_page_says(client, radweg):
    answer = client.head("/beteiligung/de/vorhaben")

    assert (answer.status_code, answer.data) == (200, b"")
