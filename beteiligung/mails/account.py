"""Mails about an account: nobody uses it, or it is deleted."""

from datetime import date

from flask import url_for

from ..i18n import gettext as _
from ..views import words
from .mail import kind, letter


@kind
def account_unused(*, name, on):
    """To somebody who has not logged in for long: the account goes on this day."""
    return letter(
        "account_unused",
        subject=_("Your account will be deleted"),
        why=_("You get this e-mail because you have an account with us."),
        name=name,
        day=words.day(date.fromisoformat(on)),
        link=url_for("beteiligung.anmelden", _external=True),
    )


@kind
def account_deleted(*, is_ours, texts):
    """To whoever has just deleted everything."""
    return letter(
        "account_deleted",
        subject=_("Your account is deleted") if is_ours else _("Your data is deleted"),
        why=_("You get this e-mail because somebody who was logged in as you deleted everything."),
        end=_("It is the last one: we have forgotten this address."),
        is_ours=is_ours,
        is_kept=texts == "keep",
    )
