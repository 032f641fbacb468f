"""What the words of a search mean for a query over Vorhaben."""

from dataclasses import dataclass

from sqlalchemy import String, case, cast, false, func, select

from ..search.matching import matches, matches_in_title
from ..search.models import SearchEntry
from ..search.typos import meant
from ..search.wanted import Wanted
from .models import Publication, Vorhaben

MOST = 300
"""Up to so many hits are looked up once; the list, its counts and the map then ask for them by number."""


@dataclass(frozen=True)
class Understood:
    """The words as they count, and the hits from the best to the last kind; ``None`` where there are too many."""

    wanted: Wanted
    kinds: tuple[tuple[int, ...], ...] | None = None


def understand(session, shelf, text):
    """Find the words once. Where one is written nowhere in public, its neighbours by one letter count instead."""
    wanted = Wanted.of(text)
    if not wanted.words:
        return Understood(wanted)
    sets = _sets(session, shelf, wanted)
    if not any(sets) and (spellings := _spellings(session, wanted)):
        wanted = wanted.but(spellings)
        sets = _sets(session, shelf, wanted)
    few = sum(hits.bit_count() for hits in sets) <= MOST
    return Understood(wanted, tuple(tuple(sorted(shelf.ids(hits))) for hits in sets) if few else None)


def kinds(session, shelf, understood):
    """The public hits as three sets, from the best to the last kind: in a title, as whole words, inside compounds."""
    if understood.kinds is not None:
        return tuple(shelf.of_ids(some) for some in understood.kinds)
    return _sets(session, shelf, understood.wanted)


def conditions(understood):
    """What a Vorhaben must fulfil to be a hit."""
    if understood.kinds == _NONE:
        yield false()
    elif understood.kinds is not None:
        yield Vorhaben.id.in_([number for kind in understood.kinds for number in kind])
    elif understood.wanted.words:
        yield matches(Vorhaben.id, understood.wanted.anywhere)


def order(understood):
    """Words in a title first, other whole words and beginnings next, parts of compounds last."""
    if understood.kinds is not None:
        first, second, _rest = understood.kinds
        yield case((Vorhaben.id.in_(first), 0), (Vorhaben.id.in_(second), 1), else_=2)
    elif understood.wanted.words:
        yield _kind(understood.wanted)


_NONE = ((), (), ())


def _sets(session, shelf, wanted):
    return shelf.kept(("words", wanted), lambda: _looked_up(session, shelf, wanted))


def _looked_up(session, shelf, wanted):
    """One question to the index for each kind of hit; what comes back is as short as can be."""
    whole = wanted.as_whole_words
    asked = ((matches_in_title, whole), (matches, whole), (matches, wanted.anywhere))
    numbers = func.aggregate_strings(cast(SearchEntry.vorhaben_id, String), ",")
    rows = [select(numbers).where(fits(SearchEntry.vorhaben_id, terms)).scalar_subquery() for fits, terms in asked]
    found, before = [], 0
    for written in session.execute(select(*rows)).one():
        hits = shelf.of_ids(map(int, written.split(","))) if written else 0
        found.append(hits & ~before)
        before |= hits
    return tuple(found)


def _kind(wanted):
    whole = wanted.as_whole_words
    return case((matches_in_title(Vorhaben.id, whole), 0), (matches(Vorhaben.id, whole), 1), else_=2)


def _spellings(session, wanted):
    """For each word that is nowhere in public, those that it may have meant."""
    there = session.execute(select(*(_somewhere(word) for word in wanted.words))).one()
    unknown = {word for word, is_there in zip(wanted.words, there, strict=True) if not is_there}
    near = meant(session, [word.written for word in unknown])
    return {word: near[word.written] for word in unknown if near[word.written]}


def _somewhere(word):
    """Does the public find anything by this word? Asked through the index, so that an unknown word costs nothing."""
    found = matches(SearchEntry.vorhaben_id, (word.terms,))
    public = Vorhaben.publication == Publication.PUBLISHED
    return (
        select(SearchEntry.vorhaben_id)
        .join(Vorhaben, Vorhaben.id == SearchEntry.vorhaben_id)
        .where(found, public)
        .exists()
    )
