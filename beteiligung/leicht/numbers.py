"""Rules about numbers: large, Roman, percent, dates, old years, and numbers written as words."""

import re

from .findings import Finding
from .lexicon import NUMBERS

ROMAN = re.compile(r"(?<![\w-])(?=[MDCLXVI]{2,}\b)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?![\w-])")
NOT_ROMAN = {"CD", "DM", "MM", "CC", "DC", "CI", "DI", "MI", "LI", "XL", "XXL", "CV", "CL", "MD", "ML", "DL", "MIX"}
VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
PERCENT = re.compile(r"\d+(?:,\d+)?(?:\s?%|\s(?:Prozent|prozent)\b)|%")
LARGE = re.compile(
    r"(?<![\d.,])(?!0)(?:\d{2,3}(?:[.\u00a0\u202f]\d{3})+|\d(?:[.\u00a0\u202f]\d{3}){2,}|\d{5,})(?![\d.,]*\d)"
)
POSTCODE = re.compile(r"\d{5}(?=\s+[A-ZÄÖÜ][\w-]+[.!?]?\s*$)")
PHONE = re.compile(r"\b(?:Telefon|Fax|Handy|Nummer)\b[\w ]*:?|(?<![\d.,])0\d+[ \d/-]+")
DATE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:\d{2}){1,2})?(?!\d|\.\d)")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
YEAR = re.compile(
    rf"\b(?:Jahr|Jahre|Jahren|[Ss]eit|{'|'.join(MONTHS)})\s+(1[0-9]{{3}})\b(?!\s+(?:Euro|Menschen|Meter))"
)
RECENT = 1990
WORD_NUMBERS = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
EARS = re.compile(r"\b(?:in|außer) Acht\b|\bAcht (?:geben|nehmen)\b|\b[Gg]eb(?:en|t)?\b.*\bacht\b")


def find(line):
    """What a line says in numbers."""
    text, number = line.masked, line.number
    for roman in ROMAN.finditer(text):
        if roman[0] not in NOT_ROMAN:
            yield _at("LS-ROMAN", number, roman, better=str(_value(roman[0])))
    for percent in PERCENT.finditer(text):
        yield _at("LS-PCT", number, percent)
    for date in DATE.finditer(text):
        if 1 <= int(date[2]) <= 12 and 1 <= int(date[1]) <= 31:
            yield _at("LS-DATE", number, date, better=_date(*date.groups()))
    for year in YEAR.finditer(text):
        if int(year[1]) < RECENT:
            yield Finding("LS-YEAR", number, year.start(1), year.end(1), {"found": year[1]})
    if not PHONE.search(text):
        for large in LARGE.finditer(text):
            if not POSTCODE.match(text, large.start()):
                yield _at("LS-BIG", number, large)
    for word in WORD_NUMBERS.finditer(EARS.sub(lambda found: "x" * len(found[0]), text)):
        yield _at("LS-NUM", number, word, better=NUMBERS[word[0].lower()])


def _at(rule, number, match, **more):
    return Finding(rule, number, match.start(), match.end(), {"found": match[0].strip(), **more})


def _value(roman):
    values = [VALUES[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _date(day, month, year):
    """The same date with the name of its month."""
    full = f"20{year}" if year and len(year) == 2 else year
    return " ".join(filter(None, (f"{int(day)}.", MONTHS[int(month) - 1], full)))
