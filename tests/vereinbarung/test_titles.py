"""Titles: what shall be done, on a card."""

import re

import pytest

from beteiligung.vereinbarung.reader.actors import Actors
from beteiligung.vereinbarung.reader.chunks import chunked
from beteiligung.vereinbarung.reader.phrases import clipped, fit, strip_article
from beteiligung.vereinbarung.reader.segments import units
from beteiligung.vereinbarung.reader.verbs import PREFIXES, from_participle, from_zu
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
    cut = " ".join(words)[:length].split()[:-1]
    while cut[-1][0].islower():
        cut.pop()
    text = " ".join(cut) + " verbessern."
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


CLEAR = [
    ("Die Koalition wird in jedem Stadtteil ein Bürgerbüro einrichten.", "Bürgerbüro in jedem Stadtteil einrichten"),
    ("Wir bauen das Straßenbahnnetz bis 2030 um zwei Linien aus.", "Straßenbahnnetz bis 2030 um zwei Linien ausbauen"),
    ("Der Radschnellweg nach Süden wird fertiggestellt.", "Radschnellweg nach Süden fertigstellen"),
    ("Ein neuer Skatepark soll am Hafen gebaut werden.", "Neuen Skatepark am Hafen bauen"),
    ("Wer seine Wohnung dämmt, soll einen Zuschuss bekommen.", "Wer seine Wohnung dämmt, soll einen Zuschuss bekommen"),
    ("CDU und FDP halten an der Schuldenbremse fest und senken die Steuern.", "An der Schuldenbremse festhalten"),
    ("Wir schaffen 500 neue Kitaplätze und stellen mehr Erzieherinnen ein.", "500 neue Kitaplätze schaffen"),
    ("Wir setzen uns gegenüber dem Bund für den Ausbau der Bahnstrecke ein.", "Ausbau der Bahnstrecke"),
    ("Die Grundsteuer soll nicht erhöht werden.", "Grundsteuer nicht erhöhen"),
    (
        "Wir prüfen, ob ein kostenloser Sonntagsbus eingeführt werden kann.",
        "Prüfung: Kostenlosen Sonntagsbus einführen",
    ),
    ("Wir prüfen, welche Plätze sich für Märkte eignen.", "Prüfen, welche Plätze sich für Märkte eignen"),
    ("Das Stadtmuseum ist denkmalgerecht zu sanieren.", "Stadtmuseum denkmalgerecht sanieren"),
    (
        "Wir wollen die Polizei, die in der Innenstadt oft fehlt, mit einer Wache am Markt unterstützen.",
        "Polizei mit einer Wache am Markt unterstützen",
    ),
    (
        "Vom Freistaat erwarten wir eine bessere Finanzierung der Krankenhäuser.",
        "Freistaat: Bessere Finanzierung der Krankenhäuser",
    ),
    ("Die Freien Wähler treten für den Erhalt der Dorfschulen ein.", "Erhalt der Dorfschulen"),
    (
        "Damit Familien bleiben, weisen wir neue Baugebiete aus, auch am Rand, und fördern junge Käufer.",
        "Neue Baugebiete ausweisen",
    ),
    ("Alle Ampeln werden auf LED umgestellt, um Strom zu sparen.", "Alle Ampeln auf LED umstellen"),
    ("Wir verzichten auf den Neubau der Tiefgarage.", "Auf den Neubau der Tiefgarage verzichten"),
    ("Musik darf laut sein.", "Musik darf laut sein"),
    ("Für die Pflege der Parks geben wir mehr Geld aus.", "Mehr Geld für die Pflege der Parks ausgeben"),
    ("Wir wollen, dass in jedem Ortsteil ein Spielplatz entsteht.", "In jedem Ortsteil soll ein Spielplatz entstehen"),
    ("Wir begrüßen den neuen Markt und werden das Vorhaben unterstützen.", "Vorhaben unterstützen"),
    ("Wir möchten Anreize schaffen für grüne Dächer.", "Anreize für grüne Dächer schaffen"),
    (
        "Wir ermöglichen Jugendlichen die kostenfreie Nutzung der Bibliothek.",
        "Jugendlichen die kostenfreie Nutzung der Bibliothek ermöglichen",
    ),
]
UNSURE = [
    "Die Mieten in den städtischen Wohnungen dürfen höchstens ein Prozent im Jahr steigen, solange Löhne stagnieren.",
    "Was die Enquete empfohlen hat, setzen wir um, und was sie verworfen hat, verfolgen wir nicht weiter.",
    "Wo heute Parkplätze fehlen, soll die Stadt mit den Betrieben und den Anwohnerinnen nach Rat suchen.",
    "Wie wir wohnen, entscheidet über das Klima, und darum sollen ganze Straßen mit Zuschuss erneuert werden.",
    "Wir begleiten sie dabei.",
    "Sie sollen dafür mehr bekommen, damit sie es besser machen und dabei bleiben.",
    "Wir werden die Zusammenarbeit mit den Nachbargemeinden bei Feuerwehr und Rettungsdienst sowie beim "
    "Einkauf von Fahrzeugen vertiefen.",
    "Der Stadtrat, dem wir angehören, wird, soweit das Geld reicht, die Bäder, die Hallen und die Plätze erhalten.",
    "Mit allen, die wollen, reden wir über den Verkehr, über die Schulen und über das, was sonst noch fehlt.",
]


