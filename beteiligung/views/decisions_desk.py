"""The office of a body records what it decided, and corrects it in public."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.datastructures import MultiDict

from ..abwaegung.models import Abwaegung, AbwaegungState
from ..beschluss import recording, rules
from ..beschluss.forms import MOST_ROWS, BeschlussForm
from ..beschluss.models import Beschluss, Condition
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError, Conflict
from ..gremium.models import AgendaItem, Gremium, Meeting, Task
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from ..vorhaben.models import Vorhaben
from ..vorhaben.queries import by_slug
from . import decision_words, words
from .bezirksvertretung import body_or_404, bp
from .choosing import choices

HOME = "/<lang>/gremien/<gremium>/beschluesse"
ROWS = {"auflage": "conditions", "gruppe": "groups"}
FIRST_FIELD = {"conditions": "text", "groups": "group"}


@bp.route(f"{HOME}/neu")
def beschluss_waehlen(gremium):
    """Which Vorhaben was decided on?"""
    body = _own_body(gremium)
    wanted = request.args.get("q", "").replace("\x00", " ").strip()[:100]
    return render_template(
        "beteiligung/bezirksvertretung/beschluss_waehlen.html",
        body=body,
        wanted=wanted,
        found=choices(current_session(), body, wanted),
    )


@bp.route(f"{HOME}/neu/<vorhaben>", methods=["GET", "POST"])
def beschluss_neu(gremium, vorhaben):
    """Record what the body decided about one Vorhaben."""
    body = _own_body(gremium)
    about = by_slug(current_session(), vorhaben) or abort(404)
    if request.method == "GET":
        return _page(body, about, _form(body, formdata=None, data=_beginning(body, about)))
    return _sent(body, about, None)


@bp.route(f"{HOME}/<int:beschluss_id>", methods=["GET", "POST"])
def beschluss(gremium, beschluss_id):
    """Correct what was recorded, with a reason for everybody."""
    body = _own_body(gremium)
    decision = _decision(body, beschluss_id)
    if request.method == "GET":
        return _page(body, decision.vorhaben, _form(body, formdata=None, data=_shown(decision)), decision)
    return _sent(body, decision.vorhaben, decision)


def _sent(body, about, decision):
    """What a form that was sent comes to: one more row, one less, or stored."""
    what, _dash, which = request.form.get("do", "speichern").partition("-")
    if what in ("mehr", "weg"):
        data = _with_row(which) if what == "mehr" else _without_row(which)
        return _page(body, about, _form(body, formdata=data), decision)
    form = _form(body, formdata=request.form)
    if not form.validate():
        return _page(body, about, form, decision), 400
    try:
        with unit_of_work() as session:
            _store(session, body, about.id, decision.id if decision else None, form)
    except BeteiligungError as error:
        about_again = current_session().get(Vorhaben, about.id)
        newest = current_session().get(Beschluss, decision.id) if decision else None
        if newest and isinstance(error, Conflict):
            form.seen.data = str(newest.version)
        return _page(body, about_again, form, newest, refused=_(error.message) % error.values), error.status
    told = _("The decision is recorded. Everybody who took part is told by e-mail.")
    flash(_("Saved. Everybody can read it now.") if decision else told)
    return redirect(url_for("beteiligung.eines", slug=about.slug, _anchor="beschluss"), code=303)


def _store(session, body, vorhaben_id, beschluss_id, form):
    now, person = datetime.now(UTC), current_person()
    vorhaben = session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404)
    if beschluss_id is None:
        gremium = session.get(Gremium, body.id)
        about = {"after_rejection": form.rejected_to(), "now": now}
        recording.record(session, gremium, vorhaben, person, form.values(), **about)
        return
    decision = session.get(Beschluss, beschluss_id, with_for_update=True) or abort(404)
    reason = (form.correction.data or "").strip()
    about = {"seen": form.seen.version, "reason": reason, "after_rejection": form.rejected_to(), "now": now}
    recording.correct(session, decision, person, form.values(), **about)


def _form(body, **values):
    query = select(Meeting).where(Meeting.gremium_id == body.id, Meeting.cancelled.is_(False))
    meetings = [
        (meeting, words.local(meeting.at).date(), words.moment(meeting.at))
        for meeting in current_session().scalars(query.order_by(Meeting.at.desc()))
    ]
    form = BeschlussForm.offering(meetings, setting("OPARL_SYSTEM"), **values)
    form.task.choices = [(task.value, decision_words.TASK[task]) for task in decision_words.TASK]
    form.result.choices = [("", ""), *((result.value, look.word) for result, look in decision_words.RESULT.items())]
    form.after_rejection.choices = [("", ""), *((status.value, word) for status, word in decision_words.AFTER.items())]
    return form


def _beginning(body, about):
    """What is known before anybody types: the item of the agenda, the meeting, whether the body decides at all."""
    punkt = request.args.get("punkt", type=int)
    item = current_session().get(AgendaItem, punkt) if punkt and 0 < punkt < 2**31 else None
    if item is not None and (item.vorhaben_id != about.id or item.meeting.gremium_id != body.id):
        item = None
    task = item.task if item else Task.DECIDE
    if task == Task.DECIDE and not rules.is_competent(body, about):
        task = Task.OPINION
    return {
        "meeting": item.meeting_id if item else 0,
        "paper_number": item.paper_number if item else "",
        "task": task.value,
        "groups": [{}],
        "conditions": [{}],
    }


def _shown(decision):
    """The form's own shape of what was recorded."""
    plain = ("paper_number", "title", "text", "text_simple", "reason", "deviates", "deviation_reason")
    return {
        **{name: getattr(decision, name) for name in (*plain, "oparl_url", "web_url")},
        "seen": decision.version,
        "meeting": decision.meeting_id or 0,
        "decided_on": None if decision.meeting_id else decision.decided_on,
        "task": decision.task.value,
        "result": decision.result.value,
        "yes": decision.votes_yes,
        "no": decision.votes_no,
        "abstain": decision.votes_abstain,
        "groups": decision.votes_by_group or [{}],
        "conditions": [
            {"number": one.id, "text": one.text, "office": one.office, "due_on": one.due_on}
            for one in decision.conditions
        ]
        or [{}],
    }


