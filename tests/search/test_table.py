"""What is found by which words, and in which order: the same on both databases."""

import pytest

from beteiligung.vorhaben import answers, queries
from beteiligung.vorhaben.findable import refresh_search
from beteiligung.vorhaben.models import Place, Publication, VorhabenText

from .. import records
from ..records import NOW

TEXTS = {
    # slug: German title, summary, place, topic, other languages
    "radweg": ("Radweg an der Königsallee", "Zwei Meter breit.", "Königsallee", "Mobilität", {}),
    "radwege": ("Neue Radwege für Werne", "Der Radverkehr bekommt mehr Platz.", "Werner Hellweg", "Mobilität", {}),
    "fahrrad": ("Abstellen am Bahnhof", "Ein Haus für 300 Fahrräder.", "Bahnhof Langendreer", "Mobilität", {}),
    "spielplatz": (
        "Spielplatz im Westpark",
        "Klettern und Schaukeln.",
        "Westpark",
        "Kinder",
        {
            "en": ("Playground in the West Park", "Climbing frames and swings."),
            "tr": ("Batı Parkı oyun alanı", "Salıncaklar."),
        },
    ),
    "wasser": ("Wasserspielplatz in Höntrop", "Planschen bei Hitze.", "Höntrop", "Kinder", {}),
    "spielplaetze": (
        "Plätze für Kinder",
        "Vier Spielplätze werden saniert.",
        "Wattenscheid",
        "Kinder",
        {"de-simple": ("Spiel-Plätze", "Wir machen 4 Spiel-Plätze neu.")},
    ),
    "beispiel": ("Ein Vorbild für alle", "Zum Beispiel beim Bauen.", "Grumme", "Bauen", {}),
    "strasse": ("Kortumstraße ohne Autos", "Die Straße gehört den Menschen zu Fuß.", "Kortumstraße", "Mobilität", {}),
    "fussweg": ("Fußweg zum Ümminger See", "Ohne Stufen.", "Ümminger See", "Mobilität", {}),
    "gruen": (
        "Grün auf dem Dach",
        "Begrünung von zehn Schulen.",
        "Weitmar-Mark",
        "Klima",
        {"en": ("Green roofs", "Ten schools get plants.")},
    ),
    "baum": ("Schatten am Markt", "Elf Straßenbäume kommen.", "Dr.-Ruer-Platz", "Klima", {}),
    "markt": ("Wochenmarkt Linden", "Mehr Bänke, 50 % mehr Platz.", "Linden", "Wirtschaft", {}),
    "linie": ("Linie 310 fährt länger", "Bis nach Witten, ab 2027.", "Laer", "Mobilität", {}),
    "schulhof": (
        "Schulhöfe öffnen",
        "Nach dem Unterricht zum Spielen.",
        "Gerthe",
        "Bildung",
        {"uk": ("Шкільні подвір’я", "Відкриті після уроків.")},
    ),
    "rad-tag": (
        "Aktionstag in Gerthe",
        "Rund um Rad und Roller.",
        "Gerthe",
        "Mobilität",
        {"de-simple": ("Tag für Rad-Fahrer", "Der Rad-Weg ist frei.")},
    ),
}

