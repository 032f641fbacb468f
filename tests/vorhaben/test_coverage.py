"""What became of the promises: how far each is, what it lacks, and how they add up."""

from datetime import date

import pytest

from beteiligung.vereinbarung.models import Review
from beteiligung.vorhaben import coverage
from beteiligung.vorhaben.coverage import Chapter, Progress
from beteiligung.vorhaben.models import Precision, Publication, Status

from .. import records
from ..records import NOW

TODAY = date(2026, 3, 1)
WORK = [s for s in Status if s not in (Status.ANNOUNCED, Status.DONE, Status.DROPPED)]
LATER = {"end_on": date(2027, 1, 1), "end_precision": Precision.YEAR, "end_first": date(2026, 6, 30)}


@pytest.fixture
def promised(session):
    """``promised(statuses, deadline=…, **fields)``: a clause with a Vorhaben for each status, as it is told."""

    def make(*statuses, deadlines=(), publication=Publication.PUBLISHED, **fields):
        agreement = records.vereinbarung("Wir bauen einen Radweg.")
        clause = agreement.clauses[0]
        clause.deadlines = list(deadlines)
        session.add(agreement)
        for number, status in enumerate(statuses):
            about = {"clause": clause, "publication": publication, "status": status, **fields}
            session.add(records.citywide(f"v{number}", f"Vorhaben {number}", **about))
        session.commit()
        [promise] = coverage.promises(session, today=TODAY)
        return promise

    return make


def by(day):
    return [{"to": day, "raw": "bis"}]


@pytest.mark.parametrize(
    ("statuses", "progress"),
    [
        ([], Progress.ANNOUNCED),
        ([Status.ANNOUNCED], Progress.ANNOUNCED),
        ([Status.DONE], Progress.DONE),
        *[([status], Progress.RUNNING) for status in WORK],
        ([Status.DONE, Status.DONE], Progress.DONE),
        ([Status.DONE, Status.ANNOUNCED], Progress.RUNNING),
        ([Status.ANNOUNCED, Status.UNDERWAY], Progress.RUNNING),
        ([Status.DROPPED], Progress.ANNOUNCED),
        ([Status.DROPPED, Status.DROPPED], Progress.ANNOUNCED),
        ([Status.DROPPED, Status.DONE], Progress.DONE),
        ([Status.DROPPED, Status.UNDERWAY], Progress.RUNNING),
    ],
)
def test_how_far_a_promise_is(promised, statuses, progress):
    assert promised(*statuses).progress == progress


@pytest.mark.parametrize("status", [None, Status.ANNOUNCED, Status.UNDERWAY, Status.PAUSED, Status.DROPPED])
def test_it_is_late_when_its_deadline_is_over(promised, status):
    assert promised(*([status] if status else []), deadlines=by("2026-02-28")).progress == Progress.LATE


def test_what_is_done_is_not_late(promised):
    assert promised(Status.DONE, deadlines=by("2021-12-31"), **LATER).progress == Progress.DONE


@pytest.mark.parametrize(
    ("deadlines", "late"),
    [
        (by("2026-02-28"), True),
        (by("2026-03-01"), False),
        (by("2021-12-31") + by("2030-12-31"), False),
        (by("2021-12-31") + by("2022-12-31"), True),
        ([{"from": "2020-01-01", "raw": "ab 2020"}], False),
        ([], False),
    ],
)
def test_the_last_deadline_counts_and_its_day_is_still_in_time(promised, deadlines, late):
    assert (promised(Status.UNDERWAY, deadlines=deadlines).progress == Progress.LATE) is late


def test_a_corrected_deadline_counts(session, promised):
    promise = promised(Status.UNDERWAY, deadlines=by("2021-12-31"))
    promise.clause.corrected = {"deadlines": []}
    session.commit()

    assert coverage.promises(session, today=TODAY)[0].progress == Progress.RUNNING


@pytest.mark.parametrize("status", [Status.ANNOUNCED, Status.UNDERWAY])
def test_it_is_late_when_its_vorhaben_ends_later_than_planned_first(promised, status):
    assert promised(status, **LATER).progress == Progress.LATE


def test_a_dropped_vorhaben_makes_nothing_late(promised):
    assert promised(Status.DROPPED, **LATER).progress == Progress.ANNOUNCED


def test_a_date_that_is_told_more_exactly_is_no_delay(promised):
    exact = {"end_on": date(2026, 9, 15), "end_first": date(2026, 1, 1), "end_first_precision": Precision.YEAR}

    assert promised(Status.UNDERWAY, **exact).progress == Progress.RUNNING


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_counts_nowhere(promised, publication):
    promise = promised(Status.DONE, publication=publication, office="Tiefbauamt", end_on=TODAY)

    assert (promise.vorhaben, promise.progress) == ([], Progress.ANNOUNCED)
    assert not (promise.has_place or promise.has_time or promise.has_office)


