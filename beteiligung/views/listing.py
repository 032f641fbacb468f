"""What stands on one page of the list, asked once for the page and for programs: the same order, the same paging."""

from typing import NamedTuple

from ..beitrag.queries import counts
from ..mount import setting
from ..vorhaben import answers

CITYWIDE_FIRST = 6
"""How many Vorhaben for the whole city stand under the list before one asks for all of them."""


class Page:
    """One page of the list; ``first`` and ``last`` count from 1."""

    def __init__(self, items, number, size, total):
        self.items, self.number, self.total = items, number, total
        self.first = (number - 1) * size + 1 if items else 0
        self.last = self.first + len(items) - 1 if items else 0
        self.pages = max(1, -(-total // size))


class Listing(NamedTuple):
    """``total`` is how many fit, ``citywide`` how many of them are for the whole city, ``beitraege`` what was said."""

    total: int
    citywide: int
    page: Page
    citywide_first: list
    beitraege: dict

    @property
    def shown(self):
        """All that stands there, those of the whole city last."""
        return [*self.page.items, *self.citywide_first]


def listing(session, search, now):
    """The page that a search asks for, with what its cards show."""
    total, citywide = answers.count(session, search.filters, now=now)
    placed = total - citywide if search.filters.citywide is None else total
    here, number = _ids(session, search, placed, now)
    everywhere = _citywide_ids(session, search, now)
    known = answers.records(session, here + everywhere, with_terms=bool(search.filters.text))
    page = Page([known[id_] for id_ in here if id_ in known], number, setting("PAGE_SIZE"), placed)
    citywide_first = [known[id_] for id_ in everywhere if id_ in known]
    ids = [vorhaben.id for vorhaben in (*page.items, *citywide_first)]
    return Listing(total, citywide, page, citywide_first, counts(session, ids))


def _ids(session, search, total, now):
    """Which Vorhaben stand on the page, and its number."""
    size = setting("PAGE_SIZE")
    number = min(search.page, max(1, -(-total // size)))
    apart = search.filters.citywide is None
    filters = search.filters.but(citywide=False) if apart else search.filters
    return answers.page(session, filters, now=now, most=size, skip=(number - 1) * size), number


def _citywide_ids(session, search, now):
    if search.filters.citywide is not None or search.page > 1:
        return []
    return answers.page(session, search.filters.but(citywide=True), now=now, most=CITYWIDE_FIRST)
