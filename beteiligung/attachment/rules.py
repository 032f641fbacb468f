"""Who may hang something on a Vorhaben, and what must be said about it."""

from ..vorhaben.models import Publication
from ..vorhaben.rules import may_edit
from .models import AttachmentKind

MOST = 60
"""So many pictures, documents and links may hang on one Vorhaben."""


def may_attach(person):
    """Whoever looks after Vorhaben."""
    return may_edit(person)


def needs_alt(kind):
    """A picture says in words what it shows."""
    return kind == AttachmentKind.PICTURE


def needs_reason(vorhaben):
    """What the public has seen does not go without a reason."""
    return vorhaben.publication == Publication.PUBLISHED
