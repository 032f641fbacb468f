"""The fields of a Vorhaben and their values as a history or a comparison says them."""

from datetime import datetime

from babel.numbers import format_currency
from flask_babel import get_locale

from ..i18n import lazy_gettext as _
from ..vorhaben.forms import MODERATION
from ..vorhaben.models import CostPrecision, Status
from ..vorhaben.when import When
from . import language, words
from .labels import STATUS, WAYS

FIELDS = {
    "title": _("Name"),
    "summary": _("In two sentences"),
    "goal": _("Goal"),
    "affected": _("Who is affected?"),
    "description": _("More about it"),
    "status": _("State"),
    "topic": _("Topic"),
    "places": _("Places"),
    "bezirke": _("Stadtbezirke"),
    "start": _("Start, planned"),
    "end": _("End, planned"),
    "start_actual": _("Start, in fact"),
    "end_actual": _("End, in fact"),
    "cost": _("Cost"),
    "open_from": _("Taking part begins"),
    "open_until": _("Taking part ends"),
    "no_participation_reason": _("Why nobody can take part"),
    "participation": _("When one can take part, or why not"),
    "office": _("Responsible office"),
    "contact": _("Contact"),
    "next_step": _("Next step"),
    "next_step_on": _("Next step expected"),
    "open_points": _("Still open"),
    "fixed_points": _("Settled"),
    "closed_to": _("Who must not write here"),
    "moderation": _("When moderators read contributions"),
    "clauses": _("Promises of the agreement"),
    "terms": _("Programmes and tags"),
    "attachments": _("Pictures, documents and links"),
    "checked": _("Checked by"),
    "weighing": _("Weighing of the contributions"),
}
COST = {
    CostPrecision.EXACT: _("%(amount)s"),
    CostPrecision.ESTIMATE: _("about %(amount)s, estimated"),
    CostPrecision.ROUGH: _("roughly %(amount)s"),
}
TIMES = ("start", "end", "start_actual", "end_actual", "next_step_on")


def name(field):
    """What a field is called; a text says its language too."""
    if not field.startswith("text."):
        return FIELDS[field]
    _text, lang, part = field.split(".")
    return FIELDS[part] if lang == "de" else f"{FIELDS[part]} ({language.name(lang)})"


def said(field, value):
    """A value of a snapshot in the words of the page's language; nothing is a dash."""
    if value in (None, "", [], {}):
        return "–"
    if field in TIMES:
        return words.when(*When.parse(value))
    if field in ("open_from", "open_until"):
        return words.moment(datetime.fromisoformat(value))
    if field == "cost":
        return words.joined((_cost(value["amount"], value["precision"]), value["source"]), ";")
    if field == "moderation":
        return str(dict(MODERATION)[value])
    if field == "weighing":
        return _("%(number)s contributions, %(arguments)s arguments") % {
            "number": value["beitraege"],
            "arguments": value["arguments"],
        }
    if field == "status":
        return str(STATUS[Status(value)].word)
    return _list(field, value) if isinstance(value, list) else value


def cost(vorhaben):
    """etwa 1.200.000 €, geschätzt"""
    return _cost(vorhaben.cost_amount, vorhaben.cost_precision)


def _cost(amount, precision):
    if amount is None:
        return ""
    euros = format_currency(
        amount, "EUR", locale=get_locale(), format_type="standard", currency_digits=False, format="#,##0\u00a0¤"
    )
    return str(COST[CostPrecision(precision or CostPrecision.ESTIMATE)]) % {"amount": euros}


def _list(field, value):
    if field == "places":
        return words.joined((place["words"] for place in value), ";")
    if field == "fixed_points":
        return words.joined((f"{point['what']}: {point['why']}" for point in value), ";")
    if field == "attachments":
        return words.joined((": ".join(filter(None, (a["title"], a["words"], a.get("url")))) for a in value), ";")
    if field == "closed_to":
        return words.joined((WAYS.get(way, way) for way in value), ";")
    return words.joined(value, ";")
