"""SVG of our own making as PNG. Needs the extra ``sharing`` of the package; without it there is no PNG."""

import logging
from functools import cache
from threading import BoundedSemaphore

try:
    import resvg_py
except ImportError:
    resvg_py = None

from .picture import LATIN

AT_ONCE = 2
"""So many pictures are drawn at once in a process; whoever comes then waits."""
PATIENCE = 5
"""After so many seconds of waiting it is said that it is too much now."""
_LETTERS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
    f'<text y="24" font-size="24" font-family="{LATIN}">%s</text></svg>'
)
"""In the fonts of our pictures: where none is named, the renderer looks for one that servers need not have."""
_slots = BoundedSemaphore(AT_ONCE)


class TooMany(Exception):
    """More pictures are asked for at once than are drawn at once."""


@cache
def is_ready():
    """Can PNG be made here: is the extra installed, and does the server have a font?"""
    if resvg_py is None:
        return False
    if _drawn(_LETTERS % "Aa") == _drawn(_LETTERS % ""):
        logging.getLogger("beteiligung").error("no share images: this server has no font, see docs/sharing.md")
        return False
    return True


def png(svg):
    """The picture as bytes; may raise ``TooMany``."""
    if not _slots.acquire(timeout=PATIENCE):
        raise TooMany
    try:
        return _drawn(svg)
    finally:
        _slots.release()


def _drawn(svg):
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
