"""Addresses that staff link to. They are looked at, and never fetched."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\"<>\\^`{|}]")


def is_address(text):
    """http or https, a host with a dot, no login in it, nothing that eyes would miss."""
    if len(text) > LONGEST or UNSEEN.search(text):
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "@" not in parts.netloc and "." in host.strip(".")


def leads_to(address, hosts):
    """Whether an address is a safe one, at one of these hosts by their whole name."""
    return is_address(address) and urlsplit(address).scheme == "https" and host(address).lower() in hosts


def host(address):
    """Where a link leads, in words: ``www.bochum.de``. Letters that only look alike stay encoded."""
    name = urlsplit(address).hostname or ""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
