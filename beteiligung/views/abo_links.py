"""Addresses that are a right: signed, without a login, without a cookie."""

from datetime import UTC, datetime, timedelta

from flask import current_app, url_for

from ..mount import own
from ..subscription.tokens import Signed, read, sign

MANAGE_FOR = timedelta(days=90)
"""So long the way to one's own subscriptions works; each mail brings a new one. Ending works for ever."""


def keys():
    """Older secrets of the application go on working for links, too."""
    return [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.secret_key]


def end_url(handle, rhythm=None):
    """One click ends all mails of this rhythm, or all."""
    token = sign(keys(), own("end"), Signed(handle, rhythm))
    return url_for("beteiligung.abo_ende", token=token, _external=True)


def confirm_url(handle, until):
    """The double opt-in."""
    token = sign(keys(), own("confirm"), Signed(handle), until=datetime.fromisoformat(until))
    return url_for("beteiligung.abo_bestaetigen", token=token, _external=True)


def manage_url(handle, made, *, external=True):
    """To everything that one follows. ``made`` is the moment from which it holds."""
    token = sign(keys(), own("manage"), Signed(handle), until=datetime.fromisoformat(made) + MANAGE_FOR)
    return url_for("beteiligung.abo_verwalten", token=token, _external=external)


def signed(action, token):
    """What a link allows, or ``None``; ``Expired`` where it once did."""
    return read(keys(), own(action), token, now=datetime.now(UTC))
