import pytest

from beteiligung.beitrag.forms import BeitragForm
from beteiligung.beitrag.models import LONGEST


def filled(app, form, **data):
    with app.test_request_context(method="POST", data=data):
        form = form()
        form.validate()
        return form.data, {name: errors for name, errors in form.errors.items() if name != "csrf_token"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ja  ", "Ja"),
        ("eins\r\nzwei", "eins\nzwei"),
        ("a\x00b", "ab"),
        ("x" * LONGEST, "x" * LONGEST),
        ("\r\n" * 10 + "x" * LONGEST, "x" * LONGEST),
        ("ä" * LONGEST, "ä" * LONGEST),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_what_is_taken(app, written, kept):
    data, errors = filled(app, BeitragForm, body=written, stance="pro")

    assert (data["body"], errors) == (kept, {})


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"stance": "pro"}, "body"),
        ({"body": "", "stance": "pro"}, "body"),
        ({"body": " \r\n\t ", "stance": "pro"}, "body"),
        ({"body": "\x00", "stance": "pro"}, "body"),
        ({"body": "x" * (LONGEST + 1), "stance": "pro"}, "body"),
        ({"body": "ja"}, "stance"),
        ({"body": "ja", "stance": ""}, "stance"),
        ({"body": "ja", "stance": "love"}, "stance"),
        ({"body": "ja", "stance": "PRO"}, "stance"),
    ],
)
def test_what_is_refused(app, data, field):
    assert list(filled(app, BeitragForm, **data)[1]) == [field]


def test_how_much_is_too_much(app):
    _, errors = filled(app, BeitragForm, body="x" * (LONGEST + 7), stance="pro")

    assert "5007" in errors["body"][0]
    assert errors["body"][0].endswith("7.") or " 7 " in errors["body"][0]
