"""What we give out and must recognise later: signed with the host's key, each purpose and city with its own salt."""

import hashlib

from flask import current_app
from itsdangerous import BadData, TimestampSigner, URLSafeSerializer

from .mount import own

LONGEST = 4_000
"""What is longer was never made here."""


def sealed(purpose, value):
    """A text for an address: readable, but nobody can make another one."""
    return _serializer(purpose).dumps(value)


def unsealed(purpose, text):
    """The value inside, or ``None`` where it was made for another purpose or by somebody else."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    try:
        return _serializer(purpose).loads(text)
    except BadData:
        return None


def stamped(purpose):
    """The time, signed, for a hidden field."""
    return _stamper(purpose).sign(purpose).decode()


def age(purpose, text):
    """Seconds since ``stamped``, or ``None``."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    try:
        stamper = _stamper(purpose)
        return stamper.get_timestamp() - int(stamper.unsign(text, return_timestamp=True)[1].timestamp())
    except (BadData, ValueError, UnicodeError, OverflowError):
        return None


def key(purpose):
    """A key made from the host's, for what signs in its own way."""
    return hashlib.sha256(f"beteiligung {own(purpose)} {current_app.config['SECRET_KEY']}".encode()).hexdigest()


def _keys():
    """The newest last, as itsdangerous wants them; older ones still open what they closed."""
    older = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
    return [*older, current_app.config["SECRET_KEY"]]


def _serializer(purpose):
    how = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(_keys(), salt=f"beteiligung {own(purpose)}", signer_kwargs=how)


def _stamper(purpose):
    return TimestampSigner(_keys(), salt=f"beteiligung stamp {own(purpose)}", digest_method=hashlib.sha256)
