"""What the review means for Vorhaben: drafts follow, published ones are never changed silently."""

from datetime import date

import pytest
from sqlalchemy import select

from beteiligung.vereinbarung import review
from beteiligung.vorhaben import following
from beteiligung.vorhaben.actions import draft_from_clauses
from beteiligung.vorhaben.models import Place, Precision, Publication, Status, Vorhaben

from .. import records
from ..records import NOW

TWO = "Der Westpark bekommt Bänke. Am Südring entsteht ein Radweg."


@pytest.fixture
def clauses(session, bezirke):
    """Two clauses with a draft each; the first one's draft lies in the Westpark, in Mitte."""
    agreement = records.vereinbarung(TWO, "Busse fahren öfter.")
    agreement.clauses[0].places = ["Westpark", "Südring"]
    agreement.clauses[0].deadlines = [{"to": "2027-12-31", "raw": "bis 2027"}]
    session.add(agreement)
    session.flush()
    draft_from_clauses(session, agreement, now=NOW)
    first = of(session, agreement.clauses[0])
    first.places = [Place(words="Westpark", lat=51.47, lon=7.2), Place(words="Südring", lat=51.48, lon=7.21)]
    first.bezirke, first.is_citywide = [bezirke[0]], False
    session.commit()
    return agreement.clauses


def of(session, clause):
    return session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id).order_by(Vorhaben.id)).first()


def title(vorhaben):
    return next(text.title for text in vorhaben.texts if text.lang == "de")


def correct(session, clause, person, **changes):
    """Accept with these corrections, as the page does."""
    before = following.counting(clause)
    values = {"title": clause.value("title"), **before, **changes}
    review.accept(session, clause, person, values=values, seen=review.stamp(clause), now=NOW)
    following.follow_correction(session, clause, before, now=NOW)
    session.commit()


def facts(vorhaben):
    return (
        title(vorhaben), vorhaben.office, [(p.words, p.lat) for p in vorhaben.places], vorhaben.end_on,
        vorhaben.is_citywide, vorhaben.publication,
    )  # fmt: skip


def test_accepted_as_it_was_read_a_draft_stays_as_it_was(session, clauses, amt):
    before = facts(of(session, clauses[0]))

    correct(session, clauses[0], amt)

    assert facts(of(session, clauses[0])) == before


def test_a_district_that_was_read_becomes_no_place(session, clauses, amt):
    clauses[1].places = ["Wattenscheid"]

    correct(session, clauses[1], amt)

    assert of(session, clauses[1]).places == []


def test_a_draft_takes_what_was_put_right(session, clauses, amt):
    right = {
        "title": "Neue Bänke",
        "office": "Grünamt",
        "places": ["Westpark", "Nordpark"],
        "deadlines": [{"to": "2028-06-30"}],
    }

    correct(session, clauses[0], amt, **right)

    draft = of(session, clauses[0])
    assert (title(draft), draft.office) == ("Neue Bänke", "Grünamt")
    assert [(p.words, p.lat) for p in draft.places] == [("Westpark", 51.47), ("Nordpark", None)]
    assert (draft.end_on, draft.end_precision) == (date(2028, 6, 30), Precision.DAY)


def test_and_what_was_taken_back_again(session, clauses, amt):
    correct(session, clauses[0], amt, office="Grünamt", places=["Nordpark"])

    correct(session, clauses[0], amt, office=None, places=[], deadlines=[])

    draft = of(session, clauses[0])
    assert (draft.office, draft.places, draft.end_on, draft.end_precision) == (None, [], None, None)
    assert draft.is_citywide is False


def test_without_any_place_it_is_for_the_whole_city(session, clauses, amt):
    correct(session, clauses[1], amt, places=["Hauptbahnhof"])
    assert of(session, clauses[1]).is_citywide is False

    correct(session, clauses[1], amt, places=[])
    assert of(session, clauses[1]).is_citywide is True


@pytest.mark.parametrize("publication", [Publication.PUBLISHED, Publication.ARCHIVED])
def test_what_is_published_or_put_aside_is_left_alone(session, clauses, amt, publication):
    vorhaben = of(session, clauses[0])
    vorhaben.publication = publication
    session.commit()
    before = facts(vorhaben), vorhaben.version

    correct(session, clauses[0], amt, title="Anders", office="Anders", places=[], deadlines=[])

    session.expire_all()
    assert (facts(vorhaben), vorhaben.version) == before


def test_a_rejected_clause_takes_its_drafts_along_and_brings_them_back(session, clauses):
    other = of(session, clauses[1])
    vorhaben = of(session, clauses[0])

    following.follow_rejection(session, clauses[0], now=NOW)
    session.commit()
    assert (vorhaben.publication, other.publication) == (Publication.ARCHIVED, Publication.DRAFT)

    following.follow_reopening(session, clauses[0], now=NOW)
    session.commit()
    assert vorhaben.publication == Publication.DRAFT


