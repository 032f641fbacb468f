"""Which clause is which in two versions of an agreement, and what the difference says."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beteiligung.vereinbarung.models import Clause
from beteiligung.vereinbarung.versions import compare

from ..records import NOW
from .readings import BAD, BUS, FIVE, PARK, RADWEG, SCHULE, clauses


def stored(*texts, gone=(), chapter="Mobilität"):
    """The clauses of a version that was imported before; those of ``gone`` were in an even earlier one."""
    read = clauses(*texts, chapter=chapter)
    return [
        Clause(
            number=number, fingerprint=one.fingerprint, chapter=one.chapter, text=one.text, title=one.title,
            gone_at=NOW if one.text in gone else None,
        )
        for number, one in enumerate(read, 1)
    ]  # fmt: skip


def kinds(before, *texts, **changes):
    """The kind of every change, in order."""
    return [change.kind for change in compare(before, clauses(*texts, **changes))]


def test_the_same_clauses_are_unchanged():
    before = stored(*FIVE)

    changes = compare(before, clauses(*FIVE))

    assert {change.kind for change in changes} == {"unchanged"}
    assert [change.old for change in changes] == before
    assert [change.number for change in changes] == [1, 2, 3, 4, 5]


def test_the_first_version_is_all_new():
    assert kinds([], RADWEG, PARK) == ["new", "new"]


def test_what_stands_elsewhere_has_moved_and_the_others_have_not():
    assert kinds(stored(*FIVE), PARK, SCHULE, BAD, BUS, RADWEG) == ["unchanged"] * 4 + ["moved"]


def test_of_swapped_neighbours_one_has_moved():
    assert Counter(kinds(stored(*FIVE), RADWEG, SCHULE, PARK, BAD, BUS)) == {"unchanged": 4, "moved": 1}


def test_another_chapter_is_a_move():
    assert kinds(stored(RADWEG), RADWEG, chapter="Verkehr") == ["moved"]


def test_what_is_put_before_moves_nothing():
    assert kinds(stored(RADWEG, PARK), BUS, RADWEG, PARK) == ["new", "unchanged", "unchanged"]


@pytest.mark.parametrize(
    "edited",
    [
        "Wir bauen bis 2028 einen Radweg an der Königsallee.",
        "Wir bauen bis 2027 einen breiten, beleuchteten Radweg an der Königsallee.",
        "Wir prüfen bis 2027 einen Radweg an der Königsallee.",
        "Bis 2027 bauen wir einen Radweg an der Königsallee.",
    ],
)
def test_a_small_edit_keeps_the_identity(edited):
    before = stored(*FIVE)

    change = compare(before, clauses(edited, *FIVE[1:]))[0]

    assert (change.kind, change.old, change.new.text) == ("changed", before[0], edited)


def test_two_edited_neighbours_are_not_mixed_up():
    before = stored("Wir bauen 5 neue Kitas.", "Wir bauen 7 neue Schulen.")

    changes = compare(before, clauses("Wir bauen 7 ganz neue Schulen.", "Wir bauen 5 ganz neue Kitas."))

    assert [change.old for change in changes] == [before[1], before[0]]


def test_another_promise_in_the_same_place_is_not_the_old_one():
    changes = compare(stored(RADWEG, PARK), clauses(RADWEG, "Der Rat tagt künftig öffentlich im Netz."))

    assert [change.kind for change in changes] == ["unchanged", "new", "gone"]
    assert changes[1].old is None
    assert (changes[2].old.text, changes[2].new, changes[2].number) == (PARK, None, None)


def test_the_same_sentence_twice_is_two_promises():
    before = stored(RADWEG, RADWEG)

    assert kinds(before, RADWEG, RADWEG) == ["unchanged", "unchanged"]
    assert kinds(before, RADWEG) == ["unchanged", "gone"]


def test_a_clause_that_comes_back_is_new_in_this_version_and_the_old_one():
    before = stored(RADWEG, PARK, gone=[PARK])

    changes = compare(before, clauses(RADWEG, PARK))

    assert [(change.kind, change.old) for change in changes] == [("unchanged", before[0]), ("new", before[1])]


def test_what_was_gone_before_is_not_gone_again():
    assert kinds(stored(RADWEG, PARK, gone=[PARK]), RADWEG) == ["unchanged"]


def test_what_is_gone_lends_its_identity_to_nobody():
    changes = compare(stored(RADWEG, gone=[RADWEG]), clauses(RADWEG.replace("2027", "2028")))

    assert [(change.kind, change.old) for change in changes] == [("new", None)]


texts = st.lists(
    st.sampled_from(
        [*FIVE, *(text.replace("e", "ee") for text in FIVE), *(text[::-1] for text in FIVE), RADWEG + " " + PARK]
    ),
    max_size=12,
)


@given(texts, texts, st.data())
def test_every_clause_appears_once(before, after, data):
    gone = data.draw(st.sets(st.sampled_from(before))) if before else ()
    old, new = stored(*before, gone=gone), clauses(*after)

    changes = compare(old, new)

    assert [change.new for change in changes if change.new] == new
    assert [change.number for change in changes if change.new] == list(range(1, len(new) + 1))
    met = [change.old for change in changes if change.old]
    assert len(set(map(id, met))) == len(met)
    assert {id(c) for c in old if c.gone_at is None} <= set(map(id, met))
    for change in changes:
        assert (change.kind == "gone") == (change.new is None)
        assert change.kind != "unchanged" or change.old.text == change.new.text
        assert change.old or change.kind == "new"


@given(texts)
def test_a_version_compared_with_itself_is_unchanged(same):
    assert set(kinds(stored(*same), *same)) <= {"unchanged"}
