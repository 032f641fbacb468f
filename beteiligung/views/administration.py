"""The administration's desk: the agreement, clause by clause, and what became of it."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import func, select

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, Conflict, NotAllowed
from ..i18n import gettext as _
from ..i18n import ngettext
from ..identity import current_person
from ..vereinbarung import review, rules
from ..vereinbarung.forms import MergeForm, RejectForm, ReviewForm, SplitForm
from ..vereinbarung.models import Clause, Review
from ..vereinbarung.queries import awaiting, neighbours
from ..vorhaben import coverage, following
from ..vorhaben.models import Vorhaben
from . import pages, words

bp = pages("beteiligung_administration")


@bp.before_request
def administration_only():
    """Nothing here is for anybody else."""
    if not rules.may_review(current_person()):
        raise NotAllowed(N_("Only the administration may do this."))


@bp.route("/<lang>/verwaltung/vereinbarung")
def abdeckung():
    """Per chapter: how many promises there are, and what they lack."""
    session = current_session()
    found = coverage.promises(session, today=words.today())
    return render_template(
        "beteiligung/administration/abdeckung.html",
        chapters=coverage.chapters(found),
        everything=coverage.Chapter("", found),
        missing=[promise for promise in found if not promise.vorhaben],
        waiting=session.scalar(select(func.count()).select_from(awaiting().subquery())),
    )


@bp.route("/<lang>/verwaltung/zusagen")
def zusagen():
    """To the next clause that nobody has looked at."""
    first = current_session().scalars(awaiting().limit(1)).first()
    if first is None:
        flash(_("Every clause has been looked at."))
        return redirect(url_for(".abdeckung"))
    return redirect(url_for(".zusage", clause_id=first.id))


@bp.route("/<lang>/verwaltung/zusagen/<int:clause_id>", methods=["GET", "POST"])
def zusage(clause_id):
    """One clause: what was read beside what counts; accept or correct it."""
    clause = _clause(clause_id)
    form = ReviewForm() if request.method == "POST" else ReviewForm.showing(clause)
    if request.method == "POST" and form.validate():
        if answer := _decide(clause, _accept, form):
            return answer
        return _page(clause, form, Conflict.status)
    return _page(clause, form, 400 if request.method == "POST" else 200)


@bp.route("/<lang>/verwaltung/zusagen/<int:clause_id>/<what>", methods=["POST"])
def entscheiden(clause_id, what):
    """Reject, merge, split, reopen, or make one Vorhaben for each Stadtbezirk."""
    do, make = DECISIONS.get(what) or abort(404)
    clause = _clause(clause_id)
    form = make(clause)
    if form.validate():
        if answer := _decide(clause, do, form):
            return answer
        return _page(clause, ReviewForm.showing(clause), Conflict.status, **{what: form})
    return _page(clause, ReviewForm.showing(clause), 400, **{what: form})


def _decide(clause, do, form):
    """Do it and go on with the next clause; nothing when it could not be done, and the page says why."""
    clause_id = clause.id
    try:
        with unit_of_work() as session:
            alone = session.get(Clause, clause_id, with_for_update=True)  # two decisions at once would both fit "seen"
            said = do(session, alone, form, current_person(), datetime.now(UTC))
    except BeteiligungError as error:
        flash(_(error.message) % error.values)
        return None
    flash(said)
    return redirect(url_for(".zusagen") if form.go_on else url_for(".zusage", clause_id=clause_id), code=303)


def _accept(session, clause, form, person, now):
    before = following.counting(clause)
    review.accept(session, clause, person, values=form.values(clause), seen=form.seen.data, now=now)
    following.follow_correction(session, clause, before, now=now)
    return _("Accepted: %(title)s", title=clause.value("title"))


def _reject(session, clause, form, person, now):
    review.reject(session, clause, person, reason=form.reason.data.strip(), seen=form.seen.data, now=now)
    following.follow_rejection(session, clause, now=now)
    return _("Rejected: %(title)s", title=clause.title)


def _merge(session, clause, form, person, now):
    other = session.get(Clause, form.other.data) or abort(404)
    review.merge(session, clause, other, person, seen=form.seen.data, now=now)
    following.follow_merge(session, clause, other, now=now)
    return _("Merged: it counts with %(title)s", title=other.value("title"))


def _split(session, clause, form, person, now):
    parts = review.split(session, clause, person, at=form.at.data, seen=form.seen.data, now=now)
    following.follow_split(session, clause, parts, now=now)
    return _("Split into two clauses. Please look at both.")


def _reopen(session, clause, form, person, now):
    was_promise = clause.is_promise
    review.reopen(session, clause, person, seen=form.seen.data, now=now)
    if not was_promise:
        following.follow_reopening(session, clause, now=now)
    return _("Taken back. The clause waits again.")


def _children(session, clause, form, person, now):
    vorhaben = session.scalars(
        select(Vorhaben).where(Vorhaben.clause_id == clause.id, Vorhaben.parent_id.is_(None)).order_by(Vorhaben.id)
    ).first() or abort(404)
    made = following.child_per_bezirk(session, vorhaben, now=now)
    return ngettext("%(num)d Vorhaben made as a draft.", "%(num)d Vorhaben made as drafts.", made)


DECISIONS = {
    "ablehnen": (_reject, lambda clause: RejectForm()),
    "zusammenlegen": (_merge, lambda clause: MergeForm.for_clause(clause, neighbours(current_session(), clause))),
    "teilen": (_split, lambda clause: SplitForm.for_clause(clause, review.split_points(clause))),
    "zuruecknehmen": (_reopen, lambda clause: RejectForm.without_reason()),
    "bezirke": (_children, lambda clause: RejectForm.without_reason()),
}


def _clause(clause_id):
    return current_session().get(Clause, clause_id) or abort(404)


def _page(clause, form, status, **others):
    """The page of a clause. After a conflict it shows the newest state, and every form knows that it does."""
    session = current_session()
    session.refresh(clause)
    vorhaben = session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id).order_by(Vorhaben.id)).all()
    forms = {name: others.get(name) or make(clause) for name, (_do, make) in DECISIONS.items()}
    for one in (*forms.values(), form):
        if status == Conflict.status or not one.seen.data:
            one.seen.data = review.stamp(clause)
    page = render_template(
        "beteiligung/administration/zusage.html",
        clause=clause,
        form=form,
        forms=forms,
        before=session.scalars(awaiting(before=clause).limit(1)).first(),
        after=session.scalars(awaiting(after=clause).limit(1)).first(),
        waiting=session.scalar(select(func.count()).select_from(awaiting().subquery())),
        vorhaben=vorhaben,
        Review=Review,
    )
    return page, status
