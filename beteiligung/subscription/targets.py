"""What somebody follows, as plain values: from a page, stored, compared."""

import hashlib
import json
from dataclasses import asdict
from typing import NamedTuple

from ..vorhaben.models import Status
from ..vorhaben.narrowing import Somewhere, Span
from ..vorhaben.queries import Filters
from .models import What


class Target(NamedTuple):
    """``criteria`` and ``names`` as in ``Subscription``."""

    what: What
    vorhaben_id: int | None = None
    criteria: dict = {}
    names: dict = {}

    @property
    def scope(self):
        """The same for the same thing, however it was found."""
        if self.what == What.VORHABEN:
            return f"vorhaben:{self.vorhaben_id}"
        counting = {name: value for name, value in self.criteria.items() if name != "name"}
        told = json.dumps([self.what, counting], sort_keys=True, ensure_ascii=False)
        return f"{self.what}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def criteria_of(filters):
    """What of a search of the list can be followed, as plain values. Its order cannot."""
    told = {name: getattr(filters, name) for name in ("bezirk", "topic", "text", "citywide", "term")}
    told["open_now"] = filters.open_now or None
    told["statuses"] = [] if set(filters.statuses) == set(Status) else [status.value for status in filters.statuses]
    told["span"] = _written(filters.span)
    told["place"] = _plain(filters.place)
    told["box"] = list(filters.box) if filters.box else None
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def names_in(target, known, lang):
    """What stands in words beside the criteria, with topic and term as they are called in this language."""
    kinds = [kind for kind in ("topic", "term") if kind in target.names and kind in target.criteria]
    told = {kind: known.said(kind, target.criteria[kind], target.names[kind], lang).name for kind in kinds}
    return {**target.names, **told}


def search_of(criteria):
    """The filters as they were chosen."""
    known = dict(criteria)
    known["statuses"] = tuple(Status(value) for value in known.get("statuses", ()))
    if "span" in known:
        known["span"] = Span.parse(*known["span"])
    if "place" in known:
        place = known["place"]
        known["place"] = Somewhere(
            **place | {"names": tuple(place["names"]), "boxes": tuple(map(tuple, place["boxes"]))}
        )
    if "box" in known:
        known["box"] = tuple(known["box"])
    return Filters(**known)


def filters_of(criteria):
    """What is news to somebody. Where no state was chosen every state counts: that something is done is news too."""
    filters = search_of(criteria)
    return filters if filters.statuses else filters.but(statuses=tuple(Status))


def _written(span):
    return [when.written if when else None for when in (span.begin, span.end)] if span else None


def _plain(place):
    return json.loads(json.dumps(asdict(place))) if place else None
