"""Time, place, part of the map, order: the same answers on both databases."""

from datetime import UTC, date, datetime

import pytest

from beteiligung.vorhaben import answers, queries
from beteiligung.vorhaben.models import Place, Precision, Publication, Status, VorhabenText
from beteiligung.vorhaben.narrowing import Somewhere, Sort, Span
from beteiligung.vorhaben.queries import Filters

from .. import records
from ..records import NOW

HERE = (7.19, 51.45, 7.23, 51.47)
EAST = (7.29, 51.45, 7.33, 51.47)


def found(session, **filters):
    """As the database says, and as what is remembered says."""
    asked = [v.slug for v in session.scalars(queries.published(Filters(**filters), now=NOW))]
    assert [v.slug for v in answers.shown(session, Filters(**filters), now=NOW, most=99)] == asked
    return asked


def times(start=None, end=None, precision=Precision.DAY, **more):
    """The planned times of a record."""
    return {
        "start_on": start,
        "start_precision": precision if start else None,
        "end_on": end,
        "end_precision": precision if end else None,
        "status": Status.PREPARATION,
        **more,
    }


@pytest.mark.parametrize(
    ("fields", "within", "outside"),
    [
        (times(date(2027, 2, 1), date(2027, 8, 1)), ["2027-Q1", "2027-Q2", "2027-Q3", "2027"], ["2026-Q4", "2027-Q4"]),
        (times(date(2027, 1, 1), date(2028, 1, 1), Precision.YEAR), ["2027-Q1", "2028-Q4"], ["2026", "2029"]),
        (times(date(2027, 4, 1), date(2027, 4, 1), Precision.QUARTER), ["2027-Q2"], ["2027-Q1", "2027-Q3"]),
        # without an end: until today (2026-03-01), or on the day of its start
        (times(date(2025, 5, 5)), ["2025-Q2", "2025-Q4", "2026-Q1"], ["2025-Q1", "2026-Q2"]),
        (times(date(2027, 5, 5)), ["2027-Q2"], ["2026-Q1", "2027-Q3"]),
        (times(date(2025, 5, 5), status=Status.DONE), ["2025-Q2"], ["2025-Q3", "2026-Q1"]),
        # without a start: it has begun by today
        (times(None, date(2026, 8, 1)), ["2026-Q1", "2026-Q3"], ["2025-Q4", "2026-Q4"]),
        # what was so in fact counts
        (
            times(
                date(2027, 1, 1),
                date(2027, 12, 1),
                start_actual=date(2028, 1, 1),
                end_actual=date(2028, 3, 1),
            ),
            ["2028-Q1"],
            ["2027", "2028-Q2"],
        ),
        (times(), [], ["2025", "2026", "2027"]),
        (
            times(open_from=datetime(2026, 4, 1, tzinfo=UTC), open_until=datetime(2026, 6, 30, 12, tzinfo=UTC)),
            ["2026-Q2"],
            ["2026-Q1", "2026-Q3"],
        ),
    ],
)
def test_what_runs_when(session, fields, within, outside):
    session.add(records.vorhaben("eines", "Eines", **fields))
    session.commit()

    def runs(text):
        return found(session, span=Span.parse(text, text), statuses=tuple(Status)) == ["eines"]

    assert [text for text in within + outside if runs(text)] == within


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        ("2026-Q3", "2027", date(2026, 7, 1), date(2027, 12, 31)),
        ("2027", "2026-Q3", date(2026, 7, 1), date(2027, 12, 31)),
        ("2026", None, date(2026, 1, 1), date(2100, 12, 31)),
        (None, "2026", date(1990, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_span_is_read_either_way_round(begin, end, first, last):
    span = Span.parse(begin, end)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize("text", ["", None, "2026-07", "2026-07-01", "0000", "9999", "1989", "2101", "Q3", "2026-Q5"])
def test_what_is_neither_quarter_nor_year_narrows_nothing(text):
    assert Span.parse(text, text) is None


def test_an_open_end_reaches_as_far_as_the_calendar(session):
    session.add(records.vorhaben("spaet", "Spät", **times(date(2040, 1, 1))))
    session.commit()

    assert found(session, span=Span.parse("2030", None)) == ["spaet"]
    assert found(session, span=Span.parse(None, "2030")) == []


def test_the_numbers_beside_the_choices_agree_with_the_list(session, bezirke):
    spans = [Span.parse("2026", "2026"), Span.parse("2027-Q1", "2027-Q1"), Span.parse("2030", None)]
    assert answers.numbers_during(session, Filters(), spans, now=NOW) == (0, 0, 0)
    session.add_all(
        [
            records.vorhaben("a", "A", bezirke=bezirke[:1], **times(date(2026, 5, 1), date(2027, 2, 1))),
            records.vorhaben("b", "B", **times(date(2027, 1, 1))),
            records.vorhaben("c", "C", publication=Publication.DRAFT, **times(date(2027, 1, 1))),
            records.citywide("d", "D", **times(date(2031, 1, 1))),
        ]
    )
    session.commit()

    for filters in (Filters(), Filters(bezirk=1), Filters(span=Span.parse("2020", "2020"))):
        numbers = answers.numbers_during(session, filters, spans, now=NOW)
        assert list(numbers) == [answers.count(session, filters.but(span=span), now=NOW)[0] for span in spans]


@pytest.fixture
def spread(session):
    """One here, one in the east, one in both, one nowhere, one for the whole city."""
    east = {"lat": 51.46, "lon": 7.31}
    session.add_all(
        [
            records.vorhaben("hier", "Hier", words="Höntrop, Am Südpark"),
            records.vorhaben("osten", "Osten", places=[Place(words="Hattinger Str. 12", **east)]),
            records.vorhaben(
                "beide", "Beide", places=[Place(words="Rathaus", lat=51.46, lon=7.21), Place(words="Werne", **east)]
            ),
            records.vorhaben("ohne", "Höntrop im Titel", places=[Place(words="Lindenallee 3")]),
            records.citywide("stadt", "Satzung"),
        ]
    )
    session.commit()


def test_a_part_of_the_map_keeps_what_is_for_the_whole_city(session, spread):
    assert set(found(session, box=HERE)) == {"hier", "beide", "stadt"}
    assert set(found(session, box=EAST)) == {"osten", "beide", "stadt"}
    assert answers.count(session, Filters(box=HERE), now=NOW) == (3, 1)
    assert {v.slug for v in answers.located_in(session, Filters(box=EAST), EAST, now=NOW, most=9)} == {"osten", "beide"}


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Höntrop", {"hier"}),
        ("HÖNTROP", {"hier"}),
        ("Hoentrop", {"hier"}),
        ("hönt", {"hier"}),
        ("Am Südpark", {"hier"}),
        ("Hattinger Str", {"osten"}),
        ("Linden", {"ohne"}),
        ("allee", set()),
        ("%", set()),
        ("_", set()),
        ("' OR 1=1 --", set()),
        ("xyzzy", set()),
    ],
)
def test_a_place_that_no_gazetteer_knows_is_found_in_the_words_of_places_alone(session, spread, name, slugs):
    assert set(found(session, place=Somewhere(name, (name,)))) == slugs


