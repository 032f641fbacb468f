"""One wrong letter: another one, one too many, one too few, or two that changed places."""

from rapidfuzz.distance import OSA
from sqlalchemy import or_, select

from .models import SearchWord
from .tokens import SHORTEST_PART, fold, stem

MOST = 20
"""Spellings that one mistyped word may have meant."""


def meant(session, written):
    """For each written word the known ones that differ by one letter, in a fixed order."""
    forms = {word: _forms(word) for word in written}
    wanted = sorted(set().union(*forms.values()))
    if not wanted:
        return dict.fromkeys(forms, ())
    candidates = set(session.scalars(select(SearchWord.word).where(or_(*map(_may_be, wanted))).distinct()))
    return {word: _nearest(some, candidates) for word, some in forms.items()}


def _forms(word):
    """As written and without its ending; short words and numbers mean too many others."""
    return {form for form in (fold(word), stem(word, "de")) if len(form) >= SHORTEST_PART and form.isalpha()}


def _nearest(forms, candidates):
    near = {word for word in candidates for form in forms if OSA.distance(word, form, score_cutoff=1) == 1}
    return tuple(sorted(near, key=lambda word: (-len(word), word))[:MOST])


def _may_be(form):
    """Where one letter is wrong, the first third of the word or the last one is right."""
    third = len(form) // 3
    return SearchWord.size.between(len(form) - 1, len(form) + 1) & or_(
        SearchWord.word.startswith(form[:third], autoescape=True),
        SearchWord.word.endswith(form[-third:], autoescape=True),
    )
