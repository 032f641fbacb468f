"""What topics and terms are called in the language of the page."""

from ..db import current_session
from ..naming.models import Subject
from ..naming.queries import Names, Said
from ..origin import GERMAN
from ..vorhaben.remembered import shelf
from . import language

_NONE = Names()


def known():
    """All names. A page in German asks for none."""
    return _NONE if language.current() == GERMAN else shelf(current_session()).names


def topic(vorhaben) -> Said:
    """The topic of a Vorhaben, in German where nobody told it in this language."""
    return known().said(Subject.TOPIC, vorhaben.topic_slug, vorhaben.topic, language.current())


def term(one) -> Said:
    """The same of a programme or tag."""
    return known().said(Subject.TERM, one.slug, one.name, language.current())
