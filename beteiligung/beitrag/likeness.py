"""Texts of residents as the search compares them, and how alike two are. Knows nothing but text."""

from rapidfuzz import fuzz

from ..search import tokens
from ..search.wanted import STOP_WORDS, Wanted

SHORTEST_STEM = 4
LONGEST_ENDING = 3
"""A stem that leaves out more than this of a word says too little of it."""

ALIKE = 70
"""From here on, of 100, two texts say nearly the same."""

FEWEST_WORDS = 3
"""Shorter texts are all alike."""


def plain(text):
    """The words of a text, folded, with blanks between."""
    words = (word for unit in tokens.units(tokens.tidy(text)) for word in tokens.split(unit[0])[0])
    return " ".join(filter(None, map(tokens.fold, words)))


def wanted(text):
    """For each word that somebody looks for, the part that must stand in the plain text."""
    return tuple(root(word.written) for word in Wanted.of(text).words)


def root(word):
    """A word without its ending: found in other forms of it, and inside of compounds."""
    folded, stem = tokens.fold(word), tokens.stem(word, "de")
    return stem if len(stem) >= SHORTEST_STEM and len(folded) - len(stem) <= LONGEST_ENDING else folded


def telling(text, most=6):
    """The roots of the longest words of a text: where they are found, something similar may stand."""
    roots = {root(word) for word in plain(text).split() if word not in STOP_WORDS and len(word) > SHORTEST_STEM}
    return sorted(roots, key=lambda word: (-len(word), word))[:most]


def alike(one, other):
    """How alike two plain texts are, from 0 to 100."""
    ours, theirs = (" ".join(sorted({root(w) for w in text.split()} - STOP_WORDS)) for text in (one, other))
    if min(len(ours.split()), len(theirs.split())) < FEWEST_WORDS:
        return 100.0 if ours == theirs else 0.0
    return fuzz.token_sort_ratio(ours, theirs)