TABLE = [
    # endings
    ("Radwege", ["radweg", "radwege", "rad-tag"]),
    ("Radweg", ["radweg", "radwege", "rad-tag"]),
    ("Radwegen", ["radweg", "radwege", "rad-tag"]),
    ("Rad-Weg", ["radweg", "radwege", "rad-tag"]),
    ("Spielplätze", ["spielplatz", "spielplaetze", "wasser"]),
    ("Spielplatz", ["spielplatz", "spielplaetze", "wasser"]),
    ("Wattenscheider", ["spielplaetze"]),
    ("Schulhof", ["schulhof"]),
    ("Straßenbaum", ["baum"]),
    # umlauts, accents, capitals
    ("Strasse", ["strasse", "baum"]),
    ("Fussweg", ["fussweg"]),
    ("fuß", ["fussweg", "strasse"]),
    ("gruen", ["gruen"]),
    ("GRÜN", ["gruen"]),
    ("Begruenung", ["gruen"]),
    ("Koenigsallee", ["radweg"]),
    ("Konigsallee", ["radweg"]),
    ("Ümminger", ["fussweg"]),
    ("uemminger", ["fussweg"]),
    # compounds by their parts
    ("Spiel", ["spielplatz", "spielplaetze", "schulhof", "wasser"]),
    ("Platz", ["spielplaetze", "radwege", "baum", "markt", "spielplatz", "wasser"]),
    ("Rad", ["radweg", "radwege", "rad-tag", "fahrrad"]),
    ("Weg", ["rad-tag", "radweg", "radwege", "fussweg"]),
    ("Baum", ["baum"]),
    ("Bäume", ["baum"]),
    ("Allee", ["radweg"]),
    ("Markt", ["baum", "markt"]),
    # beginnings
    ("Hönt", ["wasser"]),
    ("hoent", ["wasser"]),
    ("Kort", ["strasse"]),
    ("Ki", ["spielplaetze", "spielplatz", "wasser"]),
    ("Begrünun", ["gruen"]),
    ("310", ["linie"]),
    ("31", []),
    # several words: all of them, in any order, wherever they stand
    ("Spielplatz Höntrop", ["wasser"]),
    ("höntrop spielplatz", ["wasser"]),
    ("Spielplatz in Höntrop", ["wasser"]),
    ("Spielplatz Königsallee", []),
    ("Dr.-Ruer-Platz", ["baum"]),
    ("Weitmar Mark", ["gruen"]),
    ("mobilität gerthe", ["rad-tag"]),
    # one wrong letter
    ("Spielpaltz", ["spielplatz", "spielplaetze", "wasser"]),
    ("Spielplat", ["spielplatz", "spielplaetze", "wasser"]),
    ("Spilplatz", ["spielplatz", "spielplaetze", "wasser"]),
    ("Spielplattz", ["spielplatz", "spielplaetze", "wasser"]),
    ("Spiekplatz", ["spielplatz", "spielplaetze", "wasser"]),
    ("pSielplatz", ["spielplatz", "spielplaetze", "wasser"]),
    ("Wattenscheit", ["spielplaetze"]),
    ("Wattnescheid Spielplatz", ["spielplaetze"]),
    ("Königsalee", ["radweg"]),
    ("Playgroud", ["spielplatz"]),
    # two wrong letters are too many
    ("Spiepaltz", []),
    # in their language, from any page
    ("playgrounds", ["spielplatz"]),
    ("swing", ["spielplatz"]),
    ("the playground in the park", ["spielplatz"]),
    ("salıncak", ["spielplatz"]),
    ("подвір’я", ["schulhof"]),
    # nothing
    ("Schwimmbad", []),
    ("xyzzy", []),
    ("Entwurf", []),
    ("Archiv", []),
    # signs mean nothing
    ('"Radweg"', ["radweg", "radwege", "rad-tag"]),
    ("Radweg* OR NOT", []),
    ("-Radweg", ["radweg", "radwege", "rad-tag"]),
    ("Radweg & Königsallee", ["radweg"]),
    ("title:Radweg", []),
    ("50 %", ["markt"]),
    ("Rad%", ["radweg", "radwege", "rad-tag", "fahrrad"]),
    ("Rad_eg", []),
    ("S%z", []),
]


@pytest.fixture
def city(session, bezirke):
    """One Vorhaben for each line above, and three that must never be found."""
    for number, (slug, (title, summary, place, topic, others)) in enumerate(TEXTS.items()):
        texts = [VorhabenText(lang="de", title=title, summary=summary)]
        texts += [VorhabenText(lang=lang, title=t, summary=s) for lang, (t, s) in others.items()]
        changes = {"updated_at": NOW.replace(second=59 - number), "texts": texts}
        session.add(records.vorhaben(slug, words=place, topic=topic, **changes))
    for publication in (Publication.DRAFT, Publication.ARCHIVED):
        session.add(
            records.vorhaben(publication.value, "Entwurf Archiv Radweg Spielplatz Schwimmbad", publication=publication)
        )
    gone = records.vorhaben("geloescht", "Radweg Spielplatz Schwimmbad")
    session.add(gone)
    session.commit()
    session.delete(gone)
    session.commit()


def found(session, text):
    filters = answers.understood(session, queries.Filters(text=text))
    slugs = [v.slug for v in session.scalars(queries.published(filters, now=NOW))]
    assert [v.slug for v in answers.shown(session, filters, now=NOW, most=999)] == slugs
    assert answers.count(session, filters, now=NOW)[0] == len(slugs)
    return slugs


def test_what_is_found_and_in_which_order(session, city):
    """One test for the whole table: filling the databases takes longer than asking them."""
    assert {text: found(session, text) for text, _slugs in TABLE} == dict(TABLE)


def test_the_table_is_long_enough():
    assert len(dict(TABLE)) == len(TABLE) >= 30


def test_a_word_that_is_known_is_never_replaced_by_its_neighbour(session, city):
    assert answers.understood(session, queries.Filters(text="Spielplatz Königsallee")).wanted.guessed == []
    assert answers.understood(session, queries.Filters(text="Spielpaltz")).wanted.guessed == ["Spielpaltz"]


def test_many_hits_come_in_the_same_order_as_few(session, city, monkeypatch):
    few = {text: found(session, text) for text, _slugs in TABLE}
    monkeypatch.setattr("beteiligung.vorhaben.looking.MOST", 0)

    assert {text: found(session, text) for text, _slugs in TABLE} == few


def test_a_word_that_only_a_draft_knows_counts_as_unknown(session, city):
    session.add(records.vorhaben("spielplatx", "Spielplatx", publication=Publication.DRAFT))
    session.commit()

    assert found(session, "Spielplatx") == ["spielplatz", "spielplaetze", "wasser"]


def test_places_of_every_kind_are_found(session, city, bezirke):
    record = records.vorhaben("viele", "Bänke", bezirke=[bezirke[1]])
    record.places.append(Place(words="Springerplatz"))
    refresh_search(record)
    session.add(record)
    session.commit()

    assert found(session, "Springerplatz") == ["viele"]
    assert "viele" in found(session, "Bochum-Wattenscheid")
