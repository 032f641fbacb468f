"""Importing an agreement, and a later version of it: identity stays, nothing is deleted, all or nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from beteiligung import schema
from beteiligung.db import unit_of_work
from beteiligung.errors import NotImportable
from beteiligung.signals import vereinbarung_imported
from beteiligung.vereinbarung import actions, review
from beteiligung.vereinbarung.models import Clause, Fassung, Review, Vereinbarung
from beteiligung.vereinbarung.reader.places import Gazetteer, Place
from beteiligung.vorhaben.actions import draft_from_clauses
from beteiligung.vorhaben.models import Publication, Status, StatusChange, Vorhaben

from .. import records
from .readings import BAD, BUS, FIVE, PARK, RADWEG, SCHULE, imported, reading

LATER = records.NOW + timedelta(days=30)
EDITED = RADWEG.replace("2027", "2028")
SECOND = (PARK, EDITED, BAD, BUS, "Die Bücherei öffnet auch am Sonntag.")
"""RADWEG edited and moved, SCHULE gone, one new."""
OTHER_CITY = tuple(text[::-1] for text in FIVE)


def by_text(session):
    return {clause.text: clause for clause in session.scalars(select(Clause))}


def everything(engine):
    """All rows of all our tables."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in schema.metadata().tables.items()
        }


@pytest.fixture
def first(session):
    """The first version, with its drafts."""
    done = imported(session, *FIVE)
    draft_from_clauses(session, done.vereinbarung, now=records.NOW)
    session.commit()
    return done


def test_the_first_agreement_is_stored_at_once(session):
    done = imported(session, *FIVE, apply=None)

    assert (done.stored, done.is_first, len(done.changes)) == (True, True, 5)
    assert {change.kind for change in done.changes} == {"new"}
    agreement = session.scalars(select(Vereinbarung)).one()
    fassung = agreement.newest
    assert (fassung.number, fassung.file_name, fassung.source) == (1, "vertrag.md", "\n".join(FIVE))
    assert [c.number for c in agreement.clauses] == [1, 2, 3, 4, 5]
    assert (
        [fassung.source[c.start : c.end] for c in agreement.clauses]
        == [c.quotation for c in agreement.clauses]
        == [*FIVE]
    )


def test_a_dry_run_on_an_empty_database_stores_nothing(engine, session):
    before = everything(engine)

    done = imported(session, *FIVE, apply=False)

    assert (done.stored, done.is_first, len(done.changes)) == (False, True, 5)
    assert everything(engine) == before


def test_the_same_text_again_changes_nothing(engine, session, first):
    before = everything(engine)

    done = imported(session, *FIVE, now=LATER)

    assert (done.stored, done.changes) == (False, [])
    assert everything(engine) == before


@pytest.mark.parametrize("apply", [None, False])
def test_a_second_version_is_only_shown_by_default(engine, session, first, apply):
    before = everything(engine)

    done = imported(session, *SECOND, apply=apply, now=LATER)

    assert done.stored is False
    assert sorted(change.kind for change in done.changes) == [
        "changed",
        "gone",
        "moved",
        "new",
        "unchanged",
        "unchanged",
    ]
    assert everything(engine) == before


def test_what_is_shown_is_what_is_done(session, first):
    shown = [(c.kind, c.old and c.old.id, c.number) for c in imported(session, *SECOND, apply=None).changes]

    assert shown == [(c.kind, c.old and c.old.id, c.number) for c in imported(session, *SECOND).changes]


def test_a_second_version_updates_marks_and_deletes_nothing(session, first):
    ids = {text: clause.id for text, clause in by_text(session).items()}

    assert imported(session, *SECOND, now=LATER).stored

    session.expire_all()
    now = by_text(session)
    assert len(now) == 6
    assert {text: now[text].id for text in (PARK, SCHULE, BAD, BUS)} == {
        text: ids[text] for text in (PARK, SCHULE, BAD, BUS)
    }
    assert now[EDITED].id == ids[RADWEG]
    assert [now[text].number for text in SECOND] == [1, 2, 3, 4, 5]
    assert (now[SCHULE].gone_at, now[SCHULE].fassung.number) == (LATER, 1)
    assert {now[text].gone_at for text in SECOND} == {None}
    for text in SECOND:
        assert now[text].fassung.source[now[text].start : now[text].end] == text
    assert [f.number for f in session.scalars(select(Fassung).order_by(Fassung.number))] == [1, 2]


def test_vorhaben_contributions_history_corrections_and_addresses_stay(session, first, amt):
    clause = by_text(session)[RADWEG]
    vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id)).one()
    vorhaben.publication, slug = Publication.PUBLISHED, vorhaben.slug
    vorhaben.history.append(
        StatusChange(status=Status.PREPARATION, on=records.NOW.date(), reason="Planung", author_name="")
    )
    session.add(records.beitrag(vorhaben, "Bleibt das?"))
    values = {"title": "Radweg Königsallee", "office": "Tiefbauamt"}
    review.accept(session, clause, amt, values=values, seen="new", now=records.NOW)
    session.commit()

    imported(session, *SECOND, now=LATER)

    session.expire_all()
    assert (vorhaben.clause.text, vorhaben.slug, vorhaben.publication) == (EDITED, slug, Publication.PUBLISHED)
    assert [change.reason for change in vorhaben.history] == ["Vereinbarung für Bochum", "Planung"]
    assert session.scalar(select(func.count()).select_from(records.Beitrag)) == 1
    assert clause.corrected == values
    assert (clause.value("title"), clause.title) == ("Radweg Königsallee", EDITED.rstrip("."))
    assert (clause.review, clause.reviewed_by) == (Review.ACCEPTED, "Amt für Grün")


