"""Times: what is a deadline, what is relative, what is neither."""

from datetime import date

import pytest

from beteiligung.vereinbarung.reader.relative import resolve
from beteiligung.vereinbarung.reader.times import find

PERIOD = (date(2025, 11, 1), date(2030, 10, 31))


def dates(text):
    return [(entry.get("from"), entry.get("to")) for entry in find(text)[0]]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Der Umbau soll bis 2025 fertig sein.", None, "2025-12-31"),
        ("Bis zum 31. Dezember 2023 beteiligt sich die Stadt.", None, "2023-12-31"),
        ("Bis zum 1.7.2027 wird das Bad geöffnet.", None, "2027-07-01"),
        ("Ein Konzept wird noch in 2021 vorgelegt.", None, "2021-12-31"),
        ("Ab 2030 soll nichts mehr versiegelt werden.", "2030-01-01", None),
        ("Ab dem Schuljahr 2027/28 gibt es eine Mensa.", "2027-01-01", None),
        ("Im Förderplan 2021 – 2025 werden Lücken geschlossen.", "2021-01-01", "2025-12-31"),
        ("Mit dem Bau soll noch vor 2025 begonnen werden.", None, "2024-12-31"),
        ("Die Ergebnisse sollen spätestens Ende 2026 vorliegen.", None, "2026-12-31"),
        ("Im 3. Quartal 2026 werden wir die Halle öffnen.", "2026-07-01", "2026-09-30"),
        ("Im Herbst 2025 werden die Bäume gepflanzt.", "2025-09-01", "2025-11-30"),
        ("In den Jahren 2026 bis 2028 werden Mittel bereitgestellt.", "2026-01-01", "2028-12-31"),
        ("Die Entgeltordnung soll im Jahr 2021 überarbeitet werden.", "2021-01-01", "2021-12-31"),
        ("Im März 2027 wird die Brücke gesperrt.", "2027-03-01", "2027-03-31"),
        ("Im zweiten Halbjahr 2027 wird geprüft.", "2027-07-01", "2027-12-31"),
        ("Das Programm soll über 2027 hinaus laufen.", "2028-01-01", None),
        ("Bis Mitte 2027 werden wir liefern.", None, "2027-08-31"),
    ],
)
def test_deadlines(text, begin, end):
    assert dates(text) == [(begin, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben 2019 einen Plan aufgestellt.",
        "Im Jahr 2018 wurde das Bad eröffnet.",
        "Jugendliche bis zum 18. Lebensjahr zahlen nichts.",
        "Die Linien 308/318 werden verlängert.",
        "Das Amt soll bis 20.15 Uhr geöffnet sein.",
        "Wir unterstützen die Initiative „Stadt 2032“.",
        "Seit 2017 fördern wir das Projekt.",
        "Die Agenda 2030 leitet uns.",
        "Wir werden 2000 Bäume pflanzen.",
        "Nach dem Übereinkommen vom 11.05.2011 müssen wir handeln.",
        "Nach § 58 GO und DIN 2018-04 wird gebaut.",
    ],
)
def test_no_deadlines(text):
    assert dates(text) == []


def test_the_wording_is_kept():
    text = "Wir werden das Netz bis zum Jahr 2025 ausbauen."
    assert find(text)[0] == [{"to": "2025-12-31", "raw": "bis zum Jahr 2025"}]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Mittelfristig streben wir mehr an.", "Mittelfristig"),
        ("Wir wollen in den kommenden fünf Jahren bauen.", "in den kommenden fünf Jahren"),
        ("Jedes Jahr sollen Bäume gepflanzt werden.", "Jedes Jahr"),
        ("Das soll bis zum Ende der Wahlperiode gelingen.", "bis zum Ende der Wahlperiode"),
        ("Alle zwei Jahre findet ein Forum statt.", "Alle zwei Jahre"),
    ],
)
def test_relative_times_are_no_deadlines(text, raw):
    deadlines, relative, _ = find(text)
    assert deadlines == [] and relative == [raw]


def test_relative_times_are_counted_from_the_period_where_that_is_sound():
    assert resolve("bis zum Ende der Wahlperiode", PERIOD) == {
        "raw": "bis zum Ende der Wahlperiode",
        "to": "2030-10-31",
    }
    assert resolve("in den kommenden zwei Jahren", PERIOD)["to"] == "2027-10-31"
    assert resolve("mittelfristig", PERIOD) is None
    assert resolve("bis zum Ende der Wahlperiode", None) is None
