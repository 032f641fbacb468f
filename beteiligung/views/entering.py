"""The administration types in what people said on paper, by phone or at an event: one after the other, quickly."""

from datetime import UTC, datetime, time

from flask import abort, flash, redirect, render_template, request, session, url_for

from ..beitrag import entering
from ..beitrag.balance import balance
from ..beitrag.forms import EntryForm
from ..beitrag.models import Beitrag
from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import own
from ..vorhaben.models import Precision, Publication, Vorhaben
from ..vorhaben.when import When
from . import language, words
from .administration import bp
from .attachment_words import SPOKEN

ENTERED = "beteiligung_entered"
"""Where the host's session keeps the last receipts for the letters, newest first: [Vorhaben, Beitrag, code]."""

STACK = "beteiligung_stack"
"""Where it keeps what stays the same from sheet to sheet: way, day, note, language."""

MOST_KEPT = 12


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/eintragen", methods=["GET", "POST"])
def eintragen(vorhaben_id):
    """One contribution; then the same page again, for the next."""
    vorhaben = _published(vorhaben_id)
    if request.method == "GET":
        return _page(vorhaben, _fresh())
    form = _offering(EntryForm())
    if not form.validate():
        return _page(vorhaben, form), 400
    try:
        with unit_of_work() as db:
            beitrag = _enter(db, db.get(Vorhaben, vorhaben_id) or abort(404), form)
            kept = [vorhaben_id, beitrag.id, beitrag.code]
    except BeteiligungError as error:
        return _page(vorhaben, form, refused=_(error.message) % error.values), error.status
    session[own(ENTERED)] = [kept, *session.get(own(ENTERED), [])][:MOST_KEPT]
    session[own(STACK)] = {name: form[name].data for name in ("origin", "note", "lang")} | {
        "said_on": form.said_on.data.written
    }
    flash(_("Entered. The receipt for the letter is %(code)s.", code=kept[2]))
    return redirect(url_for(".eintragen", vorhaben_id=vorhaben_id), code=303)


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/eintragen/<int:beitrag_id>/quittung")
def eintragen_quittung(vorhaben_id, beitrag_id):
    """The receipt of one entered a moment ago, to print or to write into the letter."""
    vorhaben = _published(vorhaben_id)
    codes = {number: code for about, number, code in session.get(own(ENTERED), ()) if about == vorhaben_id}
    beitrag = current_session().get(Beitrag, beitrag_id)
    if beitrag is None or beitrag_id not in codes:
        abort(404)
    return render_template(
        "beteiligung/administration/eintragen_quittung.html",
        vorhaben=vorhaben,
        beitrag=beitrag,
        code=codes[beitrag_id],
    )


def _enter(db, vorhaben, form):
    now = datetime.now(UTC)
    noon = datetime.combine(form.said_on.data.on, time(12), words.zone()).astimezone(UTC)
    today = noon.astimezone(words.zone()).date() == words.today()
    return entering.enter(
        db,
        vorhaben,
        current_person(),
        origin=form.origin.data,
        note=form.note.data,
        sheet=form.sheet.data,
        said_at=min(noon, now) if today else noon,
        stance=form.stance.data,
        body=form.body.data,
        name=form.name.data,
        lang=form.lang.data,
        bezirk=form.bezirk.number,
        part=form.bezirk.part,
        now=now,
    )


def _published(vorhaben_id):
    vorhaben = current_session().get(Vorhaben, vorhaben_id)
    return vorhaben if vorhaben is not None and vorhaben.publication == Publication.PUBLISHED else abort(404)


def _fresh():
    """An empty form in which stands what was the same on the last sheet."""
    stack = dict(session.get(own(STACK)) or {})
    said_on = stack.pop("said_on", None)
    day = When.parse(said_on) if said_on else When(words.today(), Precision.DAY)
    return _offering(EntryForm(formdata=None, data={"origin": "paper", **stack, "said_on": day}))


def _offering(form):
    tags = dict.fromkeys([*language.offered(), *SPOKEN])
    form.lang.choices = [(tag, language.name(tag)) for tag in tags if tag != language.SIMPLE]
    form.bezirk.offer(current_session().scalars(all_in_order()).all())
    return form


def _page(vorhaben, form, refused=None):
    db = current_session()
    mine = [(number, code) for about, number, code in session.get(own(ENTERED), ()) if about == vorhaben.id]
    found = {b.id: b for b in db.query(Beitrag).where(Beitrag.id.in_([number for number, _code in mine]))}
    return render_template(
        "beteiligung/administration/eintragen.html",
        vorhaben=vorhaben,
        form=form,
        refused=refused,
        entered=[(found[number], code) for number, code in mine if number in found],
        balance=balance(db, vorhaben.id),
    )
