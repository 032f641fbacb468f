"""The life of a Vorhaben as spans: what was from the history, what will be from the planned times."""

import itertools
from datetime import UTC, date, datetime

import pytest

from beteiligung.vorhaben.models import Status, StatusChange
from beteiligung.vorhaben.schedule import NO_END, Kind, Mark, Milestone, marks, months_late, spans
from beteiligung.vorhaben.when import When

from .. import records

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def steps(*taken):
    return [StatusChange(status=status, on=date.fromisoformat(on), reason="x", author_name="") for status, on in taken]


def life(*taken, **fields):
    """A Vorhaben whose last step is its status; ``start="2027-Q2"`` and the like set both columns."""
    for name in ("start", "end", "end_first", "start_actual", "end_actual", "next_step_on"):
        if text := fields.pop(name, None):
            column = f"{name}_on" if name in ("start", "end") else name
            fields[column], fields[f"{name.removesuffix('_on')}_precision"] = When.parse(text)
    return records.vorhaben(status=taken[-1][0], history=steps(*taken), **fields)


def said(vorhaben):
    found = spans(vorhaben, now=NOW)
    return [(span.kind, str(span.first), "…" if span.last == NO_END else str(span.last)) for span in found]


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ANNOUNCED = (Status.ANNOUNCED, "2020-10-29")


def test_a_plan_lasts_until_the_work_begins_and_the_work_to_the_end():
    vorhaben = life(ANNOUNCED, (Status.PREPARATION, "2026-03-01"), start="2027-Q2", end="2028")

    assert said(vorhaben) == [
        (Kind.ANNOUNCED, "2020-10-29", "2026-02-28"),
        (Kind.PLAN, "2026-03-01", "2027-03-31"),
        (Kind.WORK, "2027-04-01", "2028-12-31"),
        (Kind.DONE, "2029-01-01", "…"),
    ]


@pytest.mark.parametrize(
    ("written", "first"),
    [("2027", "2027-01-01"), ("2027-Q3", "2027-07-01"), ("2027-09", "2027-09-01"), ("2027-09-15", "2027-09-15")],
)
def test_work_begins_with_the_first_day_of_a_time(written, first):
    found = said(life(ANNOUNCED, start=written, end="2030"))

    assert [span[1] for span in found if span[0] == Kind.WORK] == [first]


@pytest.mark.parametrize(
    ("written", "last"),
    [("2027", "2027-12-31"), ("2027-Q3", "2027-09-30"), ("2027-02", "2027-02-28"), ("2027-09-15", "2027-09-15")],
)
def test_and_ends_with_the_last_day_of_one(written, last):
    found = said(life(ANNOUNCED, (Status.UNDERWAY, "2026-01-01"), end=written))

    assert [span[2] for span in found if span[0] == Kind.WORK] == [last]


def test_what_comes_after_the_end_that_was_planned_first_is_late():
    late = life(ANNOUNCED, (Status.UNDERWAY, "2026-01-01"), end="2027-09", end_first="2027-Q1")

    assert said(late)[1:] == [
        (Kind.WORK, "2026-01-01", "2027-03-31"),
        (Kind.LATE, "2027-04-01", "2027-09-30"),
        (Kind.DONE, "2027-10-01", "…"),
    ]
    assert months_late(late) == 6


def test_work_whose_end_is_over_is_late_until_today_and_not_done():
    overdue = life(ANNOUNCED, (Status.UNDERWAY, "2026-01-01"), end="2026-06")

    assert said(overdue)[1:] == [(Kind.WORK, "2026-01-01", "2026-06-30"), (Kind.LATE, "2026-07-01", "2026-11-22")]


def test_what_is_done_stays_done_from_the_day_on_which_it_was():
    done = life(ANNOUNCED, (Status.DECIDED, "2024-02-01"), (Status.DONE, "2026-05-04"), start="2025")

    assert said(done)[1:] == [
        (Kind.PLAN, "2024-02-01", "2024-12-31"),
        (Kind.WORK, "2025-01-01", "2026-05-03"),
        (Kind.DONE, "2026-05-04", "…"),
    ]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.DROPPED])
