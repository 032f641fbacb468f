"""Leichte Sprache (German that people with learning difficulties read): a checker, and long words taken apart.

Knows text and nothing else. What it says is help for whoever writes; only a testing group finds a text easy.
"""

from .checking import check
from .compounds import dotted, hyphenated, plain
from .figures import Figure, figure
from .findings import ERROR, HINT, RULES, Finding

__all__ = ["ERROR", "HINT", "RULES", "Figure", "Finding", "check", "dotted", "figure", "hyphenated", "plain"]
