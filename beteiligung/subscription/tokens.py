"""Signed names in links: bound to what they allow and to whom; no address stands in them."""

from datetime import datetime
from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeSerializer


class Expired(Exception):
    """It was right once."""


class Signed(NamedTuple):
    """What a link is about: a subscriber's ``handle``, a ``rhythm`` where only that is meant."""

    handle: str
    rhythm: str | None = None


def sign(keys, action, signed, *, until=None):
    """A name for one ``action``. The same values give the same name. ``until`` is a moment, or it holds for ever."""
    return _signer(keys, action).dumps([*signed, int(until.timestamp()) if until else None])


def read(keys, action, token, *, now: datetime):
    """What was signed for this action, or ``None``."""
    try:
        handle, rhythm, until = _signer(keys, action).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    if until is not None and now.timestamp() > until:
        raise Expired
    return Signed(handle, rhythm)


def _signer(keys, action):
    return URLSafeSerializer(keys, salt=f"beteiligung.subscription.{action}")
