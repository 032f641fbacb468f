"""What a body says among itself about a Vorhaben, and what it asks the administration."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for

from ..db import current_session, unit_of_work
from ..errors import N_, BeteiligungError, NotAllowed
from ..forms import Form
from ..gremium import asking, rules, talking
from ..gremium import talk_queries as queries
from ..gremium.models import Gremium
from ..gremium.talk_forms import InquiryForm, OpenForm, RemarkForm
from ..i18n import gettext as _
from ..identity import current_person
from ..mount import setting
from ..vorhaben.queries import named
from . import can_exist, language, words
from .bezirksvertretung import body_or_404, bp


@bp.route("/<lang>/gremien/<slug>/beratung/<vorhaben_slug>", methods=["GET", "POST"])
def beratung(slug, vorhaben_slug):
    """The internal talk of a body about one Vorhaben, and its questions. The administration reads the questions."""
    body, vorhaben = _reachable(slug, vorhaben_slug)
    what = request.args.get("was") if request.method == "POST" else None
    if request.method == "POST" and what not in ("wort", "frage"):
        abort(400)
    if what and not (rules.may_talk if what == "wort" else rules.may_ask)(current_person(), body):
        raise NotAllowed(N_("Only members of this body may do this."))
    days = setting("INQUIRY_DAYS")
    said = RemarkForm(prefix="wort", **_only(what == "wort"))
    asked = InquiryForm.offering(words.today(), days, prefix="frage", **_only(what == "frage"))
    form, do = (said, _say) if what == "wort" else (asked, _ask)
    status = 200
    if what:
        if form.validate():
            _change(slug, vorhaben_slug, lambda session, body, vorhaben: do(session, body, vorhaben, form))
            return redirect(url_for(".beratung", slug=slug, vorhaben_slug=vorhaben_slug, _anchor=what), code=303)
        status = 400
    return _talk_page(body, vorhaben, said, asked), status


@bp.route("/<lang>/gremien/<slug>/worte/<int:number>/zurueckziehen", methods=["POST"])
def wort_zurueckziehen(slug, number):
    """Take one's own words back."""
    _remark(slug, number)
    _proved()
    with unit_of_work() as session:
        remark = queries.remark(session, body_or_404(slug), number) or abort(404)
        talking.withdraw(session, current_person(), remark, now=datetime.now(UTC))
        back = remark.vorhaben.slug
    flash(_("Withdrawn. The others see that something stood here, but not what."))
    return redirect(url_for(".beratung", slug=slug, vorhaben_slug=back), code=303)


@bp.route("/<lang>/gremien/<slug>/worte/<int:number>/oeffnen", methods=["GET", "POST"])
def wort_oeffnen(slug, number):
    """One remark becomes public: the office sees what that is, and says when the body decided so."""
    remark = _remark(slug, number)
    _office_only(remark.gremium)

    def act(session, form):
        remark = queries.remark(session, body_or_404(slug), number) or abort(404)
        talking.open_remark(session, current_person(), remark, **_decided(form))

    return _open(remark.gremium, remark.vorhaben, act, remarks=[remark])


@bp.route("/<lang>/gremien/<slug>/beratung/<vorhaben_slug>/oeffnen", methods=["GET", "POST"])
def beratung_oeffnen(slug, vorhaben_slug):
    """Everything that was said so far about a Vorhaben becomes public."""
    body, vorhaben = _reachable(slug, vorhaben_slug)
    _office_only(body)
    said = current_session().scalars(queries.remarks(body, vorhaben)).all()
    waiting = [remark for remark in said if not remark.withdrawn_at and not remark.published_at]
    seen = {int(n) for n in request.form.getlist("seen") if n.isascii() and n.isdecimal() and len(n) < 10}

    def act(session, form):
        body, vorhaben = body_or_404(slug), named(session, vorhaben_slug) or abort(404)
        talking.open_talk(session, current_person(), body, vorhaben, seen=seen, **_decided(form))

    return _open(body, vorhaben, act, remarks=waiting)


@bp.route("/<lang>/gremien/<slug>/fragen/<int:number>/oeffnen", methods=["GET", "POST"])
def frage_oeffnen(slug, number):
    """A question becomes public, with its answer."""
    inquiry = _inquiry(slug, number)
    _office_only(inquiry.gremium)

    def act(session, form):
        inquiry = queries.inquiry(session, number, body_or_404(slug)) or abort(404)
        talking.make_public(current_person(), inquiry, **_decided(form))

    return _open(inquiry.gremium, inquiry.vorhaben, act, inquiry=inquiry)


