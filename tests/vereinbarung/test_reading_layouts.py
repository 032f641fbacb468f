"""Agreements of other cities and parties, laid out in other ways."""

import pytest

from beteiligung.vereinbarung.reading import read


def texts(source):
    return [clause.text for clause in read(source).clauses]


def titles(source):
    return [clause.title for clause in read(source).clauses]


BOLD_WITH_PARTS = """# Koalitionsvertrag 2025 – 2030

zwischen CDU Musterstadt und FDP Musterstadt

## Präambel

Wir danken den Wählerinnen und Wählern. Wir wollen die Stadt gemeinsam voranbringen.

## Mobilität

Die Menschen wollen gut unterwegs sein.

- **Radverkehr sicher machen**
- Lückenschluss am Südring bis 2027
- 500 Abstellplätze am Hauptbahnhof
- **Bus und Bahn stärken**
- Die Linie 7 wird bis 2029 nach Neudorf verlängert.
- Takt am Abend verdichten

## Wohnen

- **Bezahlbar bauen:** Wir werden jährlich 300 geförderte Wohnungen schaffen.
- **Leerstand nutzen:** Die Verwaltung prüft, ob eine Leerstandssteuer möglich ist.
"""


def test_plain_bullets_under_a_bold_one_are_its_parts():
    first, second, *_ = read(BOLD_WITH_PARTS).clauses
    assert (first.title, second.title) == ("Radverkehr sicher machen", "Bus und Bahn stärken")
    assert [part["text"] for part in first.parts] == [
        "Lückenschluss am Südring bis 2027",
        "500 Abstellplätze am Hauptbahnhof",
    ]
    assert BOLD_WITH_PARTS[first.start : first.end].endswith("Hauptbahnhof")
    assert [d["to"] for d in second.deadlines] == ["2029-12-31"]


def test_bold_openings_with_a_sentence_are_items_of_their_own():
    bauen, leerstand = read(BOLD_WITH_PARTS).clauses[2:]
    assert (bauen.commitment, leerstand.commitment) == ("promise", "examine")
    assert not bauen.parts and bauen.chapter == "Wohnen"


def test_a_preamble_promises_nothing():
    assert not any(clause.chapter == "Präambel" for clause in read(BOLD_WITH_PARTS).clauses)


PARAGRAPHS = """Vereinbarung zur Zusammenarbeit im Rat der Stadt Neustadt 2020–2025

CDU, Freie Wähler und Volt

Präambel

Die Wählerinnen und Wähler haben uns am 13. September 2020 ihr Vertrauen geschenkt. Wir wollen ihm gerecht werden.

Verkehr

CDU, Freie Wähler und Volt werden die Ortsumgehung bis 2024 fertigstellen. Der Lärm soll so sinken.

In den vergangenen Jahren haben wir viele Straßen saniert. Das war ein großer Erfolg.

Die Stadt prüft, ob auf der Bahnhofstraße ein Zebrastreifen angelegt werden kann.

Bildung

Das Schulzentrum wird bis Ende 2023 barrierefrei umgebaut. Dafür stellen wir Mittel bereit.

Bildung ist der Schlüssel zur Zukunft.

Vom Land erwarten wir, dass es die Schulsozialarbeit dauerhaft finanziert.

Zusammenarbeit der Fraktionen

Die Fraktionen informieren sich gegenseitig über Anträge. Ein Koalitionsausschuss tagt monatlich.

Neustadt, den 3. November 2020

Anna Muster
Fraktionsvorsitzende CDU
"""


def test_paragraphs_without_bullets_are_measures_and_talk_is_left_out():
    clauses = read(PARAGRAPHS).clauses
    assert [clause.chapter for clause in clauses] == ["Verkehr", "Verkehr", "Bildung", "Bildung"]
    assert [clause.commitment for clause in clauses] == ["promise", "examine", "promise", "demand"]
    assert clauses[0].title == "Ortsumgehung bis 2024 fertigstellen"
    assert clauses[3].scope == "beyond"


