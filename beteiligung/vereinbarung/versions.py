"""Two versions of an agreement: which clause is which, and what happened to it."""

from bisect import bisect_left
from typing import NamedTuple

from rapidfuzz import fuzz, process

from .models import Clause

SAME_ENOUGH = 62
"""Two clauses are one, edited, when this share (in percent) of their letters agrees in order."""


class Change(NamedTuple):
    """What became of one clause: ``kind`` is unchanged, moved, changed, new or gone.

    ``old`` is the stored clause, ``new`` the one that was read (absent when gone), ``number`` its place in the new
    version. What is new has no ``old``, unless an earlier version held it: then it comes back.
    """

    kind: str
    old: Clause | None
    new: object | None
    number: int | None


def compare(stored, read):
    """All changes, in the order of the new version; what is gone comes last."""
    pairs = _pair(stored, read)
    in_order = _longest_run([pairs[i].number for i in range(len(read)) if i in pairs])
    steady = {id(pairs[i]) for place, i in enumerate(sorted(pairs)) if place in in_order}
    changes = []
    for index, clause in enumerate(read):
        old = pairs.get(index)
        changes.append(Change(_kind(old, clause, id(old) in steady), old, clause, index + 1))
    kept = {id(old) for old in pairs.values()}
    gone = [Change("gone", old, None, None) for old in stored if id(old) not in kept and old.gone_at is None]
    return changes + gone


def _kind(old, new, is_steady):
    if old is None or old.gone_at is not None:
        return "new"
    if old.fingerprint != new.fingerprint:
        return "changed"
    return "unchanged" if is_steady and old.chapter == new.chapter else "moved"


def _pair(stored, read):
    """Index of the read clause -> stored clause: first by fingerprint, then the most similar of the rest."""
    by_fingerprint = {clause.fingerprint: clause for clause in stored}
    pairs = {i: by_fingerprint[c.fingerprint] for i, c in enumerate(read) if c.fingerprint in by_fingerprint}
    taken = {id(clause) for clause in pairs.values()}
    left = [clause for clause in stored if id(clause) not in taken and clause.gone_at is None]
    new = [i for i in range(len(read)) if i not in pairs]
    likely = ((score, a, i) for i in new for _text, score, a in _alike(read[i], left))
    for _score, a, i in sorted(likely, reverse=True):
        if i not in pairs and id(left[a]) not in taken:
            pairs[i] = left[a]
            taken.add(id(left[a]))
    return pairs


def _alike(clause, stored):
    """The stored clauses that could be this one: text, score, index."""
    texts = [old.text for old in stored]
    return process.extract_iter(clause.text, texts, scorer=fuzz.ratio, score_cutoff=SAME_ENOUGH)


def _longest_run(numbers):
    """Places of the longest rising run: what stands in it kept its place, the others moved past it."""
    tails, tail_at, before = [], [], []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_at[at - 1] if at else None)
        tails[at : at + 1] = [number]
        tail_at[at : at + 1] = [place]
    run, place = set(), tail_at[-1] if tail_at else None
    while place is not None:
        run.add(place)
        place = before[place]
    return run
