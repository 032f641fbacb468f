"""How a weighing speaks: dispositions with sign and class, what is missing, what was done."""

from ..abwaegung.forms import DISPOSITION_WORDS
from ..abwaegung.models import AbwaegungState, Disposition, StepKind
from ..i18n import lazy_gettext as _
from .labels import Label

DISPOSITION = {
    Disposition.TAKEN_UP: Label("fertig", DISPOSITION_WORDS[Disposition.TAKEN_UP]),
    Disposition.PARTLY: Label("beschlossen", DISPOSITION_WORDS[Disposition.PARTLY]),
    Disposition.PLANNED: Label("umsetzung", DISPOSITION_WORDS[Disposition.PLANNED]),
    Disposition.NOT_TAKEN_UP: Label("entfallen", DISPOSITION_WORDS[Disposition.NOT_TAKEN_UP]),
    Disposition.OUTSIDE: Label("ruht", DISPOSITION_WORDS[Disposition.OUTSIDE]),
}

LACKS = {
    "assessment": _("assessment"),
    "disposition": _("what becomes of it"),
    "reason": _("reason"),
    "reason_simple": _("reason in easy German"),
}

STATE = {
    AbwaegungState.OPEN: Label("auswertung", _("Being weighed")),
    AbwaegungState.CLOSED: Label("vorbereitung", _("Closed, lies with the body")),
    AbwaegungState.PUBLISHED: Label("fertig", _("Published")),
}

STEP = {
    StepKind.STARTED: _("Begun"),
    StepKind.CLOSED: _("Closed"),
    StepKind.REOPENED: _("Opened again"),
    StepKind.PUBLISHED: _("Published"),
}
