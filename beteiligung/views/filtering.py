"""The list's filters as they stand in the address: every choice is a link."""

from dataclasses import dataclass

from flask import url_for

from ..db import current_session
from ..search.wanted import LONGEST as LONGEST_TEXT
from ..vorhaben.models import Status
from ..vorhaben.queries import Filters, understood
from .labels import STATUS, STATUS_BY_SLUG


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
        filters = Filters(
            bezirk=next((b.number for b in bezirke if str(b.number) == args.get("bezirk")), None),
            topic=next((slug for slug, name in topics if slug == args.get("thema")), None),
            statuses=tuple(Status) if stand == "alle" else _known(STATUS_BY_SLUG.get(stand)),
            open_now=args.get("mitmachen") == "1",
            text=args.get("q", "").replace("\x00", " ").strip()[:LONGEST_TEXT],
            citywide={"stadtweit": True, "vor-ort": False}.get(args.get("ort")),
            term=next((term.slug for term, _number in terms if term.slug == args.get("programm")), None),
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
        }
        return {key: value for key, value in {**now, **changes}.items() if value not in (None, "")}

    def url(self, **changes):
        """Address of the page for this search with something changed."""
        return url_for(self.endpoint, **self.args(**{**dict(self.beside), **changes}))

    def page_url(self, number):
        """Address of another page of the same search."""
        return self.url(seite=number if number > 1 else None)

    def geojson_url(self):
        """Address of the same items for the map."""
        return url_for("beteiligung.geojson", **self.args())

    @property
    def bezirk(self):
        """The Stadtbezirk that was chosen, or ``None``."""
        return next((b for b in self.bezirke if b.number == self.filters.bezirk), None)

    @property
    def topic(self):
        """The name of the topic that was chosen, or ``None``."""
        return next((name for slug, name in self.topics if slug == self.filters.topic), None)

    @property
    def term(self):
        """The name of the programme or tag that was chosen, or ``None``."""
        return next((term.name for term, _number in self.terms if term.slug == self.filters.term), None)

    @property
    def status(self):
        """The one status that was chosen, or ``None``."""
        return self.filters.statuses[0] if len(self.filters.statuses) == 1 else None

    @property
    def is_narrow(self):
        """Does any filter narrow the list?"""
        return self.filters != Filters()

    def loosened(self):
        """The choices that can be taken back one by one: the word for each, and the arguments without it."""
        if self.filters.text:
            yield f"„{self.filters.text}“", {"q": None}
        if self.bezirk:
            yield self.bezirk.short_name, {"bezirk": None}
        if self.topic:
            yield self.topic, {"thema": None}
        if self.term:
            yield self.term, {"programm": None}
        if self.status:
            yield STATUS[self.status].word, {"stand": None}

    def _stand(self):
        if self.filters.statuses == tuple(Status):
            return "alle"
        return STATUS[self.status].slug if self.status else None


def _known(status):
    return (status,) if status else ()


def page_number(text):
    """The number of a page as it stands in the address; what is none counts as the first."""
    return max(1, int(text[:7])) if text and text.isascii() and text.isdigit() else 1
