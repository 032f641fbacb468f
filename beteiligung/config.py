"""Every setting a host may change. ``docs/settings.md`` holds the same table; a test compares them."""

from pathlib import Path
from typing import Any, NamedTuple

from . import roles, sign_videos, statements
from .addresses import normalised
from .fitting import ORIGIN, SHEET, are_hosts, is_days, is_language, is_zone, outlives_objections


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
    Setting(
        "THEME", "neutral", "Colours, font and corners: 'neutral', 'kern', or None where your style sheet brings them."
    ),
    Setting("LOCALES", ("de", "de-simple", "en"), "Languages offered, as public tags; the first is the default."),
    Setting(
        "DATABASE_URL",
        None,
        "Database to use when no engine is given; default is an SQLite file in the instance folder.",
    ),
    Setting("CITY", "Bochum", "Name of the city, as it stands in headings."),
    Setting(
        "BASE_URL",
        None,
        "Address of the portal as residents see it, such as https://www.bochum.de; mails need it, notices print it.",
    ),
    Setting("FRAME_ANCESTORS", (), "Origins whose pages may show ours in a frame, such as https://www.bochum.de."),
    Setting("FRAME_STYLES", (), "Style sheets of the portal that a page in a frame loads; it wears your THEME then."),
    Setting("TIMEZONE", "Europe/Berlin", "Zone in which dates are shown and offers end."),
    Setting("DEMO", False, "Say above every page that this is a demonstration and everything on it is made up."),
    Setting("MODERATION", "before", "'before': contributions wait for a moderator; 'after': they appear at once."),
    Setting("LOGIN_URL", None, "The host's login page; residents are sent there with ?next=."),
    Setting("ROLES", None, "Which of our roles each role of the host has: a dictionary; None where they are the same."),
    Setting("LOGIN", ("host",), "How people who write are known: any of 'host', 'email', 'oidc' and 'guest'."),
    Setting("LOGIN_DAYS", 14, "For how many days a browser stays logged in with our own login."),
    Setting("GUEST_DAYS", 3, "For how many days a guest's contribution waits for the click in the mail."),
    Setting("OIDC", None, "The OpenID Connect provider: a dictionary with issuer, client_id, client_secret and name."),
    Setting("PAGE_SIZE", 20, "Vorhaben on one page of the list, and threads on one page of a Vorhaben."),
    Setting(
        "TILES_URL", None, "Base map: address of XYZ, WMTS or WMS, or a .pmtiles file; never asked by the visitor."
    ),
    Setting(
        "TILES_ATTRIBUTION",
        "",
        "Who made the base map; shown below the map, on paper too. An address at its end becomes a link.",
    ),
    Setting(
        "TILES_DAYS", 30, "After how many days a tile is fetched anew; the old one is shown while the source is down."
    ),
    Setting(
        "TILES_ROOM", 500_000_000, "How many bytes of disk the tiles may take; what was fetched longest ago goes first."
    ),
    Setting("TILES_ZOOM", (8, 19), "First and last zoom level that is served."),
    Setting(
        "TILES_EXTENT",
        None,
        "West, south, east, north in degrees: how far the base map reaches. Default: around the city.",
    ),
    Setting("GAZETTEER", None, "CSV or GeoJSON file with the city's place names: for agreements and Near me."),
    Setting("SIGN_VIDEOS", {}, "Videos in German Sign Language: for the home page and for single Vorhaben."),
    Setting("GLOSSARY", None, "JSON file with hard words and what they mean in easy German, beside ours."),
    Setting(
        "LONG_WORDS",
        "dot",
        "How long words are parted in easy German: 'dot' (Bezirks·vertretung), 'hyphen' (Bezirks-Vertretung), or None.",
    ),
    Setting("CHECK_DAYS", 91, "After how many days staff must look again whether a Vorhaben still says what is so."),
    Setting("OFFICES", {}, "E-mail address of each responsible office, by its name; for reminders and questions."),
    Setting("WISH_THRESHOLD", 100, "How many residents must ask for participation before the city must answer."),
    Setting(
        "RATE_STORAGE",
        "memory://",
        "Where limits are counted: memory of each process, or redis://host:6379/0 for several; None counts nothing.",
    ),
    Setting("LIMITS", {}, "How often people may do something, where it differs from what is shipped."),
    Setting("MAIL_HOST", None, "The mail server that takes our mails; without one they wait in the outbox."),
    Setting("MAIL_PORT", 587, "Its port."),
    Setting("MAIL_SECURITY", "starttls", "'starttls', 'tls', or 'none' for a server on the same machine."),
    Setting("MAIL_USER", None, "Name to log in with at the mail server, if it wants one."),
    Setting("MAIL_PASSWORD", None, "Password to log in with at the mail server."),
    Setting("MAIL_TIMEOUT", 20, "After how many seconds without an answer the mail server counts as dead."),
    Setting("MAIL_SENDER", None, "E-mail address that our mails come from."),
    Setting("MAIL_SENDER_NAME", None, "Name beside that address; the city by default."),
    Setting("MAIL_REPLY_TO", None, "Where answers go, when not to the sender."),
    Setting("MAIL_DAYS", 30, "After how many days nothing reminds of a mail that was sent or given up."),
    Setting(
        "WITHDRAWN_DAYS", 30, "After how many days the text of a withdrawn contribution is deleted; None is never."
    ),
    Setting("HIDDEN_DAYS", 190, "After how many days the text of a hidden contribution is deleted; None is never."),
    Setting(
        "MODERATION_DAYS", 365, "After how many days cases forget who reported, wrote and objected; None is never."
    ),
    Setting("ACCOUNT_DAYS", 730, "After how many days without a login an account of ours is deleted; None is never."),
    Setting("NOTICE_DAYS", 30, "How many days before that somebody gets a mail about it."),
    Setting(
        "TALK_DAYS", 730, "How many days after the end of a Vorhaben contributions lose their names; None is never."
    ),
    Setting(
        "OPARL_SYSTEM", None, "Address of the city's council information system (OParl System); only its host is asked."
    ),
    Setting("INQUIRY_DAYS", 14, "After how many days the answer to a question of an elected body is due, as proposed."),
    Setting(
        "MEMBERS_HOUR",
        18,
        "At which hour members of elected bodies are told the day's news for the whole city (0 to 23).",
    ),
    Setting("EDIT_MINUTES", 15, "How long authors may change what they wrote; what was public before stays on record."),
    Setting(
        "SMALLEST_GROUP", 5, "Where people live is told by Stadtbezirk; fewer people than this are not told apart."
    ),
    Setting(
        "FILES_FOLDER",
        None,
        "Folder for pictures and documents, not where a web server shows files; default is one in the instance folder.",
    ),
    Setting("FILE_LIMIT", 20_000_000, "Largest picture or document that staff may add to a Vorhaben, in bytes."),
    Setting("VIDEO_LIMIT", 200_000_000, "Largest video in sign language that staff may add to a Vorhaben, in bytes."),
    Setting(
        "VIDEO_HOSTS", (), "Hosts where a video in sign language may lie elsewhere, such as ('medien.stadt.example',)."
    ),
    Setting("PICTURE_PIXELS", 60_000_000, "Largest picture that is drawn anew, in pixels: it needs memory."),
    Setting("CITY_NAME", None, "Under which name the city answers; default is 'City of' with CITY."),
    Setting(
        "OBJECTIONS",
        "moderation",
        "Who decides objections: 'moderation', or 'administration' too where the city has a single moderator.",
    ),
    Setting(
        "TRANSLATOR_URL",
        None,
        "Address of a translator of your own that speaks as LibreTranslate does; without it no machine is asked.",
    ),
    Setting("TRANSLATOR_KEY", None, "Key that this translator wants, if it wants one."),
    Setting(
        "TRANSLATOR_LANGUAGES",
        ("en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "fr"),
        "Languages that it speaks beside German.",
    ),
    Setting("TRANSLATOR_READERS", True, "Whether readers may ask for translations too, or only staff."),
    Setting(
        "EASY_LOGO", None, "Address of a picture beside the label Leichte Sprache, where you may use one; else ours."
    ),
    Setting("EASY_LOGO_CREDIT", "", "What must stand beside that picture."),
    Setting("CONTACT", {}, "Contact point for residents: name, email, phone, address, languages."),
    Setting("CONTACT_AUTHORITIES", {}, "Contact point for authorities, with the same keys."),
    Setting(
        "ACCESSIBILITY",
        {},
        "What the accessibility statement says of this city: status, barriers, dates, contact, arbitration.",
    ),
    Setting("PRIVACY", {}, "What the privacy notice says of this city: controller, officer, processors, authority."),
    Setting("DIGEST_HOUR", 7, "From what hour on daily and weekly mails are made, by the city's clock."),
    Setting("DIGEST_WEEKDAY", 4, "On what day weekly mails are made: 0 is Monday, 4 Friday, 6 Sunday."),
    Setting("DOCUMENT_LIMIT", 20_000_000, "Largest agreement that is read, in bytes, before and after unpacking."),
)


