"""Words as the search compares them: folded, stemmed, German compounds by their later parts. Knows nothing but text."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock

LATIN = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "tr": "turkish",
}
OTHER = {"ar": "arabic", "el": "greek", "fa": "persian", "ru": "russian"}
STEMMED = LATIN | OTHER
"""Languages whose endings are known, by script. Words of all others are compared as they are written."""
STEM, PART = "·", "…"
"""Stand between the language and a stem, or a part of a compound. No word contains them, so neither is mistaken."""
LONGEST_WORD = 60
MOST_WORDS = 20_000
"""More different tokens than this one Vorhaben does not get: PostgreSQL keeps at most a megabyte for each."""
SHORT_PARTS = frozenset({"bad", "bau", "bus", "hof", "rad", "weg"})
"""Parts of compounds shorter than four letters that are worth finding: Radweg, Schulhof, Freibad."""
SHORTEST_PART = 4

_MARKS = "".join(c for c in map(chr, range(0x300, 0x3100)) if unicodedata.category(c).startswith("M"))
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_UNIT = re.compile(rf"{_WORD}(?:[-\u2010\u2011]{_WORD})*")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200d\u2060\ufeff"))
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_BEGINS_A_SYLLABLE = re.compile(
    r"(?:sch[lmnrw]?|s[kp]l|s[pt]r|chr|pf[lr]?|[bfgkp][lr]|[gk]n|dr|tr|vr|wr|kw|qu|ch|ph|rh|th|s[kmnpt]|zw|[b-df-hj-np-tv-z])?[aeiouy]"
)
_VOWEL = re.compile("[aeiouy]")
_NO_PART = re.compile("(?:bei|emp|ent|miss|ver|wider|zer)")
"""Syllables that are no word of their own: a Beispiel is no game, and Verkehr does not sweep."""
_lock = Lock()


def tidy(text):
    """Text in which every letter is one character, without what cannot be seen."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def units(text):
    """Every word of a tidy text with its place; words joined by hyphens are one unit."""
    return _UNIT.finditer(text)


def split(unit):
    """The words of a unit, and the one they make when written together: ``Rad-Weg`` is a ``Radweg``."""
    words = re.split("[-\u2010\u2011]", unit)
    return words, "".join(words) if len(words) > 1 else None


@lru_cache(maxsize=100_000)
def fold(word):
    """A word without capitals, accents and dots: ``Grün`` is ``grun``, ``Straße`` is ``strasse``."""
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain)))[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word, lang):
    """A word without its ending, folded. In German ``ue`` counts as ``ü``."""
    word = unicodedata.normalize("NFKC", word[:LONGEST_WORD]).casefold()
    with _lock:  # stemmers keep the word that they work on
        return fold(_stemmer(STEMMED[lang]).stemWord(word))


@cache
def _stemmer(name):
    return getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.title()}Stemmer")()


@lru_cache(maxsize=100_000)
def parts(word):
    """What may be a later part of a German stem: ``spielplatz`` and ``platz`` of ``kinderspielplatz``.

    There is no dictionary: wherever a syllable may begin, a part may begin.
    """
    cuts = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    return tuple(
        right
        for left, right in cuts
        if (len(right) >= SHORTEST_PART or right in SHORT_PARTS)
        and _VOWEL.search(_NO_PART.sub("", left, count=1) if _NO_PART.match(left) else left)
        and _BEGINS_A_SYLLABLE.match(right)
        and not left.endswith("c")
        and not (left.endswith("s") and right.startswith("ch"))
    )


@lru_cache(maxsize=100_000)
def of_unit(unit, lang):
    """All tokens under which one unit of a text in that language is found."""
    words, joined = split(unit)
    return frozenset(token for word in (*words, joined) if word for token in _of_word(word, lang))


def _of_word(word, lang):
    if not (plain := fold(word)):
        return
    yield plain
    if lang in STEMMED and not plain.isdigit():
        stemmed = stem(word, lang)
        yield f"{lang}{STEM}{stemmed}"
        if lang == "de":
            yield from (f"{lang}{PART}{part}" for part in parts(stemmed))


def language(tag):
    """The language of a text by its public tag: easy German is German."""
    return tag.split("-")[0]


def tokens(text, tag):
    """The tokens of a text as the index keeps them: each once, in order, with blanks between."""
    lang = language(tag)
    found = {token for unit in units(tidy(text)) for token in of_unit(unit[0], lang)}
    return " ".join(sorted(found)[:MOST_WORDS])


def merged(*many):
    """Tokens of several texts as one."""
    found = {token for some in many for token in some.split()}
    return " ".join(sorted(found)[:MOST_WORDS])


def spellings(indexed):
    """The words among indexed tokens that a mistyped word may have meant: as written and as stems."""
    for token in indexed.split():
        if PART not in token:
            word = token.rpartition(STEM)[2]
            if len(word) >= SHORTEST_PART and not any(c.isdigit() for c in word):
                yield word
