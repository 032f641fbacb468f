"""Where the words were found: the field, and a few words around each hit."""

from dataclasses import dataclass

from . import tokens

AROUND = 70
"""Letters shown before and after the first hit."""
MOST = 3


@dataclass(frozen=True)
class Finding:
    """One field with hits. ``pieces`` are (text, is it a hit?); ``is_whole`` when nothing was left out."""

    field: str
    tag: str
    pieces: tuple[tuple[str, bool], ...]
    is_whole: bool


class Finder:
    """Looks for the same words in many texts, exactly as the index does."""

    def __init__(self, wanted):
        self._words = wanted.words
        self._known = {}

    def findings(self, said):
        """Fields that together hold every word, as few as possible from the first on.

        ``said`` are (field, tag of the language, text), what one would rather read first.
        """
        missing, found = set(range(len(self._words))), []
        for field, tag, text in said:
            if not missing or len(found) == MOST:
                break
            text = tokens.tidy(text)
            hits = [(unit.span(), numbers) for unit in tokens.units(text) if (numbers := self._hit(unit[0], tag))]
            new = missing.intersection(number for span, numbers in hits for number in numbers)
            if new:
                missing -= new
                first = next(span for span, numbers in hits if numbers & new)
                found.append(_finding(field, tag, text, first, [span for span, numbers in hits]))
        return found

    def _hit(self, unit, tag):
        """The numbers of the words that this unit is a hit for."""
        key = (unit, tag)
        if key not in self._known:
            there = tokens.of_unit(unit, tokens.language(tag))
            self._known[key] = frozenset(
                number for number, word in enumerate(self._words) if any(term.fits(there) for term in word.terms)
            )
        return self._known[key]


def _finding(field, tag, text, first, spans):
    start = _at_a_blank(text, first[0] - AROUND, first[0])
    end = len(text) - _at_a_blank(text[::-1], len(text) - first[1] - AROUND, len(text) - first[1])
    pieces, at = [("… ", False)] if start else [], start
    for left, right in spans:
        if left >= start and right <= end:
            pieces += [(text[at:left], False), (text[left:right], True)]
            at = right
    pieces += [(text[at:end], False), *([(" …", False)] if end < len(text) else [])]
    whole = start == 0 and end == len(text)
    return Finding(field, tag, tuple((piece, hit) for piece, hit in pieces if piece), whole)


def _at_a_blank(text, wanted, limit):
    """The first place after a blank from ``wanted`` on, but not behind ``limit``; 0 where nothing is left out."""
    if wanted <= 0:
        return 0
    blank = next((at for at in range(wanted, limit) if text[at].isspace()), None)
    return wanted if blank is None else blank + 1
