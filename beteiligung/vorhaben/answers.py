"""What the public asks of all Vorhaben at once: pages of the list, counts, choices, dots. Answered from the shelf.

Nothing here reads more records than it shows. A filter that the shelf does not know by itself is asked of the
database once, and kept as the set of what fits.
"""

from dataclasses import fields
from math import floor

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..collation import sort_key
from ..origin import GERMAN
from . import bits, looking, queries
from .models import Publication, Status, Vorhaben
from .narrowing import Sort
from .queries import Filters
from .remembered import shelf

CELL = 0.005
"""Height in degrees of the cells in which the drawn map gathers what is not on the page at hand."""

KNOWN = frozenset(
    {"bezirk", "topic", "statuses", "open_now", "text", "citywide", "term", "span", "box", "sort", "lang", "found"}
)
"""The fields of ``Filters`` that the shelf knows by itself."""


class Dot:
    """What stands in one cell of a map: its middle, how many places, and how many of them are open."""

    __slots__ = ("lat_sum", "lon_sum", "number", "number_open")

    def __init__(self, lat_sum=0.0, lon_sum=0.0, number=0, number_open=0):
        self.lat_sum, self.lon_sum, self.number, self.number_open = lat_sum, lon_sum, number, number_open

    def counted(self, lat, lon, is_open, sign=1):
        """The same with a place more, or less."""
        return Dot(
            self.lat_sum + sign * lat, self.lon_sum + sign * lon, self.number + sign, self.number_open + sign * is_open
        )

    @property
    def lat(self):
        return self.lat_sum / self.number

    @property
    def lon(self):
        return self.lon_sum / self.number


def understood(session, filters):
    """The same filters with the text looked up once: the hits are known then, and one wrong letter is forgiven."""
    if not filters.text:
        return filters
    here = shelf(session)
    return filters.but(found=here.kept(("text", filters.text), lambda: looking.understand(session, here, filters.text)))


def page(session, filters, *, now, most, skip=0):
    """The ids of so many Vorhaben that fit, in the order of the list.

    Where a text is searched, hits in a title stand before all others, and hits inside of compounds after them.
    """
    here, fit = fitting(session, filters, now=now)
    return in_order(session, here, fit, filters, now=now, most=most, skip=skip)


def records(session, ids, *options, with_terms=False):
    """These Vorhaben by their ids, as far as the public may see them, with what their cards show."""
    if not ids:
        return {}
    options = [*options, *queries.card(), *([selectinload(Vorhaben.terms)] if with_terms else [])]
    public = select(Vorhaben).where(Vorhaben.publication == Publication.PUBLISHED)
    return {v.id: v for v in session.scalars(public.where(Vorhaben.id.in_(ids)).options(*options))}


def shown(session, filters, *, now, most, skip=0):
    """The Vorhaben of a page in the order of the list, with what their cards show."""
    ids = page(session, filters, now=now, most=most, skip=skip)
    known = records(session, ids, with_terms=bool(filters.text))
    return [known[id_] for id_ in ids if id_ in known]


def count(session, filters, *, now):
    """How many fit, and how many of them are for the whole city."""
    here = shelf(session, now=now)
    fit = _fitting(session, here, filters, now)
    return fit.bit_count(), (fit & here.citywide).bit_count()


def facets(session, filters, *, now):
    """How many Vorhaben each choice of a filter would show, all other filters kept: three dicts."""
    here = shelf(session, now=now)

    def counted(kind, **changes):
        return here.counted(kind, _fitting(session, here, filters.but(**changes), now))

    return {
        "bezirk": counted("bezirk", bezirk=None),
        "topic": counted("topic", topic=None),
        "status": counted("status", statuses=tuple(Status)),
    }


def numbers_during(session, filters, spans, *, now):
    """For each of these parts of the calendar, how many would run then, all other filters kept."""
    here = shelf(session, now=now)
    fit = _fitting(session, here, filters.but(span=None), now)
    return tuple((fit & _during(here, span, now)).bit_count() for span in spans)


def topics(session, lang=GERMAN):
    """Every topic that has a published Vorhaben, in this language and the order of its alphabet."""
    return shelf(session).topics(lang)


def terms(session, lang=GERMAN):
    """Every term that a published Vorhaben has, in this language, taxonomy by taxonomy, with how many have it."""
    return shelf(session).terms_in_use(lang)


def menus(session, lang):
    """Both, as the filters offer them to somebody who reads this language."""
    return topics(session, lang), terms(session, lang)


def next_to_close(session, *, now):
    """How many are open now, and when the first of them ends."""
    here = shelf(session, now=now)
    return here.number_open, here.order[0].open_until if here.number_open else None


def newest(session, *, now, most, bezirk=None, open_now=False):
    """The ids of what was published last and is not over: the last one first."""
    here = shelf(session, now=now)
    fit = here.current & (here.masks.get(("bezirk", bezirk), 0) if bezirk is not None else here.all)
    order = here.kept("newest", lambda: here.known(session.scalars(queries.ids_newest_first())))
    return order.part(fit & here.open if open_now else fit, most)


