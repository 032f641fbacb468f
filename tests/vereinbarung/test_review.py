"""Staff decide on clauses: what was read stays, what counts stands beside it, nobody overwrites anybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.errors import Conflict, NotAllowed
from beteiligung.vereinbarung import review, rules
from beteiligung.vereinbarung.models import Clause, Review
from beteiligung.vereinbarung.queries import awaiting, neighbours, number_of_clauses

from .. import records
from ..records import NOW
from .readings import BUS, PARK, RADWEG, SCHULE

DECISIONS = {
    "accept": lambda session, clause, person, seen, other: review.accept(
        session, clause, person, values={"title": "X"}, seen=seen, now=NOW
    ),
    "reject": lambda session, clause, person, seen, other: review.reject(
        session, clause, person, reason="Rückblick", seen=seen, now=NOW
    ),
    "merge": lambda session, clause, person, seen, other: review.merge(
        session, clause, other, person, seen=seen, now=NOW
    ),
    "split": lambda session, clause, person, seen, other: review.split(
        session, clause, person, at=review.split_points(clause)[0], seen=seen, now=NOW
    ),
    "reopen": lambda session, clause, person, seen, other: review.reopen(session, clause, person, seen=seen, now=NOW),
}


@pytest.fixture
def clauses(session):
    """Four clauses that nobody has looked at."""
    agreement = records.vereinbarung(RADWEG, SCHULE, PARK, BUS)
    agreement.clauses[0].places, agreement.clauses[0].deadlines = (
        ["Königsallee"],
        [{"to": "2027-12-31", "raw": "bis 2027"}],
    )
    session.add(agreement)
    session.commit()
    return agreement.clauses


def values(clause, **changes):
    """What the form sends where nobody wrote anything but ``changes``."""
    read = {"title": clause.title, "places": list(clause.places), "deadlines": list(clause.deadlines), "office": None}
    return {**read, **changes}


@pytest.mark.parametrize(("who", "may"), [(None, False), ("anna", False), ("kim", False), ("bv", False), ("amt", True)])
def test_who_may_review(request, who, may):
    assert rules.may_review(request.getfixturevalue(who) if who else None) is may


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_else_decides(request, session, clauses, who, decision):
    person = request.getfixturevalue(who) if who else None

    with pytest.raises(NotAllowed):
        DECISIONS[decision](session, clauses[1], person, "new", clauses[0])

    session.commit()
    assert {c.review for c in session.scalars(select(Clause))} == {Review.OPEN}


def test_accepted_as_it_was_read(session, clauses, amt):
    review.accept(session, clauses[0], amt, values=values(clauses[0]), seen="new", now=NOW)
    session.commit()

    assert (clauses[0].review, clauses[0].reviewed_by, clauses[0].reviewed_at) == (Review.ACCEPTED, "Amt für Grün", NOW)
    assert clauses[0].corrected == {}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("title", "Radweg Königsallee"),
        ("office", "Tiefbauamt"),
        ("places", []),
        ("places", ["Königsallee", "Südring"]),
        ("deadlines", []),
        ("deadlines", [{"to": "2028-06-30"}]),
    ],
)
def test_a_correction_stands_beside_what_was_read(session, clauses, amt, name, right):
    clause = clauses[0]
    read = getattr(clause, name, None)

    review.accept(session, clause, amt, values=values(clause, **{name: right}), seen="new", now=NOW)
    session.commit()
    session.expire_all()

    assert clause.corrected == {name: right}
    assert (clause.value(name), getattr(clause, name, None)) == (right, read)


def test_a_correction_can_be_corrected_and_taken_back(session, clauses, amt):
    clause, later = clauses[0], NOW + timedelta(hours=1)
    review.accept(session, clause, amt, values=values(clause, title="Falsch", office="Bauamt"), seen="new", now=NOW)

    review.accept(
        session, clause, amt, values=values(clause, office="Tiefbauamt"), seen=review.stamp(clause), now=later
    )

    assert clause.corrected == {"office": "Tiefbauamt"}
    assert clause.value("title") == clause.title


def test_only_known_fields_are_corrected(session, clauses, amt):
    review.accept(session, clauses[0], amt, values={"text": "anders", "quotation": "anders"}, seen="new", now=NOW)

    assert clauses[0].corrected == {}
    assert clauses[0].text == RADWEG


def test_a_rejected_clause_keeps_its_reason_and_counts_no_more(session, clauses, amt):
    review.reject(session, clauses[0], amt, reason="Das ist ein Rückblick.", seen="new", now=NOW)
    session.commit()

    assert (clauses[0].review, clauses[0].review_reason) == (Review.REJECTED, "Das ist ein Rückblick.")
    assert clauses[0].quotation == RADWEG
    assert number_of_clauses(session, clauses[0].vereinbarung_id) == 3


def test_a_merged_clause_counts_with_the_other(session, clauses, amt):
    review.merge(session, clauses[0], clauses[2], amt, seen="new", now=NOW)
    session.commit()

    assert (clauses[0].review, clauses[0].merged_into) == (Review.MERGED, clauses[2])
    assert number_of_clauses(session, clauses[0].vereinbarung_id) == 3
    assert clauses[2] in neighbours(session, clauses[0])


@pytest.mark.parametrize("state", ["itself", "rejected", "gone", "another agreement"])
def test_with_what_does_not_count_nothing_is_merged(session, clauses, amt, state):
    other = clauses[0] if state == "itself" else clauses[2]
    if state == "rejected":
        review.reject(session, other, amt, reason="nein", seen="new", now=NOW)
    if state == "gone":
        other.gone_at = NOW
    if state == "another agreement":
        agreement = records.vereinbarung("Anderswo.")
        session.add(agreement)
        session.flush()
        other = agreement.clauses[0]

    with pytest.raises(NotAllowed):
        review.merge(session, clauses[0], other, amt, seen="new", now=NOW)

    assert (clauses[0].review, clauses[0].merged_into) == (Review.OPEN, None)


def test_two_promises_in_one_clause_become_two(session, clauses, amt):
    whole = clauses[1]
    [at] = review.split_points(whole)

    parts = review.split(session, whole, amt, at=at, seen="new", now=NOW)
    session.commit()

    assert [p.quotation for p in parts] == SCHULE.replace(". ", ".\n").split("\n")
    assert [p.fassung.source[p.start : p.end] for p in parts] == [p.quotation for p in parts]
    assert {(p.split_from, p.number, p.chapter, p.review) for p in parts} == {(whole, 2, "Mobilität", Review.OPEN)}
    assert all(p.title and p.text for p in parts)
    assert (whole.review, whole.quotation) == (Review.SPLIT, SCHULE)
    assert number_of_clauses(session, whole.vereinbarung_id) == 5


def test_the_parts_wait_in_the_place_of_the_whole(session, clauses, amt):
    parts = review.split(session, clauses[1], amt, at=review.split_points(clauses[1])[0], seen="new", now=NOW)
    session.commit()

    assert session.scalars(awaiting()).all() == [clauses[0], *parts, clauses[2], clauses[3]]
    assert session.scalars(awaiting(before=parts[1])).first() is parts[0]
    assert session.scalars(awaiting(after=parts[1])).first() is clauses[2]
    assert session.scalars(awaiting(after=clauses[3])).first() is None


def test_a_part_takes_the_places_it_names(session, clauses, amt):
    clauses[1].places = ["Grundschule", "Spielgeräte"]

    parts = review.split(session, clauses[1], amt, at=review.split_points(clauses[1])[0], seen="new", now=NOW)

    assert [p.places for p in parts] == [["Grundschule"], ["Spielgeräte"]]


@pytest.mark.parametrize("at", [-1, 0, 5, 10_000])
def test_a_sentence_is_not_cut(session, clauses, amt, at):
    with pytest.raises(NotAllowed):
        review.split(session, clauses[1], amt, at=at, seen="new", now=NOW)

    assert clauses[1].review == Review.OPEN


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_split_clause_stays_split(session, clauses, amt, decision):
    whole = clauses[1]
    review.split(session, whole, amt, at=review.split_points(whole)[0], seen="new", now=NOW)
    session.commit()

    with pytest.raises(NotAllowed, match="stays split"):
        DECISIONS[decision](session, whole, amt, review.stamp(whole), clauses[0])

    session.commit()
    assert (whole.review, len(session.scalars(select(Clause)).all())) == (Review.SPLIT, 6)


@pytest.mark.parametrize("decision", ["accept", "reject", "merge"])
def test_a_decision_can_be_taken_back(session, clauses, amt, decision):
    clause, later = clauses[0], NOW + timedelta(hours=1)
    DECISIONS[decision](session, clause, amt, "new", clauses[2])
    kept = dict(clause.corrected)

    review.reopen(session, clause, amt, seen=review.stamp(clause), now=later)
    session.commit()

    assert (clause.review, clause.review_reason, clause.merged_into) == (Review.OPEN, None, None)
    assert clause.corrected == kept
    assert clause in session.scalars(awaiting()).all()


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("seen", ["new", "", None, "2020-01-01T00:00:00+00:00"])
def test_who_saw_an_older_state_decides_nothing(session, clauses, amt, decision, seen):
    clause = clauses[1]
    review.reject(session, clause, amt, reason="Rückblick", seen="new", now=NOW)
    session.commit()

    with pytest.raises(Conflict, match="Amt für Grün"):
        DECISIONS[decision](session, clause, amt, seen, clauses[0])

    session.commit()
    assert (clause.review, clause.review_reason) == (Review.REJECTED, "Rückblick")


@pytest.mark.parametrize(
    ("quotation", "sentences"),
    [
        ("Ein Satz.", 1),
        ("Ein Satz. Noch einer! Und ein dritter?", 3),
        ("„Ein Satz.“ Noch einer.", 2),
        ("Ein Satz.\n\nNoch einer.", 2),
        ("Am 3. oktober klein", 1),
        ("", 1),
    ],
)
def test_where_a_clause_can_be_split(quotation, sentences):
    clause = records.clause(1, quotation)

    points = review.split_points(clause)

    assert len(points) == sentences - 1
    assert all(quotation[point - 1].isspace() and not quotation[point].isspace() for point in points)
