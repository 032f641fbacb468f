"""The index is in step with what a Vorhaben says, and tells the public nothing of what it may not see."""

import pytest
from flask import Flask
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from beteiligung import Beteiligung, schema
from beteiligung.search.matching import LEXEMES
from beteiligung.search.models import SearchEntry, SearchWord
from beteiligung.search.tokens import tokens
from beteiligung.vorhaben import answers, queries
from beteiligung.vorhaben.findable import refresh_search, reindex, said
from beteiligung.vorhaben.models import Place, Publication, Vorhaben, VorhabenText

from .. import records
from ..databases import counted
from ..records import NOW


def found(session, words):
    filters = answers.understood(session, queries.Filters(text=words))
    slugs = [v.slug for v in session.scalars(queries.published(filters, now=NOW))]
    assert [v.slug for v in answers.shown(session, filters, now=NOW, most=999)] == slugs
    return slugs


def entries(session):
    return session.execute(select(SearchEntry.vorhaben_id, SearchEntry.title, SearchEntry.words)).all()


def words(session):
    return session.scalars(select(SearchWord.word).order_by(SearchWord.word)).all()


def test_a_changed_text_is_found_by_its_new_words_alone(session, radweg):
    radweg.texts[0].title = "Brücke"
    radweg.texts[0].summary = "Über den Fluss"
    radweg.places = []
    refresh_search(radweg)
    session.commit()

    assert found(session, "Brücke") == found(session, "Fluss") == ["radweg"]
    assert found(session, "Königsallee") == []


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_who_may_see_it_is_decided_at_that_moment(session, radweg, publication):
    assert found(session, "Königsallee") == ["radweg"]
    for now, slugs in ((publication, []), (Publication.PUBLISHED, ["radweg"])):
        radweg.publication = now
        session.commit()

        assert found(session, "Königsallee") == found(session, "Königsalee") == slugs
        assert answers.count(session, queries.Filters(text="Königsallee"), now=NOW)[0] == len(slugs)


def test_what_is_deleted_leaves_nothing_to_find(session, radweg):
    session.delete(radweg)
    session.commit()

    assert entries(session) == []
    assert found(session, "Königsallee") == []


def test_nor_what_the_database_deletes_by_itself(session, radweg):
    session.execute(delete(Vorhaben).where(Vorhaben.id == radweg.id))
    session.commit()

    assert entries(session) == []
    new = records.vorhaben("neu", "Brücke", id=radweg.id)
    session.expunge_all()
    session.add(new)
    session.commit()
    assert found(session, "Königsallee") == []
    assert found(session, "Brücke") == ["neu"]


def test_an_unchanged_text_changes_no_entry(engine, session, radweg):
    with counted(engine) as statements:
        refresh_search(radweg)
        session.commit()

    assert [s for s in statements if s.startswith(("UPDATE", "INSERT"))] == []


def test_a_word_is_remembered_once(session, radweg):
    session.add(records.vorhaben("zweiter", "Radweg Königsallee"))
    session.commit()

    assert "konigsallee" in words(session)
    assert len(words(session)) == len(set(words(session)))


def test_reindex_finds_what_went_past_us(session, radweg):
    for table in ("beteiligung_search", "beteiligung_search_word"):
        session.execute(text(f"DELETE FROM {table}"))
    session.execute(text("UPDATE beteiligung_place SET words = 'Springerplatz'"))
    session.commit()
    session.expunge_all()
    assert found(session, "Königsallee") == []

    assert reindex(session) == 1
    session.commit()

    assert (
        found(session, "Königsallee")
        == found(session, "Springerplatz")
        == found(session, "Springreplatz")
        == ["radweg"]
    )


def test_reindex_changes_nothing_that_was_right(session, radweg, hidden_away):
    before = entries(session), set(words(session))

    assert reindex(session) == 3
    session.commit()

    assert (entries(session), set(words(session))) == before


def test_reindex_goes_through_all(session, bezirke, monkeypatch):
    monkeypatch.setattr("beteiligung.vorhaben.findable.CHUNK", 2)
    session.add_all(records.vorhaben(f"v{n}", f"Nummer {n}") for n in range(5))
    session.commit()

    assert reindex(session) == 5
    session.commit()

    assert [found(session, f"{n}") for n in range(5)] == [[f"v{n}"] for n in range(5)]


