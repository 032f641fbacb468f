"""What became of a contribution: what a receipt shows. Other parts tell more with ``also_tell``."""

import enum
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from ..vorhaben.models import Publication
from . import queries, receipts
from .models import Beitrag, Visibility


class State(enum.StrEnum):
    """The states that a receipt knows."""

    WAITING = "waiting"
    WAITING_AGAIN = "waiting again"
    PUBLISHED = "published"
    ANSWERED = "answered"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class News:
    """One more thing that became of it: a message id with its values, when it happened, and perhaps an address."""

    message: str
    values: dict = field(default_factory=dict)
    at: datetime | None = None
    url: str | None = None


@dataclass(frozen=True)
class Fate:
    """``beitrag`` in its ``state``; ``link`` if everybody can go there; ``news`` are what other parts know."""

    beitrag: Beitrag
    state: State
    is_linked: bool
    news: list


_MORE = []


def also_tell(function):
    """Decorator: ``function(session, beitrag)`` gives a list of ``News``, shown in the order of their times."""
    _MORE.append(function)
    return function


def by_code(session, code):
    """The fate of the contribution with this receipt, or ``None``.

    The digest is looked for in an index, so that how long it takes says nothing about how much of a code is right.
    """
    beitrag = session.scalar(select(Beitrag).where(Beitrag.receipt == receipts.digest(code)))
    return of(session, beitrag) if beitrag is not None else None


def of(session, beitrag):
    """What became of it so far."""
    is_linked = beitrag.vorhaben.publication == Publication.PUBLISHED and beitrag.visibility == Visibility.PUBLISHED
    news = [one for tell in _MORE for one in tell(session, beitrag)]
    news.sort(key=lambda one: (one.at is None, one.at))
    return Fate(beitrag, _state(session, beitrag), is_linked, news)


def _state(session, beitrag):
    is_public = beitrag.visibility == Visibility.PUBLISHED
    return state(beitrag, is_public and session.scalar(select(queries.answered()).where(Beitrag.id == beitrag.id)))


def state(beitrag, is_answered):
    """How it stands; whoever shows many asks for all answers at once."""
    if beitrag.visibility == Visibility.SUBMITTED:
        return State.WAITING_AGAIN if beitrag.published_at else State.WAITING
    if beitrag.visibility != Visibility.PUBLISHED:
        return State(beitrag.visibility.value)
    return State.ANSWERED if is_answered else State.PUBLISHED
