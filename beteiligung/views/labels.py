"""How states look and what they are called: a word, a sign and a class for each."""

from typing import NamedTuple

from flask_babel import LazyString

from ..beitrag.models import BeitragOrigin, Stance
from ..i18n import lazy_gettext as _
from ..origin import Origin
from ..vorhaben.models import STEPS, Status
from ..vorhaben.narrowing import Sort
from ..vorhaben.worklist import Lack


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

ORIGIN = {
    BeitragOrigin.ONLINE: Label("online", _("online")),
    BeitragOrigin.PAPER: Label("papier", _("on paper")),
    BeitragOrigin.PHONE: Label("telefon", _("by phone")),
    BeitragOrigin.EVENT: Label("veranstaltung", _("at an event")),
}
"""On which way a contribution came."""

FOUND_IN = {
    "title": _("Found in the title"),
    "summary": _("Found in the short text"),
    "description": _("Found in the description"),
    "place": _("Found among the places"),
    "topic": _("Found among the topics"),
}


ORIGIN_OF_TEXT = {
    Origin.WRITTEN: _("Written by a person"),
    Origin.MACHINE: _("Translated by a machine"),
    Origin.CORRECTED: _("Translated by a machine, corrected"),
}
"""Who made a text in one language."""


THING = {
    "argument": _("Argument"),
    "abwaegung": _("Weighing"),
    "beschluss": _("Decision"),
    "beitrag": _("Answer of the city"),
    "short": _("Short words"),
    "status_change": _("Reason"),
    "field_change": _("Reason"),
}
"""What can be told in another language beside a Vorhaben."""

LACK = {
    Lack.MISSING: Label("fehlt", _("Missing")),
    Lack.OLDER: Label("aelter", _("Older than the German text")),
    Lack.UNCHECKED: Label("ungeprueft", _("No testing group has read it")),
    Lack.MACHINE: Label("maschine", _("Translated by a machine, nobody has read it")),
}
"""What a text in another language lacks."""


class Order(NamedTuple):
    """``slug`` is the value in addresses, ``word`` names the order, ``said`` explains it."""

    slug: str | None
    word: LazyString
    said: LazyString


SORT = {
    Sort.INTEREST: Order(
        None,
        _("Ending soon first"),
        _("On top is what you can take part in, the next to end first. Then comes what is decided or under way."),
    ),
    Sort.CHANGED: Order("neu", _("Newest change first"), _("On top is what was changed last.")),
    Sort.BEGINS: Order(
        "beginn",
        _("Begins next"),
        _("On top is what begins next. Then comes what has begun already, then what has no date yet."),
    ),
    Sort.NAME: Order("name", _("By name"), _("From A to Z.")),
}

SORT_BY_SLUG = {order.slug: sort for sort, order in SORT.items() if order.slug}


def step_number(status):
    """Which of the seven steps this is, from 1; ``None`` for what rests or was dropped."""
    return STEPS.index(status) + 1 if status in STEPS else None


def of(vorhaben, now):
    """The label of a Vorhaben today. While people can take part, that comes first; afterwards it never does."""
    if vorhaben.is_open(now):
        return STATUS[Status.PARTICIPATION]
    return CLOSED if vorhaben.status == Status.PARTICIPATION else STATUS[vorhaben.status]


WAYS = {
    "host": _("People with an account at the city's portal"),
    "email": _("People who log in by e-mail"),
    "oidc": _("People who log in at another provider"),
    "guest": _("Guests"),
}
"""How people are known, for those who decide who may write."""