@pytest.mark.parametrize(("sentence", "title"), CLEAR)
def test_promises_of_other_towns(sentence, title):
    assert [clause.title for clause in read(f"## Thema\n\n- {sentence}\n").clauses] == [title]


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in CLEAR] + UNSURE)
def test_every_title_is_sound(sentence):
    for clause in read(f"## Thema\n\n- {sentence}\n").clauses:
        title = clause.title
        words = title.rstrip(" …").split()
        assert 5 <= len(title) <= 80 and re.match(r"\W*[A-ZÄÖÜ0-9]", title), title
        # No separated prefix is left over before an infinitive, nor before `und` and another verb.
        assert not re.search(rf" (?:{PREFIXES}),? [a-zäöüß]+en$", title), title
        assert not re.search(r"\b(?:fest|aus|ein|ab) und [a-zäöüß]+en\b", title), title
        assert words[-1].lower() not in ("der", "die", "das", "den", "dem", "mit", "von", "und", "für", "in"), title
        if title.endswith("…"):
            # Not cut inside a word: all of it stands in the sentence.
            assert {word.strip(",").lower() for word in words} <= set(re.findall(r"[\w-]+", sentence.lower())), title


def test_a_shortened_sentence_ends_before_a_word_with_an_ellipsis():
    text = clipped(
        "Die Stadt soll in den nächsten Jahren überall dort bauen, wo es Platz für neue und gute Häuser gibt."
    )
    assert text == "Die Stadt soll in den nächsten Jahren überall dort bauen, wo es Platz …"


def test_a_sentence_comes_apart_at_its_clauses():
    (unit,), _ = units("Wenn Geld da ist, wollen wir die Bäder, die alt sind, erneuern, um Strom zu sparen.", Actors())
    assert unit.opening == "wenn Geld da ist"
    assert unit.main == ["wollen", "wir", "die", "Bäder", "erneuern"]
    assert unit.after == ["die alt sind", "um Strom zu sparen"]


def test_chunks_keep_a_noun_with_its_genitive_and_adjectives():
    words = ["die", "Pflege", "der", "alten", "Bäume", "in", "den", "Parks", "und", "Wäldern", "bald"]
    assert [(part.kind, " ".join(part)) for part in chunked(words)] == [
        ("np", "die Pflege der alten Bäume"),
        ("pp", "in den Parks und Wäldern"),
        ("adv", "bald"),
    ]
