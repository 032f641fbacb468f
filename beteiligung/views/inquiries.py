"""The administration answers what elected bodies ask."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotAllowed
from ..gremium import asking, rules
from ..gremium import talk_queries as queries
from ..gremium.talk_forms import AnswerForm
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from . import can_exist, words
from .bezirksvertretung import bp
from .filtering import page_number


@bp.route("/<lang>/anfragen")
def anfragen():
    """Questions to answer, the soonest due first; or those that have an answer."""
    _administration_only()
    session, person = current_session(), current_person()
    offices = queries.asked_offices(session)
    office = request.args.get("amt", person.office or "")
    office = office if office in [name for name, _number in offices] or office == person.office else None
    is_done = request.args.get("ablage") == "beantwortet"
    number, size = page_number(request.args.get("seite")), setting("PAGE_SIZE")
    wanted = queries.answered(office) if is_done else queries.to_answer(office)
    rows = session.scalars(wanted.limit(size + 1).offset((number - 1) * size)).all()
    waiting, late = queries.number_to_answer(session, words.today())
    return render_template(
        "beteiligung/bezirksvertretung/anfragen.html",
        rows=rows[:size],
        has_more=len(rows) > size,
        number=number,
        waiting=waiting,
        late=late,
        is_done=is_done,
        office=office,
        offices=offices,
        today=words.today(),
    )


@bp.route("/<lang>/anfragen/<int:number>", methods=["GET", "POST"])
def anfrage(number):
    """One question, and the answer to it."""
    _administration_only()
    inquiry = _by_number(number)
    form, error = AnswerForm(), None
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                asking.answer(session, current_person(), _by_number(number), form.body.data, now=datetime.now(UTC))
            flash(_("Answered. Whoever asked gets an e-mail."))
            return redirect(url_for(".anfragen"), code=303)
        except NotAllowed:
            raise
        except BeteiligungError as refused:
            error, inquiry = refused, _by_number(number)
    page = render_template(
        "beteiligung/bezirksvertretung/anfrage.html", inquiry=inquiry, form=form, error=error, today=words.today()
    )
    return page, error.status if error else (400 if form.errors else 200)


def _by_number(number):
    return (queries.inquiry(current_session(), number) if can_exist(number) else None) or abort(404)


def _administration_only():
    if not rules.may_answer(current_person()):
        raise NotAllowed(N_("Only the administration may do this."))