WRAPPED = """Gemeinsam für Altstadt
Koalitionsvertrag 2025 bis 2030

Inhalt

1 Verkehr ........ 2
2 Schule ......... 3

1 Verkehr

CDU und Bündnis 90/Die Grünen wollen den Verkehr in
der Stadt neu ordnen.

• Bis Ende 2026 wird die Brücke am Mühlen-
  weg erneuert. Dafür werden Fördermittel
  beantragt.
• Wir setzen uns für einen Halt der S-Bahn in Nord-
Koalitionsvertrag Altstadt                    2
stadt ein und sprechen mit dem Land.
• Tempo 30 soll in allen Wohngebieten
  gelten.

2 Schule

• Die Grundschule Am Park erhält eine Mensa. Der
  Bau beginnt 2027.
Koalitionsvertrag Altstadt                    3
• Wir fordern vom Land mehr Lehrerinnen und
  Lehrer.
"""


def test_wrapped_lines_running_headers_and_a_table_of_contents():
    reading = read(WRAPPED)
    assert [clause.text for clause in reading.clauses] == [
        "CDU und Bündnis 90/Die Grünen wollen den Verkehr in der Stadt neu ordnen.",
        "Bis Ende 2026 wird die Brücke am Mühlenweg erneuert. Dafür werden Fördermittel beantragt.",
        "Wir setzen uns für einen Halt der S-Bahn in Nordstadt ein und sprechen mit dem Land.",
        "Tempo 30 soll in allen Wohngebieten gelten.",
        "Die Grundschule Am Park erhält eine Mensa. Der Bau beginnt 2027.",
        "Wir fordern vom Land mehr Lehrerinnen und Lehrer.",
    ]
    assert {clause.chapter for clause in reading.clauses} == {"Verkehr", "Schule"}


DOTS = """Kooperationsvertrag
DIE LINKE, SPD, Volt

1. Klima
· Wir pflanzen bis 2027 5.000 Bäume.
· Die Stadtwerke sollen bis 2030 klimaneutral werden.
· Klimaschutz ist uns wichtig.
2. Soziales
· Das Sozialticket wird fortgeführt.
· Prüfung einer Antidiskriminierungsstelle
· Ausbau der Frauenhausplätze
2.1 Jugend
· Jugendliche bekommen in jedem Stadtteil einen Treffpunkt.
"""


def test_middle_dots_numbered_headings_and_fragments():
    clauses = read(DOTS).clauses
    assert [clause.chapter for clause in clauses] == ["Klima", "Klima", "Soziales", "Soziales", "Soziales", "Jugend"]
    assert clauses[-1].topic == "Soziales" and clauses[-1].scope == "every-district"
    assert [clause.commitment for clause in clauses][2:4] == ["continue", "examine"]


def test_numbered_items_under_roman_headings():
    source = """I. Wirtschaft

1. Wir werden ein Gründerzentrum am Hafen errichten.
2. Die Gewerbesteuer bleibt in den kommenden fünf Jahren
   stabil bei 450 Punkten.
3. Es ist zu prüfen, ob das Kongresszentrum
   erweitert werden kann.

II. Sicherheit

4. Der Ordnungsdienst wird um 20 Stellen verstärkt.
"""
    clauses = read(source).clauses
    assert [clause.commitment for clause in clauses] == ["promise", "continue", "examine", "promise"]
    assert [clause.chapter for clause in clauses] == ["Wirtschaft"] * 3 + ["Sicherheit"]
    assert clauses[1].text.endswith("fünf Jahren stabil bei 450 Punkten.")


@pytest.mark.parametrize("mark", ["### - ", "### • ", "- ", "* ", "– ", "• ", "•", "▪ ", "a) "])
def test_marks_of_bullets(mark):
    source = (
        f"## Umwelt\n\n{mark}Wir werden den Stadtwald erweitern.\n"
        f"{mark}Die Verwaltung soll ein Hitzekonzept vorlegen.\n"
    )
    assert texts(source) == ["Wir werden den Stadtwald erweitern.", "Die Verwaltung soll ein Hitzekonzept vorlegen."]