def located_in(session, filters, box, *, now, most):
    """The Vorhaben with a place inside ``box`` (west, south, east, north), or ``None`` where there are too many."""
    here = shelf(session, now=now)
    fit = _fitting(session, here, filters, now) & ~here.citywide
    found = _inside(here, fit, box)
    if len(found) > most:
        return None
    ids = sorted({here.order[point.position].id for point in found})
    loaded = selectinload(Vorhaben.places), selectinload(Vorhaben.texts)
    public = select(Vorhaben).where(Vorhaben.publication == Publication.PUBLISHED, Vorhaben.id.in_(ids))
    return session.scalars(public.options(*loaded).order_by(Vorhaben.id)).all()


def dots(session, filters, *, now, without=(), cell=CELL, box=None):
    """Where all that fits stands, gathered in cells, from south to north, whatever the number.

    ``without`` leaves out Vorhaben (by id) that are drawn one by one. A cell is ``cell`` degrees high and 1.6 times as
    wide, with the default about 550 m each way in Germany. ``box`` (west, south, east, north) looks at a part.
    """
    here = shelf(session, now=now)
    fit = _fitting(session, here, filters, now)
    found = here.kept(("dots", fit, cell, box), lambda: _gathered(here, _inside(here, fit, box), cell))
    taken = dict(found)
    for row in (here.rows[id_] for id_ in without if id_ in here.rows):
        for lat, lon in row.places:
            if (key := _cell(lat, lon, cell)) in taken:
                taken[key] = taken[key].counted(lat, lon, here.position[row.id] < here.number_open, -1)
    return [taken[key] for key in sorted(taken) if taken[key].number]


def fitting(session, filters, *, now):
    """The shelf, and the set of what fits."""
    here = shelf(session, now=now)
    return here, _fitting(session, here, filters, now)


def in_order(session, here, fit, filters, *, now, most, skip=0):
    """So many ids of a set in the order that was chosen. For another than the usual one all that is public is put in
    order once.
    """
    if filters.sort == Sort.INTEREST:
        kinds = looking.kinds(session, here, filters.looked_up) if filters.wanted.words else (fit,)
        return here.ids(*(kind & fit for kind in kinds), most=most, skip=skip)
    alone = Filters(statuses=tuple(Status), sort=filters.sort, lang=filters.lang)
    order = here.kept(("order", alone, now.date()), lambda: here.known(_ordered(session, alone, now)))
    return order.part(fit, most, skip)


def _ordered(session, alone, now):
    """Names stand as a dictionary of their language has them, which no two databases agree on."""
    if alone.sort != Sort.NAME:
        return session.scalars(queries.ids_in_order(alone, now=now))
    named = session.execute(queries.names_of_all(alone.lang)).all()
    return [row.id for row in sorted(named, key=lambda row: (sort_key(row.title, alone.lang), row.id))]


def _fitting(session, here, filters, now):
    """The set of what fits."""
    fit = here.of_statuses(filters.statuses) if filters.statuses else here.current
    for kind in ("bezirk", "topic"):
        if (wanted := getattr(filters, kind)) not in (None, ""):
            fit &= here.masks.get((kind, wanted), 0)
    if filters.term:
        fit &= here.of_terms(filters.term)
    if filters.open_now:
        fit &= here.open
    if filters.citywide is not None:
        fit &= here.citywide if filters.citywide else ~here.citywide
    if filters.wanted.words:
        for_text = looking.kinds(session, here, filters.looked_up)
        fit &= for_text[0] | for_text[1] | for_text[2]
    if filters.span:
        fit &= _during(here, filters.span, now)
    if filters.box:
        fit &= here.kept(("box", filters.box), lambda: here.within(filters.box)) | here.citywide
    return fit & _asked(session, here, filters, now)


def _during(here, span, now):
    return here.kept(("during", span, now.date()), lambda: here.during(span, now))


def _asked(session, here, filters, now):
    """What fits by the filters that only the database knows."""
    others = {f.name: getattr(filters, f.name) for f in fields(filters) if f.name not in KNOWN}
    if all(getattr(_NONE, name) == value for name, value in others.items()):
        return here.all
    alone = Filters(statuses=tuple(Status), **others)
    return here.kept(("asked", alone, now.date()), lambda: here.of_ids(session.scalars(queries.ids(alone, now=now))))


_NONE = Filters()


def _inside(here, fit, box):
    """The places of a set that lie in a box; lines and areas count where their pin stands."""
    signs = bits.flags(fit, here.size)
    return [point for point in here.points_in(box) if signs[point.position] == "1"]


def _gathered(here, points, cell):
    found = {}
    for lat, lon, position in points:
        key = _cell(lat, lon, cell)
        found[key] = found.get(key, _EMPTY).counted(lat, lon, position < here.number_open)
    return found


_EMPTY = Dot()


def _cell(lat, lon, cell):
    return floor(lat / cell + 0.5), floor(lon / (1.6 * cell) + 0.5)
