"""Every setting a host may change. ``docs/settings.md`` holds the same table; a test compares them."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError


class Setting(NamedTuple):
    """One key of ``app.config``, written there as ``BETEILIGUNG_<name>``."""

    name: str
    default: Any
    help: str


SETTINGS = (
    Setting("URL_PREFIX", "/beteiligung", "Where the pages live in the host's URL space."),
    Setting(
        "LAYOUT", "beteiligung/layout.html", "Template that our pages extend; it needs the blocks title, head, content."
    ),
    Setting("LOCALES", ("de", "de-simple", "en"), "Languages offered, as public tags; the first is the default."),
    Setting(
        "DATABASE_URL",
        None,
        "Database to use when no engine is given; default is an SQLite file in the instance folder.",
    ),
    Setting("CITY", "Bochum", "Name of the city, as it stands in headings."),
    Setting("TIMEZONE", "Europe/Berlin", "Zone in which dates are shown and offers end."),
    Setting("DEMO", False, "Say above every page that this is a demonstration and everything on it is made up."),
    Setting("MODERATION", "before", "'before': contributions wait for a moderator; 'after': they appear at once."),
    Setting("LOGIN_URL", None, "The host's login page; residents are sent there with ?next=."),
    Setting("PAGE_SIZE", 20, "Vorhaben on one page of the list, and threads on one page of a Vorhaben."),
    Setting(
        "TILES_URL", None, "Base map, an https address with {z}, {x}, {y}; fetched by the server, never by the visitor."
    ),
    Setting("TILES_ATTRIBUTION", "", "Who made the base map; shown on the map."),
    Setting("GAZETTEER", None, "CSV or GeoJSON file with the city's place names: for agreements and Near me."),
    Setting("CHECK_DAYS", 91, "After how many days staff must look again whether a Vorhaben still says what is so."),
    Setting("WISH_THRESHOLD", 100, "How many residents must ask for participation before the city must answer."),
    Setting("DOCUMENT_LIMIT", 20_000_000, "Largest agreement that is read, in bytes, before and after unpacking."),
)


def apply_defaults(app):
    """Fill in what the host left out, and refuse at the start what cannot work later."""
    for setting in SETTINGS:
        key = f"BETEILIGUNG_{setting.name}"
        value = app.config.setdefault(key, setting.default)
        fits, need = _NEEDS.get(setting.name, (None, ""))
        if fits and not fits(value):
            raise ValueError(f"{key} needs {need}, not {value!r}")


def _is_language(tag):
    try:
        return bool(Locale.parse(tag.replace("-simple", "@simple").replace("-", "_")))
    except (ValueError, UnknownLocaleError, AttributeError):
        return False


def _is_zone(name):
    try:
        return bool(ZoneInfo(name))
    except (OSError, ValueError, TypeError, LookupError):  # every way in which a name can fail to be a file
        return False


def _is_map_address(address):
    if not address.startswith(("https://", "http://127.0.0.1")):
        return False
    try:
        return len({address.format(z=z, x=x, y=y) for z, x, y in _CORNERS}) == 4
    except (LookupError, ValueError):
        return False


_CORNERS = ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))
_NEEDS = {
    "URL_PREFIX": (lambda value: value.startswith("/"), "an address that begins with a slash"),
    "LOCALES": (
        lambda value: isinstance(value, list | tuple) and value and all(map(_is_language, value)),
        "a list of language tags",
    ),
    "TIMEZONE": (_is_zone, "the name of a time zone such as 'Europe/Berlin'"),
    "MODERATION": (lambda value: value in ("before", "after"), "'before' or 'after'"),
    "PAGE_SIZE": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "CHECK_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "WISH_THRESHOLD": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "TILES_URL": (
        lambda value: not value or _is_map_address(value),
        "an https address with the places {z}, {x} and {y} and no others",
    ),
}
