"""What is remembered of the records is right, whoever changed them and however; and it holds nothing that is hidden."""

import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from beteiligung import schema
from beteiligung.change import stamp, triggers
from beteiligung.engine import engine_for
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben import answers, remembered, thin
from beteiligung.vorhaben.models import Publication, Status, Vorhaben, VorhabenText
from beteiligung.vorhaben.queries import Filters

from .. import records
from ..records import NOW

ALL = Filters(statuses=tuple(Status))


def seen(engine, filters=ALL, now=NOW):
    """What a request shows: a session of its own, on what this process remembers."""
    with Session(engine) as session:
        return [v.slug for v in answers.shown(session, filters, now=now, most=999)]


def changed(engine, slug, **values):
    """Written past the ORM, as an import or a hand on the console may do it."""
    with engine.begin() as connection:
        connection.execute(update(Vorhaben.__table__).where(Vorhaben.slug == slug).values(**values))


@pytest.fixture
def warm(engine, session, bezirke):
    """Three Vorhaben, one of them a draft, and a memory that knows them."""
    session.add_all(
        [
            records.vorhaben("a", "Allee", bezirke=bezirke[:1], status=Status.DECIDED),
            records.vorhaben("b", "Brücke", bezirke=bezirke[1:], status=Status.UNDERWAY, topic="Bauen"),
            records.vorhaben("entwurf", "Radweg", publication=Publication.DRAFT),
        ]
    )
    session.commit()
    assert seen(engine) == ["a", "b"]
    return engine


@pytest.fixture
def never_all_anew(monkeypatch):
    """From here on reading all records is an error: what is kept must be enough."""

    def too_much(session):
        raise AssertionError("all records were read again")

    return lambda: monkeypatch.setattr(thin, "everything", too_much)


def test_a_second_request_reads_nothing_but_the_stamp(warm, counted):
    with Session(warm) as session, counted() as statements:
        answers.facets(session, ALL, now=NOW)
        answers.count(session, Filters(bezirk=1), now=NOW)
        answers.topics(session)

    assert len([s for s in statements if s.startswith("SELECT")]) == 1


def test_what_is_published_shows_and_what_is_archived_does_not(warm, never_all_anew):
    never_all_anew()

    changed(warm, "entwurf", publication=Publication.PUBLISHED)
    assert seen(warm) == ["entwurf", "a", "b"]

    changed(warm, "a", publication=Publication.ARCHIVED)
    assert seen(warm) == ["entwurf", "b"]
    with Session(warm) as session:
        assert answers.facets(session, ALL, now=NOW)["bezirk"] == {2: 1}


def test_an_edit_shows_at_once(warm, never_all_anew):
    never_all_anew()

    changed(warm, "b", status=Status.EVALUATION, topic_slug="verkehr", topic="Verkehr")

    assert seen(warm) == ["b", "a"]
    assert seen(warm, Filters(topic="bauen")) == []
    assert seen(warm, Filters(topic="verkehr")) == ["b"]


@pytest.mark.parametrize(
    ("statement", "filters", "slugs"),
    [
        ("UPDATE beteiligung_vorhaben_bezirk SET bezirk_number = 1", Filters(bezirk=1), ["a", "b"]),
        ("DELETE FROM beteiligung_vorhaben_bezirk", Filters(bezirk=1), []),
        ("UPDATE beteiligung_search SET words = 'kran', title = ''", Filters(text="kran"), ["a", "b"]),
        ("DELETE FROM beteiligung_search", Filters(text="allee"), []),
    ],
)
def test_what_hangs_on_a_vorhaben_counts_too(warm, never_all_anew, statement, filters, slugs):
    assert seen(warm, filters) != slugs
    never_all_anew()

    with warm.begin() as connection:
        connection.execute(text(statement))

    assert seen(warm, filters) == slugs


def test_a_place_that_moves(warm, session):
    east = (7.5, 51.0, 7.6, 52.0)
    assert answers.dots(session, ALL, now=NOW, box=east) == []
    session.rollback()

    with warm.begin() as connection:
        connection.execute(text("UPDATE beteiligung_place SET lon = 7.55"))

    assert [dot.number for dot in answers.dots(session, ALL, now=NOW, box=east)] == [2]


def test_a_term_that_is_renamed(warm, session):
    term = Term(kind=Kind.TAG, slug="schule", name="Schule")
    record = session.scalar(select(Vorhaben).where(Vorhaben.slug == "a"))
    record.terms.append(term)
    session.commit()
    assert [(one.name, number) for one, number in answers.terms(session)] == [("Schule", 1)]
    assert seen(warm, Filters(term="schule")) == ["a"]

    term.name, term.slug = "Schulen", "schulen"
    session.commit()

    assert [(one.name, number) for one, number in answers.terms(session)] == [("Schulen", 1)]
    assert seen(warm, Filters(term="schule")) == []
    assert seen(warm, Filters(term="schulen")) == ["a"]


def test_another_process_changes_something(warm, never_all_anew):
    never_all_anew()
    other = engine_for(warm.url.render_as_string(hide_password=False))

    changed(other, "entwurf", publication=Publication.PUBLISHED)

    assert seen(warm) == ["entwurf", "a", "b"]
    other.dispose()


