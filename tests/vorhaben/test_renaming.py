"""Staff name topics and terms in other languages; the names are remembered, and found."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.errors import Conflict, NotAllowed
from beteiligung.naming.models import Name, Subject
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben import answers, renaming
from beteiligung.vorhaben.findable import reindex
from beteiligung.vorhaben.models import Publication, Vorhaben
from beteiligung.vorhaben.queries import Filters

from .. import records
from ..records import NOW

CLIMATE = (Subject.TOPIC, "klima")


@pytest.fixture
def some(session):
    session.add_all(
        [
            records.citywide("a", "Allee", topic="Klima"),
            records.citywide("b", "Bühne", topic="Kunst"),
            records.citywide("c", "Entwurf", topic="Zirkus", publication=Publication.DRAFT),
            Term(kind=Kind.TAG, slug="rad", name="Rad"),
        ]
    )
    session.commit()


def rename(session, person, names, lang="tr", seen=None):
    seen = seen or renaming.fingerprint(renaming.rows(session, lang))
    renaming.rename(session, person, lang, names, seen=seen)
    session.commit()


def found(engine, text):
    with Session(engine) as session:
        filters = answers.understood(session, Filters(text=text))
        return [one.slug for one in answers.shown(session, filters, now=NOW, most=9)]


def test_every_topic_and_term_has_a_row_with_its_name_or_none(session, some, amt):
    rename(session, amt, {CLIMATE: "İklim"})

    assert [tuple(row) for row in renaming.rows(session, "tr")] == [
        ("topic", "klima", "Klima", "İklim"),
        ("topic", "kunst", "Kunst", ""),
        ("topic", "zirkus", "Zirkus", ""),
        ("term", "rad", "Rad", ""),
    ]
    assert renaming.lacking(session, ["tr", "ar"]) == {"tr": 3, "ar": 4}


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(session, engine, some, amt):
    assert found(engine, "iklim") == []

    rename(session, amt, {CLIMATE: "İklim ve doğa"})
    assert found(engine, "iklim") == found(engine, "doğa") == ["a"]
    assert found(engine, "Klima") == ["a"]

    rename(session, amt, {CLIMATE: "Çevre"})
    assert (found(engine, "iklim"), found(engine, "çevre")) == ([], ["a"])

    rename(session, amt, {CLIMATE: ""})
    assert found(engine, "çevre") == []


def test_a_term_is_found_by_its_name_too(session, engine, some, amt):
    record = session.scalar(select(Vorhaben).where(Vorhaben.slug == "b"))
    record.terms = session.scalars(select(Term)).all()
    session.commit()

    rename(session, amt, {(Subject.TERM, "rad"): "Bisiklet"})

    assert found(engine, "bisiklet") == ["b"]


def test_who_saves_a_vorhaben_and_who_reads_all_anew_keep_what_the_names_find(session, engine, some, amt):
    rename(session, amt, {CLIMATE: "İklim"})
    session.add(records.citywide("d", "Deich", topic="Klima"))
    session.flush()
    reindex(session)
    session.commit()

    assert found(engine, "iklim") == ["a", "d"]


def test_the_menus_are_in_the_order_of_the_readers_alphabet(session, engine, some, amt):
    """In Turkish ç comes after c and before d."""
    rename(session, amt, {CLIMATE: "Çevre", (Subject.TOPIC, "kunst"): "Cadde"})
    assert [tuple(one) for one in answers.topics(session, "tr")] == [
        ("kunst", "Cadde", "tr", "Kunst"),
        ("klima", "Çevre", "tr", "Klima"),
    ]

    rename(session, amt, {(Subject.TOPIC, "kunst"): "Dans"})
    assert [one.name for one in answers.topics(session, "tr")] == ["Çevre", "Dans"]
    assert [(one.name, one.lang) for one in answers.topics(session, "ar")] == [("Klima", "de"), ("Kunst", "de")]


def test_a_name_that_somebody_writes_past_us_shows_at_once(session, engine, some):
    with Session(engine) as other:
        assert [one.name for one in answers.topics(other, "tr")] == ["Klima", "Kunst"]
    with engine.begin() as connection:
        connection.execute(Name.__table__.insert().values(subject="topic", slug="kunst", lang="tr", name="Ararat"))

    with Session(engine) as other:
        assert [one.name for one in answers.topics(other, "tr")] == ["Ararat", "Klima"]


def test_nobody_overwrites_what_somebody_else_wrote(session, some, amt):
    seen = renaming.fingerprint(renaming.rows(session, "tr"))
    rename(session, amt, {CLIMATE: "İklim"})

    with pytest.raises(Conflict):
        rename(session, amt, {CLIMATE: "Hava"}, seen=seen)


def test_the_administration_alone_names_things(session, some, anna, kim):
    for person in (None, anna, kim):
        with pytest.raises(NotAllowed):
            rename(session, person, {CLIMATE: "İklim"})
