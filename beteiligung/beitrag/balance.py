"""How a talk stands: how many say what, the strongest argument of each side, and where those live who say it."""

from dataclasses import dataclass, field

from sqlalchemy import case, func, select

from . import queries
from .models import Beitrag, BeitragOrigin, Stance

SIDES = (Stance.PRO, Stance.CONTRA)


@dataclass(frozen=True)
class Balance:
    """Contributions by stance and by origin, the ``people`` who wrote them; ``official`` are the city's own."""

    by_stance: dict
    people: int
    official: int
    by_origin: dict = field(default_factory=dict)

    @property
    def came_on_other_ways(self):
        """Was anything said on paper, by phone or at an event?"""
        return any(number for origin, number in self.by_origin.items() if origin != BeitragOrigin.ONLINE)

    @property
    def total(self):
        """All that everybody may read: as many as the list shows."""
        return sum(self.by_stance.values()) + self.official


@dataclass(frozen=True)
class District:
    """How many people of one Stadtbezirk said what; ``None`` where they are too few to be named."""

    number: int
    people: int
    by_stance: dict


def balance(session, vorhaben_id):
    """What everybody may read, counted."""
    mine = (Beitrag.vorhaben_id == vorhaben_id, queries.readable())
    authors = select(Beitrag.author_id).where(*_residents(vorhaben_id)).distinct().subquery()
    people = select(func.count()).select_from(authors).scalar_subquery()
    kinds = (Beitrag.is_official, Beitrag.stance, Beitrag.origin)
    rows = session.execute(select(*kinds, func.count(), people).where(*mine).group_by(*kinds)).all()
    said = [(stance, origin, number) for is_official, stance, origin, number, _people in rows if not is_official]
    return Balance(
        by_stance={stance: sum(number for s, _origin, number in said if s == stance) for stance in Stance},
        people=rows[0][-1] if rows else 0,
        official=sum(number for is_official, *_kind, number, _people in rows if is_official),
        by_origin={origin: sum(number for _stance, o, number in said if o == origin) for origin in BeitragOrigin},
    )


def strongest(session, vorhaben_id):
    """The most supported contribution of each side, where anybody supports one."""
    firsts = [_strongest(vorhaben_id, side).scalar_subquery() for side in SIDES]
    found = {beitrag.stance: beitrag for beitrag in session.scalars(select(Beitrag).where(Beitrag.id.in_(firsts)))}
    return {side: found[side] for side in SIDES if side in found}


def _strongest(vorhaben_id, side):
    ours = (Beitrag.vorhaben_id == vorhaben_id, Beitrag.stance == side, queries.readable())
    return (
        select(Beitrag.id)
        .where(*ours, Beitrag.is_official.is_(False), Beitrag.supports > 0)
        .order_by(Beitrag.supports.desc(), Beitrag.id.desc())
        .limit(1)
    )


def districts(session, vorhaben_id, smallest):
    """For each Stadtbezirk, who of those who say that they live there said what.

    A number of people below ``smallest`` is not told, and never just one number of a row: it could be worked out.
    """
    said = [func.max(case((Beitrag.stance == stance, 1), else_=0)).label(stance.name) for stance in Stance]
    people = (
        select(Beitrag.bezirk_number, *said)
        .where(*_residents(vorhaben_id), Beitrag.bezirk_number.is_not(None))
        .group_by(Beitrag.author_id, Beitrag.bezirk_number)
        .subquery()
    )
    rows = session.execute(
        select(people.c.bezirk_number, func.count(), *(func.sum(people.c[stance.name]) for stance in Stance))
        .group_by(people.c.bezirk_number)
        .order_by(people.c.bezirk_number)
    )
    return [
        District(number, count, _withheld(dict(zip(Stance, cells, strict=True)), smallest))
        for number, count, *cells in rows
        if count >= smallest
    ]


def parts(session, vorhaben_id, smallest):
    """How many people say that they live in which Ortsteil; where they are fewer than ``smallest``, nothing is told."""
    here = (Beitrag.bezirk_number, Beitrag.bezirk_part)
    people = func.count(Beitrag.author_id.distinct())
    rows = session.execute(
        select(*here, people)
        .where(*_residents(vorhaben_id), Beitrag.bezirk_number.is_not(None), Beitrag.bezirk_part != "")
        .group_by(*here)
    )
    return {(number, part): count for number, part, count in rows if count >= smallest}


def enough_from(session, vorhaben_id, bezirk, smallest):
    """Do so many people of a Stadtbezirk write that nobody is recognised by looking for them?"""
    authors = select(Beitrag.author_id).where(*_residents(vorhaben_id), Beitrag.bezirk_number == bezirk).distinct()
    return session.scalar(select(func.count()).select_from(authors.subquery())) >= smallest


def _residents(vorhaben_id):
    return Beitrag.vorhaben_id == vorhaben_id, queries.readable(), Beitrag.is_official.is_(False)


def _withheld(cells, smallest):
    few = [stance for stance, count in cells.items() if 0 < count < smallest]
    if len(few) == 1:  # the row's total and the others would give it away
        others = [stance for stance in cells if stance not in few and cells[stance]]
        few += sorted(others, key=cells.get)[:1]
    return {stance: None if stance in few else count for stance, count in cells.items()}
