"""The command line: a thin door to the same actions that the pages use."""

from . import agreement, database, record
from .groups import cli, main

__all__ = ["agreement", "cli", "database", "main", "record"]