def test_a_known_name_must_stand_there_whole(session, spread):
    linden = Somewhere("Linden", ("Linden",), is_known=True)
    assert found(session, place=linden) == []
    assert found(session, place=Somewhere("Lindenallee", ("Lindenallee",), is_known=True)) == ["ohne"]


def test_a_place_on_the_map_holds_what_lies_there(session, spread):
    place = Somewhere("Werne", ("Werne",), boxes=(EAST,), is_known=True)
    assert set(found(session, place=place)) == {"osten", "beide"}
    two = Somewhere("Werne", ("Werne",), boxes=(EAST, HERE), is_known=True)
    assert set(found(session, place=two)) == {"osten", "beide", "hier"}


@pytest.fixture
def various(session):
    """Names, changes and starts in different orders."""
    session.add_all(
        [
            records.vorhaben("oelberg", "Ölberg", updated_at=at(3), **times(date(2027, 1, 1))),
            records.vorhaben("zeche", "„Zeche“ Hannover", updated_at=at(4), **times(date(2026, 4, 1))),
            records.vorhaben("ober", "Oberstraße", updated_at=at(1), **times(date(2024, 1, 1))),
            records.vorhaben("aue", "aue", updated_at=at(2), **times()),
            records.vorhaben("amt", "Amt", updated_at=at(5), **times(date(2026, 1, 1), None, Precision.YEAR)),
        ]
    )
    session.commit()


def at(day):
    return datetime(2026, 2, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sort", "slugs"),
    [
        (Sort.NAME, ["amt", "aue", "ober", "oelberg", "zeche"]),
        (Sort.CHANGED, ["amt", "zeche", "oelberg", "aue", "ober"]),
        (Sort.BEGINS, ["amt", "zeche", "oelberg", "ober", "aue"]),
    ],
)
def test_orders(session, various, sort, slugs):
    assert found(session, sort=sort) == slugs
    assert found(session, sort=sort, text="e") == [slug for slug in slugs if slug in found(session, text="e")]


def test_names_are_sorted_as_they_are_shown(session, various):
    record = session.query(records.Vorhaben).filter_by(slug="amt").one()
    record.texts.append(VorhabenText(lang="en", title="Registry", summary="x"))
    session.commit()

    assert found(session, sort=Sort.NAME, lang="en") == ["aue", "ober", "oelberg", "amt", "zeche"]
    assert found(session, sort=Sort.NAME, lang="de-simple")[0] == "amt"


def test_an_order_narrows_nothing_and_filters_can_be_remembered():
    assert not Filters(sort=Sort.NAME, lang="en").is_narrow
    for filters in (Filters(box=HERE), Filters(span=Span.parse("2026", None)), Filters(place=Somewhere("x", ("x",)))):
        assert filters.is_narrow
        assert {filters: 1}[filters.but(sort=Sort.INTEREST)] == 1
