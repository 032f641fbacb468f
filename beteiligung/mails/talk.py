"""Mails about what somebody wrote."""

from flask import url_for

from ..i18n import gettext as _
from .mail import kind, letter


@kind
def beitrag_published(*, slug, title, beitrag_id, name):
    """To the author: a moderator has read it, everybody can now."""
    return letter(
        "beitrag_published",
        subject=_("Your contribution can be read now: %(title)s", title=title),
        why=_("You get this e-mail because you wrote a contribution."),
        name=name,
        title=title,
        link=url_for("beteiligung.eines", slug=slug, _anchor=f"b-{beitrag_id}", _external=True),
    )
