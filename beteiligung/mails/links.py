"""Mails with a link that works once. It is signed here, when the mail is sent: no database holds a working link."""

from flask import url_for

from ..account.actions import LINK_MINUTES
from ..account.models import Purpose
from ..i18n import gettext as _
from ..signing import sealed
from .mail import kind, letter


@kind
def login_link(*, jti):
    """To whoever wants to log in. The same for everybody, known or not."""
    return letter(
        "login_link",
        subject=_("Your login link"),
        why=_("You get this e-mail because somebody typed your address to log in. Was it not you? Then do nothing."),
        link=url_for("beteiligung.anmelden_link", token=sealed(Purpose.LOGIN.value, jti), _external=True),
        minutes=LINK_MINUTES,
    )


@kind
def guest_confirmation(*, jti, title, days):
    """To a guest. Nothing that they typed stands in it: nobody can send words to strangers through us."""
    return letter(
        "guest_confirmation",
        subject=_("Please confirm your contribution"),
        why=_(
            "You get this e-mail because somebody typed your address to write a contribution. Was it not you? Then do "
            "nothing: it is deleted by itself."
        ),
        link=url_for("beteiligung.bestaetigen", token=sealed(Purpose.GUEST.value, jti), _external=True),
        title=title,
        days=days,
    )
