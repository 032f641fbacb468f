"""What nobody meant to happen: our page breaks, or the database is gone. The host goes on, and hears of it."""

import logging
import sys

from flask import current_app, g, got_request_exception, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import InternalServerError

from ..errors import N_
from ..i18n import gettext as _
from ..i18n import speak
from . import assets, elsewhere, language

WAIT = 30
"""Seconds after which somebody may ask again."""

GONE = N_("Our database does not answer at the moment. Please try again in a minute.")
BROKEN = N_("Something broke on our side. It was noted for those who look after these pages.")
SHORT = 20
"""What is shorter was chosen or is quickly typed again; and tokens have names of their own."""
NOT_TYPED = ("csrf_token", "stamp", "altcha", "next")


def register(bp):
    """Let a blueprint of ours keep its trouble to itself."""
    for kind in (OperationalError, InterfaceError, NoConnection):
        bp.register_error_handler(kind, _database_gone)
    bp.register_error_handler(InternalServerError, _broken)


def _database_gone(error):
    """Flask asks this instead of its own way for what nobody expects, so the host is told here."""
    app = current_app._get_current_object()
    got_request_exception.send(app, _async_wrapper=app.ensure_sync, exception=error)
    app.log_exception(sys.exc_info())
    return _told(GONE, 503), 503, {"Retry-After": str(WAIT), "Cache-Control": "no-store"}


def _broken(error):
    """Flask has told the host already."""
    return _told(BROKEN, 500), 500, {"Cache-Control": "no-store"}


def _told(message, status):
    """In the host's frame if that can be shown, else in ours, else in one sentence. Nobody is asked who is there."""
    g.beteiligung_person = None
    _give_back()
    if "beteiligung_lang" not in g:
        g.beteiligung_lang = language.negotiated()
    if "beteiligung_language" not in g:
        speak(g.beteiligung_lang)
    if elsewhere.is_data():
        return elsewhere.refusal(_(message), status)
    for show in (_in_the_hosts_frame, _in_ours):
        try:
            return show(message=_(message), kept=typed())
        except Exception:
            logging.getLogger("beteiligung").exception("the page that tells of it cannot be shown either")
    return _(message)


def _in_the_hosts_frame(**told):
    return render_template("beteiligung/error.html", until=None, **told)


def _in_ours(**told):
    """Past Flask, because the host's context processors may be what broke."""
    names = {"lang": language.current(), "language": language, "static_url": assets.static_url}
    return current_app.jinja_env.get_template("beteiligung/broken.html").render(**names, **told)


def _give_back():
    """A session that met trouble answers nothing before it is rolled back."""
    if session := g.get("beteiligung_session"):
        try:
            session.rollback()
        except SQLAlchemyError:
            g.pop("beteiligung_session")


def typed():
    """All that somebody wrote into the form at hand, so that it is not lost."""
    written = [
        value.strip()
        for name, value in request.form.items(multi=True)
        if not name.startswith(NOT_TYPED) and (len(value) > SHORT or name in ("body", "reason"))
    ]
    return "\n\n".join(filter(None, written))
