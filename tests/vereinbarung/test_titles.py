"""Titles: what shall be done, on a card."""

import pytest

from beteiligung.vereinbarung.reader.phrases import fit, strip_article
from beteiligung.vereinbarung.reader.verbs import from_participle, from_zu
from beteiligung.vereinbarung.reading import read


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Wir werden das Freibad bis 2027 sanieren.", "Freibad bis 2027 sanieren"),
        ("Die bestehenden Netze werden laufend ergänzt.", "Bestehende Netze ergänzen"),
        ("Wir setzen uns dafür ein, dass keine neuen Ställe genehmigt werden.", "Keine neuen Ställe genehmigen"),
        (
            "CDU und Volt streben an, eine Gesellschaft für Radwege zu gründen, die plant.",
            "Gesellschaft für Radwege gründen",
        ),
        ("Die FDP setzt sich für eine schnelle Genehmigung ein.", "Schnelle Genehmigung"),
        (
            "Es ist zu prüfen, ob und wie eine Plattform für Umfragen eingerichtet werden kann.",
            "Prüfung: Plattform für Umfragen einrichten",
        ),
        ("Wir fordern das Land auf, das Projekt „Gute Wege“ fortzusetzen.", "Land: Projekt „Gute Wege“ fortsetzen"),
        ("Wir treiben die Sanierung der Schulen weiter voran.", "Sanierung der Schulen weiter vorantreiben"),
        ("Das Theater ist zügig barrierefrei umzubauen.", "Theater barrierefrei umbauen"),
        ("Ausbau der Frauenhausplätze", "Ausbau der Frauenhausplätze"),
        ("**Wohnen im Alter:** Wir werden Netze knüpfen.", "Wohnen im Alter"),
    ],
)
def test_made_from_the_operative_sentence(sentence, title):
    assert [clause.title for clause in read(f"## Thema\n\n- {sentence}\n").clauses] == [title]


def test_the_operative_sentence_may_be_the_last():
    text = "Die Agentur leistet wertvolle Arbeit. Viele helfen mit. Wir wollen einen Preis für das Ehrenamt ausloben."
    (clause,) = read(f"## Thema\n\n- {text}\n").clauses
    assert clause.title == "Preis für das Ehrenamt ausloben"


@pytest.mark.parametrize("length", range(60, 400, 17))
def test_long_ones_are_shortened_between_words(length):
    words = [
        "Wir",
        "werden",
        "die",
        "Versorgung",
        "mit",
        "Plätzen",
        "für",
        "Kinder",
        "in",
        "der",
        "Stadt",
        "und",
        "im",
        "Umland",
        "sowie",
        "an",
        "allen",
        "Schulen",
        "mit",
        "Mitteln",
        "für",
        "den",
        "Bau",
        "von",
        "Räumen",
        "bei",
        "freien",
        "Trägern",
        "in",
        "Vierteln",
        "mit",
        "Bedarf",
        "nach",
        "Plänen",
        "der",
        "Ämter",
        "verbessern",
    ]
    text = " ".join(words)[:length].rsplit(" ", 1)[0] + " verbessern."
    (clause,) = read(f"## Thema\n\n- {text}\n").clauses
    assert len(clause.title) <= 80 and clause.title.endswith(" verbessern")
    assert set(clause.title.split()) <= {*words, "Versorgung", "verbessern"}


@pytest.mark.parametrize(
    ("participle", "infinitive"),
    [
        ("ausgebaut", "ausbauen"),
        ("angeboten", "anbieten"),
        ("erstellt", "erstellen"),
        ("entwickelt", "entwickeln"),
        ("verbessert", "verbessern"),
        ("genehmigt", "genehmigen"),
        ("gestaltet", "gestalten"),
        ("saniert", "sanieren"),
        ("beibehalten", "beibehalten"),
        ("geschlossen", "schließen"),
        ("umgesetzt", "umsetzen"),
        ("eingerichtet", "einrichten"),
        ("freigehalten", "freihalten"),
        ("aufgenommen", "aufnehmen"),
        ("fortgeschrieben", "fortschreiben"),
        ("Haus", None),
    ],
)
def test_participles(participle, infinitive):
    assert from_participle(participle) == infinitive


def test_infinitives_with_zu():
    assert from_zu(["Wege", "zu", "bauen"]) == ["Wege", "bauen"]
    assert from_zu(["Wege", "auszubauen"]) == ["Wege", "ausbauen"]


def test_articles_hand_their_ending_to_the_adjective():
    assert strip_article(["das", "neue", "Bad"]) == ["neues", "Bad"]
    assert strip_article(["der", "öffentliche", "Raum"]) == ["öffentlicher", "Raum"]
    assert strip_article(["die", "alten", "Netze"]) == ["alte", "Netze"]


def test_a_word_longer_than_a_card_is_not_cut():
    assert "x" * 100 not in fit(["x" * 100]) and len(fit(["Rad-" + "x" * 100])) <= 80
