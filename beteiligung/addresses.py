"""E-mail addresses as people type them, and as mail servers take them."""

import re

LONGEST = 254
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


def normalised(typed):
    """The same address for everybody who means the same mailbox, its domain in ASCII; ``None`` where it cannot be one.

    Small letters throughout: in theory the part before the @ tells ``Anna`` from ``anna``, in practice nobody does.
    """
    local, at, domain = (typed or "").strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = domain.split(".")
    fits = _LOCAL.fullmatch(local) and len(local) <= 64 and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    address = f"{local}@{domain}".lower()
    return address if at and fits and not labels[-1].isdigit() and len(address) <= LONGEST else None


def masked(address):
    """l…2@beispiel.de: enough to recognise one's own."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…{local[-1:] if len(local) > 2 else ''}@{domain}"
