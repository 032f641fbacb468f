"""One Vorhaben with its talk, and the forms with which residents take part."""

from datetime import UTC, datetime

from flask import abort, g, redirect, render_template, request, url_for

from ..beitrag import actions, queries, rules, similar
from ..beitrag.balance import strongest
from ..beitrag.forms import BeitragForm
from ..beitrag.models import LONGEST
from ..beitrag.paging import Selection
from ..beschluss.queries import of_vorhaben as decisions_of
from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import DeadlinePassed
from ..forms import Form
from ..gremium.talk_queries import opened
from ..identity import current_person
from ..vereinbarung.queries import number_of_clauses
from ..vorhaben.family import children_of, parent_of
from ..vorhaben.timeline import timeline
from ..wish import queries as wishes
from ..wish.forms import DoneForm
from ..wish.rules import can_be_wished
from . import (
    as_data,
    attachment_words,
    decision_words,
    fact_sheet,
    language,
    receipts,
    record_words,
    short_words,
    sign_language,
    words,
)
from .admission import admission
from .decisions import with_decisions
from .limits import count
from .public import bp, published_or_404
from .selecting import Look
from .sketch import Sketch
from .talk import Talk, may_write
from .templating import ways_open
from .weighed import Weighed

FIRST_THREADS = 10
"""So many threads stand on the page of a Vorhaben; the others on the pages of its talk."""


class Attempt:
    """What became of the form that somebody sent: an ``answer``, or the page again.

    ``kept`` is the text that could not be taken and must not be lost, ``alike`` are contributions of others that say
    nearly the same.
    """

    def __init__(self, form=None, *, answer=None, kept=None, alike=()):
        self.form, self.answer, self.kept, self.alike = form, answer, kept, alike

    @property
    def status(self):
        """Of the page that is shown again."""
        return 409 if self.kept else 200


@bp.route("/<lang>/vorhaben/<slug>", methods=["GET", "POST"])
def eines(slug):
    """One Vorhaben: what, where, when, where it comes from, and what people say about it."""
    vorhaben = published_or_404(slug)
    attempt = _attempt(vorhaben)
    return attempt.answer or (page_of(vorhaben, current_person(), attempt), attempt.status)


@bp.route("/<lang>/vorhaben/<slug>/steckbrief.json")
def steckbrief(slug):
    """The fact sheet for programs: questions and answers in one language; what is quoted says its own."""
    vorhaben, now = published_or_404(slug), datetime.now(UTC)
    facts = fact_sheet.of(vorhaben, decisions_of(current_session(), vorhaben.id), now, elsewhere=True)
    beitraege = queries.counts(current_session(), [vorhaben.id]).get(vorhaben.id, 0)
    sheet = {
        **as_data.item(vorhaben, beitraege, now),
        **as_data.spoken(),
        "as_of": now.isoformat(timespec="seconds"),
        "facts": [fact_sheet.as_data(fact) for fact in facts.values()],
        "words": as_data.card_words(),
    }
    return as_data.answer(sheet, passing=("as_of",))


@bp.route("/<lang>/vorhaben/<slug>/antworten/<int:beitrag_id>", methods=["GET", "POST"])
def antworten(slug, beitrag_id):
    """A page of its own to answer one contribution."""
    vorhaben = published_or_404(slug)
    parent = queries.public_by_id(current_session(), vorhaben.id, beitrag_id) or abort(404)
    if rules.speaks_for_city(current_person()):  # one way to answer for the city; what was typed goes along
        return redirect(url_for("beteiligung_moderation.antworten", beitrag=beitrag_id), code=307)
    attempt = _attempt(vorhaben, parent)
    return attempt.answer or (
        render_template("beteiligung/public/antworten.html", vorhaben=vorhaben, parent=parent, attempt=attempt),
        attempt.status,
    )


@bp.route("/<lang>/vorhaben/<slug>/aehnlich", methods=["POST"])
def aehnlich(slug):
    """While somebody writes: what others have said about the same. A piece of a page, for the script."""
    vorhaben = published_or_404(slug)
    if admission(vorhaben) is None or not Form().validate():
        abort(404)
    alike = similar.to(current_session(), vorhaben.id, request.form.get("body", "")[:LONGEST])
    return render_template("beteiligung/public/_aehnlich.html", vorhaben=vorhaben, alike=alike)


