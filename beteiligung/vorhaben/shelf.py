"""All public Vorhaben, thin and in the order of the list: what every filter, count and map is answered from.

Each set of Vorhaben is a long number with a bit for each place in the list (see ``bits``), so that a filter is an
"and" of a few numbers, and a count is the number of bits: the same work for two hundred and for twenty thousand.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ..collation import sort_key
from ..naming.models import Subject
from ..naming.queries import Names
from ..origin import GERMAN
from . import bits
from .kept import Kept
from .models import OVER, Status
from .narrowing import DAY, midnight
from .thin import STATUSES

MOST_ANSWERS = 300
"""So many answers to questions about all of them are kept."""

_UNNAMED = Names()
FOREVER = datetime.max.replace(tzinfo=UTC)


class Point(NamedTuple):
    """A place that can be drawn, and where its Vorhaben stands in the list."""

    lat: float
    lon: float
    position: int


class Choice(NamedTuple):
    """A topic or a term in a menu: its name in the reader's language, else in German; ``lang`` says which it is."""

    slug: str
    name: str
    lang: str
    german: str


class Shelf:
    """``rows`` are thin ones by id. It is never changed; it holds from one opening or closing of an offer to the next.

    ``order`` has the rows in the order of the list. ``masks`` are sets by what is asked: ``masks["topic", slug]``.
    """

    def __init__(self, rows, *, now, terms=(), names=_UNNAMED, stamp=None):
        self.rows, self.terms, self.names, self.stamp = rows, terms, names, stamp
        moments = {at for row in rows.values() for at in (row.open_from, row.open_until) if at}
        self.since = max((at for at in moments if at <= now), default=datetime.min.replace(tzinfo=UTC))
        self.until = min((at for at in moments if at > now), default=FOREVER)
        is_open = [row for row in rows.values() if row.is_open(now)]
        here = {row.id for row in is_open}
        rest = [row for row in rows.values() if row.id not in here]
        is_open.sort(key=lambda row: (row.open_until, row.key))
        rest.sort(key=lambda row: row.key)
        self.order = is_open + rest
        self.size, self.number_open = len(self.order), len(is_open)
        self.position = {row.id: place for place, row in enumerate(self.order)}
        self.all, self.open = (1 << self.size) - 1, (1 << self.number_open) - 1
        self.masks = self._masks()
        self.citywide = self.masks.get(("citywide", True), 0)
        self._answers = Kept(MOST_ANSWERS)

    def holds(self, now):
        """Is what is open at that moment the same as here?"""
        return self.since <= now < self.until

    def _masks(self):
        found = defaultdict(list)
        for place, row in enumerate(self.order):
            found["status", STATUSES[row.status]].append(place)
            found["topic", row.topic_slug].append(place)
            if row.is_citywide:
                found["citywide", True].append(place)
            for number in row.bezirke:
                found["bezirk", number].append(place)
            for term in row.terms:
                found["term", term].append(place)
        return {what: bits.of(places, self.size) for what, places in found.items()}

    def kept(self, key, answer):
        """The answer to a question, found once; what does not change with the records may be asked again and again."""
        return self._answers.get(key, answer)

    def of_ids(self, ids):
        """The set of these Vorhaben, as far as they are public."""
        return bits.of((self.position[id_] for id_ in ids if id_ in self.position), self.size)

    def ids(self, *masks, most=None, skip=0):
        """The ids of these sets, one set after the other, each in the order of the list."""
        found = []
        for mask in masks:
            many = mask.bit_count()
            if most is not None and len(found) >= most:
                break
            if skip >= many:
                skip -= many
                continue
            left = None if most is None else most - len(found)
            found += [self.order[place].id for place in bits.positions(mask, self.size, left, skip)]
            skip = 0
        return found

    def counted(self, kind, mask):
        """How many of a set each choice holds; those that hold none are left out."""
        numbers = ((key, (choice & mask).bit_count()) for key, choice in self._choices[kind])
        return {key: number for key, number in numbers if number}

    @cached_property
    def _choices(self):
        found = defaultdict(list)
        for (kind, key), mask in self.masks.items():
            found[kind].append((key, mask))
        return found

    @cached_property
    def current(self):
        """The set of what is neither done nor dropped."""
        return self.all & ~self.of_statuses(OVER)

    def of_statuses(self, statuses):
        """The set of those in one of these states."""
        found = 0
        for status in statuses:
            found |= self.masks.get(("status", Status(status)), 0)
        return found

    def of_terms(self, slug):
        """The set of those with a term of that name."""
        found = 0
        for term in self.terms:
            if term.slug == slug:
                found |= self.masks.get(("term", term.id), 0)
        return found

    def topics(self, lang=GERMAN):
        """Each topic as it is called in this language, in the order of its alphabet."""
        return self.kept(("topics", lang), lambda: self._topics(lang))

    def _topics(self, lang):
        german = {}
        for row in self.order:
            german[row.topic_slug] = min(german.get(row.topic_slug, row.topic), row.topic)
        choices = (self._choice(Subject.TOPIC, slug, name, lang) for slug, name in german.items())
        return tuple(sorted(choices, key=lambda choice: (sort_key(choice.name, lang), choice.slug)))

    def _choice(self, subject, slug, german, lang):
        return Choice(slug, *self.names.said(subject, slug, german, lang), german)

    @cached_property
    def children(self):
        """By the id of each parent the ids of its children."""
        found = defaultdict(list)
        for row in self.order:
            if row.parent_id is not None:
                found[row.parent_id].append(row.id)
        return dict(found)

    def terms_in_use(self, lang=GERMAN):
        """Each term that a public Vorhaben has, as it is called in this language, with how many have it.

        Taxonomy by taxonomy; those without a number in the order of the alphabet.
        """
        return self.kept(("terms", lang), lambda: self._terms(lang))

    def _terms(self, lang):
        many = Counter(term for row in self.order for term in row.terms)
        used = [term for term in self.terms if many[term.id]]
        named = [(term, self._choice(Subject.TERM, term.slug, term.name, lang)) for term in used]
        named.sort(key=lambda pair: (pair[0].kind, pair[0].number or 10_000, sort_key(pair[1].name, lang)))
        return tuple((choice, many[term.id]) for term, choice in named)

    @cached_property
    def points(self):
        """Every place that can be drawn, from south to north."""
        return sorted(Point(*point, place) for place, row in enumerate(self.order) for point in row.places)

    def points_in(self, box):
        """Those of them in a box (west, south, east, north); all of them without one."""
        if box is None:
            return self.points
        west, south, east, north = box
        first = bisect_left(self.points, (south,))
        beyond = bisect_right(self.points, (north, 400.0), first)
        return [point for point in self.points[first:beyond] if west <= point.lon <= east]

    def within(self, box):
        """The set of those with a place in a box."""
        return bits.of((point.position for point in self.points_in(box)), self.size)

    def during(self, span, now):
        """The set of what runs, or can be taken part in, on at least one day of the span, in the zone of ``now``."""
        first, last, today = (day.toordinal() for day in (span.first, span.last, now.date()))
        begin, end = midnight(span.first, now), midnight(span.last + DAY, now)

        def is_offered(row):
            return row.open_from and row.open_until and row.open_from < end and row.open_until > begin

        return self.where(lambda row: row.runs(first, last, today, is_offered))

    def where(self, fits):
        """The set of the rows that fit; to be kept, for it looks at all of them."""
        return bits.of((place for place, row in enumerate(self.order) if fits(row)), self.size)

    def known(self, ids):
        """These ids as far as they are public, in their order, to be looked through for many sets."""
        return Order(self, [id_ for id_ in ids if id_ in self.position])


class Order:
    """All that is public in an order of its own."""

    def __init__(self, shelf, ids):
        self.ids, self._size = ids, shelf.size
        self._positions = [shelf.position[id_] for id_ in ids]

    def part(self, mask, most, skip=0):
        """So many ids of a set, in this order. What stands behind them is not looked at."""
        signs = map(bits.flags(mask, self._size).__getitem__, self._positions)
        there = (id_ for id_, sign in zip(self.ids, signs, strict=True) if sign == "1")
        return list(islice(there, skip, skip + most))
