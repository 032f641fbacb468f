"""A text as the rules see it: lines, sentences and words, each with its place."""

import re
from typing import NamedTuple

from .lexicon import ABBREVIATIONS

LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c|\x85")
DOTS = "\u00b7\u2027\u00ad"
"""Mediopunkt, its twin, and the soft hyphen: they show where a word parts and are no part of it."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:de|org|eu|com|net|info)\b(?:/\S*)?")
_WORD = re.compile(rf"\d+(?:[.,:]\d+)*|[^\W\d_]+\d*(?:[-\u2010\u2011{DOTS}'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»«')]*(?=\s|$)")
_ORDINAL = re.compile(r"\b\d{1,2}\.(?:\d{1,2}\.(?=\s)|(?=\s+[^\W\d_a-zäöü]))")
_NAMES = "|".join(sorted((re.escape(short).replace(r"\ ", r"\s?") for short in ABBREVIATIONS), key=len, reverse=True))
ABBREVIATION = re.compile(rf"(?<![\w.])(?:{_NAMES})(?!\w)", re.IGNORECASE)


LONGEST_LINE = 1_000
"""What stands behind is not read: no easy line is a tenth as long, and nobody's text shall keep a server busy."""


class Word(NamedTuple):
    """A word as it is written; words joined by hyphens are one."""

    text: str
    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence of a line, with its words; ``text`` begins at ``offset`` in the line."""

    line: int
    start: int
    end: int
    offset: int
    text: str
    words: list


class Line(NamedTuple):
    """A line, and the same with addresses of the net blanked out, character for character."""

    number: int
    text: str
    masked: str
    sentences: list


def lines(text):
    """All lines of a text, the empty ones too."""
    return [_line(number, line) for number, line in enumerate(LINE_END.split(text), 1)]


def _line(number, text):
    masked = ADDRESS.sub(lambda found: "x" * len(found[0]), text[:LONGEST_LINE])
    return Line(number, text, masked, list(_sentences(number, masked)))


def _sentences(number, masked):
    unended = masked
    for dots in (ABBREVIATION, _ORDINAL):
        unended = dots.sub(lambda found: found[0].replace(".", "_"), unended)
    begin = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(unended)), len(masked)]:
        words = [
            Word(found[0], begin + found.start(), begin + found.end()) for found in _WORD.finditer(masked[begin:end])
        ]
        if words:
            last = begin + len(masked[begin:end].rstrip())
            yield Sentence(number, words[0].start, last, begin, masked[begin:end], words)
        begin = end