@bp.route("/<lang>/gremien/<slug>/<any(worte, fragen):kind>/<int:number>/verschliessen", methods=["POST"])
def verschliessen(slug, kind, number):
    """What was made public is internal again."""
    thing = _remark(slug, number) if kind == "worte" else _inquiry(slug, number)
    _office_only(thing.gremium)
    _proved()
    with unit_of_work() as session:
        body = body_or_404(slug)
        thing = queries.remark(session, body, number) if kind == "worte" else queries.inquiry(session, number, body)
        talking.take_back(session, current_person(), thing or abort(404))
        back = thing.vorhaben.slug
    flash(_("It is internal again."))
    return redirect(url_for(".beratung", slug=slug, vorhaben_slug=back), code=303)


def _say(session, body, vorhaben, form):
    talking.say(session, current_person(), body, vorhaben, form.body.data, now=datetime.now(UTC))
    flash(_("The others of your body can read it now. It is not public."))


def _ask(session, body, vorhaben, form):
    about = {"due_on": form.due_on.data, "lang": language.current(), "now": datetime.now(UTC), "today": words.today()}
    offices = setting("OFFICES")
    asking.ask(session, current_person(), body, vorhaben, form.body.data, offices=offices, **about)
    flash(_("Your question is with the administration. It is not public."))


def _change(slug, vorhaben_slug, do):
    with unit_of_work() as session:
        do(session, body_or_404(slug), named(session, vorhaben_slug) or abort(404))


def _talk_page(body, vorhaben, said, asked):
    session, person = current_session(), current_person()
    reads = rules.may_read_talk(person, body)
    return render_template(
        "beteiligung/bezirksvertretung/beratung.html",
        body=body,
        vorhaben=vorhaben,
        remarks=session.scalars(queries.remarks(body, vorhaben)).all() if reads else [],
        inquiries=session.scalars(queries.inquiries(body, vorhaben)).all(),
        reads=reads,
        may_talk=rules.may_talk(person, body),
        may_ask=rules.may_ask(person, body),
        may_open=rules.may_open(person, body),
        may_answer_body=rules.may_answer(person),
        said=said,
        asked=asked,
        plain=Form(formdata=None),
        today=words.today(),
    )


def _open(body, vorhaben, act, *, remarks=(), inquiry=None):
    """A page that shows what becomes public, and asks when the body decided so."""
    form, error = OpenForm.on(words.today()), None
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                act(session, form)
            flash(_("Everybody can read it now."))
            return redirect(url_for(".beratung", slug=body.slug, vorhaben_slug=vorhaben.slug), code=303)
        except NotAllowed:
            raise
        except BeteiligungError as refused:
            error = refused
            body = current_session().get(Gremium, body.id)
    page = render_template(
        "beteiligung/bezirksvertretung/oeffnen.html",
        body=body,
        vorhaben=vorhaben,
        remarks=remarks,
        inquiry=inquiry,
        form=form,
        error=error,
    )
    return page, error.status if error else (400 if form.errors else 200)


def _decided(form):
    return {"decided_on": form.decided_on.data, "now": datetime.now(UTC), "today": words.today()}


def _only(is_sent):
    """A page with two forms gives what was sent to one of them."""
    return {} if is_sent else {"formdata": None}


def _reachable(slug, vorhaben_slug):
    """Body and Vorhaben, for the body itself and for the administration."""
    body = body_or_404(slug)
    _inside(body)
    return body, named(current_session(), vorhaben_slug) or abort(404)


def _inside(body):
    person = current_person()
    if not (rules.may_read_talk(person, body) or rules.may_answer(person)):
        raise NotAllowed(N_("Only this body, its office and the administration may read this."))


def _remark(slug, number):
    body = body_or_404(slug)
    if not rules.may_read_talk(current_person(), body):
        raise NotAllowed(N_("Only this body and its office may read this."))
    return (queries.remark(current_session(), body, number) if can_exist(number) else None) or abort(404)


def _inquiry(slug, number):
    body = body_or_404(slug)
    _inside(body)
    return (queries.inquiry(current_session(), number, body) if can_exist(number) else None) or abort(404)


def _office_only(body):
    if not rules.may_open(current_person(), body):
        raise NotAllowed(N_("Only the office of this body may do this."))


def _proved():
    if not Form().validate():
        abort(400)
