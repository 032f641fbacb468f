"""The checker: where it points, what it says, and that no text hurts it."""

import pytest

from beteiligung.leicht import ERROR, HINT, RULES, check
from beteiligung.leicht.checking import MOST


def rules(text):
    return [finding.rule for finding in check(text)]


def meant(text, finding):
    return text.split("\n")[finding.line - 1][finding.start : finding.end]


def test_a_finding_points_to_its_words():
    text = "Der Park ist neu.\n\nDort wird   ein Teich gebaut."

    (finding,) = check(text)

    assert (finding.rule, finding.severity, finding.line, finding.column) == ("LS-PASS", ERROR, 3, 6)
    assert meant(text, finding) == finding.values["found"] == "wird   ein Teich gebaut"


@pytest.mark.parametrize(
    ("text", "rule", "words", "better"),
    [
        ("Das kostet 5 €, z. B. im Mai.", "LS-ABBR", "z. B.", "zum Beispiel"),
        ("Kommen Sie am 03.4.27 ins Bad.", "LS-DATE", "03.4.27", "3. April 2027"),
        ("Das steht in Teil XIV.", "LS-ROMAN", "XIV", "14"),
        ("Es gibt Zwölf Tore.", "LS-NUM", "Zwölf", "12"),
        ("Die Maßnahmen sind gut.", "LS-HARD", "Maßnahmen", "was die Stadt tut"),
        ("Die Bezirksvertretung tagt.", "LS-WORD", "Bezirksvertretung", "Bezirks-Vertretung"),
    ],
)
def test_it_knows_something_better(text, rule, words, better):
    (finding,) = check(text)

    assert (finding.rule, meant(text, finding), finding.values["better"]) == (rule, words, better)
    assert "better" in finding.suggestion


def test_messages_can_be_filled():
    for rule in RULES:
        values = {"found": "x", "better": "y", "count": 13}
        assert RULES[rule].explanation % values and RULES[rule].suggestion % values
    assert {rule.severity for rule in RULES.values()} == {ERROR, HINT}


def test_one_sentence_a_line_and_what_ends_none():
    assert rules("Am 5. Mai ist das Fest.\nDas Haus hat den 2. Preis.\nAm 3.4. ist Markt.") == ["LS-DATE"]
    assert rules("Ja! Nein.") == ["LS-LINE"]
    assert rules("Ja! Nein.") and check("Ja! Nein.", leave_out=("LS-LINE",)) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_way_to_end_a_line(end):
    assert [finding.line for finding in check(f"Gut.{end}Das ist ca. 5 Meter breit.")] == [2]


def test_a_word_with_shown_parts_is_short():
    assert rules("Die Stadt-Entwicklungs-Planung ist gut.") == []
    assert rules("Das Natur·schutz·gebiet ist groß.") == ["LS-SIGN", "LS-SIGN"], "the dot is shown, never stored"


def test_addresses_of_the_net_are_no_sentences():
    assert rules("Mehr steht auf https://www.bochum.de/a_b/(c)?d=1&e=2%20;f") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \t\n",
        "\x00\ud800",
        "wird " * 20_000,
        "Der Park der " * 5_000,
        "(" * 50_000,
        "a" * 100_000,
        "Wenn " * 10_000 + ",",
        ", die a" * 10_000,
        "1." * 30_000,
        "entweder " * 10_000,
        "A-" * 30_000,
        "Hausbaum" * 5_000,
        "www." * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_hurts_it(text):
    assert len(check(text)) <= MOST
