"""The administration's desk for Vorhaben: find, write, publish, check, answer."""


from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, Conflict, RuleBroken
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from ..term.queries import all_in_order as terms_in_order
from ..vereinbarung.models import Clause
from ..vorhaben import desk, editing, rules
from ..vorhaben.family import likely_parents
from ..vorhaben.forms import Choices, VorhabenForm
from ..vorhaben.models import Publication, Status, Vorhaben
from ..vorhaben.snapshot import differences, snapshot, stamp
from ..wish import actions as wishing
from ..wish import queries as wishes
from ..wish.forms import AnswerForm, DoneForm
from . import draft_texts, easy_words, language, record_words, sign_language, words
from .administration import bp
from .filtering import LONGEST_TEXT, page_number
from .labels import ORIGIN_OF_TEXT, WAYS
from .taking_part import Attempt, page_of


@bp.route("/<lang>/verwaltung/vorhaben")
def pflege():
    """All Vorhaben; what must be looked at comes first."""
    session, today = current_session(), words.today()
    tray = request.args.get("ablage") if request.args.get("ablage") in desk.TRAYS else "pruefen"
    text = request.args.get("q", "").replace("\x00", " ").strip()[:LONGEST_TEXT]
    threshold = setting("WISH_THRESHOLD")
    asked = wishes.awaiting_answer(threshold)
    sizes = desk.sizes(session, text, asked, today=today)
    size = setting("PAGE_SIZE")
    pages = max(1, -(-sizes[tray] // size))
    number = min(page_number(request.args.get("seite")), pages)
    rows = session.scalars(desk.tray(tray, text, asked, today=today).limit(size).offset((number - 1) * size)).all()
    return render_template(
        "beteiligung/administration/pflege.html",
        rows=rows,
        tray=tray,
        trays=desk.TRAYS,
        sizes=sizes,
        text=text,
        page=number,
        pages=pages,
        page_url=lambda n: url_for(".pflege", ablage=tray, q=text or None, seite=n if n > 1 else None),
        today=today,
        asked=wishes.counts(session, [vorhaben.id for vorhaben in rows]),
        threshold=threshold,
        signing=sign_language.gaps(),
    )


@bp.route("/<lang>/verwaltung/vorhaben/neu", methods=["GET", "POST"])
def neu():
    """Write a new one; it is a draft first."""
    choices = _choices(None)
    if request.method == "GET":
        return _page(None, VorhabenForm.offering(choices, values=editing.nothing()))
    form = VorhabenForm.offering(choices, formdata=request.form)
    if "pruefen" in request.form:
        return _page(None, form)
    if not form.validate():
        return _page(None, form), 400
    try:
        with unit_of_work() as session:
            vorhaben_id = editing.create(session, current_person(), form.values(), now=words.now()).id
    except RuleBroken as error:
        return _page(None, form, refused=_(error.message) % error.values), 400
    flash(_("Saved as a draft. Nobody but the administration sees it."))
    return redirect(url_for(".bearbeiten", vorhaben_id=vorhaben_id), code=303)


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>", methods=["GET", "POST"])
def bearbeiten(vorhaben_id):
    """One Vorhaben with all its fields."""
    vorhaben = _vorhaben(vorhaben_id)
    choices = _choices(vorhaben)
    if request.method == "GET":
        return _page(vorhaben, _fresh(vorhaben, choices))
    form = VorhabenForm.offering(choices, formdata=request.form)
    if "pruefen" in request.form:  # looks at the easy text as it is typed; nothing is stored
        return _page(vorhaben, form)
    if draft_texts.wanted():  # asks the machine, or takes its words into the form; nothing of the form is stored
        said = draft_texts.helped(vorhaben, form)
        return _page(vorhaben, form, said=said)
    if not form.validate():
        return _page(vorhaben, form), 400
    try:
        with unit_of_work() as session:
            _store(session, session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404), form)
    except Conflict as error:
        return _both(vorhaben_id, form, error), 409
    except BeteiligungError as error:
        return _page(_vorhaben(vorhaben_id), form, refused=_(error.message) % error.values), 400
    flash(_("Saved."))
    return redirect(url_for(".bearbeiten", vorhaben_id=vorhaben_id), code=303)


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/<what>", methods=["POST"])
def erledigen(vorhaben_id, what):
    """Publish, archive, say that all of it still holds, or answer those who ask for participation."""
    do, said = ACTIONS.get(what) or abort(404)
    form = AnswerForm() if what == "antworten" else DoneForm()
    vorhaben = _vorhaben(vorhaben_id)
    if not form.validate():
        return _page(vorhaben, _fresh(vorhaben, _choices(vorhaben)), answer=form), 400
    try:
        with unit_of_work() as session:
            alone = session.get(Vorhaben, vorhaben_id, with_for_update=True) or abort(404)
            do(session, alone, form)
    except BeteiligungError as error:
        flash(_(error.message) % error.values)
        return redirect(url_for(".bearbeiten", vorhaben_id=vorhaben_id), code=303)
    flash(_(said))
    return redirect(url_for(".bearbeiten", vorhaben_id=vorhaben_id), code=303)


@bp.route("/<lang>/verwaltung/vorhaben/<int:vorhaben_id>/vorschau")
def vorschau(vorhaben_id):
    """The page as the public would see it."""
    return page_of(_vorhaben(vorhaben_id), None, Attempt(), preview=True)


def _publish(session, vorhaben, form):
    days = setting("CHECK_DAYS")
    editing.publish(session, vorhaben, current_person(), seen=form.seen.data, now=words.now(), check_days=days)


def _archive(session, vorhaben, form):
    editing.archive(session, vorhaben, current_person(), seen=form.seen.data, now=words.now())


def _check(session, vorhaben, form):
    days = setting("CHECK_DAYS")
    editing.check(session, vorhaben, current_person(), seen=form.seen.data, now=words.now(), check_days=days)


def _answer(session, vorhaben, form):
    wishing.answer(session, vorhaben, current_person(), form.reason.data.strip(), now=words.now())


def _store(session, vorhaben, form):
    editing.edit(
        session,
        vorhaben,
        current_person(),
        form.values(),
        seen=form.seen.data,
        reason=(form.reason.data or "").strip(),
        status=form.chosen_status(),
        status_reason=(form.status_reason.data or "").strip(),
        now=words.now(),
    )


def _both(vorhaben_id, form, error):
    """Somebody saved in between: what stands there beside what was typed, and a form that keeps both."""
    vorhaben = _vorhaben(vorhaben_id)
    stands, merged = snapshot(vorhaben), form.merged(editing.values_of(vorhaben))
    would_be = editing.preview(current_session(), vorhaben, merged)
    vorhaben = _vorhaben(vorhaben_id)
    kept = VorhabenForm.offering(_choices(vorhaben), values=merged)
    for name in ("reason", "status", "status_reason"):
        kept[name].data = form[name].data
    both = list(differences(stands, would_be))
    return _page(vorhaben, kept, both=both, refused=_(error.message) % error.values)


def _page(vorhaben, form, **extra):
    session = current_session()
    if vorhaben is not None:
        form.seen.data = stamp(vorhaben) if extra.get("both") is not None or not form.seen.data else form.seen.data
    extra.setdefault("answer", None)
    return render_template(
        "beteiligung/administration/bearbeiten.html",
        vorhaben=vorhaben,
        signing=sign_language.gaps(vorhaben) if vorhaben is not None else (),
        form=form,
        stamp=stamp(vorhaben) if vorhaben else "",
        done=DoneForm(formdata=None),
        needed=rules.missing(vorhaben) if vorhaben else rules.NEEDED,
        wanted=rules.missing(vorhaben, rules.WANTED) if vorhaben else rules.WANTED,
        record_words=record_words,
        drafts=draft_texts.Drafts(session, vorhaben),
        told_in={text.lang: text for text in vorhaben.texts} if vorhaben else {},
        opened_lang=request.args.get("sprache") or draft_texts.wanted(),
        ORIGIN_OF_TEXT=ORIGIN_OF_TEXT,
        easy=easy_words.checked(form),
        easy_offered=easy_words.easy_part(form) is not None,
        parents=likely_parents(session),
        has_borders=any(bezirk.outline and not bezirk.is_sketch for bezirk in form.choices.bezirke),
        topics=session.scalars(select(Vorhaben.topic).distinct().order_by(Vorhaben.topic)).all(),
        wished=wishes.count(session, vorhaben.id) if vorhaben else 0,
        threshold=setting("WISH_THRESHOLD"),
        today=words.today(),
        Publication=Publication,
        answer=extra.pop("answer") or AnswerForm(formdata=None),
        **extra,
    )


def _fresh(vorhaben, choices):
    return VorhabenForm.offering(choices, values=editing.values_of(vorhaben))


def _vorhaben(vorhaben_id):
    return current_session().get(Vorhaben, vorhaben_id) or abort(404)


def _choices(vorhaben):
    session = current_session()
    status = vorhaben.status if vorhaben else Status.ANNOUNCED
    return Choices(
        languages=tuple(dict.fromkeys(["de", *language.offered()])),
        terms=session.scalars(terms_in_order()).all(),
        bezirke=session.scalars(all_in_order()).all(),
        clauses=dict(session.execute(select(Clause.number, Clause.id).order_by(Clause.id)).all()),
        statuses=(status, *rules.next_statuses(status)),
        zone=words.zone(),
        ways=[(way, word) for way, word in WAYS.items() if way in _ways(vorhaben)],
    )


def _ways(vorhaben):
    """How people are known in this city, and what was closed here once."""
    return {*setting("LOGIN"), *(vorhaben.closed_to or () if vorhaben else ())}


ACTIONS = {
    "veroeffentlichen": (_publish, N_("Published. Everybody can read it now.")),
    "archivieren": (_archive, N_("Archived. Only the administration sees it.")),
    "stimmt": (_check, N_("Checked. All of it still holds.")),
    "antworten": (_answer, N_("Your answer stands on the public page.")),
}
