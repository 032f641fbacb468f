"""A list and map of what a city plans, with participation, as a Flask extension."""

from .errors import BeteiligungError
from .extension import Beteiligung
from .identity import Person
from .mount import current_mount
from .personal.actions import forget
from .signals import (
    abwaegung_published,
    beitrag_answered,
    beitrag_edited,
    beitrag_hidden,
    beitrag_published,
    beitrag_reported,
    beitrag_restricted,
    beitrag_submitted,
    beitrag_withdrawn,
    beschluss_recorded,
    objection_decided,
    objection_received,
    person_blocked,
    person_warned,
    vereinbarung_imported,
    vorhaben_archived,
    vorhaben_changed,
    vorhaben_published,
)

__all__ = [
    "Beteiligung",
    "BeteiligungError",
    "Person",
    "abwaegung_published",
    "beitrag_answered",
    "beitrag_edited",
    "beitrag_hidden",
    "beitrag_published",
    "beitrag_reported",
    "beitrag_restricted",
    "beitrag_submitted",
    "beitrag_withdrawn",
    "beschluss_recorded",
    "current_mount",
    "forget",
    "objection_decided",
    "objection_received",
    "person_blocked",
    "person_warned",
    "vereinbarung_imported",
    "vorhaben_archived",
    "vorhaben_changed",
    "vorhaben_published",
]
