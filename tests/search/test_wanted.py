import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from beteiligung.search.matching import Query
from beteiligung.search.wanted import LONGEST, MOST, Term, Wanted
from beteiligung.vorhaben.queries import Filters, published

from ..records import NOW

HOSTILE = [
    '"',
    "'",
    "''",
    '"Radweg',
    "Radweg*",
    "*",
    "Radweg OR 1",
    "NOT Radweg",
    "NEAR(Radweg Allee, 5)",
    "title : Radweg",
    "{title words} : Radweg",
    "^Radweg",
    "Radweg + Allee",
    "-Radweg",
    "Radweg:*",
    "Radweg & !Allee",
    "Radweg <-> Allee",
    "(Radweg",
    ")",
    "%",
    "_",
    "Rad%",
    "Rad_eg",
    "\\",
    "\\'",
    "'; DROP TABLE beteiligung_vorhaben; --",
    "\x00",
    "·",
    "de·radweg",
    "…",
    "$$",
    "\ud800",
    "{{ 7 * 7 }}",
    "<script>",
    "a" * 10_000,
    "a " * 10_000,
]


def written(text):
    return [word.written for word in Wanted.of(text).words]


def test_words_that_stand_everywhere_are_not_looked_for():
    assert written("Spielplätze in der Innenstadt") == ["Spielplätze", "Innenstadt"]
    assert written("the playground") == ["playground"]


def test_unless_there_are_no_others():
    assert written("in der") == ["in", "der"]


def test_nothing_is_wanted_where_nothing_is_said():
    assert Wanted.of("").words == Wanted.of(" ?! % ").words == ()


def test_the_last_word_may_be_shorter_than_the_others_to_stand_for_a_beginning():
    assert Term("ho", is_prefix=True) in Wanted.of("Park Hö").words[1].whole
    assert Term("ho") in Wanted.of("Hö Park").words[0].whole
    assert Term("h") in Wanted.of("h").words[0].whole


def test_a_number_stands_for_itself():
    assert Wanted.of("31").words[0].terms == (Term("31"),)


def test_only_the_beginning_of_a_long_text_is_read():
    assert len(Wanted.of("wort " * 1000).words) == MOST
    assert written("a" * 300) == ["a" * LONGEST]


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_syntax_of_a_database_gets_through(engine, typed):
    with Session(engine) as session:
        session.scalars(published(Filters(text=typed), now=NOW)).all()
        assert session.scalar(select(text("count(*)")).select_from(text("beteiligung_vorhaben"))) == 0


@given(st.text(max_size=300))
def test_any_text_can_be_asked_of_fts5(typed):
    if not (terms := Wanted.of(typed).anywhere):
        return
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE some USING fts5(title, words, tokenize='ascii')")

    class Dialect:
        name = "sqlite"

    assert connection.execute("SELECT * FROM some(?)", [Query().process_bind_param(terms, Dialect)]).fetchall() == []
    connection.close()
