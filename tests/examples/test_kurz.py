"""The short words of the demonstration in other languages: all of them, no others, and no number lost."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from beteiligung.leicht.checking import check
from beteiligung.leicht.findings import ERROR

BOCHUM = Path(__file__).parents[2] / "examples" / "bochum"
LANGUAGES = ("de-simple", "en", "tr", "ar", "uk", "ru", "pl")
"""The first two have the short words of all Vorhaben, the others of those that have texts in them."""
LISTS = {"history": ("reason",), "changes": ("reason",), "fixed_points": ("what", "why")}
LINES = ("next_step", "delay_reason", "wish_answer")
GROUPED = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
AFTERNOON = re.compile(r"\b(1[3-9]|2[0-3]) Uhr")
YEAR = re.compile(r"\b20\d\d\b")


def short_words(entry):
    """What is said of a Vorhaben in German only, in the order of the file."""
    for key, value in entry.items():
        if key in LISTS:
            yield from (one[name] for one in value for name in LISTS[key])
        elif key == "participation":
            yield from filter(None, [(value or {}).get("none")])
        elif key == "open_points":
            yield from value
        elif key in LINES:
            yield value


def german(lang):
    """The strings that must be there in a language, each once."""
    files = sorted((BOCHUM / "vorhaben").glob("*.json"))
    entries = [entry for file in files for entry in json.loads(file.read_text(encoding="utf-8"))]
    told = [entry for entry in entries if lang in entry["texts"]]
    return list(dict.fromkeys(text for entry in told for text in short_words(entry) if text))


def words(lang):
    return json.loads((BOCHUM / "kurz" / f"{lang}.json").read_text(encoding="utf-8"))


def numbers(text):
    """The numbers in digits, however a language groups and writes them."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return set(re.findall(r"\d+", GROUPED.sub("", plain)))


def lost(source, text):
    """The numbers that a translation forgot; 18 Uhr may be 6 pm."""
    there = numbers(text)
    clock = {hour for hour in AFTERNOON.findall(source) if str(int(hour) - 12) in there}
    return numbers(source) - there - clock


def test_there_is_a_file_for_every_language_of_the_texts():
    assert {file.stem for file in (BOCHUM / "kurz").iterdir()} == set(LANGUAGES)
    assert [lang for lang in ("de-simple", "en") if german(lang) != german("de")] == []


def test_a_lost_number_is_seen():
    assert lost("Am 5. Mai 2027 um 18 Uhr: 30.000 Euro", "On 5 May 2027, 6 pm: 30,000 euros") == set()
    assert lost("2027: 1.200", "٢٠٢٧: 1 200") == set()
    assert lost("Im Mai 2027, 18 Uhr, 61 Hinweise", "In May 2026, 8 pm, comments") == {"2027", "18", "61"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_short_text_is_there_and_no_other(lang):
    needed, there = german(lang), words(lang)

    assert len(needed) > 100
    assert [text for text in needed if text not in there] == []
    assert [text for text in there if text not in set(needed)] == []
    assert [text for text, told in there.items() if not told.strip() or told != told.strip()] == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "de-simple"])
def test_no_number_is_lost(lang):
    assert {text: missing for text, told in words(lang).items() if (missing := lost(text, told))} == {}


def test_easy_words_have_no_error():
    """Every sentence has its line; no page divides these."""
    findings = {text: [f.rule for f in check(told) if f.severity == ERROR] for text, told in words("de-simple").items()}

    assert {text: rules for text, rules in findings.items() if rules} == {}


def test_easy_words_keep_the_years():
    """A large number may go, the time when something happens may not."""
    there = words("de-simple")

    assert [text for text, told in there.items() if set(YEAR.findall(text)) - set(YEAR.findall(told))] == []
