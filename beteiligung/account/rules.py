"""Who may speak, and what a name looks like. Plain answers, no database."""

import unicodedata

from ..text import fold

HOST, EMAIL, OIDC, GUEST = "host", "email", "oidc", "guest"
WAYS = (HOST, EMAIL, OIDC, GUEST)
"""How people can be known: the portal's login, a link by e-mail, OpenID Connect, or an address for one text."""

SHORTEST_NAME, LONGEST_NAME = 2, 40

_OFFICIAL = frozenset(
    {
        *("stadt", "stadtverwaltung", "verwaltung", "rathaus", "amt", "dezernat", "redaktion", "administration"),
        *("admin", "administrator", "moderation", "moderator", "moderatorin", "moderatoren", "moderatorinnen"),
        *("oberbuergermeister", "oberbuergermeisterin", "buergermeister", "buergermeisterin"),
        *("bezirksvertretung", "ratsmitglied", "fraktion"),
    }
)

_NOBODY = frozenset(
    {"geloeschteskonto", "geloeschtekonto", "ehemaligeskonto", "deletedaccount", "ohnenamen", "withoutaname"}
)


def ways_for(city, vorhaben=None):
    """The ways that are open: the city's, without those that one Vorhaben closes."""
    closed = set(vorhaben.closed_to or ()) if vorhaben is not None else set()
    return tuple(way for way in city if way not in closed)


def may_speak(person, ways):
    """Is this person known in a way that is open here? Staff of the host always are."""
    return person is not None and (person.way in ways or (person.way == HOST and bool(person.roles)))


def tidy(name):
    """A name without what cannot be seen: control and direction marks, doubled blanks."""
    name = unicodedata.normalize("NFC", name)
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " if c.isspace() else "" for c in name)
    return " ".join(seen.split())


def name_key(name):
    """What two names have in common that sound the same."""
    return fold(name).replace(" ", "").replace("_", "") or name.casefold()


def sounds_official(name):
    """Would people take this for the city?"""
    return bool(_OFFICIAL & set(fold(name).split())) or name_key(name) in _OFFICIAL


def is_of_nobody(name):
    """Is this what stands above the contributions of people whose account is gone?"""
    return name_key(name) in _NOBODY


def has_letters(name):
    """A name one can say."""
    return sum(c.isalnum() for c in name) >= SHORTEST_NAME


def is_local_path(address):
    """May we send somebody there after the login? Only a path of our own origin, as every browser reads it."""
    if not isinstance(address, str) or not 0 < len(address) <= 2_000:
        return False
    odd = any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in address)
    return address.startswith("/") and not address.startswith("//") and not odd
