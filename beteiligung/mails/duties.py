"""Mails to units of the city that must answer residents within a term of the law."""

from datetime import datetime, timedelta

from ..i18n import gettext as _
from ..views import language, words
from .mail import kind, letter

ANSWER_WITHIN = timedelta(weeks=6)
"""Section 5 BITVNRW: an answer after two, at the latest after six weeks."""


@kind
def barrier_reported(*, what, where, reply_to, lang, on):
    """To whoever answers for accessibility: somebody cannot use a page, or needs something in another form."""
    return letter(
        "barrier_reported",
        subject=_("A barrier was reported"),
        why=_("You get this e-mail because you answer for the accessibility of these pages."),
        end=_("It comes once for each message."),
        headers={"Reply-To": reply_to} if reply_to else None,
        what=what,
        where=where,
        reply_to=reply_to,
        language=language.name(lang),
        due=words.day((datetime.fromisoformat(on) + ANSWER_WITHIN).date()),
    )
