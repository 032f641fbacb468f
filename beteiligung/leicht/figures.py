"""How readable a text is, as one figure: Björnsson's LIX, words a sentence plus the share of long words in percent."""

from typing import NamedTuple

from . import reading
from .compounds import segments

LONG = 7
"""A word of that many letters counts as long; of a word with hyphens each part counts for itself."""
FEWEST_WORDS = 20
"""Below that a figure would say nothing."""


class Figure(NamedTuple):
    """``lix`` is None for a text too short to judge."""

    words: int
    sentences: int
    words_per_sentence: float
    lix: int | None


def figure(text):
    """Count a text. Below 25 is very easy, above 40 is what newspapers write. It knows lengths, not meanings."""
    sentences = [sentence for line in reading.lines(text) for sentence in line.sentences]
    words = [word.text for sentence in sentences for word in sentence.words]
    if not words:
        return Figure(0, 0, 0.0, None)
    length = len(words) / len(sentences)
    long = sum(1 for word in words if max(map(len, segments(word))) >= LONG)
    lix = round(length + 100 * long / len(words)) if len(words) >= FEWEST_WORDS else None
    return Figure(len(words), len(sentences), round(length, 1), lix)
