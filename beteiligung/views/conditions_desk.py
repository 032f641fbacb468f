"""The administration says how far the conditions of decisions are; what is late lies on top."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from ..beschluss import execution, queries, rules
from ..beschluss.condition_form import ConditionForm
from ..beschluss.models import Beschluss, Condition
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError, Conflict
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from ..vorhaben.models import Vorhaben
from . import decision_words, words
from .administration import bp
from .filtering import page_number

HOME = "/<lang>/verwaltung/auflagen"


@bp.route(HOME)
def auflagen():
    """What must still be done, the longest overdue first."""
    session, size = current_session(), setting("PAGE_SIZE")
    late_only = request.args.get("nur") == "ueberfaellig"
    number = min(page_number(request.args.get("seite")), 10_000)
    found, more = queries.to_do(
        session,
        current_person(),
        today=words.today(),
        late_only=late_only,
        before=(number - 1) * size,
        size=size,
    )
    return render_template(
        "beteiligung/administration/auflagen.html",
        found=found,
        late=queries.number_late(session, current_person(), today=words.today()),
        late_only=late_only,
        number=number,
        more=more,
        decision_words=decision_words,
    )


@bp.route(f"{HOME}/<int:condition_id>", methods=["GET", "POST"])
def auflage(condition_id):
    """How far one condition is, with the proof; its history below."""
    condition = _condition(condition_id)
    if request.method == "GET":
        form = _form(formdata=None, obj=condition, data={"state": condition.state.value, "seen": condition.version})
        return _page(condition, form)
    form = _form()
    if not form.validate():
        return _page(condition, form), 400
    try:
        with unit_of_work() as session:
            alone = session.get(Condition, condition_id, with_for_update=True) or abort(404)
            about = {"seen": form.seen.version, "reason": (form.reason.data or "").strip(), "now": datetime.now(UTC)}
            execution.report(session, alone, current_person(), form.values(), **about)
    except BeteiligungError as error:
        condition = _condition(condition_id)
        if isinstance(error, Conflict):
            form.seen.data = str(condition.version)
        return _page(condition, form, refused=_(error.message) % error.values), error.status
    flash(_("Saved. Everybody can read it now."))
    return redirect(url_for(".auflage", condition_id=condition_id), code=303)


def _form(**values):
    form = ConditionForm(**values)
    form.state.choices = [
        (name.value, look.word) for name, look in decision_words.STATE.items() if name != decision_words.State.LATE
    ]
    return form


def _page(condition, form, refused=""):
    return render_template(
        "beteiligung/administration/auflage.html",
        condition=condition,
        form=form,
        refused=refused,
        changes=current_session().scalars(queries.changes_of(condition.id)).all(),
        decision_words=decision_words,
    )


def _condition(condition_id):
    """One that this person may report on; others are somebody else's."""
    query = (
        select(Condition)
        .join(Condition.beschluss)
        .join(Beschluss.vorhaben)
        .where(Condition.id == condition_id, queries.public())
        .options(
            contains_eager(Condition.beschluss).contains_eager(Beschluss.vorhaben).selectinload(Vorhaben.texts),
            contains_eager(Condition.beschluss).joinedload(Beschluss.gremium),
        )
    )
    found = current_session().scalar(query) or abort(404)
    if not rules.may_carry_out(current_person(), found):
        abort(403)
    return found
