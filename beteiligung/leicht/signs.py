"""Rules about signs: what is no letter, no digit and no plain full stop."""

import re

from .findings import Finding
from .reading import DOTS

SIGNS = re.compile(rf"[;()\[\]{{}}/§&*_…#<>|=~{DOTS}]|(?<=\S)\s[–—-](?=\s)|\.\.\.")
QUOTES = re.compile(r"[„“”«»\"‚‘]")
REFERENCE = re.compile(r"\b(?:[Ss]iehe (?:oben|unten|Seite|Kapitel|Abschnitt|auch)|Fußnote)\b|[¹²³⁴⁵⁶⁷⁸⁹]")
SQUARE = re.compile(r"(?:\b[kcmd]?m|Meter )[²³]")
LIST_COMMAS = 3


def find(line):
    """Signs, quotation marks, references and long lists in a line."""
    for sign in SIGNS.finditer(line.masked):
        yield _finding("LS-SIGN", line, sign, _name(sign[0].strip()))
    if quote := QUOTES.search(line.masked):
        yield _finding("LS-QUOTE", line, quote, quote[0])
    for reference in REFERENCE.finditer(SQUARE.sub(lambda found: "x" * len(found[0]), line.masked)):
        yield _finding("LS-REF", line, reference, reference[0])
    for sentence in line.sentences:
        if sentence.text.count(",") >= LIST_COMMAS:
            yield Finding("LS-LIST", line.number, sentence.start, sentence.end, {})


def _name(sign):
    """A soft hyphen cannot be seen."""
    return "U+00AD" if sign == "\u00ad" else sign


def _finding(rule, line, match, found):
    return Finding(rule, line.number, match.start(), match.end(), {"found": found})
