from typing import NamedTuple

from sqlalchemy import and_, or_, select

from ..origin import GERMAN, tags
from .models import Name, Subject


class Said(NamedTuple):
    """A name, and the language that it is in."""

    name: str
    lang: str


class Names:
    """How topics and terms are called; German where nobody told it in a language."""

    def __init__(self, rows=()):
        self._known = {}
        for subject, slug, lang, name in rows:
            self._known.setdefault((Subject(subject), slug), {})[lang] = name

    def said(self, subject, slug, german, lang):
        """The name in this language (a public tag), else in German."""
        known = self._known.get((subject, slug), {})
        tag = next(tag for tag in tags(lang) if tag in known or tag == GERMAN)
        return Said(german if tag == GERMAN else known[tag], tag)

    def stored(self, subject, slug, lang):
        """What was told in this language, or nothing."""
        return self._known.get((subject, slug), {}).get(lang, "")

    def others(self, subject, slug, first=()):
        """All that was told beside German: pairs of tag and name, those in the languages ``first`` first."""
        known = self._known.get((subject, slug), {})
        return sorted(known.items(), key=lambda pair: (pair[0] not in first, pair[0]))


def everything(session):
    """All names."""
    return Names(session.execute(_ROWS))


def some(session, **slugs):
    """The names of these alone: ``topic=`` and ``term=`` are slugs."""
    wanted = [and_(Name.subject == Subject(kind), Name.slug.in_(some)) for kind, some in slugs.items() if some]
    return Names(session.execute(_ROWS.where(or_(*wanted)))) if wanted else Names()


_ROWS = select(Name.subject, Name.slug, Name.lang, Name.name)
