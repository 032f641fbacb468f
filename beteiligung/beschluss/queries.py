"""What was decided and what became of it. Every public page asks ``public``."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, extract, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ..text import fold
from ..vorhaben.models import Publication, Vorhaben
from .models import Beschluss, BeschlussChange, Condition, ConditionState
from .progress import State

OPEN = (ConditionState.OPEN, ConditionState.UNDERWAY)


@dataclass(frozen=True)
class Tally:
    """How many decisions a body made, and how far their conditions are. Late ones count as late alone."""

    decisions: int = 0
    done: int = 0
    underway: int = 0
    late: int = 0
    open: int = 0
    dropped: int = 0

    @property
    def conditions(self):
        """All that still count."""
        return self.done + self.underway + self.late + self.open

    def share(self, *names):
        """Per cent of the conditions, to a tenth."""
        return round(100 * sum(getattr(self, name) for name in names) / max(1, self.conditions), 1)

    def __add__(self, other):
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def public():
    """The one predicate for decisions that everybody may read; the query must join ``Vorhaben``."""
    return Vorhaben.publication == Publication.PUBLISHED


def whole():
    """What a page shows of a decision, loaded with it."""
    return (
        joinedload(Beschluss.gremium),
        joinedload(Beschluss.meeting),
        selectinload(Beschluss.conditions),
        selectinload(Beschluss.changes),
    )


def of_vorhaben(session, vorhaben_id):
    """The decisions about one Vorhaben, the newest first. Whoever asks has made sure that it may be seen."""
    mine = select(Beschluss).where(Beschluss.vorhaben_id == vorhaben_id).options(*whole())
    return session.scalars(mine.order_by(Beschluss.decided_on.desc(), Beschluss.id.desc())).all()


def of_many(session, vorhaben_ids):
    """Vorhaben -> its decisions, the newest first, of those that are public."""
    found = {}
    if vorhaben_ids:
        query = select(Beschluss).join(Beschluss.vorhaben).where(public(), Beschluss.vorhaben_id.in_(vorhaben_ids))
        loaded = (contains_eager(Beschluss.vorhaben), joinedload(Beschluss.gremium), selectinload(Beschluss.conditions))
        query = query.options(*loaded)
        for beschluss in session.scalars(query.order_by(Beschluss.decided_on.desc(), Beschluss.id.desc())):
            found.setdefault(beschluss.vorhaben_id, []).append(beschluss)
    return found


def page(session, gremium, *, today, year=None, state=None, before=None, size=20):
    """Decisions of one body, the newest first, and whether there are more. ``before`` is (day, id) of the last one."""
    query = (
        select(Beschluss)
        .join(Beschluss.vorhaben)
        .where(public(), Beschluss.gremium_id == gremium.id, *_narrowed(year, state, today))
        .options(contains_eager(Beschluss.vorhaben).selectinload(Vorhaben.texts), *whole())
        .order_by(Beschluss.decided_on.desc(), Beschluss.id.desc())
        .limit(size + 1)
    )
    if before:
        query = query.where(tuple_(Beschluss.decided_on, Beschluss.id) < tuple_(*before))
    found = session.scalars(query).all()
    return found[:size], len(found) > size


def years(session, gremium):
    """Year -> how many decisions of this body everybody may read."""
    year = extract("year", Beschluss.decided_on)
    query = select(year, func.count()).select_from(Beschluss).join(Vorhaben).where(public())
    rows = session.execute(query.where(Beschluss.gremium_id == gremium.id).group_by(year).order_by(year.desc()))
    return {int(number): count for number, count in rows}


def tallies(session, *, today, year=None):
    """Body -> its ``Tally``, for all that have decided something that everybody may read."""
    state = case((_late(today), "late"), else_=Condition.state)
    decided = (
        select(Beschluss.gremium_id, func.count())
        .join(Vorhaben, Vorhaben.id == Beschluss.vorhaben_id)
        .where(public(), *_narrowed(year, None, today))
        .group_by(Beschluss.gremium_id)
    )
    demanded = (
        select(Beschluss.gremium_id, state, func.count())
        .select_from(Condition)
        .join(Beschluss, Beschluss.id == Condition.beschluss_id)
        .join(Vorhaben, Vorhaben.id == Beschluss.vorhaben_id)
        .where(public(), *_narrowed(year, None, today))
        .group_by(Beschluss.gremium_id, state)
    )
    counted = {id_: {"decisions": number} for id_, number in session.execute(decided)}
    for id_, name, number in session.execute(demanded):
        counted.setdefault(id_, {})[str(name)] = number
    return {id_: Tally(**numbers) for id_, numbers in counted.items()}


def to_do(session, person, *, today, late_only=False, before=0, size=20):
    """Conditions that are not done, what is late first; somebody of one office finds those of this office."""
    query = (
        select(Condition)
        .join(Condition.beschluss)
        .join(Beschluss.vorhaben)
        .where(*_of_office(session, person), *((_late(today),) if late_only else ()))
        .options(
            contains_eager(Condition.beschluss).joinedload(Beschluss.gremium),
            contains_eager(Condition.beschluss).contains_eager(Beschluss.vorhaben).selectinload(Vorhaben.texts),
        )
        .order_by(Condition.due_on.is_(None), Condition.due_on, Condition.id)
    )
    found = session.scalars(query.limit(size + 1).offset(before)).all()
    return found[:size], len(found) > size


def number_late(session, person, *, today):
    """How many of them are overdue."""
    query = select(func.count()).select_from(Condition).join(Condition.beschluss).join(Beschluss.vorhaben)
    return session.scalar(query.where(*_of_office(session, person), _late(today)))


def _of_office(session, person):
    yield public()
    yield Condition.state.in_(OPEN)
    if person.office:
        wanted = fold(person.office)
        names = session.scalars(select(Condition.office).distinct())
        yield Condition.office.in_([name for name in names if fold(name) == wanted])


def _late(today):
    return and_(Condition.state.in_(OPEN), Condition.due_on < today)


def changes_of(condition_id):
    """The history of one condition, the newest first."""
    mine = select(BeschlussChange).where(BeschlussChange.condition_id == condition_id)
    return mine.order_by(BeschlussChange.at.desc(), BeschlussChange.id.desc())


def _narrowed(year, state, today):
    if year:
        yield Beschluss.decided_on >= date(year, 1, 1)
        yield Beschluss.decided_on < date(year + 1, 1, 1)
    if state:
        yield Beschluss.conditions.any(_in_state(state, today))


def _in_state(state, today):
    if state == State.LATE:
        return _late(today)
    if state == State.OPEN:
        return and_(Condition.state.in_(OPEN), or_(Condition.due_on.is_(None), Condition.due_on >= today))
    return Condition.state == ConditionState.DONE
