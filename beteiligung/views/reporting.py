"""Reporting a contribution without an account, what became of it, statements of reasons, and objections."""

from datetime import UTC, datetime

from flask import abort, flash, has_request_context, make_response, redirect, render_template, request, url_for

from ..account import human
from ..beitrag import fate, receipts
from ..beitrag.queries import public_by_id
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotAllowed
from ..i18n import gettext as _
from ..identity import current_person
from ..moderation import objecting, queries, rules
from ..moderation import reporting as actions
from ..moderation.codes import digest
from ..moderation.forms import CodeForm, ObjectionForm, ReportForm
from ..moderation.models import Decision, Kind, Outcome
from . import language, limits, moderation_words
from .public import bp, published_or_404

NEWS = {
    Kind.HIDDEN: N_("Hidden by the moderators. Read the reasons, or object."),
    Kind.BLACKENED: N_("The moderators made a passage unreadable. Read the reasons, or object."),
    Kind.WARNING: N_("The moderators have warned you."),
    Kind.BLOCK: N_("The moderators have blocked you for some time."),
}
OUTCOMES = {
    Outcome.CONFIRMED: N_("Your objection was decided: the decision stays."),
    Outcome.REVOKED: N_("Your objection was decided: the decision is taken back."),
}
"""What a receipt tells of decisions and objections."""


class AnonymousReportForm(ReportForm, human.WatchedForm):
    """A report of somebody who is not logged in: machines have it harder, people notice nothing."""


@bp.route("/<lang>/vorhaben/<slug>/melden/<int:beitrag_id>", methods=["GET", "POST"])
def melden(slug, beitrag_id):
    """Say what is wrong with a contribution."""
    vorhaben, session = published_or_404(slug), current_session()
    beitrag = public_by_id(session, vorhaben.id, beitrag_id) or abort(404)
    form, error = (ReportForm if current_person() else AnonymousReportForm)(), None
    if form.validate_on_submit():
        try:
            _prove(form, vorhaben.id)
            limits.count("report", vorhaben=vorhaben.id, mailbox=form.email.data or None)
            return redirect(url_for(".meldung", code=_report(vorhaben.id, beitrag_id, form), neu=1), code=303)
        except BeteiligungError as refused:
            error = refused
            vorhaben = published_or_404(slug)
            beitrag = public_by_id(current_session(), vorhaben.id, beitrag_id)
    page = render_template("beteiligung/melden/melden.html", vorhaben=vorhaben, beitrag=beitrag, form=form, error=error)
    status = error.status if error else (400 if form.errors else 200)
    wait = {"Retry-After": str(error.wait)} if hasattr(error, "wait") else {}
    return page, status, wait


def _prove(form, vorhaben_id):
    """Without script there is no proof of work: then fewer are taken."""
    if not isinstance(form, human.WatchedForm):
        return
    with unit_of_work() as session:
        proved = form.was_proved(session)
    if not proved:
        limits.count("unproved", vorhaben=vorhaben_id)


def _report(vorhaben_id, beitrag_id, form):
    with unit_of_work() as session:
        _entry, code = actions.report(
            session,
            public_by_id(session, vorhaben_id, beitrag_id) or abort(404),
            category=form.category.data,
            explanation=form.explanation.data,
            name=(form.name.data or "").strip(),
            address=(form.email.data or "").strip(),
            in_good_faith=form.in_good_faith.data,
            person=current_person(),
            lang=language.current(),
            now=datetime.now(UTC),
        )
    return code


@bp.route("/<lang>/meldungen", methods=["GET", "POST"])
def meldungen():
    """Look a report or a statement up by its code."""
    form = CodeForm()
    if form.validate_on_submit():
        limits.count("receipt")
        session, key = current_session(), digest(form.code.data)
        if queries.report_by_code(session, key):
            return redirect(url_for(".meldung", code=form.code.data.strip()), code=303)
        if queries.statement_by_code(session, key):
            return redirect(url_for(".bescheid", code=form.code.data.strip()), code=303)
        form.code.errors = [_("There is no case with this code. Please look at it again.")]
    page = render_template("beteiligung/melden/nachsehen.html", form=form)
    return _private(page, 400 if form.errors else 200)