DEFAULTS = {f"BETEILIGUNG_{setting.name}": setting.default for setting in SETTINGS}


def apply_defaults(app, values=None):
    """Fill in what the host left out, and refuse at the start what cannot work later; ``values`` are a mount's."""
    app.config.update({key: value for key, value in DEFAULTS.items() if key not in app.config})
    values = app.config if values is None else values
    for name, (fits, need) in _NEEDS.items():
        value = values[f"BETEILIGUNG_{name}"]
        if not fits(value):
            raise ValueError(f"BETEILIGUNG_{name} needs {need}, not {value!r}")
    _keep_out_of_the_web_root(app, values["BETEILIGUNG_FILES_FOLDER"])


def _keep_out_of_the_web_root(app, folder):
    """A file that a web server shows by itself escapes every check of ours."""
    shown = Path(app.static_folder).resolve() if app.static_folder else None
    if folder and shown and shown in (Path(folder).resolve(), *Path(folder).resolve().parents):
        raise ValueError(f"BETEILIGUNG_FILES_FOLDER must not lie in the host's static folder, as {str(folder)!r} does")


_NEEDS = {
    "URL_PREFIX": (lambda value: value.startswith("/"), "an address that begins with a slash"),
    "BASE_URL": (
        lambda value: value is None or value.startswith(("https://", "http://")),
        "an address that begins with https://",
    ),
    "FRAME_ANCESTORS": (
        lambda value: (
            isinstance(value, list | tuple) and all(isinstance(v, str) and ORIGIN.fullmatch(v) for v in value)
        ),
        "a list of origins such as 'https://www.bochum.de': without a path, without a star",
    ),
    "FRAME_STYLES": (
        lambda value: isinstance(value, list | tuple) and all(isinstance(v, str) and SHEET.fullmatch(v) for v in value),
        "a list of addresses that begin with one slash or with https://",
    ),
    "OPARL_SYSTEM": (
        lambda value: value is None or value.startswith(("https://", "http://127.0.0.1")),
        "an address that begins with https://",
    ),
    "LOCALES": (
        lambda value: isinstance(value, list | tuple) and value and all(map(is_language, value)),
        "a list of language tags",
    ),
    "THEME": (lambda value: value in ("neutral", "kern", None), "'neutral', 'kern' or None"),
    "TIMEZONE": (is_zone, "the name of a time zone such as 'Europe/Berlin'"),
    "MODERATION": (lambda value: value in ("before", "after"), "'before' or 'after'"),
    "OFFICES": (
        lambda value: isinstance(value, dict) and all(isinstance(k, str) and normalised(v) for k, v in value.items()),
        "a dict of e-mail addresses by the name of the office",
    ),
    "ROLES": (roles.is_table, f"a dictionary from the host's roles to ours, which are {', '.join(sorted(roles.OURS))}"),
    "MAIL_PORT": (lambda value: isinstance(value, int) and 0 < value < 65536, "the number of a port"),
    "MAIL_SECURITY": (lambda value: value in ("starttls", "tls", "none"), "'starttls', 'tls' or 'none'"),
    "MAIL_TIMEOUT": (lambda value: isinstance(value, int | float) and value > 0, "a number above zero"),
    "MAIL_SENDER": (lambda value: value is None or normalised(value), "an e-mail address"),
    "MAIL_REPLY_TO": (lambda value: value is None or normalised(value), "an e-mail address"),
    "MAIL_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "WITHDRAWN_DAYS": (is_days, "a number above zero, or None"),
    "HIDDEN_DAYS": (outlives_objections, "at least 184, or None: authors may object for six months"),
    "MODERATION_DAYS": (outlives_objections, "at least 184, or None: authors may object for six months"),
    "ACCOUNT_DAYS": (is_days, "a number above zero, or None"),
    "NOTICE_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "TALK_DAYS": (is_days, "a number above zero, or None"),
    "OBJECTIONS": (lambda value: value in ("moderation", "administration"), "'moderation' or 'administration'"),
    "TRANSLATOR_URL": (
        lambda value: value is None or (isinstance(value, str) and value.startswith(("https://", "http://127.0.0.1"))),
        "an address that begins with https://",
    ),
    "TRANSLATOR_LANGUAGES": (
        lambda value: isinstance(value, list | tuple) and all(map(is_language, value)),
        "a list of language tags",
    ),
    "EASY_LOGO": (
        lambda value: value is None or (isinstance(value, str) and value.startswith("/") and value[1:2] != "/"),
        "an address on this portal that begins with a slash",
    ),
    "CONTACT": (statements.is_contact, "texts under name, email, phone, address, languages"),
    "CONTACT_AUTHORITIES": (statements.is_contact, "texts under name, email, phone, address, languages"),
    "SIGN_VIDEOS": (sign_videos.is_setting, sign_videos.NEEDS),
    "ACCESSIBILITY": (statements.is_accessibility, statements.ACCESSIBILITY_NEEDS),
    "PRIVACY": (statements.is_privacy, statements.PRIVACY_NEEDS),
    "DIGEST_HOUR": (lambda value: value in range(24), "an hour from 0 to 23"),
    "DIGEST_WEEKDAY": (lambda value: value in range(7), "a number from 0 to 6"),
    "PAGE_SIZE": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "INQUIRY_DAYS": (lambda value: isinstance(value, int) and 0 < value <= 365, "a number from 1 to 365"),
    "MEMBERS_HOUR": (lambda value: isinstance(value, int) and 0 <= value <= 23, "a number from 0 to 23"),
    "EDIT_MINUTES": (lambda value: isinstance(value, int) and value >= 0, "a number, or zero for never"),
    "SMALLEST_GROUP": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "LONG_WORDS": (lambda value: value in ("dot", "hyphen", None), "'dot', 'hyphen' or None"),
    "CHECK_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "FILES_FOLDER": (lambda value: not value or Path(value).is_absolute(), "the full path of a folder"),
    "FILE_LIMIT": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "VIDEO_LIMIT": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "VIDEO_HOSTS": (are_hosts, "a list of names of hosts"),
    "PICTURE_PIXELS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "WISH_THRESHOLD": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "LOGIN": (
        lambda value: isinstance(value, list | tuple) and set(value) <= {"host", "email", "oidc", "guest"},
        "a list of 'host', 'email', 'oidc' and 'guest'",
    ),
    "LOGIN_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "GUEST_DAYS": (lambda value: isinstance(value, int) and value > 0, "a number above zero"),
    "OIDC": (
        lambda value: value is None or {"issuer", "client_id", "name"} <= set(value),
        "a dictionary with issuer, client_id and name",
    ),
    "LIMITS": (lambda value: isinstance(value, dict), "a dictionary"),
    "RATE_STORAGE": (
        lambda value: value is None or (isinstance(value, str) and "://" in value),
        "an address such as 'memory://' or 'redis://127.0.0.1:6379/0', or None",
    ),
}
