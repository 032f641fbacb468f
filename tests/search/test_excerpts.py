import pytest
from sqlalchemy import select

from beteiligung.search.excerpts import AROUND, MOST, Finder
from beteiligung.search.wanted import Wanted
from beteiligung.vorhaben import answers, queries
from beteiligung.vorhaben.findable import said
from beteiligung.vorhaben.models import Vorhaben

from ..records import NOW
from .test_table import TABLE, city  # noqa: F401


def shown(finding):
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in finding.pieces)


def look(text, *fields, tag="de"):
    return [
        (f.field, shown(f)) for f in Finder(Wanted.of(text)).findings([(name, tag, words) for name, words in fields])
    ]


def test_the_first_field_that_holds_the_word():
    fields = ("title", "Allee"), ("summary", "Ein Radweg."), ("description", "Der Radweg ist neu.")

    assert look("Radwege", *fields) == [("summary", "Ein [Radweg].")]


def test_as_many_fields_as_it_takes():
    fields = ("title", "Radweg"), ("summary", "Ein Radweg."), ("place", "Wattenscheid")

    assert look("Radweg Wattenscheid", *fields) == [("title", "[Radweg]"), ("place", "[Wattenscheid]")]


def test_never_more_than_a_few():
    fields = [(f"f{n}", word) for n, word in enumerate(("eins", "zwei", "drei", "vier", "sieben"))]

    assert len(look("eins zwei drei vier sieben", *fields)) == MOST


def test_every_hit_is_marked_and_words_with_hyphens_are_one():
    assert look("radweg", ("title", "Rad-Weg, RADWEGE und Radwegkonzept, kein Rad")) == [
        ("title", "[Rad-Weg], [RADWEGE] und [Radwegkonzept], kein Rad")
    ]


def test_a_long_text_is_cut_between_words():
    text = "Anfang " * 40 + "hier liegt der Radweg ganz genau " + "Ende " * 40

    [(_field, excerpt)] = look("Radweg", ("description", text))

    assert excerpt.startswith("… Anfang") and excerpt.endswith("Ende …")
    assert "liegt der [Radweg] ganz" in excerpt
    assert len(excerpt) < 2 * AROUND + 30


def test_a_long_word_is_cut_anywhere():
    [(_field, excerpt)] = look("Radweg", ("description", "x" * 500 + " Radweg " + "y" * 500))

    assert "[Radweg]" in excerpt
    assert len(excerpt) < 2 * AROUND + 30


def test_nothing_is_lost_where_nothing_is_cut():
    [finding] = Finder(Wanted.of("Grün")).findings([("title", "de", "  Mehr Gru\u0308n, <b>jetzt</b> & hier\n")])

    assert finding.is_whole
    assert "".join(piece for piece, _hit in finding.pieces) == "  Mehr Grün, <b>jetzt</b> & hier\n"
    assert [piece for piece, hit in finding.pieces if hit] == ["Grün"]


def test_each_text_is_read_in_its_own_language():
    assert look("playgrounds", ("title", "A playground"), tag="en")
    assert not look("playgrounds", ("title", "A playground"), tag="uk")


def test_whatever_the_index_finds_can_be_shown(session, city):  # noqa: F811
    for text, slugs in TABLE:
        filters = answers.understood(session, queries.Filters(text=text))
        finder = Finder(filters.wanted)
        hits = {
            v.slug: finder.findings(said(v)) for v in session.scalars(select(Vorhaben).where(Vorhaben.slug.in_(slugs)))
        }
        for slug in slugs:
            assert hits[slug], (text, slug)
            assert all(any(is_hit for _piece, is_hit in finding.pieces) for finding in hits[slug]), (text, slug)
        assert not filters.wanted.words or answers.count(session, filters, now=NOW)[0] == len(slugs)


@pytest.mark.parametrize("text", ["", "%", "Schwimmbad"])
def test_no_hit_no_finding(text):
    assert look(text, ("title", "Radweg")) == []
