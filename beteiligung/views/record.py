"""What residents do with a record itself: ask for participation, and compare its versions."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from ..db import current_session, unit_of_work
from ..errors import N_, NotAllowed
from ..i18n import gettext as _
from ..identity import current_person
from ..vorhaben.compare import words as compared
from ..vorhaben.models import Version, Vorhaben
from ..vorhaben.snapshot import differences
from ..wish import actions
from ..wish.forms import DoneForm
from . import record_words
from .public import bp, published_or_404
from .templating import ways_open


@bp.route("/<lang>/vorhaben/<slug>/wunsch", methods=["POST"])
def wunsch(slug):
    """Ask the city to let people take part."""

    def do(session, vorhaben, person):
        actions.wish(session, vorhaben, person, now=datetime.now(UTC), ways=ways_open(vorhaben))

    return _wish(slug, do, _("Your wish is counted."))


@bp.route("/<lang>/vorhaben/<slug>/wunsch/zuruecknehmen", methods=["POST"])
def wunsch_zuruecknehmen(slug):
    """Take the wish back."""
    return _wish(slug, actions.withdraw, _("Your wish is taken back."))


def _wish(slug, do, said):
    vorhaben_id = published_or_404(slug).id
    if current_person() is None:
        raise NotAllowed(N_("Please log in to write something."))
    if not DoneForm().validate():
        abort(400)
    with unit_of_work() as session:
        do(session, session.get(Vorhaben, vorhaben_id), current_person())
    flash(said)
    return redirect(url_for(".eines", slug=slug, _anchor="wunsch"), code=303)


@bp.route("/<lang>/vorhaben/<slug>/fassungen")
def fassungen(slug):
    """What changed from one public version of the record to another, word by word."""
    vorhaben = published_or_404(slug)
    versions = current_session().scalars(public_versions(vorhaben)).all()
    new = _chosen("neu", versions, versions[0] if versions else None)
    before = [version for version in versions if new and version.number < new.number]
    old = _chosen("alt", versions, before[0] if before else None)
    found = differences(old.snapshot, new.snapshot) if old and new else ()
    return render_template(
        "beteiligung/public/fassungen.html",
        vorhaben=vorhaben,
        versions=versions,
        old=old,
        new=new,
        found=[(field, compared(*(record_words.said(field, value) for value in both))) for field, *both in found],
        record_words=record_words,
    )


def public_versions(vorhaben):
    """The versions that the public has seen, the newest first. What was a draft stays out."""
    return (
        select(Version)
        .where(Version.vorhaben_id == vorhaben.id, Version.is_public.is_(True))
        .order_by(Version.number.desc())
    )


def _chosen(name, versions, default):
    return next((v for v in versions if str(v.number) == request.args.get(name)), default)