def test_two_cities_in_one_process_share_nothing(sqlite_template, tmp_path):
    engines = [engine_for(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / name)}") for name in ("one", "two")]
    for engine, slug in zip(engines, ("bochum", "essen"), strict=True):
        with Session(engine) as session:
            session.add(records.vorhaben(slug, slug))
            session.commit()

    for _again in range(2):
        assert [seen(engine) for engine in engines] == [["bochum"], ["essen"]]
    for engine in engines:
        engine.dispose()


def test_what_is_rolled_back_was_never_there(warm):
    with Session(warm) as session:
        draft = session.scalar(select(Vorhaben).where(Vorhaben.slug == "entwurf"))
        draft.publication = Publication.PUBLISHED
        session.flush()
        assert [v.slug for v in answers.shown(session, ALL, now=NOW, most=9)] == ["entwurf", "a", "b"]
        session.rollback()
        assert [v.slug for v in answers.shown(session, ALL, now=NOW, most=9)] == ["a", "b"]

    assert seen(warm) == ["a", "b"]
    for _twice in range(2):  # the numbers of the changes that were rolled back come again
        changed(warm, "a", office="x")
        assert seen(warm) == ["a", "b"]


def test_a_bulk_statement_that_is_rolled_back(warm):
    with Session(warm) as session:
        session.execute(update(Vorhaben).values(publication=Publication.PUBLISHED))
        assert answers.count(session, ALL, now=NOW)[0] == 3

    for _twice in range(2):
        changed(warm, "a", office="x")
        assert seen(warm) == ["a", "b"]


def test_a_transaction_that_sees_the_past_spoils_nothing(warm):
    with Session(warm) as long:
        assert answers.count(long, ALL, now=NOW)[0] == 2
        changed(warm, "entwurf", publication=Publication.PUBLISHED)
        assert seen(warm) == ["entwurf", "a", "b"]
        assert answers.count(long, ALL, now=NOW)[0] == 2

    assert seen(warm) == ["entwurf", "a", "b"]


def test_an_offer_opens_and_closes_by_the_clock(warm, never_all_anew):
    changed(warm, "b", open_from=NOW + timedelta(hours=1), open_until=NOW + timedelta(hours=2))
    assert seen(warm, Filters(open_now=True)) == []
    never_all_anew()

    for minutes, is_open in ((59, False), (60, True), (119, True), (120, False)):
        now = NOW + timedelta(minutes=minutes)
        assert seen(warm, Filters(open_now=True), now) == (["b"] if is_open else []), minutes
        assert seen(warm, ALL, now) == (["b", "a"] if is_open else ["a", "b"])
        with Session(warm) as session:
            assert answers.next_to_close(session, now=now)[0] == is_open


def test_drafts_and_archived_ones_are_not_even_remembered(warm):
    changed(warm, "a", publication=Publication.ARCHIVED)

    with Session(warm) as session:
        here = remembered.shelf(session, now=NOW)
        titles = session.scalars(select(VorhabenText.title).where(VorhabenText.vorhaben_id.in_(here.rows))).all()

    assert titles == ["Brücke"]
    assert len(here.order) == len(here.rows) == here.all.bit_count() == 1


def test_work_on_drafts_leaves_all_answers_as_they_are(warm):
    with Session(warm) as session:
        before = remembered.shelf(session, now=NOW)

    changed(warm, "entwurf", office="x")

    with Session(warm) as session:
        after = remembered.shelf(session, now=NOW)
    assert after.order is before.order
    assert after.stamp != before.stamp


def test_a_backup_that_was_put_back(warm):
    """The numbers begin to count from a lower one, with other records behind them."""
    changed(warm, "entwurf", publication=Publication.PUBLISHED)
    assert seen(warm) == ["entwurf", "a", "b"]

    with warm.begin() as connection:
        connection.execute(text("UPDATE beteiligung_vorhaben SET publication = 'draft' WHERE slug = 'entwurf'"))
        connection.execute(text("UPDATE beteiligung_change SET number = 1, token = 7"))

    assert seen(warm) == ["a", "b"]


def test_without_its_triggers_nothing_is_remembered(warm, caplog):
    with warm.begin() as connection:
        triggers.remove(connection)
    other = engine_for(warm.url.render_as_string(hide_password=False))  # a process that starts now
    assert seen(other) == ["a", "b"]

    changed(warm, "entwurf", publication=Publication.PUBLISHED)

    assert seen(other) == ["entwurf", "a", "b"]
    assert "upgrade" in caplog.text
    other.dispose()


def test_an_upgrade_brings_lost_triggers_back(warm):
    with warm.begin() as connection:
        triggers.remove(connection)
    with Session(warm) as session:
        assert not stamp.is_trusted(session)

    schema.upgrade(warm)

    with Session(warm) as session:
        assert stamp.is_trusted(session)


def test_what_is_kept_is_bounded(warm):
    with Session(warm) as session:
        here = remembered.shelf(session, now=NOW)
        for number in range(1000):
            here.kept(("test", number), lambda number=number: number)

    assert len(here._answers) <= 300
    assert here.kept(("test", 999), lambda: "again") == 999
    assert here.kept(("test", 0), lambda: "again") == "again"