@bp.route("/<lang>/meldungen/<code>", methods=["GET", "POST"])
def meldung(code):
    """What became of a report; and the objection of whoever made it."""
    report = queries.report_by_code(current_session(), digest(code)) or abort(404)
    form, error = None, None
    decision = queries.decision_of_case(current_session(), report.case)
    mine = _objections_of(decision, report)
    if decision and not mine and rules.may_object(decision, by_reporter=True, now=datetime.now(UTC)):
        form = ObjectionForm()
    if request.method == "POST":
        if form is None:
            raise NotAllowed(N_("It is no longer possible to object to this decision."))
        if form.validate():
            _object(decision.id, form, digest(code))
            return redirect(url_for(".meldung", code=code), code=303)
    page = render_template(
        "beteiligung/melden/meldung.html",
        report=report,
        code=code,
        decision=decision,
        objections=mine,
        form=form,
        error=error,
        is_new="neu" in request.args,
        mod=moderation_words,
    )
    return _private(page, 400 if form and form.errors else 200)


def _objections_of(decision, report=None):
    wanted = report.id if report else None
    return [each for each in decision.objections if each.report_id == wanted] if decision else []


@bp.route("/<lang>/bescheide/<code>", methods=["GET", "POST"])
def bescheid(code):
    """A statement of reasons for whoever holds the code; and the author's objection."""
    decision = queries.statement_by_code(current_session(), digest(code)) or abort(404)
    return _statement(decision, url_for(".bescheid", code=code))


@bp.route("/<lang>/meine-bescheide")
def meine_bescheide():
    """Everything that was decided about what one wrote."""
    person = current_person()
    if person is None:
        raise NotAllowed(N_("Please log in, or use the code from your e-mail."))
    found = queries.statements_for(current_session(), person)
    page = render_template("beteiligung/melden/meine_bescheide.html", decisions=found, mod=moderation_words)
    return _private(page)


@bp.route("/<lang>/meine-bescheide/<int:decision_id>", methods=["GET", "POST"])
def mein_bescheid(decision_id):
    """One statement of reasons for its author, logged in."""
    decision = current_session().get(Decision, decision_id)
    if decision is None or not rules.may_read_statement(current_person(), decision):
        abort(404)
    return _statement(decision, url_for(".mein_bescheid", decision_id=decision_id))


@bp.route("/<lang>/quittung/bescheid/<int:decision_id>", methods=["GET", "POST"])
def bescheid_zur_quittung(decision_id):
    """A statement of reasons for whoever holds the receipt of the contribution."""
    code, decision = request.args.get("nummer", "").replace("\x00", ""), current_session().get(Decision, decision_id)
    if decision is None or decision.kind == Kind.LEFT or decision.beitrag.receipt != receipts.digest(code):
        abort(404)
    return _statement(decision, url_for(".bescheid_zur_quittung", decision_id=decision_id, nummer=code))


@fate.also_tell
def tell_decisions(session, beitrag):
    """A receipt leads to what was decided about the contribution."""
    code = request.args.get("nummer") if has_request_context() else None
    for decision in queries.statements_about(session, beitrag.id):
        page = url_for("beteiligung.bescheid_zur_quittung", decision_id=decision.id, nummer=code) if code else None
        yield fate.News(NEWS[decision.kind], at=decision.decided_at, url=page)
        for objection in decision.objections:
            if objection.report_id is None and objection.decided_at:
                yield fate.News(OUTCOMES[objection.outcome], at=objection.decided_at, url=page)


def _statement(decision, address):
    form, mine = None, _objections_of(decision)
    if not mine and rules.may_object(decision, by_reporter=False, now=datetime.now(UTC)):
        form = ObjectionForm()
    if request.method == "POST":
        if form is None:
            raise NotAllowed(N_("It is no longer possible to object to this decision."))
        if form.validate():
            _object(decision.id, form)
            return redirect(address, code=303)
    page = render_template(
        "beteiligung/melden/bescheid.html",
        decision=decision,
        objections=mine,
        form=form,
        address=address,
        mod=moderation_words,
    )
    return _private(page, 400 if form and form.errors else 200)


def _object(decision_id, form, report_digest=None):
    with unit_of_work() as session:
        decision = session.get(Decision, decision_id) or abort(404)
        report = queries.report_by_code(session, report_digest) if report_digest else None
        objecting.object_to(session, decision, form.words.data, report=report, now=datetime.now(UTC))
    if current_person():
        flash(_("Your objection has arrived. Somebody else decides about it."))


def _private(page, status=200):
    """Nobody keeps a copy, and the code in the address goes to no other site."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
