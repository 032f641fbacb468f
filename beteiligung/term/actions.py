from sqlalchemy import select

from .. import handed_in
from ..errors import N_, NotImportable
from ..naming import actions as naming
from ..naming.models import Subject
from ..text import slug
from .models import Kind, Term

LARGEST = 1_000_000


def load(session, path):
    """Store or update the terms of a JSON file; return how many. Nothing is stored when one of them is wrong.

    Each has ``kind`` and ``name``, and may have ``number`` and ``slug``, by which it is known again, and ``names`` in
    other languages.
    """
    entries = handed_in.content(path, N_("%(file)s is no list of terms."), kind=list, largest=LARGEST)
    terms = [_term(entry, index) for index, entry in enumerate(entries, 1)]
    called = [naming.read(entry["name"], entry["names"]) if "names" in entry else {} for entry in entries]
    if len({term["slug"] for term in terms}) < len(terms):
        raise NotImportable(N_("Two terms would have the same name in addresses."))
    known = {term.slug: term for term in session.scalars(select(Term))}
    for fields in terms:
        if fields["slug"] not in known:
            session.add(Term(**fields))
            continue
        for name, value in fields.items():
            setattr(known[fields["slug"]], name, value)
    session.flush()
    for fields, names in zip(terms, called, strict=True):
        naming.tell(session, Subject.TERM, fields["slug"], names)
    return len(terms)


def _term(entry, index):
    try:
        name = " ".join(entry["name"].split())
        if not name or not name.isprintable():
            raise ValueError("the name is empty or cannot be printed")
        number = entry.get("number")
        if number is not None and (type(number) is not int or not 0 < number < 10_000):
            raise ValueError("the number is not between 1 and 9999")
        return {"kind": Kind(entry["kind"]), "slug": slug(entry.get("slug") or name), "name": name, "number": number}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotImportable(N_("Term %(index)s cannot be read: %(reason)s"), index=index, reason=repr(error)) from error
