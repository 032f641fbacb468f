"""How alike texts are, as numbers from 0 to 1. Knows nothing but text; a machine compares, and a person decides."""

import math
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec

from rapidfuzz import fuzz, process

from ..beitrag.likeness import SHORTEST_STEM, root
from ..search.wanted import STOP_WORDS

ALMOST = 86
"""From here on, of 100, two roots count as the same word: a slip of the pen, another ending."""

SAME_SCALE = 0.5
"""Without pieces of words in the count texts look twice as alike; with this both ways mean the same by a number."""

PIECE = 5
"""Pieces of so many letters find a word inside of a compound."""


@lru_cache(maxsize=20_000)
def roots(plain):
    """The roots of the words of a plain text that say something."""
    return tuple(root(word) for word in plain.split() if word not in STOP_WORDS and len(word) >= SHORTEST_STEM)


def compare(wanted, known):
    """For each wanted text a list: how alike each known one is. By scikit-learn where it is installed."""
    if not wanted or not known:
        return [[0.0] * len(known) for _ in wanted]
    return by_vectors(wanted, known) if find_spec("sklearn") else by_words(wanted, known)


def by_vectors(wanted, known):
    """TF-IDF over roots and pieces of words, of scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # an extra, and slow to load

    maker = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
    try:
        vectors = maker.fit_transform([*known, *wanted])
    except ValueError:  # not one word that says something
        return [[0.0] * len(known) for _ in wanted]
    known_part, wanted_part = vectors[: len(known)], vectors[len(known) :]
    return (wanted_part @ known_part.T).toarray().tolist()


def by_words(wanted, known):
    """The same without scikit-learn: rare roots weigh more, and rapidfuzz forgives a slip of the pen."""
    bags = [Counter(roots(text)) for text in known]
    rows = [Counter(roots(text)) for text in wanted]
    seen = Counter(word for bag in [*bags, *rows] for word in bag)
    rare = {word: 1 + math.log((1 + len(bags) + len(rows)) / (1 + number)) for word, number in seen.items()}
    vocabulary = sorted({word for bag in bags for word in bag})
    meant = {word: _meant(word, vocabulary) for word in {word for row in rows for word in row}}
    return [[_cosine(row, bag, rare, meant) * SAME_SCALE for bag in bags] for row in rows]


def _meant(word, vocabulary):
    """The known words that this one may be."""
    found = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=ALMOST, limit=3)
    inside = {match for match in vocabulary if _is_part(match, word) or _is_part(word, match)}
    return {match for match, _score, _at in found} | inside


def _is_part(part, word):
    """Is it a part of a compound? Pflege is one of Teichpflege."""
    return len(part) >= PIECE and part in word


def _cosine(row, bag, rare, meant):
    shared = 0.0
    for word in row:
        if same := meant[word] & bag.keys():
            shared += rare[word] * max(rare[match] for match in same)
    if not shared:
        return 0.0
    lengths = [math.sqrt(sum(rare[word] ** 2 for word in words)) for words in (row, bag)]
    return min(1.0, shared / (lengths[0] * lengths[1]))


def _features(plain):
    """Roots, and pieces of the long ones: Pflege is found in Teichpflege."""
    for word in roots(plain):
        yield word
        yield from (f"…{word[at : at + PIECE]}" for at in range(len(word) - PIECE + 1))
