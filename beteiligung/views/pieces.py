"""Pieces of pages that are the same for every reader, kept until a record changes: cards, maps, rows of the chart."""

from collections import defaultdict
from functools import partial

from flask import current_app, request

from ..db import current_session
from ..mount import current_mount
from ..vorhaben.kept import Kept
from ..vorhaben.remembered import shelf
from . import language, words

MOST = 3000
"""So many of a kind are kept, which is a few megabytes."""
MOST_MAPS = 150
"""A map is a hundred times as long as a card."""


def piece(kind, *shown, caller):
    """What the block says, made once for each language and day. ``shown`` is all that it depends on besides records.

    Nothing about the person who reads may stand in it, nor where somebody is.
    """
    here = shelf(current_session())
    if here.stamp is None or current_app.jinja_env.auto_reload:
        return caller()
    today = words.today()
    return _kept_for(here)[kind].get((language.current(), today, request.script_root, *shown), caller)


def _kept_for(here):
    """Of this city and as long as these records hold; work on drafts leaves them as they are."""
    kept = current_mount().kept
    order, pieces = kept.get("pieces", (None, None))
    if order is not here.order:
        pieces = defaultdict(partial(Kept, MOST), map=Kept(MOST_MAPS))
        kept["pieces"] = here.order, pieces
    return pieces
