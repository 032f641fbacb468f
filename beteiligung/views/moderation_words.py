"""What moderation says to people: rules, reasons, acts, in the page's language."""

from datetime import UTC, datetime

from babel.dates import format_timedelta
from babel.numbers import format_decimal
from flask_babel import get_locale

from ..i18n import gettext as _
from ..i18n import lazy_gettext
from ..moderation.forms import CATEGORY_WORDS, RULE_WORDS
from ..moderation.models import LAW, Act, Kind, Outcome

KIND = {
    Kind.LEFT: lazy_gettext("stays as it is"),
    Kind.HIDDEN: lazy_gettext("hidden"),
    Kind.BLACKENED: lazy_gettext("a passage made unreadable"),
    Kind.WARNING: lazy_gettext("warning"),
    Kind.BLOCK: lazy_gettext("block"),
}

OUTCOME = {
    Outcome.CONFIRMED: lazy_gettext("The decision stays"),
    Outcome.REVOKED: lazy_gettext("The decision is taken back"),
}

ACT = {
    Act.PUBLISHED: lazy_gettext("published"),
    Act.REPORTED: lazy_gettext("reported"),
    Act.LEFT: lazy_gettext("left as it is"),
    Act.HIDDEN: lazy_gettext("hidden"),
    Act.BLACKENED: lazy_gettext("a passage made unreadable"),
    Act.LIFTED: lazy_gettext("restriction taken back"),
    Act.OBJECTED: lazy_gettext("objected"),
    Act.CONFIRMED: lazy_gettext("objection: decision stays"),
    Act.REVOKED: lazy_gettext("objection: decision taken back"),
    Act.WARNED: lazy_gettext("warned"),
    Act.BLOCKED: lazy_gettext("blocked"),
    Act.ANSWERED: lazy_gettext("answered for the city"),
    Act.NOTED: lazy_gettext("note written"),
    Act.TEMPLATE: lazy_gettext("template changed"),
}

ROLE = {
    "moderation": lazy_gettext("moderation"),
    "administration": lazy_gettext("administration"),
    "reporter": lazy_gettext("somebody who reported"),
    "author": lazy_gettext("the author"),
}


def category(value):
    """What was reported."""
    return CATEGORY_WORDS.get(value, value)


def ground(rule, law=None):
    """The rule of the house, or the law, on which a decision rests."""
    return law if rule == LAW else RULE_WORDS.get(rule, rule or "")


def short_reason(kept):
    """What stands in a tombstone: the rule or the law. Older reasons were written as a text of their own."""
    kind, _colon, value = (kept or "").partition(":")
    if kind == "rule" and value in RULE_WORDS:
        return RULE_WORDS[value]
    return value if kind == LAW else kept or ""


def since(moment):
    """For how long something has waited: 3 hours."""
    return format_timedelta(datetime.now(UTC) - moment, threshold=1.2, locale=get_locale())


def role(name):
    """In which role somebody acted."""
    return ROLE.get(name, name)


def nobody():
    """In place of a name that the log does not keep."""
    return _("without a name")


def figure_rows(counted, group):
    """The rows of a table of figures, in words."""
    names = {"reports": CATEGORY_WORDS, "rules": RULE_WORDS, "acts": {act.value: word for act, word in ACT.items()}}
    return [(names[group].get(what, what), number) for what, number in counted.items()]


def number(value):
    """A number as the language writes it, or that there is none."""
    return _("not yet") if value is None else format_decimal(value, locale=get_locale())