def test_nothing_goes_on_where_it_rests(status):
    assert said(life(ANNOUNCED, (status, "2026-01-01"), start="2027", end="2028")) == [
        (Kind.ANNOUNCED, "2020-10-29", "2025-12-31")
    ]


def test_an_evaluation_lasts_until_the_next_step_or_today():
    waiting = (ANNOUNCED, (Status.EVALUATION, "2026-10-01"))

    assert said(life(*waiting))[-1] == (Kind.WAIT, "2026-10-01", "2026-11-22")
    assert said(life(*waiting, next_step_on="2027-Q1"))[-1] == (Kind.WAIT, "2026-10-01", "2027-03-31")
    assert said(life(*waiting, next_step_on="2025"))[-1] == (Kind.WAIT, "2026-10-01", "2026-11-22")


@pytest.mark.parametrize(
    ("until", "kind", "last"),
    [
        ("2026-12-11T17:00", Kind.OPEN, "2026-12-11"),
        ("2026-12-12T00:00", Kind.OPEN, "2026-12-11"),  # at midnight the day before was the last
        ("2026-11-20T17:00", Kind.TALK, "2026-11-20"),
    ],
)
def test_an_offer_is_open_only_while_it_is(until, kind, last):
    offer = life(ANNOUNCED, open_from=moment("2026-11-01T08:00"), open_until=moment(until))

    assert (kind, "2026-11-01", last) in said(offer)
    assert {span[0] for span in said(offer)} & {Kind.OPEN, Kind.TALK} == {kind}


def test_participation_that_is_over_is_never_open_and_waits():
    closed = life(
        ANNOUNCED,
        (Status.PARTICIPATION, "2026-09-01"),
        open_from=moment("2026-09-01T08:00"),
        open_until=moment("2026-10-01T00:00"),
    )

    assert said(closed)[1:] == [(Kind.TALK, "2026-09-01", "2026-09-30"), (Kind.WAIT, "2026-10-01", "2026-11-22")]


def test_spans_never_overlap():
    tangled = life(
        ANNOUNCED,
        (Status.DECIDED, "2020-10-29"),
        (Status.PARTICIPATION, "2026-11-01"),
        start="2026-10",
        end="2027",
        end_first="2026-12",
        open_from=moment("2026-01-01T00:00"),
        open_until=moment("2027-02-01T00:00"),
    )
    found = spans(tangled, now=NOW)

    assert all(one.last < other.first for one, other in itertools.pairwise(found))
    assert all(span.first <= span.last for span in found)


def test_times_that_contradict_each_other_do_no_harm():
    assert said(life(ANNOUNCED, start="2030", end="2027"))
    assert said(life(ANNOUNCED, (Status.DONE, "2026-05-04"), start="2027"))[-1] == (Kind.DONE, "2026-05-04", "…")
    assert said(life((Status.ANNOUNCED, "2027-10-29"), end="9999"))


def test_decisions_and_the_end_of_an_offer_are_milestones():
    vorhaben = life(
        ANNOUNCED,
        (Status.DECIDED, "2026-02-10"),
        (Status.UNDERWAY, "2026-05-01"),
        open_from=moment("2026-01-01T00:00"),
        open_until=moment("2026-01-20T00:00"),
    )

    assert marks(vorhaben, now=NOW) == [
        Mark(Milestone.CLOSING, date(2026, 1, 19)),
        Mark(Milestone.DECISION, date(2026, 2, 10)),
    ]


@pytest.mark.parametrize(
    ("first", "end", "months"),
    [
        ("2027-Q1", "2027-Q2", 3),
        ("2027-Q2", "2027-Q1", None),
        ("2027-03", "2027-Q1", None),
        ("2027-03-02", "2027-03-20", 0),
    ],
)
def test_delays_are_counted_in_months_between_the_last_days(first, end, months):
    assert months_late(life(ANNOUNCED, end=end, end_first=first)) == months


def test_without_a_first_end_nothing_is_late():
    assert months_late(life(ANNOUNCED, end="2027")) is None
