"""What topics are called in other languages: kept, read from a file, and said to whoever reads."""

import json

import pytest
from sqlalchemy import select

from beteiligung.errors import NotImportable
from beteiligung.naming import actions, queries
from beteiligung.naming.models import Name, Subject
from beteiligung.naming.spelling import is_plain


@pytest.fixture
def file(tmp_path):
    """``file(content)``: a file with these names."""

    def write(content):
        path = tmp_path / "topics.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def stored(session):
    return sorted((row.subject, row.slug, row.lang, row.name) for row in session.scalars(select(Name)))


def test_german_is_said_where_a_language_has_no_name():
    names = queries.Names([("topic", "klima", "tr", "İklim"), ("topic", "klima", "en", "Climate")])

    assert names.said(Subject.TOPIC, "klima", "Klima", "tr") == ("İklim", "tr")
    assert names.said(Subject.TOPIC, "klima", "Klima", "en-GB") == ("Climate", "en")
    assert names.said(Subject.TOPIC, "klima", "Klima", "ar") == ("Klima", "de")
    assert names.said(Subject.TOPIC, "klima", "Klima", "de-simple") == ("Klima", "de")
    assert names.said(Subject.TOPIC, "klima", "Klima", "de") == ("Klima", "de")
    assert names.said(Subject.TERM, "klima", "Klima", "tr") == ("Klima", "de"), "a tag may have the same slug"


def test_a_topic_is_known_by_its_german_name_or_its_slug(session, file):
    assert actions.load(session, file({"Bürger & Rat": {"tr": " Yurttaş  ve meclis ", "fa": "می\u200cشود"}})) == [
        "buerger-rat"
    ]
    actions.load(session, file({"buerger-rat": {"tr": "Yurttaşlar"}}))

    assert stored(session) == [
        ("topic", "buerger-rat", "fa", "می\u200cشود"),
        ("topic", "buerger-rat", "tr", "Yurttaşlar"),
    ]


def test_an_empty_name_takes_it_away(session, file):
    actions.load(session, file({"Klima": {"tr": "İklim"}}))

    assert actions.tell(session, Subject.TOPIC, "klima", {"tr": "", "en": ""})
    assert not actions.tell(session, Subject.TOPIC, "klima", {"tr": ""})

    assert stored(session) == []


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", "[", '"x"', "5", "[" * 100_000),
        *({"Klima": wrong} for wrong in ({}, [], "x", None, {"tr": ""}, {"tr": 5}, {"tr": "x" * 151})),
        *({"Klima": {wrong: "x"}} for wrong in ("de", "", "TR", "t r", "türk", "tr-" + "x" * 20)),
        *({"Klima": {"tr": f"x{wrong}y"}} for wrong in ("\u202e", "\u0000", "\u2066")),
        {" ": {"tr": "x"}},
        {"Kunst": {"tr": "Sanat"}, "kunst": {"tr": "x"}},
        {"Kunst": {"tr": "Sanat"}, "Klima": {"tr": " "}},
    ],
)
def test_a_wrong_file_stores_nothing(session, file, content):
    with pytest.raises(NotImportable):
        actions.load(session, file(content))

    assert stored(session) == []


def test_no_file_and_too_large_a_file_are_said(session, tmp_path, file, monkeypatch):
    with pytest.raises(NotImportable):
        actions.load(session, tmp_path / "none.json")
    monkeypatch.setattr(actions, "LARGEST", 3)
    with pytest.raises(NotImportable, match="larger than 3 bytes"):
        actions.load(session, file({"Klima": {"tr": "İklim"}}))


def test_nothing_in_a_name_turns_what_stands_beside_it():
    assert is_plain("Klima, Umwelt & Natur – می‌شود")
    assert not is_plain("x\u202ey")
