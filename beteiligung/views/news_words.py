"""News, and what somebody follows, as people say it: the same words in mails, feeds and on pages."""

from datetime import date, datetime
from types import SimpleNamespace

from ..beschluss.models import Result
from ..i18n import gettext as _
from ..i18n import lazy_gettext
from ..subscription.models import Rhythm, What
from ..vorhaben.models import Status
from ..vorhaben.narrowing import Span
from . import attachment_words, decision_words, distance_words, record_words, spans, words
from .labels import STATUS

RHYTHM = {
    Rhythm.WEEKLY: lazy_gettext("Once a week, if there is news"),
    Rhythm.DAILY: lazy_gettext("Every day, if there is news"),
    Rhythm.AT_ONCE: lazy_gettext("At once"),
}


def said(fact, summary=""):
    """A piece of news in two parts: what it is, and what there is to say about it."""
    return _SAID[fact["kind"]](fact, summary)


def _entered(fact, summary):
    return _("New in the list."), summary


def _status(fact, summary):
    state = STATUS[Status(fact["status"])].word
    head = _("%(state)s since %(day)s.", state=state, day=words.day(date.fromisoformat(fact["on"])))
    return head, _because(fact["reason"])


def _change(fact, summary):
    if fact["field"] == "weighing":
        return _("The contributions were weighed") + ".", _because(fact["reason"])
    if fact["field"] == "attachments":
        head, title = _attached(fact)
        return head, " ".join(filter(None, (title, _because(fact["reason"]))))
    name = record_words.name(fact["field"])
    new, old = (_value(fact["field"], fact[which]) for which in ("new", "old"))
    if new == old:  # only the drawing of a place was moved
        return _("%(name)s: corrected.", name=name), _because(fact["reason"])
    head = _("%(name)s: %(value)s.", name=name, value=new)
    before = _("Before: %(value)s.", value=old) if fact["old"] else ""
    return head, " ".join(filter(None, (before, _because(fact["reason"]))))


def _attached(fact):
    heading, what = attachment_words.happened(SimpleNamespace(old=fact["old"], new=fact["new"]))
    return f"{heading}.", f"{what['title']}."


def _open(fact, summary):
    return _("Take part now, until %(end)s.", end=_end(fact)), summary


def _ends(fact, summary):
    return _("Taking part ends on %(end)s.", end=_end(fact)), ""


def _answer(fact, summary):
    return _("The city has answered."), ""


def _wish(fact, summary):
    return _("The city has answered the wish for participation."), fact["reason"]


def _decision(fact, summary):
    result = decision_words.RESULT[Result(fact["result"])].word
    on = words.day(date.fromisoformat(fact["on"]))
    return _("Decision of %(day)s: %(result)s.", day=on, result=result), fact["body"]


_SAID = {
    "entered": _entered,
    "status": _status,
    "change": _change,
    "open": _open,
    "ends": _ends,
    "answer": _answer,
    "wish": _wish,
    "decision": _decision,
}


def anchor(fact):
    """Where on the page of the Vorhaben more about it stands."""
    if fact["kind"] == "answer":
        return f"b-{fact['number']}"
    return {"status": "verlauf", "change": "verlauf", "open": "schreiben", "ends": "schreiben"}.get(fact["kind"])


def _because(reason):
    return _("Reason: %(reason)s", reason=reason) if reason else ""


def _end(fact):
    return words.deadline(SimpleNamespace(open_until=datetime.fromisoformat(fact["until"])))


def _value(field, value):
    if field == "places":
        return words.joined(value or (), ";") or "–"
    return record_words.said(field, value)


def followed(one):
    """What somebody follows, in a few words; ``one`` has ``what``, ``criteria`` and ``names``."""
    names, criteria = one["names"], one["criteria"]
    if one["what"] == What.VORHABEN:
        return names["title"]
    if one["what"] == What.CIRCLE:
        distance = distance_words.length(criteria["radius"])
        name = names.get("name") or _("A place that you chose")
        return _("%(name)s and %(distance)s around it", name=name, distance=distance)
    return words.joined(_filtered(criteria, names)) or _("All Vorhaben")


def _filtered(criteria, names):
    if "text" in criteria:
        yield words.quoted(criteria["text"])
    yield from (names[key] for key in ("bezirk", "frame", "topic", "term") if names.get(key))
    if "place" in criteria:
        yield criteria["place"]["name"]
    if "span" in criteria:
        yield spans.words_for(Span.parse(*criteria["span"]))
    yield from (str(STATUS[Status(value)].word) for value in criteria.get("statuses", ()))
    if criteria.get("open_now"):
        yield _("Take part now")
    if "citywide" in criteria:
        yield _("For the whole city") if criteria["citywide"] else _("With a place")
