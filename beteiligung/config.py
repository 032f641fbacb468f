"""Every setting a host may change. ``docs/settings.md`` holds the same table; a test compares them."""

from typing import Any, NamedTuple


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
    Setting("GAZETTEER", None, "CSV or GeoJSON file with the city's place names, for reading agreements."),
    Setting("DOCUMENT_LIMIT", 20_000_000, "Largest agreement that is read, in bytes, before and after unpacking."),
)


def apply_defaults(app):
    """Fill in what the host left out, and refuse what cannot work."""
    for setting in SETTINGS:
        app.config.setdefault(f"BETEILIGUNG_{setting.name}", setting.default)
    if app.config["BETEILIGUNG_MODERATION"] not in ("before", "after"):
        raise ValueError("BETEILIGUNG_MODERATION is neither 'before' nor 'after'")
    tiles = app.config["BETEILIGUNG_TILES_URL"]
    if tiles and not (
        tiles.startswith(("https://", "http://127.0.0.1")) and all(k in tiles for k in ("{z}", "{x}", "{y}"))
    ):
        raise ValueError("BETEILIGUNG_TILES_URL needs https and the places {z}, {x} and {y}")
