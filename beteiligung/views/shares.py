"""A bar of shares, drawn to scale by the server: plain for yes, striped for no, hollow for the rest."""

from typing import NamedTuple

from ..beitrag.models import Stance

WIDE, HIGH, GAP = 480, 10, 3


class Bar(NamedTuple):
    """Where the parts begin and how long they are; ``stripes`` is a path."""

    yes: float
    no_from: float
    no: float
    rest_from: float
    rest: float
    stripes: str


def bar(*numbers):
    """Yes, no and the rest, or ``None`` where there is nothing to show."""
    total = sum(numbers)
    if not total:
        return None
    room = WIDE - GAP * (sum(map(bool, numbers)) - 1)
    yes, no, rest = (round(room * number / total, 1) for number in numbers)
    no_from = yes + GAP if yes else 0
    rest_from = round(no_from + (no + GAP if no else 0), 1)
    stripes = "".join(f"M{x} {HIGH}l12-{HIGH}" for x in range(int(no_from) + 3, int(no_from + no) - 12, 16))
    return Bar(yes, no_from, no, rest_from, rest, stripes)


def of_talk(balance):
    """For it, against it, and who is neutral or asks."""
    for_it, against = balance.by_stance[Stance.PRO], balance.by_stance[Stance.CONTRA]
    return bar(for_it, against, sum(balance.by_stance.values()) - for_it - against)
