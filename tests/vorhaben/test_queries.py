from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.vorhaben import answers, queries
from beteiligung.vorhaben.models import Publication, Status, Vorhaben
from beteiligung.vorhaben.queries import Filters

from .. import records
from ..records import NOW


def found(session, **filters):
    """The slugs in the order of the list: as the database says, and as what is remembered says."""
    asked = [v.slug for v in session.scalars(queries.published(Filters(**filters), now=NOW))]
    assert [v.slug for v in answers.shown(session, Filters(**filters), now=NOW, most=99)] == asked
    return asked


def around(days_from, days_until):
    return {"open_from": NOW + timedelta(days=days_from), "open_until": NOW + timedelta(days=days_until)}


@pytest.fixture
def some(session, bezirke):
    """One Vorhaben for every difference that a filter knows."""
    mitte, wattenscheid = bezirke
    session.add_all(
        [
            records.vorhaben("offen", "Radweg", bezirke=[mitte], **around(-5, 5)),
            records.vorhaben("bald", "Spielplatz", bezirke=[wattenscheid], topic="Kinder", **around(-5, 2)),
            records.vorhaben("beide", "Brücke", bezirke=[mitte, wattenscheid], status=Status.DECIDED),
            records.vorhaben("vorbei", "Allee", bezirke=[mitte], **around(-9, -1)),
            records.vorhaben("kommt", "Platz", bezirke=[mitte], status=Status.ANNOUNCED, **around(3, 9)),
            records.citywide("stadt", "Satzung", topic="Verwaltung", status=Status.UNDERWAY),
            records.vorhaben("fertig", "Schule", bezirke=[mitte], status=Status.DONE),
            records.vorhaben("entfallen", "Tunnel", bezirke=[mitte], status=Status.DROPPED),
            records.vorhaben("entwurf", "Radweg", bezirke=[mitte], publication=Publication.DRAFT, **around(-5, 5)),
            records.vorhaben("archiv", "Radweg", bezirke=[mitte], publication=Publication.ARCHIVED, **around(-5, 5)),
        ]
    )
    session.commit()


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({}, {"offen", "bald", "beide", "vorbei", "kommt", "stadt"}),
        ({"statuses": tuple(Status)}, {"offen", "bald", "beide", "vorbei", "kommt", "stadt", "fertig", "entfallen"}),
        ({"statuses": (Status.DONE,)}, {"fertig"}),
        ({"statuses": (Status.PAUSED,)}, set()),
        ({"bezirk": 1}, {"offen", "beide", "vorbei", "kommt"}),
        ({"bezirk": 2}, {"bald", "beide"}),
        ({"bezirk": 3}, set()),
        ({"topic": "kinder"}, {"bald"}),
        ({"topic": ""}, {"offen", "bald", "beide", "vorbei", "kommt", "stadt"}),
        ({"open_now": True}, {"offen", "bald"}),
        ({"citywide": True}, {"stadt"}),
        ({"citywide": False}, {"offen", "bald", "beide", "vorbei", "kommt"}),
        ({"text": "radweg"}, {"offen"}),
        ({"text": "RADWEG"}, {"offen"}),
        ({"text": "bruecke"}, {"beide"}),
        ({"text": "Brücke"}, {"beide"}),
        ({"text": "weg rad"}, {"offen"}),
        ({"text": "radweg wattenscheid"}, set()),
        ({"text": "wattenscheid"}, {"bald", "beide"}),
        ({"text": "verwaltung"}, {"stadt"}),
        ({"text": "%"}, {"offen", "bald", "beide", "vorbei", "kommt", "stadt"}),
        ({"text": "rad_eg"}, set()),
        ({"text": "'; DROP TABLE beteiligung_vorhaben; --"}, set()),
        ({"bezirk": 1, "open_now": True}, {"offen"}),
        ({"bezirk": 1, "open_now": True, "topic": "kinder"}, set()),
        ({"bezirk": 2, "topic": "kinder", "open_now": True, "text": "spiel"}, {"bald"}),
        ({"bezirk": 1, "statuses": (Status.DONE, Status.DECIDED)}, {"beide", "fertig"}),
    ],
)
def test_filters(session, some, filters, slugs):
    assert set(found(session, **filters)) == slugs
    total, citywide = answers.count(session, Filters(**filters), now=NOW)
    assert (total, citywide) == (len(slugs), len(slugs & {"stadt"}))
    placed = answers.located_in(session, Filters(**filters), None, now=NOW, most=99)
    assert {v.slug for v in placed} == slugs - {"stadt"}


