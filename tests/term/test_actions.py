import json

import pytest
from sqlalchemy import select

from beteiligung.errors import NotImportable
from beteiligung.naming.models import Subject
from beteiligung.naming.queries import everything
from beteiligung.term.actions import load
from beteiligung.term.models import Kind, Term
from beteiligung.term.queries import all_in_order

TERMS = [
    {"kind": "tag", "name": "Grün & Blau"},
    {"kind": "sdg", "name": "Klima", "number": 13},
    {"kind": "sdg", "name": "Armut", "number": 1, "slug": "sdg-1"},
]


@pytest.fixture
def file(tmp_path):
    """``file(entries)``: a file with these terms."""

    def write(entries):
        path = tmp_path / "terms.json"
        path.write_text(entries if isinstance(entries, str) else json.dumps(entries), encoding="utf-8")
        return path

    return write


def test_terms_are_stored_and_known_again(session, file):
    assert load(session, file(TERMS)) == 3
    assert load(session, file([{**TERMS[2], "name": "Keine Armut"}])) == 1

    found = session.scalars(all_in_order()).all()

    assert [(t.kind, t.number, t.name, t.slug) for t in found] == [
        (Kind.SDG, 1, "Keine Armut", "sdg-1"),
        (Kind.SDG, 13, "Klima", "klima"),
        (Kind.TAG, None, "Grün & Blau", "gruen-blau"),
    ]


def test_a_term_may_have_names_in_other_languages(session, file):
    load(session, file([{**TERMS[1], "names": {"tr": "İklim", "ar": "المناخ"}}, TERMS[0]]))
    load(session, file([{**TERMS[1], "names": {"tr": "İklim eylemi"}}]))

    said = everything(session)
    assert said.others(Subject.TERM, "klima") == [("ar", "المناخ"), ("tr", "İklim eylemi")]


@pytest.mark.parametrize(
    "entries",
    [
        "",
        "{}",
        "[]",
        "[",
        '"x"',
        [1],
        [{}],
        [{"kind": "tag"}],
        [{"kind": "x", "name": "a"}],
        [{"kind": "tag", "name": " "}],
        [{"kind": "tag", "name": 5}],
        [{"kind": "tag", "name": "a", "number": "1"}],
        [{"kind": "tag", "name": "a", "number": 0}],
        [{"kind": "tag", "name": "a", "names": {"de": "a"}}],
        [{"kind": "tag", "name": "a", "names": ["tr"]}],
        [{"kind": "tag", "name": "a"}, {"kind": "sdg", "name": "A"}],
        "[" * 100_000,
    ],
)
def test_a_wrong_file_stores_nothing(session, file, entries):
    with pytest.raises(NotImportable):
        load(session, file(entries))

    session.rollback()
    assert session.scalars(select(Term)).all() == []


def test_no_file_is_said(session, tmp_path):
    with pytest.raises(NotImportable):
        load(session, tmp_path / "none.json")
