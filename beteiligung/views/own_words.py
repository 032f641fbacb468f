"""What authors do with what they wrote: change it for a while, withdraw it; and what it said before, for everybody."""

from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from ..beitrag import actions, queries, rules
from ..beitrag.forms import BeitragForm
from ..beitrag.models import Revision
from ..db import current_session, unit_of_work
from ..errors import DeadlinePassed, NotAllowed
from ..forms import Form
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from .public import bp
from .talk import named_or_404
from .templating import appears_at_once, ways_open


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>/aendern", methods=["GET", "POST"])
def aendern(slug, beitrag_id):
    """Put right what one wrote a moment ago."""
    vorhaben, person = named_or_404(slug), current_person()
    beitrag = _own(vorhaben, beitrag_id, person)
    allowed = _may_change(vorhaben, beitrag, person, datetime.now(UTC))
    form = BeitragForm(data={"stance": beitrag.stance.value, "body": beitrag.body})
    kept = None
    if request.method == "POST":
        if not allowed:
            kept = request.form.get("body", "")
        elif form.validate():
            kept = _edit(vorhaben.id, beitrag_id, person, form)
            if kept is None:
                return redirect(url_for(".beitrag", slug=slug, beitrag_id=beitrag_id), code=303)
    return render_template(
        "beteiligung/public/aendern.html", vorhaben=vorhaben, beitrag=beitrag, form=form if allowed else None, kept=kept
    ), (409 if kept else 400 if form.errors else 200)


def _edit(vorhaben_id, beitrag_id, person, form):
    """Store the change; what could not be stored any more is given back."""
    try:
        with unit_of_work() as session:
            beitrag = queries.of_vorhaben(session, vorhaben_id, beitrag_id) or abort(404)
            actions.edit(
                session,
                beitrag,
                person,
                stance=form.stance.data,
                body=form.body.data,
                now=datetime.now(UTC),
                window=_window(),
                at_once=appears_at_once(beitrag.vorhaben),
                ways=ways_open(beitrag.vorhaben),
            )
            waits = beitrag.visibility == "submitted"
    except (DeadlinePassed, NotAllowed):
        return form.body.data
    flash(_("Changed. Somebody reads it again before it appears.") if waits else _("Changed. Everybody can read it."))
    return None


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>/zurueckziehen", methods=["GET", "POST"])
def zurueckziehen(slug, beitrag_id):
    """Ask once more, then take it back."""
    vorhaben, person = named_or_404(slug), current_person()
    beitrag = _own(vorhaben, beitrag_id, person)
    if not rules.may_withdraw(person, beitrag):
        return redirect(url_for(".gespraech", slug=slug), code=303)
    form = Form()
    if request.method == "POST" and form.validate():
        with unit_of_work() as session:
            beitrag = queries.of_vorhaben(session, vorhaben.id, beitrag_id) or abort(404)
            actions.withdraw(session, beitrag, person, now=datetime.now(UTC))
        flash(_("Withdrawn. Nobody can read it any more."))
        return redirect(url_for(".gespraech", slug=slug), code=303)
    return render_template("beteiligung/public/zurueckziehen.html", vorhaben=vorhaben, beitrag=beitrag, form=form)


@bp.route("/<lang>/vorhaben/<slug>/beitrag/<int:beitrag_id>/fassungen")
def beitrag_fassungen(slug, beitrag_id):
    """What a contribution said before, as far as everybody could read it."""
    vorhaben, session = named_or_404(slug), current_session()
    beitrag = queries.public_by_id(session, vorhaben.id, beitrag_id) or abort(404)
    earlier = session.scalars(
        select(Revision).where(Revision.beitrag_id == beitrag_id, Revision.was_public).order_by(Revision.id.desc())
    ).all()
    newer = [beitrag, *earlier]
    steps = [(old, new, differences(old.body, new.body)) for new, old in zip(newer, earlier, strict=False)]
    return render_template("beteiligung/public/beitrag_fassungen.html", vorhaben=vorhaben, beitrag=beitrag, steps=steps)


def differences(old, new):
    """Both texts as one, in pieces: ``same``, ``gone`` and ``new``, word by word."""
    before, after = old.split(" "), new.split(" ")
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", " ".join(before[a:b])
            continue
        if a < b:
            yield "gone", " ".join(before[a:b])
        if c < d:
            yield "new", " ".join(after[c:d])


def _own(vorhaben, beitrag_id, person):
    """What this person wrote; for everybody else there is nothing here."""
    beitrag = queries.of_vorhaben(current_session(), vorhaben.id, beitrag_id)
    return beitrag if beitrag is not None and rules.is_author(person, beitrag) else abort(404)


def _may_change(vorhaben, beitrag, person, now):
    in_time = rules.may_edit(person, beitrag, now, _window()) and vorhaben.is_open(now)
    return in_time and rules.may_submit(person, ways_open(vorhaben))


def _window():
    return timedelta(minutes=setting("EDIT_MINUTES"))
