"""Long German words taken apart, for showing only: what is stored, searched and copied stays whole.

A word is parted only where all of it is made of words that we know; any other stays as it is. Half a guess would teach
readers a wrong word.
"""

import re
from functools import lru_cache

from .lexicon import PARTS, WHOLE
from .reading import DOTS

MEDIOPUNKT = "\u00b7"
LINKS = ("", "s", "es", "n", "en")
"""What German puts between two parts, and behind the last one: Bezirk-s-vertretung, Straße-n-bahn."""
ENDINGS = ("", "e", "n", "en", "s", "es")
LONGEST = 60
_MARKS = re.compile(rf"[-\u2010\u2011{DOTS}]")


def plain(text):
    """A text without Mediopunkte and soft hyphens."""
    return text.translate(dict.fromkeys(map(ord, DOTS)))


def segments(word):
    """The parts that the writer has shown already, with hyphens or Mediopunkte."""
    return [part for part in _MARKS.split(word) if part] or [word]


def hyphenated(word):
    """``Bezirksvertretung`` as ``Bezirks-Vertretung``; a word that is no noun, or is unknown, stays as it is."""
    found = parts(word)
    return "-".join(part[:1].upper() + part[1:] for part in found) if word[:1].isupper() else word


def dotted(word):
    """``Bezirksvertretung`` as ``Bezirks·vertretung``."""
    return MEDIOPUNKT.join(parts(word))


@lru_cache(maxsize=10_000)
def parts(word):
    """The parts of a word as they are spelled in it; one part where it is not known to have more."""
    low = word.lower()
    if not word.isalpha() or len(word) > LONGEST or len(low) != len(word) or low in WHOLE:
        return (word,)
    cuts = _cuts(low, 0, {})
    if not cuts:
        return (word,)
    return tuple(word[start:end] for start, end in zip((0, *cuts), (*cuts, len(word)), strict=True))


def _cuts(word, start, known):
    """Where to cut from ``start`` on, as few times as possible; None where the rest is not made of known words."""
    if start in known:
        return known[start]
    rest, best = word[start:], None
    if any(rest.endswith(end) and rest[: len(rest) - len(end)] in PARTS for end in ENDINGS):
        best = ()
    else:
        for size in range(len(rest) - 3, 2, -1):
            if not any(rest[:size].endswith(link) and rest[: size - len(link)] in PARTS for link in LINKS):
                continue
            after = _cuts(word, start + size, known)
            if after is not None and (best is None or len(after) + 1 < len(best)):
                best = (start + size, *after)
    known[start] = best
    return best
