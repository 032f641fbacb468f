"""Repair for reading; the quotation stays as it is."""

import pytest

from beteiligung.vereinbarung.reader.repair import clean
from beteiligung.vereinbarung.reading import read


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["im ständigen Dia-", "log mit allen"], "im ständigen Dialog mit allen"),
        (["Geh-", "und Radwege"], "Geh- und Radwege"),
        (["Geh- und Radwege"], "Geh- und Radwege"),
        (["auf Landes-", "oder Bundesebene"], "auf Landes- oder Bundesebene"),
        (["die Rhein-", "Ruhr-Region"], "die Rhein-Ruhr-Region"),
        (["Kli\xadma", "schutz\xad", "plan"], "Klima schutzplan"),
        (["die Nachwuchs- kräfte gewinnen"], "die Nachwuchskräfte gewinnen"),
        (["Pflegekräften- ähnlich dem Modell"], "Pflegekräften- ähnlich dem Modell"),
        (["**Fett** und *kursiv* und __auch__"], "Fett und kursiv und auch"),
        (["CO<sub>2</sub> sparen"], "CO2 sparen"),
        (["Bürger\\*innen und \\_alle\\_"], "Bürger*innen und _alle_"),
        (["Bürger*innen und Schüler*innen"], "Bürger*innen und Schüler*innen"),
        (["eine  Lücke\xa0im\tText"], "eine Lücke im Text"),
        (["[Plan](https://example.org/x) lesen"], "Plan lesen"),
        (["Straßen-/", "Wegebau"], "Straßen-/Wegebau"),
    ],
)
def test_cleaned_for_reading(pieces, text):
    assert clean(pieces) == text


def fingerprints(source):
    return [clause.fingerprint for clause in read(source).clauses]


@pytest.mark.parametrize(
    "other",
    [
        "## Thema\n\n- Wir werden den „Rad-\nweg“ am   Fluss ausbauen.\n",
        '## Thema\n\n- Wir werden den "Radweg" am Fluss\n\n\fausbauen.\n',
        "## Anderes\n\n* WIR werden den «Radweg» am Fluss ausbauen.\n",
    ],
)
def test_the_fingerprint_survives_another_extraction(other):
    assert fingerprints(other) == fingerprints("## Thema\n\n- Wir werden den „Radweg“ am Fluss ausbauen.\n")


def test_the_fingerprint_tells_clauses_apart():
    found = fingerprints("## T\n\n- Wir bauen zwei Hallen.\n- Wir bauen drei Hallen.\n- Wir bauen drei Hallen.\n")
    assert len(set(found)) == 3


def test_offsets_point_into_the_original():
    source = "## Thema\r\n\r\n- Wir werden Geh- und Rad-\r\n  wege bauen.\r\n"
    (clause,) = read(source).clauses
    assert source[clause.start : clause.end] == "Wir werden Geh- und Rad-\r\n  wege bauen."
    assert clause.text == "Wir werden Geh- und Radwege bauen."
