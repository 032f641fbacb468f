"""Pages of a talk that begin at a contribution, not after a number of them: they hold still while others write."""

import enum
from dataclasses import dataclass, replace

from sqlalchemy import func, select, tuple_

from . import likeness, queries
from .models import Beitrag, Stance

LONGEST_NUMBER = 2**31


class Order(enum.StrEnum):
    """In which order the contributions stand. ``WAITING``: what the city has not answered, the oldest first."""

    NEWEST = "newest"
    SUPPORTED = "supported"
    WAITING = "waiting"


@dataclass(frozen=True)
class Selection:
    """Which contributions of a Vorhaben somebody wants to see. Without any wish: the threads, the newest first."""

    order: Order = Order.NEWEST
    stance: Stance | None = None
    bezirk: int | None = None
    unanswered: bool = False
    text: str = ""

    @property
    def is_narrow(self):
        """Does it look for single contributions, wherever they stand? Otherwise whole threads are shown."""
        return bool(self.stance or self.bezirk or self.unanswered or self.words)

    @property
    def words(self):
        """The words to look for, as far as they tell something."""
        return likeness.wanted(self.text) if self.text else ()

    def but(self, **changes):
        """The same with something changed."""
        return replace(self, **changes)

    def conditions(self, person=None):
        """What a contribution must be. Single ones must be readable; of threads the places are shown too."""
        if self.is_narrow:
            yield queries.readable()
        else:
            yield Beitrag.depth == 0
            yield queries.readable() if self.order == Order.WAITING else queries.placed(person)
        if self.stance:
            yield Beitrag.stance == self.stance
        if self.bezirk:
            yield Beitrag.bezirk_number == self.bezirk
        if self.unanswered or self.order == Order.WAITING:
            yield Beitrag.is_official.is_(False)
            yield ~queries.answered()
        for word in self.words:
            yield Beitrag.plain.contains(word)


@dataclass(frozen=True)
class Cursor:
    """Where a page begins (``at`` is the first on it), or before which it ends."""

    at: int
    backwards: bool = False


@dataclass(frozen=True)
class Page:
    """Contributions, and the first of the next page and of this one if there are more before it."""

    items: list
    first: int | None = None
    further: int | None = None


def page(session, vorhaben_id, selection, size, cursor=None, person=None):
    """``size`` contributions from the cursor on; from the beginning where it leads nowhere."""
    wanted = select(Beitrag).where(Beitrag.vorhaben_id == vorhaben_id, *selection.conditions(person))
    key = _Key(selection.order)
    at = key.of(session, vorhaben_id, cursor) if cursor else None
    if at is None:
        found = session.scalars(wanted.order_by(*key.order()).limit(size + 1)).all()
        return Page(found[:size], further=found[size].id if len(found) > size else None)
    if cursor.backwards:
        found = session.scalars(wanted.where(key.before(at)).order_by(*key.order(reverse=True)).limit(size + 1)).all()
        shown = found[:size][::-1]
        if not shown:
            return page(session, vorhaben_id, selection, size, None, person)
        return Page(shown, shown[0].id if len(found) > size else None, cursor.at)
    found = session.scalars(wanted.where(key.since(at)).order_by(*key.order()).limit(size + 1)).all()
    if not found:
        return page(session, vorhaben_id, selection, size, None, person)
    before = session.scalar(wanted.with_only_columns(Beitrag.id).where(key.before(at)).limit(1))
    return Page(found[:size], found[0].id if before else None, found[size].id if len(found) > size else None)


def number(session, vorhaben_id, selection):
    """How many contributions everybody finds with this."""
    found = select(func.count()).where(Beitrag.vorhaben_id == vorhaben_id, *selection.conditions())
    return session.scalar(found.select_from(Beitrag))


class _Key:
    """What an order sorts by; the id decides between equals, so no two have the same key."""

    def __init__(self, order):
        first = Beitrag.supports if order == Order.SUPPORTED else Beitrag.submitted_at
        self.columns, self.rising = (first, Beitrag.id), order == Order.WAITING

    def of(self, session, vorhaben_id, cursor):
        """The key of the contribution at which a page begins, also if it can no longer be seen."""
        if not 0 < cursor.at < LONGEST_NUMBER:
            return None
        return session.execute(
            select(*self.columns).where(Beitrag.id == cursor.at, Beitrag.vorhaben_id == vorhaben_id)
        ).first()

    def order(self, *, reverse=False):
        """For ``order_by``."""
        return [column.asc() if self.rising != reverse else column.desc() for column in self.columns]

    def since(self, at):
        """This one and what comes after it."""
        return tuple_(*self.columns) >= tuple(at) if self.rising else tuple_(*self.columns) <= tuple(at)

    def before(self, at):
        """What comes before it."""
        return tuple_(*self.columns) < tuple(at) if self.rising else tuple_(*self.columns) > tuple(at)