def test_only_what_is_new_gets_a_draft(session, first):
    done = imported(session, *SECOND)

    assert draft_from_clauses(session, done.vereinbarung, now=LATER) == 1
    assert session.scalar(select(func.count()).select_from(Vorhaben)) == 6


def test_a_clause_that_comes_back_is_the_old_one(session, first):
    known = by_text(session)[SCHULE].id
    imported(session, *SECOND)

    done = imported(session, *FIVE, now=LATER)

    assert [c.kind for c in done.changes if c.new and c.new.text == SCHULE] == ["new"]
    session.expire_all()
    assert (by_text(session)[SCHULE].id, by_text(session)[SCHULE].gone_at) == (known, None)
    assert draft_from_clauses(session, done.vereinbarung, now=LATER) == 0


def test_the_parts_of_a_split_clause_move_go_and_come_back_with_it(session, first, amt):
    whole = by_text(session)[SCHULE]
    parts = review.split(session, whole, amt, at=review.split_points(whole)[0], seen="new", now=records.NOW)
    session.commit()

    seen = []
    for version in ((SCHULE, RADWEG, PARK, BAD, BUS), SECOND, FIVE):
        imported(session, *version, chapter="Bildung", now=LATER)
        session.expire_all()
        assert {(p.number, p.chapter, p.gone_at) for p in parts} == {(whole.number, whole.chapter, whole.gone_at)}
        assert [p.fassung.source[p.start : p.end] for p in parts] == [p.quotation for p in parts]
        seen.append((whole.number, whole.gone_at))

    assert seen == [(1, None), (1, LATER), (3, None)]
    assert (whole.review, session.scalar(select(func.count()).select_from(Clause))) == (Review.SPLIT, 8)


def test_a_merged_clause_stays_merged(session, first, amt):
    now = by_text(session)
    review.merge(session, now[PARK], now[RADWEG], amt, seen="new", now=records.NOW)
    session.commit()

    imported(session, *SECOND)

    session.expire_all()
    assert (now[PARK].review, now[PARK].merged_into) == (Review.MERGED, now[RADWEG])
    assert now[RADWEG].text == EDITED


@pytest.mark.parametrize("apply", [None, True])
def test_another_citys_agreement_is_refused(engine, session, first, apply):
    before = everything(engine)

    with pytest.raises(NotImportable, match="0 of 5"):
        imported(session, *OTHER_CITY, apply=apply)
    session.rollback()

    assert everything(engine) == before


def test_unless_it_is_meant(session, first):
    imported(session, *OTHER_CITY, replace=True, now=LATER)

    session.expire_all()
    assert {text for text, clause in by_text(session).items() if clause.gone_at is None} == {*OTHER_CITY}
    assert session.scalar(select(func.count()).select_from(Vorhaben)) == 5


def test_a_text_without_a_promise_is_refused(engine, session):
    with pytest.raises(NotImportable, match="no measure"):
        imported(session)

    assert session.scalar(select(func.count()).select_from(Vereinbarung)) == 0


@pytest.mark.parametrize("again", [False, True])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(app, engine, session, monkeypatch, again):
    if again:
        imported(session, *FIVE)
    before, update, done, told = everything(engine), actions._update, [], []

    def failing(clause, read, *rest):
        if len(done) == 3:
            raise RuntimeError("power cut")
        done.append(update(clause, read, *rest))

    monkeypatch.setattr(actions, "_update", failing)
    listening = vereinbarung_imported.connected_to(lambda *a, **k: told.append(k))
    with listening, app.app_context(), pytest.raises(RuntimeError, match="power cut"), unit_of_work() as inside:
        actions.import_reading(inside, "\n".join(SECOND), reading(*SECOND), file_name="x.md", now=LATER, apply=True)

    assert len(done) == 3
    assert everything(engine) == before
    assert told == []


def test_drafts_get_the_places_and_districts_that_the_gazetteer_knows(session, bezirke):
    gazetteer = Gazetteer(
        [
            Place("Westpark", "park", "Bochum-Mitte", 51.47, 7.2),
            Place("Kanal", "water"),
            Place("Wattenscheid", "stadtbezirk", "2", 51.46, 7.14),
            Place("Freibad", "building", "Wattenscheid", 51.45, 7.13),
        ]
    )
    done = imported(session, PARK, places=["Westpark", "Kanal", "Wattenscheid", "Freibad", "Atlantis"])

    draft_from_clauses(session, done.vereinbarung, now=LATER, gazetteer=gazetteer)

    draft = session.scalars(select(Vorhaben)).one()
    assert [(p.words, p.lat, p.lon) for p in draft.places] == [
        ("Westpark", 51.47, 7.2), ("Kanal", None, None), ("Freibad", 51.45, 7.13),
    ]  # fmt: skip
    assert [b.number for b in draft.bezirke] == [1, 2]
    assert draft.is_citywide is False


def test_without_a_gazetteer_or_a_place_a_draft_is_for_the_whole_city(session, bezirke):
    done = imported(session, PARK, places=["Westpark"])

    draft_from_clauses(session, done.vereinbarung, now=LATER)

    draft = session.scalars(select(Vorhaben)).one()
    assert (draft.places, draft.bezirke, draft.is_citywide) == ([], [], True)


def test_a_draft_ends_when_its_clause_says_so(session):
    done = imported(
        session, RADWEG, deadlines=[{"from": "2026-01-01", "raw": "ab 2026"}, {"to": "2027-12-31", "raw": "bis 2027"}]
    )

    draft_from_clauses(session, done.vereinbarung, now=LATER)

    draft = session.scalars(select(Vorhaben)).one()
    assert (draft.end_on.year, draft.end_precision) == (2027, "year")