def test_what_ends_first_stands_first_then_what_is_of_interest(session, some):
    assert found(session) == ["bald", "offen", "vorbei", "beide", "stadt", "kommt"]


def test_each_choice_says_how_many_it_would_show(session, some):
    facets = answers.facets(session, Filters(bezirk=1), now=NOW)

    assert facets["bezirk"] == {1: 4, 2: 2}
    assert facets["topic"] == {"mobilitaet": 4}
    assert facets["status"] == {
        Status.PARTICIPATION: 2,
        Status.DECIDED: 1,
        Status.ANNOUNCED: 1,
        Status.DONE: 1,
        Status.DROPPED: 1,
    }


def test_the_choices_and_what_they_show_agree(session, some):
    for open_now in (False, True):
        filters = Filters(open_now=open_now)
        facets = answers.facets(session, filters, now=NOW)
        for number, many in facets["bezirk"].items():
            assert answers.count(session, filters.but(bezirk=number), now=NOW)[0] == many
        for topic, many in facets["topic"].items():
            assert answers.count(session, filters.but(topic=topic), now=NOW)[0] == many
        for status, many in facets["status"].items():
            assert answers.count(session, filters.but(statuses=(status,)), now=NOW)[0] == many


def test_only_topics_that_lead_somewhere_in_the_order_of_the_alphabet(session, bezirke):
    agreement = records.vereinbarung("Wir fördern Kunst.", "Wir bauen Schulen.")
    session.add(agreement)
    session.add_all(
        [
            records.citywide("a", "A", topic="Kunst", clause=agreement.clauses[0]),
            records.citywide("b", "B", topic="Bildung", clause=agreement.clauses[1]),
            records.citywide("c", "C", topic="Ohne Zusage"),
            records.citywide("d", "D", topic="Nur Entwurf", publication=Publication.DRAFT),
        ]
    )
    session.commit()

    assert [one.name for one in answers.topics(session)] == ["Bildung", "Kunst", "Ohne Zusage"]


def test_how_many_are_open_and_when_the_first_ends(session, some):
    assert answers.next_to_close(session, now=NOW) == (2, NOW + timedelta(days=2))
    assert answers.next_to_close(session, now=NOW + timedelta(days=99)) == (0, None)


def test_the_moment_it_ends_it_is_over(session, some):
    assert "offen" in found_at(session, NOW + timedelta(days=5, seconds=-1))
    assert "offen" not in found_at(session, NOW + timedelta(days=5))
    record = session.scalar(select(Vorhaben).where(Vorhaben.slug == "offen"))
    assert record.is_open(NOW + timedelta(days=5, seconds=-1))
    assert not record.is_open(NOW + timedelta(days=5))


def found_at(session, now):
    return [v.slug for v in session.scalars(queries.published(Filters(open_now=True), now=now))]


def test_by_slug_finds_only_what_is_published(session, some):
    assert queries.by_slug(session, "offen").slug == "offen"
    assert [queries.by_slug(session, slug) for slug in ("entwurf", "archiv", "gibt-es-nicht", "")] == [None] * 4


def test_the_search_knows_every_word_in_every_language(session, bezirke):
    record = records.vorhaben("radweg", "Radweg", words="Am Springerplatz", bezirke=[bezirke[1]])
    session.add(record)
    session.commit()

    for word in ("Radweg", "Kurz", "dazu", "Springerplatz", "Wattenscheid", "Mobilität"):
        assert found(session, text=word) == ["radweg"]
