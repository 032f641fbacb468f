"""What somebody looks for: words that must all be found, each by any of its tokens. Knows nothing of a database."""

import re
from dataclasses import dataclass
from functools import lru_cache

from . import tokens
from .tokens import PART, SHORTEST_PART, STEM

LONGEST = 200
MOST = 12
"""Letters and words that are read; what comes after is not looked for."""
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "der die das den dem des ein eine einen einem einer und oder in im ins an am auf aus bei beim bis fur mit nach "
        "um von vom vor zu zum zur the a and or of on at to for by from with",
    )
)
"""They stand in every text, so they tell nothing apart; alone they are looked for like any other word."""


@dataclass(frozen=True)
class Term:
    """One token of the index, or all that begin like it."""

    token: str
    is_prefix: bool = False

    def fits(self, found):
        """Is it among these tokens?"""
        return any(token.startswith(self.token) for token in found) if self.is_prefix else self.token in found


@dataclass(frozen=True)
class Word:
    """One word that must be found: ``whole`` at the beginning of a word or with another ending, or ``inside`` one.

    ``is_guess``: it was not found as written, so the terms are what it may have meant.
    """

    written: str
    whole: tuple[Term, ...]
    inside: tuple[Term, ...]
    is_guess: bool = False

    @property
    def terms(self):
        return self.whole + self.inside


@dataclass(frozen=True)
class Wanted:
    """All words must be found. Without any, everything fits."""

    words: tuple[Word, ...] = ()

    @classmethod
    @lru_cache(maxsize=1000)
    def of(cls, text):
        """Read what was typed. Signs mean nothing; the last word may be unfinished."""
        pairs = [pair for unit in tokens.units(tokens.tidy(text[:LONGEST])) for pair in _pairs(unit[0])][:MOST]
        telling = [pair for pair in pairs if tokens.fold(pair[0]) not in STOP_WORDS] or pairs
        last = telling[-1] if telling else None
        return cls(tuple(_word(*pair, is_last=pair is last) for pair in telling))

    @property
    def anywhere(self):
        """For each word, the terms of which one must be found."""
        return tuple(word.terms for word in self.words)

    @property
    def as_whole_words(self):
        """The same, but not inside of compounds."""
        return tuple(word.whole for word in self.words)

    @property
    def guessed(self):
        """The words that were not found as they were written."""
        return [word.written for word in self.words if word.is_guess]

    def but(self, meant):
        """The same with other spellings for some words: a dict from the word to its spellings."""
        return Wanted(tuple(_guess(word, meant[word]) if word in meant else word for word in self.words))


def _pairs(unit):
    """Each word of a unit with the word that all of them make."""
    words, joined = tokens.split(unit)
    return [(word, joined) for word in words if tokens.fold(word)]


def _word(written, joined, *, is_last):
    forms = [form for form in (written, joined) if form]
    whole = [term for form in forms for term in _whole(form, is_last)]
    inside = [term for form in forms for term in _inside(tokens.stem(form, "de"))]
    return Word(written, _unique(whole), _unique(inside))


def _whole(word, is_last):
    plain = tokens.fold(word)
    if plain.isdigit():
        yield Term(plain)
        return
    yield Term(plain, is_prefix=len(plain) >= (2 if is_last else 3))
    for lang in _languages(plain):
        stemmed = tokens.stem(word, lang)
        # where somebody wrote "Baeume" or "Bäume", the beginning of "Baumpflanzung" is only seen in the stem
        yield Term(f"{lang}{STEM}{stemmed}", is_prefix=lang == "de" and len(stemmed) >= SHORTEST_PART)


def _inside(stemmed):
    if not stemmed.isdigit() and (len(stemmed) >= SHORTEST_PART or stemmed in tokens.SHORT_PARTS):
        yield Term(f"de{PART}{stemmed}", is_prefix=len(stemmed) >= SHORTEST_PART)


def _guess(word, spellings):
    whole = [
        term
        for plain in spellings
        for term in (Term(plain), *(Term(f"{lang}{STEM}{plain}") for lang in _languages(plain)))
    ]
    inside = [term for plain in spellings for term in _inside(plain)]
    return Word(word.written, _unique(whole), _unique(inside), is_guess=True)


def _languages(plain):
    return tokens.LATIN if plain.isascii() else tokens.OTHER


def _unique(terms):
    return tuple(dict.fromkeys(terms))
