"""The numbers of a dossier: who spoke, from where, when, and how that compares with who lives there."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import and_, case, func, select

from ..beitrag.models import Beitrag
from ..beitrag.queries import readable

MOST_WEEKS = 16
MOST_MONTHS = 24
HALF = 0.5
"""Whose share of the voices is below this part of their share of the people counts as missing."""


@dataclass(frozen=True)
class Span:
    """So many contributions from ``start`` up to, not including, ``end`` (days of the city's calendar)."""

    start: object
    end: object
    number: int


@dataclass(frozen=True)
class Share:
    """Of one Stadtbezirk, or one Ortsteil, ``people`` spoke (``None``: too few to say) and ``residents`` live there.

    ``voice`` and ``home`` are the shares of all who said where they live, and of all who live in the whole. Where far
    fewer speak than live there, it ``is_missing``: only among places whose people the Vorhaben concerns, and never
    where the numbers are not known.
    """

    bezirk: object
    part: str
    people: int | None
    residents: int | None
    voice: float | None
    home: float | None
    is_missing: bool

    @property
    def name(self):
        """What people call it."""
        return self.part or self.bezirk.short_name


@dataclass(frozen=True)
class AgeGroup:
    """``people`` of these ages (``None``: too few to be told) live where the dossier looks; ``share`` of all there."""

    age_from: int | None
    age_to: int | None
    people: int | None
    share: float | None


def over_time(session, vorhaben_id, zone):
    """How many contributions came when: by week, by month or by year, as fits the time between first and last."""
    mine = (Beitrag.vorhaben_id == vorhaben_id, readable())
    times = select(func.min(Beitrag.submitted_at), func.max(Beitrag.submitted_at)).where(*mine)
    first, last = session.execute(times).one()
    if first is None:
        return "week", []
    unit, days = _calendar(first.astimezone(zone).date(), last.astimezone(zone).date())
    moments = [datetime.combine(day, time(), zone) for day in days]
    within = [and_(Beitrag.submitted_at >= start, Beitrag.submitted_at < end) for start, end in pairwise(moments)]
    numbers = session.execute(select(*(func.sum(case((inside, 1), else_=0)) for inside in within)).where(*mine)).one()
    return unit, [Span(start, end, number) for (start, end), number in zip(pairwise(days), numbers, strict=True)]


def _calendar(first, last):
    """The unit, and its first days from the one that holds ``first`` to the one after ``last``."""
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    if weeks <= MOST_WEEKS:
        return "week", [monday + timedelta(weeks=number) for number in range(weeks + 1)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MOST_MONTHS:
        return "month", [_month(first, number) for number in range(months + 1)]
    return "year", [first.replace(year=year, month=1, day=1) for year in range(first.year, last.year + 2)]


def _month(first, number):
    years, month = divmod(first.month - 1 + number, 12)
    return first.replace(year=first.year + years, month=month + 1, day=1)


def residents(population):
    """How many people live in each Stadtbezirk: told as a whole, else by Ortsteil, else by age."""
    found = {}
    for number in {row.bezirk_number for row in population}:
        rows = [row for row in population if row.bezirk_number == number]
        kinds = (
            [row for row in rows if row.is_total and not row.part],
            [row for row in rows if row.is_total and row.part],
            [row for row in rows if not row.is_total and not row.part],
            rows,
        )
        found[number] = sum(row.people for row in next(kind for kind in kinds if kind))
    return found


def shares(bezirke, districts, population, smallest, around):
    """Each Stadtbezirk's share of the voices beside its share of the people; ``around`` says whom it concerns."""
    spoke = {district.number: district.people for district in districts}
    living = residents(population)
    rows = [(bezirk, "", spoke.get(bezirk.number), living.get(bezirk.number)) for bezirk in bezirke]
    return _compared(rows, smallest, around)


def shares_of_parts(bezirke, spoke, population, smallest, around):
    """The same for the Ortsteile of the Stadtbezirke that the Vorhaben concerns; nothing where none can be told."""
    living = {(row.bezirk_number, row.part): row.people for row in population if row.part and row.is_total}
    here = [(bezirk, part) for bezirk in bezirke if bezirk.number in around for part in bezirk.parts]
    rows = [(one, part, spoke.get((one.number, part)), living.get((one.number, part))) for one, part in here]
    return _compared(rows, smallest, around) if any(people for _one, _part, people, _home in rows) else []


def _compared(rows, smallest, around):
    """Who is missing is asked among the places whose people are known, at least two of them, where anybody spoke.

    A number too small to be told counts as the largest that it could be: who may have spoken is not called missing.
    """
    rows = [(*row, home if home and home >= smallest else None) for *row, home in rows]
    voices = sum(people or 0 for _bezirk, _part, people, _home in rows)
    everybody = sum(home or 0 for _bezirk, _part, _people, home in rows)
    asked = [(people or 0, home) for bezirk, _part, people, home in rows if home and bezirk.number in around]
    spoke, living = sum(people for people, _home in asked), sum(home for _people, home in asked)
    is_asked = len(asked) > 1 and spoke > 0

    def lacks(people, home):
        hidden = 0 if people is not None else smallest - 1
        return ((people or 0) + hidden) / (spoke + hidden) < HALF * home / living

    return [
        Share(
            bezirk,
            part,
            people,
            home,
            people / voices if people is not None and voices else None,
            home / everybody if home else None,
            bool(is_asked and home and bezirk.number in around and lacks(people, home)),
        )
        for bezirk, part, people, home in rows
    ]


def ages(population, numbers, smallest):
    """The ages of the people in these Stadtbezirke, where the city tells them for each Stadtbezirk as a whole."""
    told = [row for row in population if row.bezirk_number in numbers and not row.part and not row.is_total]
    groups = {}
    for row in told:
        key = (row.age_from, row.age_to)
        groups[key] = groups.get(key, 0) + row.people
    everybody = sum(groups.values())
    return [
        AgeGroup(*key, people if people >= smallest else None, people / everybody if people >= smallest else None)
        for key, people in sorted(groups.items(), key=lambda item: (item[0][0] or 0, item[0][1] or 999))
    ]