def _with_row(which):
    """What was typed, with one more empty row."""
    data, name = MultiDict(request.form), ROWS.get(which) or abort(400)
    taken = _rows(name)
    if len(taken) < MOST_ROWS:
        data[f"{name}-{max(taken, default=-1) + 1}-{FIRST_FIELD[name]}"] = ""
    return data


def _without_row(which):
    """What was typed, without one row. A condition that is recorded stays."""
    kind, _dash, number = which.partition("-")
    name = ROWS.get(kind) or abort(400)
    gone = f"{name}-{number}-"
    if not (number.isascii() and number.isdigit()) or request.form.get(f"{gone}number"):
        abort(400)
    return MultiDict([(key, value) for key, value in request.form.items(multi=True) if not key.startswith(gone)])


def _rows(name):
    numbers = (key.split("-")[1] for key in request.form if key.startswith(f"{name}-") and key.count("-") == 2)
    return {int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 5}


def _page(body, about, form, decision=None, refused=""):
    session = current_session()
    done = (AbwaegungState.CLOSED, AbwaegungState.PUBLISHED)
    proposal = select(Abwaegung.proposal).where(Abwaegung.vorhaben_id == about.id, Abwaegung.state.in_(done))
    proposal = proposal.order_by(Abwaegung.round.desc()).limit(1)
    return render_template(
        "beteiligung/bezirksvertretung/beschluss.html",
        body=body,
        vorhaben=about,
        form=form,
        decision=decision,
        refused=refused,
        proposal=session.scalar(proposal) or "",
        competent=rules.is_competent(body, about),
        offices=_offices(session),
        decision_words=decision_words,
    )


def _offices(session):
    """Names of offices that stand somewhere already, to choose from while typing."""
    known = set(session.scalars(select(Vorhaben.office).where(Vorhaben.office.is_not(None)).distinct()))
    return sorted(known | set(session.scalars(select(Condition.office).distinct())) - {""})[:200]


def _own_body(slug):
    body = body_or_404(slug)
    if not rules.may_record(current_person(), body):
        abort(403)
    return body


def _decision(body, beschluss_id):
    """A decision of this body; those about what is not public any more rest until it is public again."""
    query = (
        select(Beschluss)
        .where(Beschluss.id == beschluss_id, Beschluss.gremium_id == body.id)
        .options(joinedload(Beschluss.vorhaben).selectinload(Vorhaben.texts), selectinload(Beschluss.conditions))
    )
    found = current_session().scalar(query)
    return found if found is not None and rules.can_be_decided(found.vorhaben) else abort(404)
