"""How a dossier says what it knows: in words that a page, a paper and a table share."""

from flask_babel import format_decimal, format_percent

from ..abwaegung.models import Disposition
from ..beschluss.models import ConditionState
from ..gremium.models import Task
from ..i18n import gettext, ngettext
from ..i18n import lazy_gettext as _
from . import decision_words, labels, record_words, words

DISPOSITION = {
    Disposition.TAKEN_UP: labels.Label("fertig", _("Taken up")),
    Disposition.PARTLY: labels.Label("beschlossen", _("Taken up in part")),
    Disposition.PLANNED: labels.Label("umsetzung", _("Planned already")),
    Disposition.NOT_TAKEN_UP: labels.Label("ruht", _("Not taken up")),
    Disposition.OUTSIDE: labels.Label("entfallen", _("Not in the city's power")),
}
CONDITION = {
    ConditionState.OPEN: labels.Label("angekuendigt", _("Open")),
    ConditionState.UNDERWAY: labels.Label("umsetzung", _("Under way")),
    ConditionState.DONE: labels.Label("fertig", _("Fulfilled")),
    ConditionState.DROPPED: labels.Label("entfallen", _("Dropped")),
}
TASK = {
    Task.DECIDE: _("To decide"),
    Task.OPINION: _("To give an opinion"),
    Task.INFORMATION: _("For information"),
}
FEW_VOICES = 30
"""With fewer people who said where they live, chance alone makes large differences."""


def result(decision):
    """What a body decided, in the words of every other page."""
    return decision_words.RESULT[decision.result].word


def number(value):
    """12.345"""
    return format_decimal(value)


def share(value):
    """26 %"""
    return format_percent(value, format="#,##0\u00a0%" if value >= 0.01 or not value else None)


def stances(by_stance):
    """88 dafür, 41 dagegen"""
    told = [f"{number(count)} {labels.STANCE[stance].word}" for stance, count in by_stance.items() if count]
    return words.joined(told) or gettext("Nobody has written.")


def origins(by_origin):
    """137 online, 19 auf Papier"""
    return words.joined(f"{number(count)} {labels.ORIGIN[origin].word}" for origin, count in by_origin.items() if count)


def contributions(count):
    """163 Beiträge"""
    return ngettext("%(num)d contribution", "%(num)d contributions", count)


def people(count):
    """121 Menschen"""
    return ngettext("%(num)d person", "%(num)d people", count)


def span(unit, span):
    """The week from a day on, a month or a year."""
    if unit == "week":
        return gettext("Week from %(day)s", day=words.day(span.start))
    return words.when(span.start, unit)


def ages(group):
    """unter 18, 18 bis 24, ab 65"""
    if group.age_from in (None, 0) and group.age_to is not None:
        return gettext("under %(age)s", age=group.age_to + 1)
    if group.age_to is None:
        return gettext("%(age)s and older", age=group.age_from)
    return gettext("%(start)s to %(end)s", start=group.age_from, end=group.age_to)


def votes(beschluss):
    """11 Ja, 3 Nein, 1 Enthaltung"""
    if beschluss.votes_yes is None and beschluss.votes_no is None:
        return ""
    return gettext(
        "%(yes)s yes, %(no)s no, %(abstain)s abstained",
        yes=beschluss.votes_yes or 0,
        no=beschluss.votes_no or 0,
        abstain=beschluss.votes_abstain or 0,
    )


def how_far(beschluss):
    """How far a decision without conditions is; with them, each says so itself."""
    return None if beschluss.conditions else decision_words.state_of(beschluss)


def participation(vorhaben):
    """From when to when people could take part, or why they could not."""
    if vorhaben.open_from and vorhaben.open_until:
        return gettext(
            "%(start)s to %(end)s", start=words.moment(vorhaben.open_from), end=words.moment(vorhaben.open_until)
        )
    return vorhaben.no_participation_reason or gettext("There was none yet.")


def facts(vorhaben, now):
    """What and when and who, as pairs of a name and a text; the third is true where the text is German."""
    places = "; ".join(place.words for place in vorhaben.places)
    bezirke = ", ".join(bezirk.name for bezirk in vorhaben.bezirke)
    told = (
        (gettext("State"), str(labels.of(vorhaben, now).word), False),
        (gettext("Places"), places, True),
        (gettext("Stadtbezirke"), bezirke or gettext("The whole city"), bool(bezirke)),
        (gettext("When"), words.times(vorhaben), False),
        (gettext("Taking part"), participation(vorhaben), not vorhaben.open_from),
        (gettext("Cost"), record_words.cost(vorhaben), False),
        (gettext("Responsible office"), vorhaben.office, True),
        (gettext("Contact"), vorhaben.contact, True),
        (gettext("Next step"), vorhaben.next_step, True),
    )
    return [fact for fact in told if fact[1]]


def limits(dossier):
    """What these numbers cannot say."""
    yield gettext("Whoever took part chose to do so. These numbers are no vote and not representative.")
    yield gettext("Nobody is asked for age, gender or origin: which of these groups are missing cannot be seen here.")
    if dossier.unsaid:
        yield ngettext(
            "%(num)d person did not say where they live, or lives where too few spoke to be shown.",
            "%(num)d people did not say where they live, or live where too few spoke to be shown.",
            dossier.unsaid,
        )
    if 0 < sum(district.people for district in dossier.districts) < FEW_VOICES:
        yield gettext("So few people said where they live that chance alone makes large differences.")