def test_a_rejection_hides_nothing_that_was_published(session, clauses):
    vorhaben = of(session, clauses[0])
    vorhaben.publication = Publication.PUBLISHED
    session.commit()

    following.follow_rejection(session, clauses[0], now=NOW)
    following.follow_reopening(session, clauses[0], now=NOW)
    session.commit()

    assert (vorhaben.publication, vorhaben.clause) == (Publication.PUBLISHED, clauses[0])


def test_merged_what_was_published_goes_on_under_the_other_clause(session, clauses):
    draft = of(session, clauses[0])
    published = records.vorhaben("laeuft", "Läuft schon", clause=clauses[0])
    session.add(published)
    session.commit()

    following.follow_merge(session, clauses[0], clauses[1], now=NOW)
    session.commit()

    assert (published.clause, published.publication) == (clauses[1], Publication.PUBLISHED)
    assert (draft.clause, draft.publication) == (clauses[0], Publication.ARCHIVED)


def split(session, clause, person):
    parts = review.split(session, clause, person, at=review.split_points(clause)[0], seen=review.stamp(clause), now=NOW)
    following.follow_split(session, clause, parts, now=NOW)
    session.commit()
    return parts


def test_split_each_part_has_a_draft_with_its_own_words_and_places(session, clauses, amt):
    was = of(session, clauses[0])

    parts = split(session, clauses[0], amt)

    first, second = (of(session, part) for part in parts)
    assert first is was
    assert [v.texts[0].summary for v in (first, second)] == [p.text for p in parts]
    assert [title(v) for v in (first, second)] == [p.title for p in parts]
    assert [[(p.words, p.lat) for p in v.places] for v in (first, second)] == [
        [("Westpark", 51.47)],
        [("Südring", 51.48)],
    ]
    assert {v.publication for v in (first, second)} == {Publication.DRAFT}
    assert first.slug != second.slug
    assert of(session, clauses[0]) is None


def test_split_what_was_published_stays_as_it_is_with_the_first(session, clauses, amt):
    vorhaben = of(session, clauses[0])
    vorhaben.publication = Publication.PUBLISHED
    session.commit()
    before = facts(vorhaben)

    parts = split(session, clauses[0], amt)

    assert (vorhaben.clause, facts(vorhaben)) == (parts[0], before)
    assert of(session, parts[1]).publication == Publication.DRAFT


def test_split_twice_with_the_same_title_gets_two_addresses(session, bezirke, amt):
    agreement = records.vereinbarung("Wir bauen einen Radweg. Wir bauen einen Radweg. Wir bauen einen Radweg.")
    session.add(agreement)
    session.commit()

    parts = split(session, agreement.clauses[0], amt)
    split(session, parts[1], amt)

    slugs = session.scalars(select(Vorhaben.slug)).all()
    assert len(slugs) == len(set(slugs)) == 2


@pytest.fixture
def parent(session, clauses):
    """A published Vorhaben for every Stadtbezirk."""
    vorhaben = records.citywide(
        "spielplaetze", "Spielplätze", clause=clauses[1], office="Jugendamt", end_on=date(2027, 1, 1)
    )
    session.add(vorhaben)
    session.commit()
    return vorhaben


def test_one_child_for_each_stadtbezirk(session, parent):
    assert following.child_per_bezirk(session, parent, now=NOW) == 2
    session.commit()

    assert [c.slug for c in parent.children] == ["spielplaetze-bochum-mitte", "spielplaetze-bochum-wattenscheid"]
    assert [title(c) for c in parent.children] == ["Spielplätze: Mitte", "Spielplätze: Wattenscheid"]
    assert [[b.number for b in c.bezirke] for c in parent.children] == [[1], [2]]
    for child in parent.children:
        assert (child.publication, child.status, child.is_citywide) == (Publication.DRAFT, Status.PARTICIPATION, False)
        assert (child.clause, child.office, child.end_on) == (parent.clause, "Jugendamt", date(2027, 1, 1))
    assert parent.publication == Publication.PUBLISHED


def test_a_second_time_only_where_one_is_missing(session, parent):
    following.child_per_bezirk(session, parent, now=NOW)
    session.add(records.bezirk(3, "Nord"))
    session.commit()

    assert [following.child_per_bezirk(session, parent, now=NOW) for _again in range(2)] == [1, 0]


def test_children_keep_their_stadtbezirk_when_the_clause_is_corrected(session, parent, amt):
    following.child_per_bezirk(session, parent, now=NOW)
    session.commit()

    correct(session, parent.clause, amt, title="Neue Spielplätze", places=["Westpark"])

    session.expire_all()
    assert [title(c) for c in parent.children] == ["Neue Spielplätze: Mitte", "Neue Spielplätze: Wattenscheid"]
    assert [c.places for c in parent.children] == [[], []]
    assert title(parent) == "Spielplätze"
