"""Whether a value that a host set can work: the longer questions."""

import re
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
SHEET = re.compile(r"(/(?!/)|https://)[^\s\\\"'<>]+")
CORNERS = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))


def is_language(tag):
    """A tag of a language that Babel knows."""
    try:
        return bool(Locale.parse(tag.replace("-simple", "@simple").replace("-", "_")))
    except (ValueError, UnknownLocaleError, AttributeError):
        return False


def is_zone(name):
    """A time zone that this machine knows."""
    try:
        return bool(ZoneInfo(name))
    except (OSError, ValueError, TypeError, LookupError):  # every way in which a name can fail to be a file
        return False


def is_map_address(address):
    """An address with a place for zoom, column and row."""
    if not address.startswith(("https://", "http://127.0.0.1")):
        return False
    try:
        return len({address.format(z=z, x=x, y=y) for z, x, y in CORNERS}) == 4
    except (LookupError, ValueError):
        return False


def is_days(value):
    """A number of days above zero, or none."""
    return value is None or (isinstance(value, int) and value > 0)


def outlives_objections(value):
    """Long enough for the six months in which authors may object."""
    return value is None or (isinstance(value, int) and value >= 184)


def are_hosts(value):
    """Names of servers, each with a dot."""
    return isinstance(value, list | tuple) and all(isinstance(host, str) and "." in host for host in value)
