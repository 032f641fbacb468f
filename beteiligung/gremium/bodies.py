"""Which elected bodies a city has: from a file, or a Bezirksvertretung for each Stadtbezirk and the council."""

import re

from sqlalchemy import select

from .. import handed_in
from ..bezirk.models import Bezirk
from ..errors import N_, NotImportable
from .models import Gremium, GremiumKind

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KNOWN = {"slug", "kind", "name", "bezirk", "oparl_url", "web_url"}
LONGEST = 200
LARGEST = 1_000_000
"""Bytes of a file; a city has some dozens of bodies."""


def load(session, file):
    """Store or update the bodies of a JSON file by their short name; return how many."""
    entries = handed_in.content(file, N_("%(file)s is no list of bodies."), kind=list, largest=LARGEST)
    numbers = set(session.scalars(select(Bezirk.number)))
    return store(session, [_checked(place, entry, numbers) for place, entry in enumerate(entries, 1)])


def from_bezirke(session, *, council):
    """A Bezirksvertretung for every Stadtbezirk, and the council; what is there keeps its name and its links."""
    known = {body.slug: body for body in session.scalars(select(Gremium))}
    taken = {body.bezirk_number for body in known.values()}
    wanted = [
        {
            "slug": f"bv-{bezirk.number}",
            "kind": GremiumKind.BEZIRKSVERTRETUNG,
            "name": f"Bezirksvertretung {bezirk.name}",
            "bezirk_number": bezirk.number,
        }
        for bezirk in session.scalars(select(Bezirk).order_by(Bezirk.number))
        if bezirk.number not in taken
    ]
    wanted.append({"slug": "rat", "kind": GremiumKind.COUNCIL, "name": council, "bezirk_number": None})
    return store(session, [fields for fields in wanted if fields["slug"] not in known])


def store(session, entries):
    """Each by its short name, once; return how many."""
    known = {body.slug: body for body in session.scalars(select(Gremium))}
    _only_one_each(known, entries)
    for fields in entries:
        body = known.get(fields["slug"])
        if body is None:
            body = known[fields["slug"]] = Gremium(slug=fields["slug"])
            session.add(body)
        for name, value in fields.items():
            setattr(body, name, value)
    session.flush()
    return len(entries)


def _only_one_each(known, entries):
    numbers = {slug: body.bezirk_number for slug, body in known.items()}
    numbers |= {fields["slug"]: fields["bezirk_number"] for fields in entries}
    used = [number for number in numbers.values() if number is not None]
    if len({fields["slug"] for fields in entries}) < len(entries) or len(set(used)) < len(used):
        raise NotImportable(N_("A short name or a Stadtbezirk stands there twice."))


def _checked(place, entry, numbers):
    """The fields of one entry, or a sentence that says where it is wrong."""
    if not isinstance(entry, dict) or entry.keys() - _KNOWN:
        raise _wrong(place, f"only {', '.join(sorted(_KNOWN))}")
    slug, name, bezirk = entry.get("slug"), entry.get("name"), entry.get("bezirk")
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise _wrong(place, "slug")
    if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > LONGEST:
        raise _wrong(place, "name")
    if entry.get("kind") not in list(GremiumKind):
        raise _wrong(place, f"kind: {', '.join(GremiumKind)}")
    kind = GremiumKind(entry["kind"])
    of_bezirk = kind == GremiumKind.BEZIRKSVERTRETUNG
    if (type(bezirk) is int and bezirk in numbers) is not of_bezirk or (bezirk is not None and not of_bezirk):
        raise _wrong(place, "bezirk")
    fields = {"slug": slug, "name": name.strip(), "kind": kind, "bezirk_number": bezirk}
    return fields | {key: _address(place, key, entry[key]) for key in ("oparl_url", "web_url") if key in entry}


def _address(place, key, value):
    fits = value is None or (isinstance(value, str) and value.startswith("https://") and value.isprintable())
    if not fits or (value and (" " in value or len(value) > 2000)):
        raise _wrong(place, key)
    return value


def _wrong(place, what):
    return NotImportable(N_("Body %(place)s cannot be taken: look at %(what)s."), place=place, what=what)
