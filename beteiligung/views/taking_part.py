"""One Vorhaben with its talk, and the forms with which residents take part."""

from datetime import UTC, datetime
from functools import partial

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from ..beitrag import actions, queries, rules
from ..beitrag.forms import BeitragForm
from ..bezirk.queries import all_in_order
from ..db import current_session, unit_of_work
from ..errors import DeadlinePassed
from ..i18n import gettext as _
from ..identity import current_person
from ..vereinbarung.queries import number_of_clauses
from ..vorhaben.family import children_of, parent_of
from ..vorhaben.timeline import timeline
from ..wish import queries as wishes
from ..wish.forms import DoneForm
from ..wish.rules import can_be_wished
from . import language, record_words, words
from .public import bp, published_or_404
from .sketch import Sketch
from .threads import Threads


@bp.route("/<lang>/vorhaben/<slug>", methods=["GET", "POST"])
def eines(slug):
    """One Vorhaben: what, where, when, where it comes from, and what people say about it."""
    vorhaben, person = published_or_404(slug), current_person()
    form, kept = BeitragForm() if rules.may_submit(person) else None, None
    if request.method == "POST":
        answer, kept = _take(vorhaben, person, form)
        if answer:
            return answer
    return page_of(vorhaben, person, form, kept), (409 if kept else 200)


@bp.route("/<lang>/vorhaben/<slug>/antworten/<int:beitrag_id>", methods=["GET", "POST"])
def antworten(slug, beitrag_id):
    """A page of its own to answer one contribution."""
    vorhaben, person = published_or_404(slug), current_person()
    parent = queries.public_by_id(current_session(), vorhaben.id, beitrag_id) or abort(404)
    form, kept = BeitragForm() if rules.may_submit(person) else None, None
    if request.method == "POST":
        answer, kept = _take(vorhaben, person, form, parent=parent)
        if answer:
            return answer
    return render_template(
        "beteiligung/public/antworten.html", vorhaben=vorhaben, parent=parent, form=form, kept=kept
    ), (409 if kept else 200)


def _take(vorhaben, person, form, parent=None):
    """Store what was sent. Returns a redirect, or nothing and the text that must not be lost."""
    if form is None:
        return None, request.form.get("body", "")
    if not form.validate():
        return None, None
    at_once = current_app.config["BETEILIGUNG_MODERATION"] == "after"
    try:
        with unit_of_work() as session:
            beitrag = actions.submit(
                session,
                session.merge(vorhaben, load=False),
                person,
                stance=form.stance.data,
                body=form.body.data,
                parent=parent,
                now=datetime.now(UTC),
                at_once=at_once,
            )
            beitrag_id = beitrag.id
    except DeadlinePassed:
        return None, form.body.data
    flash(
        _("Thank you. Your contribution can be read now.")
        if at_once
        else _("Thank you. Your contribution has arrived. It appears once somebody has read it.")
    )
    return redirect(url_for(".eines", slug=vorhaben.slug, _anchor=f"b-{beitrag_id}"), code=303), None


def page_of(vorhaben, person, form, kept, *, preview=False):
    """The page of one Vorhaben; staff see a ``preview`` of what is not public."""
    session, now = current_session(), datetime.now(UTC)
    balance, people = queries.balance(session, vorhaben.id)
    easy = words.told(vorhaben).lang == language.SIMPLE
    return render_template(
        "beteiligung/public/vorhaben_leicht.html" if easy else "beteiligung/public/vorhaben.html",
        vorhaben=vorhaben,
        is_open=vorhaben.is_open(now),
        threads=Threads(session, vorhaben, person, request.args.get("seite")),
        thread_url=partial(_thread_url, vorhaben.slug),
        balance=balance,
        people=people,
        promises=number_of_clauses(session, vorhaben.clause.vereinbarung_id) if vorhaben.clause else 0,
        sketch=Sketch(session.scalars(all_in_order()).all(), [vorhaben], now, all_places=True),
        form=form,
        kept=kept,
        story=timeline(vorhaben, now=now, local=words.local),
        record_words=record_words,
        parent=parent_of(session, vorhaben),
        children=children_of(session, vorhaben),
        wished=wishes.count(session, vorhaben.id),
        my_wish=wishes.of(session, vorhaben.id, person),
        can_wish=can_be_wished(vorhaben, now),
        wish_form=DoneForm(formdata=None) if person else None,  # its token would set a cookie
        preview=preview,
    )


def _thread_url(slug, number):
    return url_for(".eines", slug=slug, seite=number if number > 1 else None, _anchor="gespraech")