def _attempt(vorhaben, parent=None):
    """What a visit to a page with the form comes to. Who may write is decided in ``admission``."""
    admitted = admission(vorhaben)
    form = _form() if admitted else None
    if request.method == "GET" or (form and "weiter" in request.form):  # logged in again, the text is back in the form
        return Attempt(form)
    if form is None:
        return Attempt(kept=request.form.get("body", ""))
    if not form.validate():
        return Attempt(form)
    is_new = parent is None and "trotzdem" not in request.form
    if is_new and (alike := similar.to(current_session(), vorhaben.id, form.body.data)):
        return Attempt(form, alike=alike)
    return _submit(vorhaben, parent, admitted, form)


def _submit(vorhaben, parent, admitted, form):
    count("contribution", vorhaben=vorhaben.id)
    try:
        with unit_of_work() as session:
            beitrag = actions.submit(
                session,
                session.merge(vorhaben, load=False),
                admitted.person,
                stance=form.stance.data,
                body=form.body.data,
                bezirk=form.bezirk.number,
                part=form.bezirk.part,
                parent=parent,
                now=datetime.now(UTC),
                at_once=admitted.at_once,
                lang=language.current(),
                ways=ways_open(vorhaben),
                signature=_signature(vorhaben, admitted.person),
            )
            receipts.remember(beitrag)
    except DeadlinePassed:
        return Attempt(form, kept=form.body.data)
    return Attempt(answer=redirect(url_for(".angekommen", slug=vorhaben.slug), code=303))


def _signature(vorhaben, person):
    """Whose word it is, where it is not the person's own."""
    return words.signature(person.office or vorhaben.office) if rules.speaks_for_city(person) else None


def _form():
    form = BeitragForm()
    form.bezirk.offer(_bezirke())
    return form


def _bezirke():
    """Asked once a request: the form offers them, the map draws them."""
    if "beteiligung_bezirke" not in g:
        g.beteiligung_bezirke = current_session().scalars(all_in_order()).all()
    return g.beteiligung_bezirke


def page_of(vorhaben, person, attempt, *, preview=False):
    """The page of one Vorhaben; staff see a ``preview`` of what is not public."""
    session, now = current_session(), datetime.now(UTC)
    easy = words.told(vorhaben).lang == language.SIMPLE
    decisions = decisions_of(session, vorhaben.id)
    wished = wishes.count(session, vorhaben.id)
    shown = attachment_words.Shown(session, vorhaben, staff=preview)
    return render_template(
        "beteiligung/public/vorhaben_leicht.html" if easy else "beteiligung/public/vorhaben.html",
        vorhaben=vorhaben,
        is_open=vorhaben.is_open(now),
        talk=Talk(session, vorhaben, person, Look(vorhaben.slug, Selection()), back="?auf=seite", most=FIRST_THREADS),
        strongest=strongest(session, vorhaben.id),
        promises=number_of_clauses(session, vorhaben.clause.vereinbarung_id) if vorhaben.clause else 0,
        drawing=lambda: Sketch(_bezirke(), [vorhaben], now, all_places=True),
        attempt=attempt,
        form=attempt.form,
        kept=attempt.kept,
        attachments=shown,
        attachment_words=attachment_words,
        opened=opened(session, vorhaben),
        story=with_decisions(timeline(vorhaben, now=now, local=words.local), decisions),
        decisions=decisions,
        facts=fact_sheet.of(vorhaben, decisions, now),
        points=short_words.points(vorhaben),
        signed=sign_language.of(vorhaben, shown),
        about_video=sign_language.about,
        decision_words=decision_words,
        record_words=record_words,
        parent=parent_of(session, vorhaben),
        children=children_of(session, vorhaben),
        wished=wished,
        my_wish=wishes.of(session, vorhaben.id, person) if wished else None,
        can_wish=can_be_wished(vorhaben, now),
        wish_form=DoneForm(formdata=None) if person else None,  # its token would set a cookie
        may_write=may_write(person, vorhaben),
        preview=preview,
        weighed=Weighed.of(session, vorhaben),
    )
