"""A list and map of what a city plans, with participation, as a Flask extension."""

from .errors import BeteiligungError
from .extension import Beteiligung
from .identity import Person
from .signals import beitrag_hidden, beitrag_published, beitrag_submitted, vereinbarung_imported

__all__ = [
    "Beteiligung",
    "BeteiligungError",
    "Person",
    "beitrag_hidden",
    "beitrag_published",
    "beitrag_submitted",
    "vereinbarung_imported",
]
