"""The short words of a Vorhaben in the reader's language, else in German: next step, delay, what is open, reasons.

A page asks once for all Vorhaben that it has loaded, and a German page never. What only a machine said stands on the
page of a Vorhaben alone, with its label: cards, notices and data show German instead.
"""

from typing import NamedTuple

from flask import g
from sqlalchemy import inspect

from ..db import current_session
from ..origin import GERMAN, SIMPLE, Origin
from ..rendition import queries
from ..rendition.things import LINES, SHORT, name_of, words_of
from ..vorhaben.models import Vorhaben
from . import language

ON_A_CARD = ("next_step", "delay_reason", "no_participation_reason")


class Said(NamedTuple):
    """Words as a page shows them: in which language, and what is known of them; German has no ``origin``."""

    text: str
    lang: str = GERMAN
    origin: Origin | None = None
    is_older: bool = False
    is_checked: bool = False

    @property
    def is_draft(self):
        """Easy German that no testing group has read."""
        return self.lang == SIMPLE and not self.is_checked

    @property
    def is_noted(self):
        """Is there something to say beside it?"""
        return self.is_older or self.origin not in (None, Origin.WRITTEN)


def said(vorhaben, name, *, machine=False):
    """One short word of a Vorhaben; ``machine`` where its label stands beside it."""
    row = _row(vorhaben) if language.current() != GERMAN else None
    if row is None and name in LINES:
        return Said((getattr(vorhaben, name) or "").strip())
    return of_row(row, words_of(vorhaben, SHORT), name, machine=machine)


def of_row(row, german, name, *, machine=False):
    """A word of a record, as its rendition tells it; a machine's is none where the German changed since."""
    text = row.words.get(name) if row is not None and row.is_done and name in german else None
    if not text:
        return Said(german.get(name, ""))
    is_older = row.is_behind(german, name)
    if row.origin == Origin.MACHINE and (is_older or not machine):
        return Said(german[name])
    return Said(text, row.lang, row.origin, is_older, row.is_checked)


def points(vorhaben):
    """What is open, and what is settled and why, as the page of the Vorhaben says it."""
    fixed = range(len(vorhaben.fixed_points or ()))
    return {
        "open": [said(vorhaben, f"open_points.{n}", machine=True) for n in range(len(vorhaben.open_points or ()))],
        "fixed": [
            (said(vorhaben, f"fixed_points.{n}", machine=True), said(vorhaben, f"fixed_points.{n}.why", machine=True))
            for n in fixed
        ],
    }


def mark(vorhaben):
    """Changes whenever a card says something else."""
    return () if language.current() == GERMAN else tuple(said(vorhaben, name) for name in ON_A_CARD)


def keep(vorhaben_id, row):
    """Somebody has asked for it already."""
    _kept()[vorhaben_id] = row


def _row(vorhaben):
    kept, state = _kept(), inspect(vorhaben, raiseerr=False)
    if state is None or not state.has_identity:
        return None  # not stored, so nobody told it
    if vorhaben.id not in kept:
        there = state.session or current_session()
        loaded = [one for one in there.identity_map.values() if isinstance(one, Vorhaben)]
        wanted = {name_of(one, SHORT): one.id for one in (vorhaben, *loaded) if one.id not in kept}
        kept |= dict.fromkeys(wanted.values())
        tag = language.current()
        rows = queries.told(there, wanted, tag if tag == SIMPLE else tag.split("-")[0])
        kept |= {wanted[row.thing]: row for row in rows}
    return kept[vorhaben.id]


def _kept():
    """For this request, language by language: a page speaks one, but a list of addresses may ask for others."""
    return g.setdefault("beteiligung_short_words", {}).setdefault(language.current(), {})
