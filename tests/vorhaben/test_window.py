"""The arithmetic of the chart: every row is exactly as wide as the window, whatever begins before or ends after it."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung.vorhaben.schedule import NO_END, Kind, Span
from beteiligung.vorhaben.window import QUARTERS, YEARS, Bar, Window

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
WINDOW = Window.at(None, QUARTERS, TODAY)


def span(kind, first, last):
    return Span(kind, date.fromisoformat(first), date.fromisoformat(last) if last else NO_END)


def drawn(*spans, window=WINDOW):
    return [(bar.kind, bar.width, bar.comes_in, bar.goes_on) for bar in window.bars(list(spans))]


def test_nine_quarters_begin_one_before_today():
    assert (WINDOW.first, WINDOW.last) == (date(2026, 7, 1), date(2028, 9, 30))
    assert WINDOW.years == [(2026, 2), (2027, 4), (2028, 3)]
    assert (len(WINDOW.columns), WINDOW.cells, WINDOW.written) == (9, 27, "2026-Q3")


def test_six_years():
    window = Window.at(None, YEARS, TODAY)

    assert (window.first, window.last, window.cells, window.written) == (
        date(2025, 1, 1),
        date(2030, 12, 31),
        24,
        "2025",
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-Q1", "2026-Q1"),
        ("2026-02", "2026-Q1"),
        ("2026-02-15", "2026-Q1"),
        ("2027", "2027-Q1"),
        ("1989-Q4", "1990-Q1"),
        ("9999-Q4", "2100-Q1"),
    ],
)
def test_an_address_moves_it(text, written):
    assert Window.at(text, QUARTERS, TODAY).written == written


@pytest.mark.parametrize(
    "text", ["", None, "0000", "2026-Q5", "2026-13", "2026-02-30", "gestern", "²026", "2026-Q1\x00"]
)
def test_what_is_no_time_means_around_today(text):
    assert Window.at(text, QUARTERS, TODAY) == WINDOW


def test_it_moves_to_and_fro_and_stops_where_the_calendar_ends():
    assert WINDOW.moved(4).written == "2027-Q3"
    assert WINDOW.moved(4).moved(-4) == WINDOW
    first = Window.at("1990-Q1", QUARTERS, TODAY)
    last = Window.at("2100-Q1", QUARTERS, TODAY)
    assert (first.moved(-4), last.moved(4)) == (first, last)


def test_a_bar_inside():
    assert drawn(span(Kind.WORK, "2027-01-01", "2027-06-30")) == [
        (None, 6, False, False),
        (Kind.WORK, 6, False, False),
        (None, 15, False, False),
    ]


def test_bars_that_begin_before_and_end_after():
    assert drawn(span(Kind.PLAN, "2020-10-29", "2026-12-31"), span(Kind.WORK, "2027-01-01", "2031-12-31")) == [
        (Kind.PLAN, 6, True, False),
        (Kind.WORK, 21, False, True),
    ]
    assert drawn(span(Kind.WORK, "2020-01-01", "2031-12-31")) == [(Kind.WORK, 27, True, True)]
    assert drawn(span(Kind.DONE, "2026-07-01", None)) == [(Kind.DONE, 27, False, True)]


@pytest.mark.parametrize(("first", "last"), [("2020-01-01", "2026-06-30"), ("2028-10-01", "2030-01-01")])
def test_what_lies_outside_is_not_there(first, last):
    assert WINDOW.bars([span(Kind.WORK, first, last)]) == [Bar(None, 27)]


def test_the_last_day_stays_known_behind_the_edge():
    assert WINDOW.bars([span(Kind.WORK, "2027-01-01", "2031-12-31")])[-1].ends == date(2031, 12, 31)


def test_the_longest_has_a_month_that_two_share():
    assert drawn(span(Kind.PLAN, "2026-07-01", "2026-08-20"), span(Kind.WORK, "2026-08-21", "2028-09-30")) == [
        (Kind.PLAN, 2, False, False),
        (Kind.WORK, 25, False, False),
    ]


@pytest.mark.parametrize("kind", [Kind.OPEN, Kind.TALK, Kind.WORK, Kind.LATE])
def test_a_single_day_is_seen(kind):
    """Taking part is never hidden, and what would show nowhere else stands before what shows beside it too."""
    day = span(kind, "2027-03-01", "2027-03-01")

    around = span(Kind.PLAN, "2026-01-01", "2027-02-28"), span(Kind.DONE, "2027-03-02", None)
    assert (kind, 1, False, False) in drawn(around[0], day, around[1])


def test_an_open_day_stands_before_all_other():
    spans = span(Kind.WORK, "2027-03-01", "2027-03-30"), span(Kind.OPEN, "2027-03-31", "2027-04-10")

    assert drawn(*spans)[1] == (Kind.OPEN, 2, False, False)


def test_cells_of_years_are_quarters():
    window = Window.at("2026", YEARS, TODAY)

    assert drawn(span(Kind.WORK, "2026-04-01", "2027-03-31"), window=window)[:2] == [
        (None, 1, False, False),
        (Kind.WORK, 4, False, False),
    ]


@pytest.mark.parametrize(
    ("day", "share"),
    [("2026-07-01", 0.06), ("2028-09-30", 99.94), ("2026-06-30", None), ("2028-10-01", None), ("2026-11-22", 17.5)],
)
def test_where_a_day_lies(day, share):
    assert WINDOW.share(date.fromisoformat(day)) == (share if share is None else pytest.approx(share, abs=0.1))


def test_today_lies_in_its_column():
    [column] = [column for column in WINDOW.columns if column.holds(TODAY)]

    assert column.first == date(2026, 10, 1)
    assert column.share(TODAY) == pytest.approx(57.1, abs=0.1)


@given(st.lists(st.tuples(st.sampled_from(Kind), DAYS, st.integers(0, 3000)), max_size=8), DAYS, st.booleans())
def test_a_row_is_always_as_wide_as_the_window(given_spans, today, by_years):
    window = Window.at(None, YEARS if by_years else QUARTERS, today)
    bars = window.bars([Span(kind, first, first + timedelta(days=days)) for kind, first, days in given_spans])

    assert sum(bar.width for bar in bars) == window.cells
    assert all(bar.width > 0 for bar in bars)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(bars))