def test_nested_bullets_indented_or_by_another_mark():
    source = """Mobilität

• Wir werden den Radverkehr stärken:
o durch neue Radwege an der Parkstraße,
o durch mehr Abstellanlagen.
• Wir wollen den Busverkehr ausbauen.
  - Nachtbusse an Wochenenden
  - ein neuer Ringbus
• Der Hauptbahnhof wird modernisiert.
"""
    clauses = read(source).clauses
    assert [len(clause.parts) for clause in clauses] == [2, 2, 0]
    assert [clause.title for clause in clauses] == [
        "Radverkehr stärken",
        "Busverkehr ausbauen",
        "Hauptbahnhof modernisieren",
    ]


def test_a_lead_in_gives_its_commitment_to_fragments():
    source = """## Digitales

Wir werden

- alle Schulen bis 2026 ans Glasfasernetz anschließen,
- die Verwaltung digitalisieren.

Wir prüfen:

- eine Open-Data-Plattform
- den Einsatz freier Software
"""
    assert [clause.commitment for clause in read(source).clauses] == ["promise", "promise", "examine", "examine"]


def test_tables_footnotes_and_signatures_hold_no_measure():
    source = """## Finanzen

- Der Haushalt wird bis 2030 ausgeglichen.

| Jahr | Betrag |
|---|---|
| 2026 | 10 Mio. *) |

- *) vorbehaltlich der Genehmigung wird der Betrag angepasst
Ausschuss für Bau\t15\tJa

Altdorf, 12. Mai 2026

- Erika Muster, Fraktion FDP
- Max Beispiel, Freie Wähler
"""
    assert texts(source) == ["Der Haushalt wird bis 2030 ausgeglichen."]


def test_a_torn_off_paragraph_belongs_to_the_bullet_before_the_page_break():
    source = (
        "## Kultur\n\n- Wir bauen das Museum um. Dafür suchen wir Partner.\n\f"
        "Auch das Archiv zieht dorthin. Wir werben um Förderung.\n"
        "- Das Theater wird saniert.\n- Die Bücherei öffnet sonntags, das werden wir erproben.\n"
    )
    first = texts(source)[0]
    assert first.startswith("Wir bauen") and first.endswith("um Förderung.")
    assert len(texts(source)) == 3


def test_a_repeated_subheading_is_no_running_header():
    source = "".join(
        f"## Thema {n}\n\nMaßnahmen\n\n- Wir werden Projekt {word} beginnen.\n- Wir werden {word} auswerten.\n\n"
        for n, word in enumerate(("Alpha", "Beta", "Gamma"))
    )
    clauses = read(source).clauses
    assert len(clauses) == 6 and clauses[2].chapter == "Maßnahmen" and clauses[2].topic == "Thema 1"


def test_bold_lines_above_bold_lines_are_chapters():
    source = (
        "**Verkehr**\n\n**Radwege ausbauen**\n\nWir werden zehn Kilometer neue Wege bauen.\n\n"
        "**Bus und Bahn**\n\nDie Taktung der Busse soll verdichtet werden.\n\n"
        "**Wohnen**\n\n**Neue Wohnungen**\n\nAuf dem Areal werden 400 Wohnungen gebaut.\n"
    )
    assert [(clause.topic, clause.chapter) for clause in read(source).clauses] == [
        ("Verkehr", "Radwege ausbauen"),
        ("Verkehr", "Bus und Bahn"),
        ("Wohnen", "Neue Wohnungen"),
    ]


def test_review_of_the_past_and_attitude_are_no_clauses():
    source = """## Sport

- Wir haben in den vergangenen Jahren drei Hallen saniert.
- Wir stehen für Fairness.
- Die Sporthalle Nord wurde 2019 eröffnet.
- Die CDU will die Sportpauschale erhöhen.
"""
    assert texts(source) == ["Die CDU will die Sportpauschale erhöhen."]


def test_procedure_among_the_partners_is_left_out_though_it_has_bullets():
    source = """## Wohnen

- Wir bauen 100 Wohnungen im Jahr.

## Zusammenarbeit der Fraktionen

- Der Koalitionsausschuss tagt einmal im Monat.
- Anträge der Fraktionen werden vorher abgestimmt.
- Wechselnde Mehrheiten werden ausgeschlossen.
"""
    assert texts(source) == ["Wir bauen 100 Wohnungen im Jahr."]


def test_the_period_of_the_agreement():
    assert read(WRAPPED).period[1].year == 2030
    assert read("## A\n\n- Wir bauen eine Halle.\n").period is None
