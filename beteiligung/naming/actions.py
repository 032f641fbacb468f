"""Store names. Whoever calls this brings the search in step: see ``vorhaben.renaming``."""

import re

from sqlalchemy import select

from .. import handed_in
from ..errors import N_, NotImportable
from ..origin import GERMAN
from ..text import slug
from .models import Name, Subject
from .spelling import LONGEST, is_plain, tidy

LARGEST = 1_000_000
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")


def load(session, path):
    """Store or update the names of topics from a JSON file; return their slugs. All of them, or none.

    The file says for each topic, by its slug or German name, how it is called: ``{"Klima": {"tr": "İklim"}}``.
    """
    entries = handed_in.content(path, N_("%(file)s is no list of names."), kind=dict, largest=LARGEST)
    told = {}
    for topic, names in entries.items():
        if (key := slug(topic)) in told or not topic.strip():
            raise NotImportable(N_("%(name)s stands there twice, or is no name."), name=topic)
        told[key] = read(topic, names)
    for key, names in told.items():
        tell(session, Subject.TOPIC, key, names)
    return list(told)


def read(whose, names):
    """Names by language as they may be stored, from a file."""
    if not isinstance(names, dict) or not names:
        raise _wrong(whose, "{}")
    return {lang: _read(whose, lang, name) for lang, name in names.items()}


def _read(whose, lang, name):
    if lang == GERMAN or not _TAG.fullmatch(lang):
        raise _wrong(whose, lang)
    name = tidy(name) if isinstance(name, str) else ""
    if not name or len(name) > LONGEST or not is_plain(name):
        raise _wrong(whose, lang)
    return name


def _wrong(whose, lang):
    message = N_("The names of %(name)s cannot be used: please look at %(lang)s.")
    return NotImportable(message, name=whose, lang=lang)


def tell(session, subject, key, names):
    """Store names by language, an empty one takes it away; is anything different now?"""
    rows = session.scalars(select(Name).where(Name.subject == subject, Name.slug == key, Name.lang.in_(names)))
    known, changed = {row.lang: row for row in rows}, False
    for lang, name in names.items():
        row = known.get(lang)
        if name == (row.name if row else ""):
            continue
        changed = True
        if not name:
            session.delete(row)
        elif row:
            row.name = name
        else:
            session.add(Name(subject=subject, slug=key, lang=lang, name=name))
    session.flush()
    return changed
