"""To which argument a contribution might belong. It never counts before a person has said that it is right."""

from dataclasses import dataclass

from sqlalchemy import select

from ..beitrag.likeness import plain
from ..beitrag.models import Beitrag
from ..search import tokens
from . import likening, queries
from .models import Argument, Assignment, RefusedSuggestion

ENOUGH = 0.11
"""Less alike than this is no suggestion."""

MOST_EXAMPLES = 600
"""So many contributions that a person has sorted are compared with, the newest first."""

WORDS_SHOWN, SHORTEST_SHOWN = 3, 5


@dataclass(frozen=True)
class Suggestion:
    """An argument, how many contributions there say something alike, and the words that they share."""

    argument: Argument
    examples: int
    words: tuple


def suggest(session, abwaegung, beitraege):
    """For contributions that carry nothing yet, the most likely argument of each; in three queries."""
    ids = [beitrag.id for beitrag in beitraege]
    if not ids or not abwaegung.arguments:
        return {}
    texts = dict(session.execute(select(Beitrag.id, Beitrag.plain).where(Beitrag.id.in_(ids))).all())
    known = _known(session, abwaegung)
    refused = {
        (argument_id, beitrag_id)
        for argument_id, beitrag_id in session.execute(
            select(RefusedSuggestion.argument_id, RefusedSuggestion.beitrag_id)
            .join(Argument)
            .where(Argument.abwaegung_id == abwaegung.id, RefusedSuggestion.beitrag_id.in_(ids))
        )
    }
    scores = likening.compare([texts[id_] for id_ in ids], [text for _argument, text, _is_title in known])
    found = {}
    for beitrag, row in zip(beitraege, scores, strict=True):
        if suggestion := _best(beitrag, texts[beitrag.id], row, known, refused):
            found[beitrag.id] = suggestion
    return found


def _known(session, abwaegung):
    """What is known of each argument: its name, and what people have put there."""
    rows = session.execute(
        select(Assignment.argument_id, Beitrag.plain)
        .join(Argument, Argument.id == Assignment.argument_id)
        .join(Beitrag, Beitrag.id == Assignment.beitrag_id)
        .where(Argument.abwaegung_id == abwaegung.id, queries.counting())
        .order_by(Assignment.assigned_at.desc(), Beitrag.id)
        .limit(MOST_EXAMPLES)
    ).all()
    by_id = {argument.id: argument for argument in abwaegung.arguments}
    named = [(argument, plain(argument.title), True) for argument in abwaegung.arguments]
    return named + [(by_id[argument_id], text, False) for argument_id, text in rows]


def _best(beitrag, text, row, known, refused):
    alike = {}
    for score, (argument, there, is_title) in zip(row, known, strict=True):
        if score >= ENOUGH and (argument.id, beitrag.id) not in refused:
            alike.setdefault(argument.id, []).append((score, argument, there, is_title))
    if not alike:
        return None
    hits = max(alike.values(), key=lambda some: (max(score for score, *_rest in some), len(some)))
    best = max(hits, key=lambda hit: hit[0])
    return Suggestion(
        argument=best[1],
        examples=sum(not is_title for *_rest, is_title in hits),
        words=_shared(beitrag.body, text, {word for hit in hits for word in likening.roots(hit[2])}),
    )


def _shared(body, text, roots):
    """Words of the contribution as they stand there that the others use too, the longest first."""
    mine, found = set(likening.roots(text)), {}
    for unit in tokens.units(tokens.tidy(body)):
        for word in tokens.split(unit[0])[0]:
            (found_root,) = likening.roots(tokens.fold(word))[:1] or ("",)
            if (
                len(found_root) >= SHORTEST_SHOWN - 1
                and found_root in mine
                and any(found_root in other or other in found_root for other in roots)
            ):
                found.setdefault(found_root, word)
    return tuple(sorted(found.values(), key=lambda word: (-len(word), word))[:WORDS_SHOWN])
