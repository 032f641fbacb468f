"""How states look and what they are called: a word, a sign and a class for each."""

from typing import NamedTuple

from flask_babel import LazyString

from ..beitrag.models import Stance
from ..i18n import lazy_gettext as _
from ..vorhaben.models import STEPS, Status


class Label(NamedTuple):
    """``slug`` is the class and the value in addresses, ``word`` names the state, ``step`` names the stage."""

    slug: str
    word: LazyString
    step: LazyString | None = None

    @property
    def icon(self):
        return f"i-s-{self.slug}"


STATUS = {
    Status.ANNOUNCED: Label("angekuendigt", _("Announced"), _("Announced")),
    Status.PREPARATION: Label("vorbereitung", _("In preparation"), _("Prepared")),
    Status.PARTICIPATION: Label("beteiligung", _("Participation open"), _("Participation")),
    Status.EVALUATION: Label("auswertung", _("Being evaluated"), _("Evaluation")),
    Status.DECIDED: Label("beschlossen", _("Decided"), _("Decision")),
    Status.UNDERWAY: Label("umsetzung", _("Under way"), _("Work")),
    Status.DONE: Label("fertig", _("Done"), _("Done")),
    Status.PAUSED: Label("ruht", _("Paused")),
    Status.DROPPED: Label("entfallen", _("Dropped")),
}

CLOSED = Label("auswertung", _("Participation over"), _("Participation"))
"""Participation was the last known step, but its time is over: nothing may glow yellow then."""

STATUS_BY_SLUG = {label.slug: status for status, label in STATUS.items()}

STANCE = {
    Stance.PRO: Label("pro", _("for it")),
    Stance.CONTRA: Label("contra", _("against it")),
    Stance.NEUTRAL: Label("neutral", _("neutral")),
    Stance.QUESTION: Label("frage", _("asks")),
}

FOUND_IN = {
    "title": _("Found in the title"),
    "summary": _("Found in the short text"),
    "description": _("Found in the description"),
    "place": _("Found among the places"),
    "topic": _("Found among the topics"),
}


def step_number(status):
    """Which of the seven steps this is, from 1; ``None`` for what rests or was dropped."""
    return STEPS.index(status) + 1 if status in STEPS else None


def of(vorhaben, now):
    """The label of a Vorhaben today. While people can take part, that comes first; afterwards it never does."""
    if vorhaben.is_open(now):
        return STATUS[Status.PARTICIPATION]
    return CLOSED if vorhaben.status == Status.PARTICIPATION else STATUS[vorhaben.status]
