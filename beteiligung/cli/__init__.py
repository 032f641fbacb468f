"""The command line: a thin door to the same actions that the pages use."""

from . import (
    agreement,
    bodies,
    database,
    easy,
    files,
    gremien,
    mail,
    moderation,
    population,
    purge,
    record,
    translating,
)
from .groups import cli, main

__all__ = [
    "agreement",
    "bodies",
    "cli",
    "database",
    "easy",
    "files",
    "gremien",
    "mail",
    "main",
    "moderation",
    "population",
    "purge",
    "record",
    "translating",
]
