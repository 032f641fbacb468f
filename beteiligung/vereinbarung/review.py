"""Staff walk through the clauses that were read: what is right stays, what is wrong is corrected beside it."""

import re

from ..errors import N_, Conflict, NotAllowed
from . import rules
from .models import Clause, Review
from .reading import read

CORRECTABLE = ("title", "office", "places", "deadlines")
_SENTENCE = re.compile(r"[.!?][\"“”»)\]]*\s+(?=[\"„»(]?[A-ZÄÖÜ0-9])")


def accept(session, clause, person, *, values, seen, now):
    """A clause is a promise; ``values`` holds what staff put right, and only what differs is kept."""
    _begin(clause, person, seen)
    clause.corrected = {
        name: values[name] for name in CORRECTABLE if name in values and values[name] != _read_value(clause, name)
    }
    _done(clause, Review.ACCEPTED, person, now)


def reject(session, clause, person, *, reason, seen, now):
    """It is no promise; the reason says why, and the quotation stays."""
    _begin(clause, person, seen)
    clause.review_reason = reason
    _done(clause, Review.REJECTED, person, now)


def merge(session, clause, other, person, *, seen, now):
    """This clause says the same as another one, and counts there."""
    _begin(clause, person, seen)
    if other.id == clause.id or other.vereinbarung_id != clause.vereinbarung_id or not other.is_promise:
        raise NotAllowed(N_("The clause cannot be merged with this one."))
    clause.merged_into = other
    _done(clause, Review.MERGED, person, now)


def reopen(session, clause, person, *, seen, now):
    """Take back what was decided, and look again."""
    _begin(clause, person, seen)
    clause.merged_into = None
    clause.review_reason = None
    _done(clause, Review.OPEN, person, now)


def split(session, clause, person, *, at, seen, now):
    """Two promises stood in one clause: make two of it, and keep the whole for the next version. Returns both."""
    _begin(clause, person, seen)
    if at not in split_points(clause):
        raise NotAllowed(N_("The clause cannot be split there."))
    cut = clause.start + at
    parts = [_part(clause, clause.start, cut, 1), _part(clause, cut, clause.end, 2)]
    for part in parts:
        clause.vereinbarung.clauses.append(part)
    _done(clause, Review.SPLIT, person, now)
    session.flush()
    return parts


def split_points(clause):
    """Where in the quotation a new sentence begins, as offsets into it."""
    return [found.end() for found in _SENTENCE.finditer(clause.quotation)]


def _begin(clause, person, seen):
    if not rules.may_review(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if seen != stamp(clause):
        raise Conflict(
            N_("%(name)s has decided on this clause in the meantime. Please look again."),
            name=clause.reviewed_by or "–",
        )
    if clause.review == Review.SPLIT:
        raise NotAllowed(N_("A split clause stays split; its parts can be rejected."))


def _done(clause, review, person, now):
    clause.review = review
    clause.reviewed_by = person.name
    clause.reviewed_at = now


def stamp(clause):
    """What a form carries along, to notice that somebody else decided in between."""
    return clause.reviewed_at.isoformat() if clause.reviewed_at else "new"


def _read_value(clause, name):
    return getattr(clause, name, None) if name != "office" else None


def _part(clause, start, end, number):
    source = clause.fassung.source[start:end]
    quotation = source.strip()
    start += len(source) - len(source.lstrip())
    text = " ".join(quotation.split())
    found = next(iter(read(f"# {clause.chapter}\n\n- {text}\n").clauses), None)
    return Clause(
        fassung=clause.fassung,
        split_from=clause,
        number=clause.number,
        fingerprint=f"{clause.fingerprint}/{number}",
        chapter=clause.chapter,
        topic=clause.topic,
        start=start,
        end=start + len(quotation),
        quotation=quotation,
        text=found.text if found else text,
        title=found.title if found else text[:80],
        commitment=found.commitment if found else clause.commitment,
        scope=found.scope if found else clause.scope,
        deadlines=list(found.deadlines) if found else [],
        relative=list(found.relative) if found else [],
        places=[place for place in clause.places if place in text],
    )
