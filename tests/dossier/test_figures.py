"""The numbers of a dossier: where people live, who is missing, when they wrote. Pure, but for the counting."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from beteiligung.beitrag import balance
from beteiligung.bezirk.models import Bezirk
from beteiligung.dossier import figures
from beteiligung.dossier.dossier import read
from beteiligung.dossier.models import Population

from .. import records
from . import scenes

BERLIN = ZoneInfo("Europe/Berlin")
MITTE = Bezirk(number=1, short_name="Mitte", name="Bochum-Mitte", parts=["Grumme", "Hamme", "Riemke"])
WEST = Bezirk(number=2, short_name="Wattenscheid", name="Bochum-Wattenscheid", parts=[])
NORTH = Bezirk(number=3, short_name="Nord", name="Bochum-Nord", parts=[])
CITY = [MITTE, WEST, NORTH]


def people(number, count, part="", ages=(None, None)):
    return Population(bezirk_number=number, part=part, people=count, age_from=ages[0], age_to=ages[1])


def spoke(**numbers):
    return [SimpleNamespace(number=int(name[1:]), people=count) for name, count in numbers.items()]


def missing(rows):
    return [row.name for row in rows if row.is_missing]


def test_how_many_live_there_is_told_as_a_whole_else_by_part_else_by_age():
    told = [people(1, 900), people(1, 100, "Hamme"), people(2, 50, "Höntrop"), people(2, 70, "Leithe")]
    told += [people(2, 5, ages=(0, 17)), people(3, 30, ages=(0, 17)), people(3, 40, ages=(18, None))]

    assert figures.residents(told) == {1: 900, 2: 120, 3: 70}


def test_who_is_missing_in_the_whole_city():
    living = [people(1, 500), people(2, 400), people(3, 200)]

    rows = figures.shares(CITY, spoke(b1=60, b2=9), living, 5, {1, 2, 3})

    assert missing(rows) == ["Wattenscheid", "Nord"]
    assert [row.people for row in rows] == [60, 9, None]
    assert [round(row.home, 2) for row in rows] == [0.45, 0.36, 0.18]


@pytest.mark.parametrize(("around", "gone"), [({1, 2}, ["Wattenscheid"]), ({1}, []), ({3}, []), ({1, 3}, ["Nord"])])
def test_only_those_whom_a_vorhaben_concerns_can_be_missing(around, gone):
    living = [people(1, 500), people(2, 400), people(3, 200)]

    assert missing(figures.shares(CITY, spoke(b1=60, b2=9), living, 5, around)) == gone


def test_nobody_is_missing_who_may_have_spoken():
    """Three or four of them are not told; they would be a third of all who spoke."""
    living = [people(1, 500), people(2, 400)]

    assert missing(figures.shares(CITY, spoke(b1=8), living, 5, {1, 2})) == []
    assert missing(figures.shares(CITY, spoke(b1=80), living, 5, {1, 2})) == ["Wattenscheid"]


def test_nobody_is_missing_where_numbers_are_not_known():
    assert missing(figures.shares(CITY, spoke(b1=60), [], 5, {1, 2, 3})) == []
    assert missing(figures.shares(CITY, [], [people(1, 500), people(2, 400)], 5, {1, 2, 3})) == []
    few = figures.shares(CITY, spoke(b1=60), [people(1, 500), people(2, 4)], 5, {1, 2, 3})
    assert (missing(few), few[1].residents) == ([], None)


def test_the_ortsteile_of_the_stadtbezirk_that_it_concerns():
    living = [people(1, 300, "Grumme"), people(1, 200, "Hamme"), people(2, 100, "Höntrop")]

    rows = figures.shares_of_parts(CITY, {(1, "Grumme"): 20, (1, "Hamme"): 5, (2, "Höntrop"): 9}, living, 5, {1})

    assert [(row.name, row.people, row.residents) for row in rows] == [
        ("Grumme", 20, 300),
        ("Hamme", 5, 200),
        ("Riemke", None, None),
    ]
    assert missing(rows) == []
    assert missing(figures.shares_of_parts(CITY, {(1, "Grumme"): 20}, living, 5, {1})) == ["Hamme"]
    assert figures.shares_of_parts(CITY, {(2, "Höntrop"): 9}, living, 5, {1}) == []


def test_the_ages_of_few_people_are_not_told():
    told = [people(1, 30, ages=(0, 17)), people(2, 66, ages=(0, 17)), people(1, 4, ages=(18, None)), people(1, 100)]

    assert [(one.age_from, one.age_to, one.people) for one in figures.ages(told, {1, 2}, 5)] == [
        (0, 17, 96),
        (18, None, None),
    ]


@pytest.mark.parametrize(
    ("days", "unit", "number"),
    [([0, 0, 8], "week", [2, 1]), ([0, 200], "month", [1, *[0] * 5, 1]), ([0, 1200], "year", None)],
)
def test_when_people_wrote(session, radweg, days, unit, number):
    first = datetime(2026, 3, 2, 0, 30, tzinfo=BERLIN)  # still the first of March in Greenwich
    session.add_all(records.beitrag(radweg, f"B{n}", submitted_at=first + timedelta(days=n)) for n in days)
    session.flush()

    found, spans = figures.over_time(session, radweg.id, BERLIN)

    assert found == unit
    assert sum(span.number for span in spans) == len(days)
    assert number is None or [span.number for span in spans] == number
    assert unit != "week" or spans[0].start == date(2026, 3, 2)


def test_people_are_counted_by_ortsteil_once_each_and_few_are_not_told(session, radweg, bezirke):
    bezirke[0].parts = ["Grumme", "Hamme"]
    radweg.bezirke = bezirke[:1]
    scenes.speak(session, radweg, 6, bezirk_part="Grumme")
    scenes.speak(session, radweg, 6, bezirk_part="Grumme")
    scenes.speak(session, radweg, 4, bezirk_part="Hamme", word="Hammer")
    scenes.speak(session, radweg, 9, word="Sonst")
    session.add_all([people(1, 500, "Grumme"), people(1, 400, "Hamme")])
    session.flush()

    assert balance.parts(session, radweg.id, 5) == {(1, "Grumme"): 6}
    dossier = read(session, radweg, zone=BERLIN, smallest=5)
    assert [(row.part, row.people, row.is_missing) for row in dossier.parts] == [
        ("Grumme", 6, False),
        ("Hamme", None, False),
    ]
    assert dossier.can_compare and dossier.missing == []
