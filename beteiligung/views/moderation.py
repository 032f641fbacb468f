"""The moderators' inbox: what waits, one contribution to decide on, and what they decide."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for

from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotAllowed
from ..i18n import gettext as _
from ..identity import current_person
from ..moderation import actions, answering, objecting, queries, rules
from ..moderation.forms import DecideForm, LeaveForm, NoteForm, PublishForm, RestrictForm
from ..moderation.models import Kind, Outcome
from ..moderation.turns import last_turn, mark
from ..mount import setting
from . import can_exist, language, moderation_words, pages, words
from .moderation_queue import Queue, trays_for

bp = pages("beteiligung_moderation")

FORMS = {"restrict": RestrictForm, "leave": LeaveForm, "decide": DecideForm, "note": NoteForm, "publish": PublishForm}


@bp.before_request
def staff_only():
    """Nothing here is for anybody else."""
    if not rules.may_answer(current_person()):
        raise NotAllowed(N_("Only moderators may do this."))


def administration_too():
    """Whether the administration decides objections: in a city with a single moderator somebody else must."""
    return setting("OBJECTIONS") == "administration"


@bp.route("/<lang>/moderation")
def posteingang():
    """What waits, and one contribution to decide on."""
    session = current_session()
    queue = Queue(session, request.args, current_person(), administration_too())
    wanted = request.args.get("beitrag", type=int)
    chosen = _by_number(session, wanted) if wanted else queue.first
    return _page(session, queue, chosen)


@bp.route("/<lang>/moderation/<int:beitrag_id>/freigeben", methods=["POST"])
def freigeben(beitrag_id):
    """Publish, or take a restriction back."""
    return _decide(
        beitrag_id,
        "publish",
        lambda session, beitrag, form, **seen: actions.publish(session, beitrag, current_person(), **seen),
        lambda name: _("Published: the contribution of %(name)s.", name=name),
    )


@bp.route("/<lang>/moderation/<int:beitrag_id>/stehen-lassen", methods=["POST"])
def stehen_lassen(beitrag_id):
    """What was reported stays."""
    return _decide(
        beitrag_id,
        "leave",
        lambda session, beitrag, form, **seen: actions.leave(
            session, beitrag, current_person(), form.left_reason.data, **seen
        ),
        lambda name: _("It stays: the contribution of %(name)s. Whoever reported it hears why.", name=name),
    )


@bp.route("/<lang>/moderation/<int:beitrag_id>/einschraenken", methods=["POST"])
def einschraenken(beitrag_id):
    """Hide or blacken, with a statement of reasons."""
    return _decide(
        beitrag_id,
        "restrict",
        lambda session, beitrag, form, **seen: actions.restrict(
            session,
            beitrag,
            current_person(),
            Kind(form.kind.data),
            rule=form.rule.data,
            law=(form.law.data or "").strip() or None,
            passages=(form.passages.data or "").splitlines(),
            facts=form.facts.data,
            **seen,
        ),
        lambda name: _("Restricted: the contribution of %(name)s. The author hears why.", name=name),
    )


@bp.route("/<lang>/moderation/<int:beitrag_id>/widerspruch", methods=["POST"])
def widerspruch(beitrag_id):
    """Keep a decision or take it back."""

    def act(session, beitrag, form, **seen):
        objection = actions.open_objection(session, beitrag) or abort(404)
        objecting.decide_objection(
            session,
            objection,
            current_person(),
            Outcome(form.outcome.data),
            form.why.data,
            administration_too=administration_too(),
            **seen,
        )

    return _decide(
        beitrag_id,
        "decide",
        act,
        lambda name: _("Decided: the objection about the contribution of %(name)s.", name=name),
    )


@bp.route("/<lang>/moderation/<int:beitrag_id>/notiz", methods=["POST"])
def notiz(beitrag_id):
    """A word for colleagues."""
    return _decide(
        beitrag_id,
        "note",
        lambda session, beitrag, form, now, seen: answering.note(
            session, beitrag, current_person(), form.note.data, now=now
        ),
        lambda name: _("Your note is kept."),
        stay=True,
    )


def _decide(beitrag_id, name, act, thanks, *, stay=False):
    """Do what a form asks for and open the next case; or show the page again with what was typed."""
    form, error = FORMS[name](), None
    if form.validate():
        try:
            with unit_of_work() as session:
                beitrag = _by_number(session, beitrag_id)
                _must_see(beitrag)
                act(session, beitrag, form, now=datetime.now(UTC), seen=request.form.get("seen", ""))
                flash(thanks(words.author(beitrag.author_name)))
            return redirect(_onward(beitrag_id if stay else None), code=303)
        except NotAllowed:
            raise
        except BeteiligungError as refused:
            error = refused
    session = current_session()
    beitrag = _by_number(session, beitrag_id)
    queue = Queue(session, request.args, current_person(), administration_too())
    return _page(session, queue, beitrag, error=error, **{name: form}), error.status if error else 400


def _onward(beitrag_id=None):
    """The next case of the tray, or the same one."""
    kept = {key: request.args[key] for key in Queue.KEPT if key in request.args}
    number = beitrag_id or request.args.get("weiter", type=int)
    return url_for(".posteingang", **kept, **({"beitrag": number} if number else {}))


def _by_number(session, number):
    return (queries.by_number(session, number) if can_exist(number) else None) or abort(404)


def _must_see(beitrag):
    """The administration sees what it may answer or decide, and nothing else of the moderators' desk."""
    person = current_person()
    if rules.may_moderate(person):
        return
    waits = actions.open_objection(current_session(), beitrag)
    if beitrag.visibility != "published" and not (waits and administration_too()):
        raise NotAllowed(N_("Only moderators may do this."))


def _page(session, queue, chosen, *, error=None, **typed):
    if chosen is not None:
        _must_see(chosen)
    desk = queries.desk(session, chosen) if chosen is not None else None
    person = current_person()
    return render_template(
        "beteiligung/moderation/posteingang.html",
        queue=queue,
        trays=trays_for(person, administration_too()),
        bezirke=session.scalars(all_in_order()).all(),
        with_talk=session.scalars(queries.vorhaben_with_talk()).all(),
        chosen=chosen,
        desk=desk,
        seen=mark(chosen, last_turn(session, chosen.id)) if chosen is not None else None,
        forms={name: typed.get(name) or form(formdata=None) for name, form in FORMS.items()},
        error=error,
        may_decide=chosen is not None and rules.may_decide(person, chosen),
        may_judge=bool(
            desk and desk.objection and rules.may_decide_objection(person, desk.objection, administration_too())
        ),
        mod=moderation_words,
        offered=[(tag, language.name(tag)) for tag in language.offered()],
    )
