"""How often somebody may do something: counters in memory or in Redis, beside whatever limiter the host has."""

import hashlib
import hmac
import logging
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from time import monotonic, time
from typing import NamedTuple

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

SCOPES = ("person", "address", "mailbox", "vorhaben")
"""Who is counted: the person, the client's address, the mailbox that gets a mail, everybody on one Vorhaben."""

DEFAULTS = {
    "contribution": {"person": "20/hour; 60/day", "address": "60/hour", "vorhaben": "600/hour"},
    "support": {"person": "120/hour", "address": "600/hour", "vorhaben": "6000/hour"},
    "report": {"person": "10/hour; 30/day", "address": "20/hour", "mailbox": "5/hour; 20/day", "vorhaben": "200/hour"},
    "receipt": {"address": "30/hour"},
    "login": {"mailbox": "5/hour; 20/day", "address": "20/hour"},
    "guest": {"mailbox": "5/hour; 20/day", "address": "20/hour", "vorhaben": "300/hour"},
    "unproved": {"address": "4/hour", "vorhaben": "60/hour"},
    "proof": {"address": "120/hour"},
    "translation": {"person": "20/hour", "address": "20/hour", "vorhaben": "120/hour"},
    "subscription": {"person": "30/hour", "mailbox": "5/hour; 20/day", "address": "20/hour"},
}
"""What each deed allows; a city changes single ones with ``BETEILIGUNG_LIMITS``."""

PAUSE = 10
"""Seconds for which a storage that failed is not asked again, so that its silence slows nobody down."""

PATIENCE = 0.5
"""Seconds that Redis has for an answer."""

V4_BITS, V6_BITS = 32, 56
"""A home has one IPv4 address, often shared with others, but a whole /56 of IPv6."""

log = logging.getLogger("beteiligung")


class Count(NamedTuple):
    """One counter: what is allowed, and for whom."""

    item: RateLimitItem
    name: str
    scope: str
    who: str


class Limits:
    """The counters of one application. ``hit`` counts, and says how long to wait where it is too much."""

    def __init__(self, storage: str, changes: dict, key: bytes):
        self.rules = _rules(changes)
        self._key = key
        self._paused_until = 0.0
        self._limiter = MovingWindowRateLimiter(_storage(storage)) if storage else None

    def hit(self, name: str, **who) -> int:
        """Count this deed once for everybody named; seconds to wait, or 0. Nothing is counted that is refused."""
        counts = list(self._counts(name, who))
        if not counts or self._limiter is None or monotonic() < self._paused_until:
            return 0
        try:
            return self._ask(counts)
        except Exception:  # every storage fails in its own way; a counter that is down must not silence a city
            self._paused_until = monotonic() + PAUSE
            log.exception("rate limits are off for %s seconds: their storage does not answer", PAUSE)
            return 0

    def _ask(self, counts):
        full = [count for count in counts if not self._limiter.test(*self._args(count))]
        full = full or [count for count in counts if not self._limiter.hit(*self._args(count))]
        return max((self._wait(count) for count in full), default=0)

    def _counts(self, name, who):
        for scope, items in self.rules[name].items():
            if who.get(scope) is not None:
                yield from (Count(item, name, scope, self.hidden(scope, str(who[scope]))) for item in items)

    @staticmethod
    def _args(count):
        return count.item, count.name, count.scope, count.who

    def _wait(self, count):
        resets = self._limiter.get_window_stats(*self._args(count)).reset_time
        return max(1, int(resets - time()) + 1)

    def hidden(self, scope, who):
        """A name for somebody that says nothing about them, and another one every day."""
        text = prefix(who) if scope == "address" else who
        today = datetime.now(UTC).date().isoformat()
        return hmac.new(self._key, f"{today} {scope} {text}".encode(), hashlib.sha256).hexdigest()[:32]


def prefix(address: str) -> str:
    """The part of an address that one home has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ip_network((mapped, V4_BITS if mapped.version == 4 else V6_BITS), strict=False))


def _storage(address):
    redis = address.split(":", 1)[0].startswith(("redis", "valkey"))
    options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "key_prefix": "beteiligung"}
    try:
        return storage_from_string(address, **(options if redis else {}))
    except (ConfigurationError, ValueError) as error:
        raise ValueError(f"BETEILIGUNG_RATE_STORAGE needs an address that works, not {address!r}: {error}") from error


def _rules(changes):
    """The shipped rules with the city's changes; refuses what nobody would notice later."""
    rules = {name: dict(scopes) for name, scopes in DEFAULTS.items()}
    for name, scopes in changes.items():
        if name not in rules or not isinstance(scopes, dict) or scopes.keys() - set(SCOPES):
            raise ValueError(f"BETEILIGUNG_LIMITS knows nothing like {name!r}: {scopes!r}")
        rules[name] |= scopes
    return {name: _items(name, scopes) for name, scopes in rules.items()}


def _items(name, scopes):
    try:
        return {scope: parse_many(text.replace(" ", "")) for scope, text in scopes.items() if text}
    except (ValueError, AttributeError) as error:
        raise ValueError(f"BETEILIGUNG_LIMITS needs texts such as '10/hour' for {name!r}: {error}") from error
