"""What a sentence commits to, in any word order and for any party."""

import pytest

from beteiligung.vereinbarung.reader.actors import Actors
from beteiligung.vereinbarung.reader.commitment import classify


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("promise", "Wir werden das Bad sanieren."),
        ("promise", "CDU und Freie Wähler werden das Bad sanieren."),
        ("promise", "Ein Gründerzentrum errichten wir am Hafen."),
        ("promise", "Volt und FDP treiben die Digitalisierung voran."),
        ("promise", "Die Brücke wird erneuert."),
        ("promise", "Die Stadt wird einen Runden Tisch einrichten."),
        ("intent", "Die Koalition möchte die Steuer senken."),
        ("intent", "DIE LINKE setzt sich für ein Sozialticket ein."),
        ("intent", "Das Netz soll ausgebaut werden."),
        ("intent", "Wir streben eine Quote an."),
        ("intent", "Es gilt, die Lücken zu schließen."),
        ("intent", "Neue Flächen sind nur ausnahmsweise auszuweisen."),
        ("intent", "Anzugeben ist, wem eine Maßnahme dient."),
        ("intent", "Unser Ziel ist eine gute Schule."),
        ("examine", "Wir prüfen die Einführung einer Karte."),
        ("examine", "Es ist zu prüfen, ob eine Halle gebaut werden kann."),
        ("examine", "Die Stadtwerke sollen eine Machbarkeitsstudie erstellen."),
        ("examine", "Für den Ausbau soll eine Bedarfsanalyse erstellt werden."),
        ("demand", "Wir erwarten vom Land, dass es die Stellen finanziert."),
        ("demand", "Vom Bund fordern wir mehr Geld."),
        ("demand", "Das Land muss die Kosten tragen."),
        ("continue", "Wir werden die Kampagne fortsetzen."),
        ("continue", "Der Beirat wird beibehalten."),
        ("continue", "Wir halten an der Partnerschaft fest."),
        ("continue", "Die Vereine werden weiterhin gefördert."),
        ("review", "Wir haben das Bad saniert."),
        ("review", "Die Schule wurde im Jahr 2018 erweitert."),
        ("stance", "Wir stehen für Offenheit."),
        ("stance", "Wir begrüßen den Beschluss."),
        ("description", "Das Museum zeigt Kunst."),
    ],
)
def test_kinds_of_sentences(kind, sentence):
    assert classify(sentence, Actors()).kind == kind


def test_partners_with_unknown_names_are_learned_from_the_text():
    text = "- ABC und XYZ wollen bauen.\n- ABC und XYZ werden prüfen.\n- ABC und XYZ wollen sparen.\n"
    assert classify("ABC und XYZ erstellen einen Plan.", Actors(text)).kind == "promise"
    assert classify("ABC und XYZ erstellen einen Plan.", Actors()).kind == "description"


def test_an_act_knows_its_agent():
    assert classify("Die Verwaltung wird ein Konzept vorlegen.", Actors()).actor
    assert not classify("Die Lücken werden geschlossen.", Actors()).actor
