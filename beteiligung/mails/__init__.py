"""Every mail that the city sends: a pure function of facts."""

from . import account, bodies, care, decisions, duties, links, moderation, subscription, talk, weighing
from .mail import KINDS, Mail, compose

__all__ = [
    "KINDS",
    "Mail",
    "account",
    "bodies",
    "care",
    "compose",
    "decisions",
    "duties",
    "links",
    "moderation",
    "subscription",
    "talk",
    "weighing",
]
