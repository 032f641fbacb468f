"""Distances as people say them."""

from babel.units import format_unit
from flask_babel import get_locale

from ..i18n import gettext as _
from ..i18n import lazy_gettext, ngettext
from ..vorhaben.distance import compass
from . import language

STEP = 50
"""Distances are rounded to so many metres: the middle of an Ortsteil is no more exact than that."""
METRES_A_MINUTE = 75
"""As the crow flies; on foot one goes a little round about."""
LONGEST_WALK = 60

DIRECTIONS = (
    lazy_gettext("to the north"),
    lazy_gettext("to the north-east"),
    lazy_gettext("to the east"),
    lazy_gettext("to the south-east"),
    lazy_gettext("to the south"),
    lazy_gettext("to the south-west"),
    lazy_gettext("to the west"),
    lazy_gettext("to the north-west"),
)


def length(metres):
    """500 m, 1,2 km; in full in easy German."""
    unit, number = ("meter", round(metres)) if metres < 1000 else ("kilometer", round(metres / 1000, 1))
    style = "long" if language.current() == language.SIMPLE else "short"
    return format_unit(int(number) if number == int(number) else number, unit, style, locale=get_locale())


def how_far(near):
    """300 m von hier"""
    rounded = STEP * round(near.metres / STEP)
    if not rounded:
        return _("Right here")
    distance = length(rounded)
    if near.is_shape:
        return _("Begins %(distance)s from here", distance=distance)
    return _("%(distance)s from here", distance=distance)


def on_foot(near, spot):
    """etwa 4 Minuten zu Fuß nach Norden; nothing where it is right here or too far to walk."""
    minutes = round(near.metres / METRES_A_MINUTE)
    if near.metres < STEP / 2:
        return ""
    direction = str(DIRECTIONS[compass(spot.lat, spot.lon, near.lat, near.lon)])
    if minutes > LONGEST_WALK:
        return direction
    return ngettext(
        "about %(num)d minute on foot %(direction)s",
        "about %(num)d minutes on foot %(direction)s",
        max(1, minutes),
        direction=direction,
    )
