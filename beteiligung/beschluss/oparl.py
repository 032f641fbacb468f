"""What the city's council information system says about a link (OParl 1.1). Fetched in the background alone.

The link of a decision is kept byte for byte. What stands behind it is a stranger's text: only from the host of the
system that the city names, by https, small, JSON, without detours; and nothing of ours depends on the answer.
"""

import enum
import json
import unicodedata
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlsplit

SECONDS = 10
"""So long may an answer take, from the first byte asked to the last one read."""

LARGEST = 1_000_000
"""Bytes. A paper with all its consultations has some ten thousand."""

LONGEST = 500
"""Characters that are kept of a name or a result."""

NAMESPACE = "https://schema.oparl.org/"
WORDS = ("name", "reference", "result", "resolutionText", "paperType")


class LinkState(enum.StrEnum):
    """What became of the last look at a link."""

    FOUND = "found"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


@dataclass(frozen=True)
class Look:
    """One look at a link. ``facts`` are safe to keep: short texts, a date, a web address that is one."""

    state: LinkState
    facts: dict = field(default_factory=dict)
    etag: str | None = None


def is_allowed(url, system):
    """May we ask this address? Same scheme, host and port as the system; https, or this very machine."""
    try:
        there, home = urlsplit(url), urlsplit(system or "")
        same = (there.scheme, there.hostname, there.port) == (home.scheme, home.hostname, home.port)
    except ValueError:
        return False
    safe = there.scheme == "https" or (there.scheme == "http" and there.hostname == "127.0.0.1")
    printable = url.isascii() and url.isprintable() and " " not in url
    return bool(same and safe and there.hostname and printable) and there.username is None


def look(url, system, *, etag=None):
    """Ask for the object behind a link. Never raises for what the other side does."""
    if not is_allowed(url, system):
        return Look(LinkState.REFUSED)
    headers = {"Accept": "application/json", **({"If-None-Match": etag} if etag else {})}
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            body, etag = _read(answer), answer.headers.get("ETag")
    except HTTPError as error:
        error.close()
        return Look(_AFTER.get(error.code, LinkState.UNREACHABLE))
    except (OSError, ValueError, HTTPException):
        return Look(LinkState.UNREACHABLE)
    return _judged(body, url, _short(etag))


def _judged(body, url, etag):
    try:
        found = json.loads(body) if body is not None else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("id") != url or not str(found.get("type")).startswith(NAMESPACE):
        return Look(LinkState.REFUSED)
    if found.get("deleted") is True:
        return Look(LinkState.WITHDRAWN)
    return Look(LinkState.FOUND, _facts(found), etag)


def _facts(found):
    """Short texts, the day, and the page for people."""
    facts = {"type": _short(str(found["type"]).rsplit("/", 1)[-1])}
    facts |= {name: _short(found.get(name)) for name in WORDS}
    facts |= {"date": _day(found.get("date")), "web": _web(found.get("web"))}
    return {name: value for name, value in facts.items() if value}


def _short(value):
    """A text without control characters and without those that turn the direction of reading; else ``None``."""
    if not isinstance(value, str):
        return None
    kept = "".join(" " if c.isspace() else c for c in value[: 2 * LONGEST] if c.isspace() or _is_plain(c))
    return " ".join(kept.split())[:LONGEST] or None


def _is_plain(character):
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _day(value):
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


def _web(value):
    address = _short(value)
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if address == value and parts.scheme in ("https", "http") and parts.hostname else None


def _read(answer):
    """All bytes, or ``None`` where they are too many or drip too slowly."""
    end, body = monotonic() + SECONDS, b""
    while some := answer.read1(LARGEST):
        body += some
        if len(body) > LARGEST or monotonic() > end:
            return None
    return body


_AFTER = {304: LinkState.UNCHANGED, 404: LinkState.WITHDRAWN, 410: LinkState.WITHDRAWN}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None
