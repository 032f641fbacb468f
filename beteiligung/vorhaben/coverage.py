"""What became of the agreement: which promises have a Vorhaben, and how far they are."""

import enum
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..text import slug as slugged
from ..vereinbarung.models import COUNTING, Clause
from .actions import free_slug
from .models import Publication, Status, Vorhaben
from .when import When


class Progress(enum.StrEnum):
    """How far a promise is. What is under way but late counts as late."""

    DONE = "done"
    RUNNING = "running"
    LATE = "late"
    ANNOUNCED = "announced"


@dataclass(frozen=True)
class Promise:
    """A clause with its published Vorhaben (perhaps none) and how far it is."""

    clause: Clause
    vorhaben: list[Vorhaben]
    progress: Progress

    @property
    def has_place(self):
        return bool(self.clause.value("places") or any(v.places or v.bezirke for v in self.vorhaben))

    @property
    def has_time(self):
        return bool(self.clause.value("deadlines") or any(v.start_on or v.end_on for v in self.vorhaben))

    @property
    def has_office(self):
        return bool(self.clause.corrected.get("office") or any(v.office for v in self.vorhaben))


@dataclass(frozen=True)
class Chapter:
    """The promises of one chapter, or of all."""

    name: str
    promises: list[Promise]
    slug: str = ""

    def count(self, what):
        """How many promises have a progress, or a true attribute of that name."""
        if isinstance(what, Progress):
            return sum(promise.progress == what for promise in self.promises)
        return sum(bool(getattr(promise, what)) for promise in self.promises)

    def share(self, *kinds):
        """Per cent of the promises that have one of these progresses, to a tenth."""
        return round(100 * sum(self.count(kind) for kind in kinds) / max(1, len(self.promises)), 1)


def promises(session, *, today):
    """Every promise that counts today, in the order of the agreement, with its published Vorhaben."""
    clauses = session.scalars(
        select(Clause)
        .where(Clause.gone_at.is_(None), Clause.review.in_(COUNTING))
        .order_by(Clause.vereinbarung_id, Clause.number, Clause.start)
    ).all()
    by_clause = defaultdict(list)
    for vorhaben in session.scalars(
        select(Vorhaben)
        .where(Vorhaben.publication == Publication.PUBLISHED, Vorhaben.clause_id.is_not(None))
        .options(
            selectinload(Vorhaben.texts),
            selectinload(Vorhaben.places),
            selectinload(Vorhaben.bezirke),
            selectinload(Vorhaben.further_clauses),
        )
        .order_by(Vorhaben.id)
    ):
        for clause_id in (vorhaben.clause_id, *(clause.id for clause in vorhaben.further_clauses)):
            by_clause[clause_id].append(vorhaben)
    return [Promise(c, by_clause[c.id], _progress(c, by_clause[c.id], today)) for c in clauses]


def chapters(found):
    """The same promises by chapter, in the order of the agreement. One without chapters is a single one."""
    grouped, taken = defaultdict(list), set()
    for promise in found:
        grouped[promise.clause.chapter or promise.clause.vereinbarung.title].append(promise)
    return [Chapter(name, inside, free_slug(slugged(name), taken)) for name, inside in grouped.items()]


def _progress(clause, vorhaben, today):
    alive = [v for v in vorhaben if v.status != Status.DROPPED]
    if alive and all(v.status == Status.DONE for v in alive):
        return Progress.DONE
    if _is_overdue(clause, today) or any(_is_late(v) for v in alive):
        return Progress.LATE
    return Progress.RUNNING if any(v.status != Status.ANNOUNCED for v in alive) else Progress.ANNOUNCED


def _is_overdue(clause, today):
    ends = [date.fromisoformat(d["to"]) for d in clause.value("deadlines") or () if d.get("to")]
    return bool(ends) and max(ends) < today


def _is_late(vorhaben):
    end = When.of(vorhaben.end_on, vorhaben.end_precision)
    first = When.of(vorhaben.end_first, vorhaben.end_first_precision)
    return bool(end and first and end.last_day > first.last_day)
