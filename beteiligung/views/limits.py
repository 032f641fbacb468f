"""Counting what people do, at the door: ``count`` inside a view, ``@limited`` around one."""

from functools import wraps

from flask import request

from ..errors import TooOften
from ..identity import current_person
from ..limiting import Limits
from ..mount import current_mount


def init_app(app, mount):
    """The counters of a mount; refuses a setting that cannot work."""
    key = f"beteiligung {mount.own('limits')} {app.config.get('SECRET_KEY') or ''}".encode()
    mount.kept["limits"] = Limits(mount.setting("RATE_STORAGE", app), mount.setting("LIMITS", app), key)


def count(name, *, vorhaben=None, mailbox=None):
    """Count one deed of whoever is asking; raises ``TooOften``, which becomes a page with the text that was typed.

    ``name`` is a key of ``beteiligung.limiting.DEFAULTS``, ``vorhaben`` the id of one, ``mailbox`` the e-mail address
    to which this deed sends a mail.
    """
    person = current_person()
    wait = (
        current_mount()
        .kept["limits"]
        .hit(
            name,
            person=person and person.id,
            address=request.remote_addr or "unknown",  # never a header: whoever writes one would be nobody
            vorhaben=vorhaben,
            mailbox=mailbox and mailbox.lower(),
        )
    )
    if wait:
        raise TooOften(wait)


def limited(name):
    """Decorator: count each POST to a view. A ``slug`` in the address names the Vorhaben."""

    def around(view):
        @wraps(view)
        def counted(*args, **kwargs):
            if request.method == "POST":
                count(name, vorhaben=kwargs.get("slug"))
            return view(*args, **kwargs)

        return counted

    return around
