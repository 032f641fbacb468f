"""Meetings of a body and what is on their agendas. Its office keeps them; whoever may read the desk reads them."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..gremium import meetings, rules
from ..gremium.meeting_forms import AgendaForm, MeetingForm
from ..gremium.models import AgendaItem, Meeting
from ..i18n import gettext as _
from ..identity import current_person
from ..vorhaben.models import Publication, Vorhaben
from ..wish.forms import DoneForm
from . import decision_words, words
from .bezirksvertretung import body_or_404, bp
from .choosing import choices

HOME = "/<lang>/gremien/<gremium>/sitzungen"
STEPS = {"hoch": -1, "runter": 1}


@bp.route(HOME, methods=["GET", "POST"])
def sitzungen(gremium):
    """All meetings of a body, the next ones first; its office adds one."""
    body = body_or_404(gremium)
    form = _meeting_form(body)
    if request.method == "POST" and (answer := _kept(body, form, None)):
        return answer
    now = datetime.now(UTC)
    query = select(Meeting).where(Meeting.gremium_id == body.id).options(selectinload(Meeting.agenda))
    found = current_session().scalars(query.order_by(Meeting.at)).all()
    return render_template(
        "beteiligung/bezirksvertretung/sitzungen.html",
        body=body,
        coming=[meeting for meeting in found if meeting.at >= now],
        past=[meeting for meeting in reversed(found) if meeting.at < now],
        form=form,
        decision_words=decision_words,
    ), (400 if form and form.errors else 200)


@bp.route(f"{HOME}/<int:meeting_id>", methods=["GET", "POST"])
def sitzung(gremium, meeting_id):
    """One meeting with its agenda; its office changes both."""
    body, meeting = _meeting(gremium, meeting_id)
    form = _meeting_form(body, meeting)
    if request.method == "POST" and (answer := _kept(body, form, meeting_id)):
        return answer
    return _page(body, meeting, form)


@bp.route(f"{HOME}/<int:meeting_id>/absagen", methods=["POST"])
def sitzung_absagen(gremium, meeting_id):
    """It does not take place, or does after all."""
    return _done(
        gremium,
        meeting_id,
        lambda session, meeting: meetings.cancel(session, meeting, current_person(), not meeting.cancelled),
    )


@bp.route(f"{HOME}/<int:meeting_id>/punkte", methods=["POST"])
def punkt_neu(gremium, meeting_id):
    """A Vorhaben comes on the agenda."""

    def put(session, meeting):
        wanted = select(Vorhaben).where(Vorhaben.slug == request.form.get("vorhaben", "").replace("\x00", ""))
        vorhaben = session.scalar(wanted.where(Vorhaben.publication == Publication.PUBLISHED)) or abort(404)
        meetings.put_on(session, meeting, vorhaben, current_person(), form.values())

    form = AgendaForm.showing()
    return _done(gremium, meeting_id, put, form)


@bp.route(f"{HOME}/<int:meeting_id>/punkte/<int:item_id>", methods=["POST"])
def punkt(gremium, meeting_id, item_id):
    """Another number, task or paper of one item."""
    form = AgendaForm.showing()
    return _done(
        gremium,
        meeting_id,
        lambda session, meeting: meetings.describe(session, _item(meeting, item_id), current_person(), form.values()),
        form,
    )


@bp.route(f"{HOME}/<int:meeting_id>/punkte/<int:item_id>/<direction>", methods=["POST"])
def punkt_ordnen(gremium, meeting_id, item_id, direction):
    """One place up or down, or off the agenda."""

    def order(session, meeting):
        item = _item(meeting, item_id)
        if direction == "weg":
            meetings.take_off(session, item, current_person())
        else:
            meetings.move(session, item, current_person(), STEPS.get(direction) or abort(404))

    return _done(gremium, meeting_id, order)


def _meeting_form(body, meeting=None):
    if not rules.may_keep_meetings(current_person(), body):
        return None
    if request.method == "POST" or meeting is None:
        return MeetingForm()
    about = {"at": words.local(meeting.at).replace(tzinfo=None), "room": meeting.room, "web_url": meeting.web_url}
    return MeetingForm(formdata=None, data=about)


def _kept(body, form, meeting_id):
    """The answer once it is stored; nothing while the form has errors."""
    if form is None:
        abort(403)
    if not form.validate():
        return None
    values = {
        "at": form.at.data.replace(tzinfo=words.zone()).astimezone(UTC),
        "room": (form.room.data or "").strip(),
        "web_url": (form.web_url.data or "").strip() or None,
        "oparl_url": None,
    }
    try:
        with unit_of_work() as session:
            person, body = current_person(), session.merge(body, load=False)
            if meeting_id is None:
                meeting_id = meetings.add(session, body, person, values).id
            else:
                meeting = session.get(Meeting, meeting_id)
                meetings.change(session, meeting, person, values | {"oparl_url": meeting.oparl_url})
    except BeteiligungError as error:
        form.at.errors = [_(error.message) % error.values]
        return None
    flash(_("Saved."))
    return redirect(url_for(".sitzung", gremium=body.slug, meeting_id=meeting_id), code=303)


def _done(gremium, meeting_id, do, form=None):
    """Do it and show the meeting again; where it cannot be done, the page says why."""
    form = form if form is not None else DoneForm()
    body, meeting = _meeting(gremium, meeting_id)
    if not rules.may_keep_meetings(current_person(), body):
        abort(403)
    if not form.validate():
        return _page(body, meeting, _fresh(body, meeting), refused=_first_error(form))
    try:
        with unit_of_work() as session:
            do(session, _alone(session, gremium, meeting_id))
    except BeteiligungError as error:
        body, meeting = _meeting(gremium, meeting_id)
        return _page(body, meeting, _fresh(body, meeting), refused=_(error.message) % error.values)
    flash(_("Saved."))
    return redirect(url_for(".sitzung", gremium=gremium, meeting_id=meeting_id, _anchor="tagesordnung"), code=303)


def _fresh(body, meeting):
    return MeetingForm(
        formdata=None,
        data={"at": words.local(meeting.at).replace(tzinfo=None), "room": meeting.room, "web_url": meeting.web_url},
    )


def _first_error(form):
    return next(f"{form[name].label.text}: {errors[0]}" for name, errors in form.errors.items())


def _page(body, meeting, form, refused=""):
    session, keeps = current_session(), rules.may_keep_meetings(current_person(), body)
    wanted = request.args.get("q", "").replace("\x00", " ").strip()[:100]
    there = {item.vorhaben_id for item in meeting.agenda}
    agenda = [(item, item.vorhaben.publication == Publication.PUBLISHED) for item in meeting.agenda]
    page = render_template(
        "beteiligung/bezirksvertretung/sitzung.html",
        body=body,
        meeting=meeting,
        agenda=agenda,
        items={item.id: AgendaForm.showing_fresh(item) for item in meeting.agenda} if keeps else {},
        form=form,
        keeps=keeps,
        wanted=wanted,
        found=[one for one in choices(session, body, wanted) if one.id not in there] if keeps else [],
        new_item=AgendaForm.showing_fresh() if keeps else None,
        done=DoneForm(formdata=None) if keeps else None,
        refused=refused,
        decision_words=decision_words,
        is_over=meeting.at < datetime.now(UTC),
    )
    return page, (400 if refused or (form and form.errors) else 200)


def _meeting(gremium, meeting_id):
    body = body_or_404(gremium)
    agenda = selectinload(Meeting.agenda).joinedload(AgendaItem.vorhaben).selectinload(Vorhaben.texts)
    query = select(Meeting).where(Meeting.id == meeting_id, Meeting.gremium_id == body.id)
    return body, current_session().scalar(query.options(agenda)) or abort(404)


def _alone(session, gremium, meeting_id):
    """Locked: two people order one after the other."""
    meeting = session.get(Meeting, meeting_id, options=[joinedload(Meeting.gremium)])
    if meeting is None or meeting.gremium.slug != gremium:
        abort(404)
    session.refresh(meeting, with_for_update={"of": Meeting})
    return meeting


def _item(meeting, item_id):
    return next((item for item in meeting.agenda if item.id == item_id), None) or abort(404)