def test_the_command(app, session, radweg):
    session.execute(text("DELETE FROM beteiligung_search"))
    session.commit()

    done = app.test_cli_runner().invoke(args=["beteiligung", "reindex"])

    assert (done.exit_code, done.output) == (0, "1 Vorhaben\n")
    assert found(session, "Königsallee") == ["radweg"]


def test_a_new_name_of_a_stadtbezirk_is_found_after_its_import(app, session, radweg, tmp_path):
    file = tmp_path / "bezirke.geojson"
    file.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, '
        '"properties": {"number": 1, "name": "Neustadt", "label": [7.2, 51.4]}}]}'
    )

    done = app.test_cli_runner().invoke(args=["beteiligung", "bezirke", "import", str(file)])

    assert done.exit_code == 0, done.output
    assert found(session, "Neustadt") == ["radweg"]


def test_without_tables_the_command_says_so(empty_database, tmp_path):
    app = Flask("none", instance_path=str(tmp_path))
    Beteiligung(app, engine=empty_database)

    done = app.test_cli_runner().invoke(args=["beteiligung", "reindex"])

    assert done.exit_code == 2
    assert "flask beteiligung upgrade" in done.output


def test_everything_that_is_said_is_found(session, radweg):
    radweg.texts.append(
        VorhabenText(
            lang="en", title="Cycle path", summary="Wider", description="Asphalt", goal="Safety", affected="Pupils"
        )
    )
    radweg.places.append(Place(words="Springerplatz"))
    refresh_search(radweg)
    session.commit()

    for field, tag, words_ in said(radweg):
        for word in words_.split():
            assert found(session, word) == ["radweg"], (field, tag, word)


def test_the_migration_indexes_what_was_there(empty_database):
    schema.upgrade(empty_database)
    with Session(empty_database) as session:
        record = records.vorhaben("radweg", "Radweg Königsallee", bezirke=[records.bezirk()])
        record.texts.append(VorhabenText(lang="en", title="Cycle path", summary="Wider", goal="Safety"))
        refresh_search(record)
        session.add(record)
        session.commit()
        before = entries(session), words(session)

    schema.downgrade(empty_database, "0003")
    with empty_database.connect() as connection:
        old = connection.execute(text("SELECT search FROM beteiligung_vorhaben")).scalar()
    schema.upgrade(empty_database)

    assert {"radweg", "koenigsallee", "bochum", "cycle", "safety", "mobilitaet"} <= set(old.split())
    with Session(empty_database) as session:
        assert (entries(session), words(session)) == before
        assert found(session, "Radwege") == found(session, "safety") == ["radweg"]


@pytest.mark.postgres
def test_the_index_of_postgresql_is_used(postgres_engine):
    with Session(postgres_engine) as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        for column in ("title", "words"):
            lexemes = LEXEMES.format(column=f"beteiligung_search.{column}")
            plan = session.scalars(
                text(f"EXPLAIN SELECT vorhaben_id FROM beteiligung_search WHERE {lexemes} @@ CAST(:q AS tsquery)"),
                {"q": "'x'"},
            )
            assert f"ix_beteiligung_search_{column}_lexemes" in "".join(plan)


def test_the_index_of_sqlite_is_whole(sqlite_engine):
    """FTS5 compares what it holds with the table that the triggers copy."""
    with Session(sqlite_engine) as session:
        record = records.vorhaben()
        session.add_all([record, records.vorhaben("weg", "Kommt weg")])
        session.commit()
        record.texts[0].title = "Anders"
        refresh_search(record)
        session.delete(session.scalar(select(Vorhaben).where(Vorhaben.slug == "weg")))
        session.commit()

        session.execute(
            text("INSERT INTO beteiligung_search_fts(beteiligung_search_fts, rank) VALUES ('integrity-check', 1)")
        )


def test_titles_are_kept_apart(session, radweg):
    [(_number, title, both)] = entries(session)

    assert set(title.split()) == set(tokens("Radweg Königsallee", "de").split())
    assert set(title.split()) < set(both.split())
