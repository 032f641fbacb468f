"""What a piece of news says of a change whose value is more than a text."""

import pytest

from beteiligung.i18n import fall_silent, speak
from beteiligung.views import news_words

PLAN = {"kind": "document", "title": "Lageplan", "lang": "de"}


@pytest.fixture
def german(make_app):
    app = make_app()
    with app.test_request_context():
        speak("de")
        yield
        fall_silent()


def change(field, old, new):
    return {"kind": "change", "field": field, "old": old, "new": new, "reason": ""}


@pytest.mark.parametrize(
    ("old", "new", "head"),
    [
        (None, PLAN, "Dokument hinzugefügt."),
        (PLAN, None, "Dokument zurückgezogen."),
    ],
)
def test_a_document_is_told_by_its_title(german, old, new, head):
    assert news_words.said(change("attachments", old, new)) == (head, "Lageplan.")


def test_the_weighing_is_told_without_its_numbers(german):
    head, _ = news_words.said(change("weighing", None, {"beitraege": 3, "arguments": 2}))

    assert "{" not in head
    assert head.endswith(".")
