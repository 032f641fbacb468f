"""Mails to the offices that look after Vorhaben, and to those that must do what a body demanded."""

from datetime import date

from flask import url_for

from ..beschluss.reminding import still_open
from ..i18n import gettext as _
from ..i18n import ngettext
from ..views import words
from ..vorhaben.reminding import still_due
from .mail import kind, letter


@kind(check=still_due)
def check_due(*, office, vorhaben):
    """To the responsible office: somebody must look whether this is still so."""
    number = len(vorhaben)
    return letter(
        "check_due",
        subject=ngettext("%(num)d Vorhaben must be checked", "%(num)d Vorhaben must be checked", number),
        why=_("You get this e-mail because your office is responsible for these Vorhaben."),
        end=_("It comes once for each check that is due."),
        office=office,
        due=[
            (
                one["title"],
                words.day(date.fromisoformat(one["due"])),
                url_for("beteiligung_administration.bearbeiten", vorhaben_id=one["id"], _external=True),
            )
            for one in vorhaben
        ],
    )


@kind(check=still_open)
def condition_due(*, office, conditions):
    """To the responsible office: what a body demanded of it is due soon, or late."""
    number = len(conditions)
    return letter(
        "condition_due",
        subject=ngettext("%(num)d condition is due", "%(num)d conditions are due", number),
        why=_("You get this e-mail because your office must do what an elected body demanded."),
        end=_("It comes a week before the day, when the day has passed, and once a month as long as it is late."),
        office=office,
        due=[
            {
                **one,
                "day": words.day(date.fromisoformat(one["due"])),
                "link": url_for("beteiligung_administration.auflage", condition_id=one["id"], _external=True),
            }
            for one in conditions
        ],
    )