@pytest.mark.parametrize("state", [Review.REJECTED, Review.MERGED, Review.SPLIT, "gone"])
def test_what_is_no_promise_is_not_told(session, promised, state):
    clause = promised(Status.DONE).clause
    if state == "gone":
        clause.gone_at = NOW
    else:
        clause.review = state
    session.commit()

    assert coverage.promises(session, today=TODAY) == []


@pytest.mark.parametrize(
    ("fields", "has"),
    [
        ({"places": ["Westpark"]}, {"has_place"}),
        ({"deadlines": by("2027-12-31")}, {"has_time"}),
        ({"corrected": {"office": "Tiefbauamt"}}, {"has_office"}),
        ({"places": ["Westpark"], "corrected": {"places": []}}, set()),
        ({"corrected": {"places": ["Westpark"], "deadlines": by("2027-12-31")}}, {"has_place", "has_time"}),
        ({"relative": ["mittelfristig"]}, set()),
    ],
)
def test_what_a_clause_says_itself(session, promised, fields, has):
    clause = promised().clause
    for name, value in fields.items():
        setattr(clause, name, value)
    session.commit()

    [promise] = coverage.promises(session, today=TODAY)

    assert {name for name in ("has_place", "has_time", "has_office") if getattr(promise, name)} == has


@pytest.mark.parametrize(
    ("fields", "has"),
    [
        ({"office": "Tiefbauamt"}, "has_office"),
        ({"start_on": TODAY}, "has_time"),
        ({"end_on": TODAY}, "has_time"),
        ({"bezirke": [3]}, "has_place"),
    ],
)
def test_what_its_vorhaben_says(promised, fields, has):
    fields = {**fields, "bezirke": [records.bezirk(number) for number in fields.get("bezirke", ())]}
    promise = promised(Status.UNDERWAY, **fields)

    assert {name for name in ("has_place", "has_time", "has_office") if getattr(promise, name)} == {has}


def chapters_of(session, *names, title="Vereinbarung für Bochum"):
    agreement = records.vereinbarung(*(f"Wir bauen {n}." for n in range(len(names))), title=title)
    for clause, name in zip(agreement.clauses, names, strict=True):
        clause.chapter = name
    session.add(agreement)
    session.commit()
    return coverage.chapters(coverage.promises(session, today=TODAY))


def test_chapters_come_in_the_order_of_the_agreement(session):
    found = chapters_of(session, "Mobilität", "Arbeit", "Mobilität", "Zukunft")

    assert [(c.name, c.slug, len(c.promises)) for c in found] == [
        ("Mobilität", "mobilitaet", 2), ("Arbeit", "arbeit", 1), ("Zukunft", "zukunft", 1),
    ]  # fmt: skip


def test_each_chapter_has_an_address_of_its_own(session):
    found = chapters_of(session, "Kultur & Sport", "Kultur, Sport", "…", "Ελλάδα")

    assert len({c.slug for c in found}) == 4
    assert all(c.slug for c in found)


def test_an_agreement_without_chapters_is_one(session):
    assert [(c.name, len(c.promises)) for c in chapters_of(session, "", "")] == [("Vereinbarung für Bochum", 2)]


def test_counts_and_shares_add_up(session):
    agreement = records.vereinbarung(*(f"Wir bauen {n}." for n in range(8)))
    session.add(agreement)
    for clause, status in zip(
        agreement.clauses, [Status.DONE, Status.DONE, Status.UNDERWAY, Status.DROPPED], strict=False
    ):
        session.add(records.vorhaben(f"v{clause.number}", f"V {clause.number}", clause=clause, status=status))
    agreement.clauses[7].deadlines = by("2020-12-31")
    session.commit()

    everything = Chapter("", coverage.promises(session, today=TODAY))

    assert {kind.value: everything.count(kind) for kind in Progress} == {
        "done": 2,
        "running": 1,
        "late": 1,
        "announced": 4,
    }
    assert (everything.count("vorhaben"), everything.count("has_place"), everything.count("has_time")) == (4, 4, 1)
    assert everything.share(Progress.DONE) == 25.0
    assert everything.share(*Progress) == 100.0


def test_nothing_is_no_division_by_zero():
    assert Chapter("", []).share(Progress.DONE) == 0
    assert Chapter("", []).count("has_place") == 0


def test_the_same_number_of_questions_for_any_number_of_promises(session, counted):
    sizes = []
    for many in (1, 30):
        agreement = records.vereinbarung(*(f"Wir bauen {n}." for n in range(many)))
        session.add(agreement)
        for clause in agreement.clauses:
            session.add(records.vorhaben(f"v{many}-{clause.number}", "V", clause=clause))
        session.commit()
        session.expunge_all()
        with counted() as statements:
            found = coverage.promises(session, today=TODAY)
            assert [p.has_place for p in found] == [True] * len(found)
        sizes.append(len(statements))

    assert sizes == [sizes[0]] * 2
