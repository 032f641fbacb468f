"""What topics and terms are called in other languages: the names that there may be, and who changes them."""

import hashlib
import json
from typing import NamedTuple

from sqlalchemy import func, select

from ..errors import N_, Conflict, NotAllowed
from ..naming import actions, queries
from ..naming.models import Subject
from ..term.queries import all_in_order
from . import rules
from .findable import reindex_named
from .models import Vorhaben


class Row(NamedTuple):
    """Something that has a name: ``name`` is what it is called in the language at hand, if anything."""

    subject: Subject
    slug: str
    german: str
    name: str


def rows(session, lang):
    """Everything that can be named: topics by the alphabet, then terms taxonomy by taxonomy."""
    known = queries.everything(session)
    return [Row(*one, known.stored(*one[:2], lang)) for one in _things(session)]


def lacking(session, languages):
    """For each of these languages, how many names are missing."""
    known, things = queries.everything(session), list(_things(session))
    return {lang: sum(not known.stored(subject, slug, lang) for subject, slug, _ in things) for lang in languages}


def topics(session):
    """The slugs of all topics that a Vorhaben has, a draft too."""
    return set(session.scalars(select(Vorhaben.topic_slug).distinct()))


def fingerprint(rows):
    """Another one means that somebody changed a name in between."""
    told = json.dumps([row[:2] + row[3:] for row in rows if row.name], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def rename(session, person, lang, names, *, seen):
    """Store ``names`` in one language, by subject and slug; an empty one takes it away. They are found at once."""
    if not rules.may_edit(person):
        raise NotAllowed(N_("Only the administration may do this."))
    there = rows(session, lang)
    if seen != fingerprint(there):
        raise Conflict(N_("Somebody else saved in between. Nothing was overwritten."))
    for subject in Subject:
        wanted = {row: names.get(row[:2], row.name) for row in there if row.subject == subject}
        other = {row.slug: name for row, name in wanted.items() if name != row.name}
        changed = [slug for slug, name in other.items() if actions.tell(session, subject, slug, {lang: name})]
        if changed:
            reindex_named(session, subject, changed)


def _things(session):
    by_slug = select(Vorhaben.topic_slug, func.min(Vorhaben.topic)).group_by(Vorhaben.topic_slug)
    for slug, german in sorted(session.execute(by_slug), key=lambda row: row[0]):
        yield Subject.TOPIC, slug, german
    for term in session.scalars(all_in_order()):
        yield Subject.TERM, term.slug, term.name
