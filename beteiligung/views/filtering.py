"""The list's filters as they stand in the address: every choice is a link."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import url_for

from ..db import current_session
from ..i18n import gettext as _
from ..search.wanted import LONGEST as LONGEST_TEXT
from ..vorhaben.answers import understood
from ..vorhaben.models import Status
from ..vorhaben.narrowing import Sort, Span
from ..vorhaben.queries import Filters
from . import areas, language, spans, words
from .labels import SORT, SORT_BY_SLUG, STATUS, STATUS_BY_SLUG

CHOICES = ("bezirk", "thema", "programm", "stand", "mitmachen", "ort", "von", "bis", "bbox", "reihenfolge")
"""Arguments that take what is offered or what has a certain form, and nothing else."""

SAFE = "!$'()*,/:;?@"
"""Signs that stay as they are in the arguments of an address, as Werkzeug has it."""


@dataclass(frozen=True)
class Search:
    """What somebody looks for, and how to say it in an address.

    ``endpoint`` is the page whose links keep it, ``beside`` are arguments of that page that stay as they are.
    """

    filters: Filters
    page: int
    bezirke: tuple
    topics: tuple
    terms: tuple = ()
    endpoint: str = "beteiligung.liste"
    beside: tuple = ()

    @classmethod
    def from_args(cls, args, bezirke, topics, terms=(), **page):
        """Read the address; what is not offered there does not narrow anything."""
        stand = args.get("stand", "")
        named = areas.bezirk_named(args.get("wo", ""), bezirke)
        sort = SORT_BY_SLUG.get(args.get("reihenfolge"), Sort.INTEREST)
        filters = Filters(
            bezirk=named.number if named else _number_of(args.get("bezirk"), bezirke),
            topic=next((topic.slug for topic in topics if topic.slug == args.get("thema")), None),
            statuses=tuple(Status) if stand == "alle" else _known(STATUS_BY_SLUG.get(stand)),
            open_now=args.get("mitmachen") == "1",
            text=args.get("q", "").replace("\x00", " ").strip()[:LONGEST_TEXT],
            citywide={"stadtweit": True, "vor-ort": False}.get(args.get("ort")),
            term=next((term.slug for term, _number in terms if term.slug == args.get("programm")), None),
            span=Span.parse(args.get("von"), args.get("bis")),
            place=None if named else areas.somewhere(args.get("wo", "")),
            box=areas.bounding_box(args.get("bbox")),
            sort=sort,
            lang=language.current() if sort == Sort.NAME else "de",
        )
        return cls(
            understood(current_session(), filters),
            page=page_number(args.get("seite")),
            bezirke=tuple(bezirke),
            topics=tuple(topics),
            terms=tuple(terms),
            **page,
        )

    def args(self, **changes):
        """The address's arguments for this search with something changed; a new search begins on page 1."""
        now = {
            "q": self.filters.text,
            "bezirk": self.filters.bezirk,
            "thema": self.filters.topic,
            "programm": self.filters.term,
            "stand": self._stand(),
            "mitmachen": 1 if self.filters.open_now else None,
            "ort": {True: "stadtweit", False: "vor-ort"}.get(self.filters.citywide),
            "wo": self.filters.place.name if self.filters.place else None,
            "von": spans.written(self.filters.span, "begin"),
            "bis": spans.written(self.filters.span, "end"),
            "bbox": areas.written(self.filters.box),
            "reihenfolge": SORT[self.filters.sort].slug,
        }
        return {key: value for key, value in {**now, **changes}.items() if value not in (None, "")}

    def not_understood(self, args):
        """What an address says that nobody offers here: its name, its value, and what may stand there instead."""
        kept, offered = self.args(), self._offered()
        for name in CHOICES:
            value = args.get(name, "").strip()
            if value and name not in kept:
                yield name, value[:LONGEST_TEXT], offered.get(name, ())

    def _offered(self):
        return {
            "bezirk": [str(bezirk.number) for bezirk in self.bezirke],
            "thema": [topic.slug for topic in self.topics],
            "programm": [term.slug for term, _number in self.terms],
            "stand": [*STATUS_BY_SLUG, "alle"],
            "mitmachen": ["1"],
            "ort": ["stadtweit", "vor-ort"],
            "reihenfolge": list(SORT_BY_SLUG),
        }

    def url(self, **changes):
        """Address of the page for this search with something changed."""
        args = self.args(**{**dict(self.beside), **changes})
        return f"{self._path}?{urlencode(args, safe=SAFE)}" if args else self._path

    @cached_property
    def _path(self):
        """Made once: a page has more than fifty links that differ in their arguments alone."""
        return url_for(self.endpoint)

    def page_url(self, number):
        """Address of another page of the same search."""
        return self.url(seite=number if number > 1 else None)

    def geojson_url(self):
        """Address of the same items for the map, which finds out by itself what lies in its frame."""
        return url_for("beteiligung.geojson", **self.args(bbox=None, reihenfolge=None))

    def clear_url(self):
        """Address of the page without any filter, in the order that was chosen."""
        return url_for(self.endpoint, reihenfolge=self.args().get("reihenfolge"))

    @property
    def bezirk(self):
        """The Stadtbezirk that was chosen, or ``None``."""
        return next((b for b in self.bezirke if b.number == self.filters.bezirk), None)

    @property
    def topic(self):
        """The topic that was chosen, as it is called in the reader's language, or ``None``."""
        return next((topic for topic in self.topics if topic.slug == self.filters.topic), None)

    @property
    def term(self):
        """The programme or tag that was chosen, as it is called in the reader's language, or ``None``."""
        return next((term for term, _number in self.terms if term.slug == self.filters.term), None)

    @property
    def status(self):
        """The one status that was chosen, or ``None``."""
        return self.filters.statuses[0] if len(self.filters.statuses) == 1 else None

    @property
    def is_narrow(self):
        """Does any filter narrow the list?"""
        return self.filters.is_narrow

    def loosened(self):
        """The choices that can be taken back one by one: the word for each, and the arguments without it."""
        filters = self.filters
        if filters.text:
            yield words.quoted(filters.text), {"q": None}
        if filters.open_now:
            yield _("Take part now"), {"mitmachen": None}
        if self.bezirk:
            yield self.bezirk.short_name, {"bezirk": None}
        if filters.place:
            yield filters.place.name, {"wo": None}
        if filters.box:
            yield self.frame, {"bbox": None}
        if filters.citywide is not None:
            yield _("For the whole city") if filters.citywide else _("With a place"), {"ort": None}
        if self.topic:
            yield self.topic.name, {"thema": None}
        if self.term:
            yield self.term.name, {"programm": None}
        if filters.span:
            yield spans.words_for(filters.span), {"von": None, "bis": None}
        if filters.statuses:
            yield STATUS[self.status].word if self.status else _("All, the past too"), {"stand": None}

    @property
    def frame(self):
        """How the part of the map is called that was chosen."""
        return areas.frame_name(self.filters.box, self.bezirke) or _("Only what the map shows")

    def _stand(self):
        if self.filters.statuses == tuple(Status):
            return "alle"
        return STATUS[self.status].slug if self.status else None


def _number_of(text, bezirke):
    return next((bezirk.number for bezirk in bezirke if str(bezirk.number) == text), None)


def _known(status):
    return (status,) if status else ()


def page_number(text):
    """The number of a page as it stands in the address; what is none counts as the first."""
    return max(1, int(text[:7])) if text and text.isascii() and text.isdigit() else 1
