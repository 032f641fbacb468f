"""Warn and block; the log; templates for answers; answers of the city."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from wtforms.fields.choices import SelectChoice

from ..beitrag.models import Beitrag, Visibility
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotAllowed
from ..forms import Form
from ..i18n import gettext as _
from ..identity import current_person
from ..moderation import answering, queries, rules, sanctions
from ..moderation.forms import AnswerForm, BlockForm, SanctionForm, TemplateForm
from ..moderation.models import AnswerTemplate
from ..vorhaben.models import Publication, Vorhaben
from . import can_exist, language, moderation_words, words
from .moderation import bp

LOG_PAGE = 50


def moderators_only():
    """Not for the administration either."""
    if not rules.may_moderate(current_person()):
        raise NotAllowed(N_("Only moderators may do this."))


@bp.route("/<lang>/moderation/<int:beitrag_id>/person", methods=["GET", "POST"])
def person(beitrag_id):
    """Warn the author of a contribution, or block them."""
    moderators_only()
    session = current_session()
    beitrag = queries.by_number(session, beitrag_id) or abort(404)
    is_warning, is_block = (request.method == "POST" and request.args.get("was") == w for w in ("verwarnen", "sperren"))
    warn = SanctionForm(prefix="warn") if is_warning else SanctionForm(prefix="warn", formdata=None)
    block = BlockForm(prefix="block") if is_block else BlockForm(prefix="block", formdata=None)
    error, form = None, warn if is_warning else block
    if (is_warning or is_block) and form.validate():
        try:
            _sanction(beitrag_id, form, is_block)
            return redirect(url_for(".person", beitrag_id=beitrag_id), code=303)
        except NotAllowed:
            raise
        except BeteiligungError as refused:
            error, session = refused, current_session()
            beitrag = queries.by_number(session, beitrag_id) or abort(404)
    before = queries.decisions_about(session, beitrag.author_id)
    page = render_template(
        "beteiligung/moderation/person.html",
        beitrag=beitrag,
        before=before,
        has_warning=bool(sanctions.warnings(session, beitrag.author_id)),
        warn=warn,
        block=block,
        error=error,
        mod=moderation_words,
    )
    return page, error.status if error else (400 if request.method == "POST" else 200)


def _sanction(beitrag_id, form, is_block):
    with unit_of_work() as session:
        beitrag = queries.by_number(session, beitrag_id) or abort(404)
        said = {"rule": form.rule.data, "law": (form.law.data or "").strip() or None, "facts": form.facts.data}
        if is_block:
            sanctions.block(session, beitrag, current_person(), days=form.days.data, now=datetime.now(UTC), **said)
        else:
            sanctions.warn(session, beitrag, current_person(), now=datetime.now(UTC), **said)
        name = words.author(beitrag.author_name)
    flash(_("Blocked: %(name)s.", name=name) if is_block else _("Warned: %(name)s.", name=name))


@bp.route("/<lang>/moderation/protokoll")
def protokoll():
    """The log, whole or of one contribution or case."""
    moderators_only()
    wanted = {key: _number(name) for key, name in (("beitrag_id", "beitrag"), ("case_id", "fall"), ("before", "vor"))}
    entries = current_session().scalars(queries.whole_log(**wanted).limit(LOG_PAGE + 1)).all()
    further = None
    if len(entries) > LOG_PAGE:
        entries = entries[:LOG_PAGE]
        further = url_for(".protokoll", beitrag=wanted["beitrag_id"], fall=wanted["case_id"], vor=entries[-1].id)
    return render_template(
        "beteiligung/moderation/protokoll.html",
        entries=entries,
        further=further,
        is_part=wanted["beitrag_id"] or wanted["case_id"],
        mod=moderation_words,
    )


def _number(name):
    number = request.args.get(name, type=int)
    return number if number and number > 0 and can_exist(number) else None


@bp.route("/<lang>/moderation/antworten", methods=["GET", "POST"])
def antworten():
    """Answer one contribution, and others that ask on the same Vorhaben."""
    session = current_session()
    number = _number("beitrag")
    first = (queries.by_number(session, number) if number else None) or abort(404)
    if first.visibility != Visibility.PUBLISHED or first.vorhaben.publication != Publication.PUBLISHED:
        abort(404)
    form, error = AnswerForm(), None
    picked = {int(n) for n in request.form.getlist("beitraege") if n.isdecimal() and len(n) < 10}
    if request.method == "GET" or "stance" in request.form:  # the form that everybody has, see ``taking_part``
        form.office.data, picked = first.vorhaben.office or "", {first.id}
    if request.method == "GET" or "weiter" in request.form:
        pass
    elif "nimm" in request.form:
        form.body.data = _put_in(session, form.body.data)
    elif form.validate():
        try:
            return _answer(picked, form)
        except BeteiligungError as refused:
            error, session = refused, current_session()
            first = queries.by_number(session, number) or abort(404)
    page = render_template(
        "beteiligung/moderation/antworten.html",
        first=first,
        candidates=[first, *queries.questions(session, first)],
        picked=picked,
        kept=session.scalars(queries.templates()).all(),
        form=form,
        error=error,
        seen_at=request.form.get("seen_at") or datetime.now(UTC).isoformat(),
        city_name=words.city_name(),
    )
    return page, error.status if error else (400 if form.errors else 200)


def _answer(picked, form):
    with unit_of_work() as session:
        chosen = session.scalars(
            select(Beitrag)
            .where(Beitrag.id.in_(picked))
            .options(joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts))
            .order_by(Beitrag.id)
        ).all()
        answers = answering.answer(
            session,
            chosen,
            current_person(),
            signature=words.signature(form.office.data),
            body=form.body.data,
            lang=language.current(),
            seen_at=_moment(request.form.get("seen_at")),
            now=datetime.now(UTC),
        )
        number = len(answers)
    flash(_("Answered: %(number)s contributions. Everybody who asked gets an e-mail.", number=number))
    return redirect(url_for(".posteingang", ablage="antwort"), code=303)


def _put_in(session, typed):
    """A template below what was typed already: nothing is lost."""
    number = request.form.get("vorlage", type=int)
    template = session.get(AnswerTemplate, number) if number and can_exist(number) else None
    return "\n\n".join(filter(None, ((typed or "").strip(), template.body if template else "")))


def _moment(written):
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@bp.route("/<lang>/moderation/vorlagen", methods=["GET", "POST"])
def vorlagen():
    """Words for answers, kept by the staff."""
    session = current_session()
    number = _number("vorlage")
    chosen = (session.get(AnswerTemplate, number) or abort(404)) if number else None
    start = {"name": chosen.name, "lang": chosen.lang, "text": chosen.body} if chosen else {"lang": language.current()}
    form = TemplateForm(data=start)
    form.lang.choices = [SelectChoice(tag, language.name(tag)) for tag in language.offered()]
    if request.method == "POST" and form.validate():
        with unit_of_work() as session:
            chosen = session.get(AnswerTemplate, number) if number else None
            answering.save_template(
                session,
                current_person(),
                name=form.name.data,
                lang=form.lang.data,
                body=form.text.data,
                template=chosen,
                now=datetime.now(UTC),
            )
        flash(_("The template is kept."))
        return redirect(url_for(".vorlagen"), code=303)
    kept = session.scalars(queries.templates()).all()
    page = render_template("beteiligung/moderation/vorlagen.html", kept=kept, form=form, chosen=chosen)
    return page, 400 if form.errors else 200


@bp.route("/<lang>/moderation/vorlagen/<int:template_id>/loeschen", methods=["POST"])
def vorlage_loeschen(template_id):
    """Nobody needs these words any more."""
    if not Form().validate():
        abort(400)
    with unit_of_work() as session:
        template = session.get(AnswerTemplate, template_id) or abort(404)
        answering.remove_template(session, current_person(), template, now=datetime.now(UTC))
    flash(_("The template is gone."))
    return redirect(url_for(".vorlagen"), code=303)
