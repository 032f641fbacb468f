"""What decisions and their conditions are called, how they look, and how votes are drawn."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString

from ..beschluss import progress
from ..beschluss.models import ConditionState, Result
from ..beschluss.progress import State
from ..gremium.models import Task
from ..i18n import gettext as _
from ..i18n import lazy_gettext, ngettext
from ..vorhaben.models import Status
from . import shares, words


class Look(NamedTuple):
    """``slug`` is the class, ``icon`` the sign, ``word`` the word."""

    slug: str
    icon: str
    word: LazyString


RESULT = {
    Result.ADOPTED: Look("beschlossen", "i-s-beschlossen", lazy_gettext("Adopted")),
    Result.CHANGED: Look("beschlossen", "i-s-beschlossen", lazy_gettext("Adopted with changes")),
    Result.REJECTED: Look("ruht", "i-x", lazy_gettext("Rejected")),
    Result.POSTPONED: Look("ruht", "i-s-ruht", lazy_gettext("Postponed")),
    Result.NOTED: Look("vorbereitung", "i-check", lazy_gettext("Noted")),
}

TASK = {
    Task.DECIDE: lazy_gettext("Decision"),
    Task.OPINION: lazy_gettext("Opinion"),
    Task.INFORMATION: lazy_gettext("Information"),
}

STATE = {
    State.LATE: Look("spaet", "i-s-spaet", lazy_gettext("Overdue")),
    State.OPEN: Look("angekuendigt", "i-s-angekuendigt", lazy_gettext("Open")),
    State.UNDERWAY: Look("umsetzung", "i-s-umsetzung", lazy_gettext("Being done")),
    State.DONE: Look("fertig", "i-s-fertig", lazy_gettext("Fulfilled")),
    State.DROPPED: Look("entfallen", "i-s-entfallen", lazy_gettext("No longer needed")),
}

AFTER = {
    Status.DROPPED: lazy_gettext("It is dropped."),
    Status.PREPARATION: lazy_gettext("It goes back to preparation."),
}

FIELDS = {
    "meeting_id": lazy_gettext("Meeting"),
    "task": lazy_gettext("Asked for"),
    "decided_on": lazy_gettext("Day of the decision"),
    "paper_number": lazy_gettext("Number of the paper"),
    "title": lazy_gettext("Title"),
    "text": lazy_gettext("Text of the decision"),
    "text_simple": lazy_gettext("The decision in easy German"),
    "reason": lazy_gettext("Reason"),
    "result": lazy_gettext("Result"),
    "votes_yes": lazy_gettext("Yes"),
    "votes_no": lazy_gettext("No"),
    "votes_abstain": lazy_gettext("Abstentions"),
    "votes_by_group": lazy_gettext("Votes by group"),
    "deviates": lazy_gettext("Otherwise than proposed"),
    "deviation_reason": lazy_gettext("Why otherwise"),
    "oparl_url": lazy_gettext("Link into the council information system (OParl)"),
    "web_url": lazy_gettext("Page for people"),
    "state": lazy_gettext("State"),
    "due_on": lazy_gettext("Due on"),
    "report": lazy_gettext("What was done"),
    "proof": lazy_gettext("Proof"),
    "proof_url": lazy_gettext("Link to the proof"),
    "office": lazy_gettext("Responsible office"),
}


def bar(beschluss):
    """The votes drawn to scale, or ``None`` where there are none."""
    if beschluss.votes_yes is None:
        return None
    return shares.bar(beschluss.votes_yes, beschluss.votes_no or 0, beschluss.votes_abstain or 0)


def votes(beschluss):
    """14 Ja, 3 Nein, 2 Enthaltungen; einstimmig"""
    if beschluss.votes_yes is None:
        return ""
    if not beschluss.votes_no and not beschluss.votes_abstain and beschluss.votes_yes:
        return _("unanimous, %(number)s votes", number=beschluss.votes_yes)
    told = _("%(yes)s yes, %(no)s no", yes=beschluss.votes_yes, no=beschluss.votes_no)
    if not beschluss.votes_abstain:
        return told
    abstained = ngettext("%(num)d abstention", "%(num)d abstentions", beschluss.votes_abstain)
    return f"{told}, {abstained}"


def state_of(beschluss):
    """How far a decision is, or ``None`` where nothing is to be done."""
    return STATE.get(progress.of_beschluss(beschluss, words.today()))


def condition_state(condition):
    """How far a condition is."""
    return STATE[progress.of_condition(condition, words.today())]


def said(field, value):
    """A value of a change in the words of the page's language; nothing is a dash."""
    if value in (None, "", [], False):
        return "–"
    if field == "state":
        return str(STATE[State(ConditionState(value).value)].word)
    if field == "result":
        return str(RESULT[Result(value)].word)
    if field == "task":
        return str(TASK[Task(value)])
    if field in ("due_on", "decided_on"):
        return words.day(datetime.fromisoformat(value).date())
    if field == "votes_by_group":
        return words.joined((f"{one['group']}: {one['yes']}/{one['no']}/{one['abstain']}" for one in value), ";")
    return _("yes") if value is True else str(value)


def facts(beschluss):
    """What the council information system said last, where it is worth a word: result, day, page for people."""
    return ((beschluss.oparl or {}).get("facts") or {}) if isinstance(beschluss.oparl, dict) else {}


def link_state(beschluss):
    """How the last look at the link went."""
    return (beschluss.oparl or {}).get("state") if isinstance(beschluss.oparl, dict) else None


def web_of(beschluss):
    """The page for people: typed by hand, or as the council information system names it."""
    return beschluss.web_url or facts(beschluss).get("web")
