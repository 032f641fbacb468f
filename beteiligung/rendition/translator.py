"""A machine that translates: the interface, and one for a server that speaks as LibreTranslate does.

What comes back is a stranger's text: only from the host that the city names, by https or from this very machine, small,
quick, without detours; and only plain words of it are kept.
"""

import json
import re
import unicodedata
import urllib.request
from http.client import HTTPException
from time import monotonic
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit

SECONDS = 20
"""So long may one text take, from the first byte asked to the last one read."""

LARGEST = 400_000
"""Bytes of an answer."""

LONGEST = 12_000
"""Characters of one text; longer ones are not sent."""

GROWS = 4
"""A translation is not longer than so many times its original, and a bit."""

BUSY = (408, 425, 429, 500, 502, 503, 504)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
JOINERS = "\u200c\u200d"  # Persian and some emoji need them


class Unavailable(Exception):
    """Nobody answers, or not now: the same text may be sent again later."""


class Refused(Exception):
    """This text was not translated, or the answer is none; sending it again would be no use."""


class Translator(Protocol):
    """What we ask of a machine; a host may bring its own."""

    def translate(self, text: str, source: str, target: str) -> str:
        """The text in another language; ``source`` may be ``auto``. Raises ``Unavailable`` or ``Refused``."""


class LibreTranslate:
    """A server of one's own that speaks as LibreTranslate does."""

    def __init__(self, address, key=None):
        if not is_allowed(address):
            raise ValueError(f"not an address of https:// or http://127.0.0.1: {address!r}")
        self._address, self._key = f"{address.rstrip('/')}/translate", key

    def translate(self, text, source, target):
        """Ask for one text. Raises ``Unavailable`` or ``Refused``, whatever the other side does."""
        if len(text) > LONGEST:
            raise Refused("too long")
        asked = {"q": text, "source": source, "target": target, "format": "text"}
        asked |= {"api_key": self._key} if self._key else {}
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "beteiligung"}
        request = urllib.request.Request(self._address, data=json.dumps(asked).encode(), headers=headers)
        # no proxy from the environment: the text goes to the named host and nowhere else
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                body = _read(answer)
        except HTTPError as error:
            error.close()
            raise (Unavailable if error.code in BUSY else Refused)(str(error.code)) from error
        except (OSError, ValueError, HTTPException) as error:
            raise Unavailable(type(error).__name__) from error
        return cleaned(_told(body), text)


def is_allowed(address):
    """May texts go there? https, or this very machine; no name or password in it."""
    try:
        there = urlsplit(address)
    except ValueError:
        return False
    safe = there.scheme == "https" or (there.scheme == "http" and there.hostname == "127.0.0.1")
    plain = address.isascii() and address.isprintable() and " " not in address
    return bool(safe and plain and there.hostname) and there.username is None and not (there.query or there.fragment)


def _told(body):
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON") from error
    told = found.get("translatedText") if isinstance(found, dict) else None
    if not isinstance(told, str):
        raise Refused("no translation")
    return told


def cleaned(told, original):
    """Words and line ends; no signs that steer or turn the direction of reading, no address that was not there."""
    kept = "".join(c for c in told.replace("\r\n", "\n") if c == "\n" or c in JOINERS or _is_plain(c))
    kept = _ADDRESS.sub(lambda found: found[0] if found[0] in original else "", kept).strip()
    if not kept or len(kept) > GROWS * len(original) + 200:
        raise Refused("not a translation of this")
    return kept


def _is_plain(character):
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _read(answer):
    """All bytes; too many are none, and those that drip too slowly are none today."""
    end, body = monotonic() + SECONDS, b""
    while some := answer.read1(LARGEST):
        body += some
        if len(body) > LARGEST:
            raise Refused("too large")
        if monotonic() > end:
            raise Unavailable("too slow")
    return body


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None
