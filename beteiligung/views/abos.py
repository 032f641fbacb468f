"""What one does by a link in a mail: confirm, change, end. Opening the link changes nothing; a button does."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request

from ..addresses import masked
from ..db import current_session, unit_of_work
from ..subscription import actions, queries
from ..subscription.models import Rhythm, What
from ..subscription.targets import Target
from ..subscription.tokens import Expired
from ..vorhaben.models import Publication
from . import abo_links, language, news_words, targets
from .public import bp
from .unkept import unkept

_SHOWN = "beteiligung/public/abo_{}.html"
_MESSAGES = ("bestaetigt", "nichts_offen", "vorbei", "beendet")


@bp.route("/<lang>/abo/bestaetigen/<token>", methods=["GET", "POST"])
def abo_bestaetigen(token):
    """Say yes to what was asked for under this address."""
    try:
        subscriber = _subscriber("confirm", token)
    except Expired:
        return _page("vorbei", 410)
    if request.method == "POST" and subscriber and (done := _confirm(subscriber.handle)):
        return _page("bestaetigt", number=done, manage=_manage(subscriber.handle))
    pending = [one for one in subscriber.subscriptions if one.confirmed_at is None] if subscriber else []
    if not pending:
        return _page("nichts_offen", manage=_manage(subscriber.handle) if subscriber else None)
    return _page("bestaetigen", pending=list(_shown(pending)), subscriber=subscriber, masked=masked)


def _confirm(handle):
    """How many things count from now on."""
    with unit_of_work() as session:
        subscriber = queries.by_handle(session, handle)
        done = (
            actions.confirm(session, subscriber, lang=language.current(), now=datetime.now(UTC)) if subscriber else ()
        )
        return len(done)


@bp.route("/<lang>/abo/ende/<token>", methods=["GET", "POST"])
def abo_ende(token):
    """End mails by one click: in the mail program (RFC 8058) or on this page. A second time changes nothing."""
    signed = abo_links.signed("end", token) or abort(404)
    subscriber = queries.by_handle(current_session(), signed.handle)
    rhythm = Rhythm(signed.rhythm) if signed.rhythm else None
    ending = [one for one in (subscriber.subscriptions if subscriber else ()) if rhythm in (None, one.rhythm)]
    if request.method == "POST" and subscriber:
        with unit_of_work() as session:
            actions.end(session, queries.by_handle(session, signed.handle), rhythm=rhythm)
            rest = queries.by_handle(session, signed.handle) is not None
        return _page("beendet", manage=_manage(signed.handle) if rest else None)
    if not ending:
        return _page("beendet", manage=_manage(signed.handle) if subscriber else None)
    return _page("ende", ending=list(_shown(ending)), manage=_manage(signed.handle))


@bp.route("/<lang>/abo/verwalten/<token>", methods=["GET", "POST"])
def abo_verwalten(token):
    """Everything that one follows: another rhythm, or the end, one by one or all."""
    try:
        subscriber = _subscriber("manage", token)
    except Expired:
        return _page("vorbei", 410)
    if subscriber is None:
        return _page("beendet", manage=None)
    if request.method == "POST":
        _change(subscriber.handle)
        return redirect(request.path, code=303)
    confirmed = [one for one in subscriber.subscriptions if one.confirmed_at]
    return _page(
        "verwalten",
        subscriber=subscriber,
        shown=list(_shown(confirmed)),
        end_all=abo_links.end_url(subscriber.handle),
        masked=masked,
    )


def _change(handle):
    """``ende`` ends one of them; else every ``rhythm-<id>`` that differs is taken over."""
    with unit_of_work() as session:
        subscriber = queries.by_handle(session, handle)
        if subscriber is None:
            return
        wanted = {f"rhythm-{one.id}": one for one in subscriber.subscriptions}
        known = {rhythm.value for rhythm in Rhythm}
        for name, value in request.form.items():
            if name in wanted and value in known and wanted[name].rhythm != value:
                actions.change(session, wanted[name], Rhythm(value))
        ended = request.form.get("ende", "")
        if f"rhythm-{ended}" in wanted:
            actions.end(session, subscriber, only=int(ended))


def _subscriber(action, token):
    signed = abo_links.signed(action, token) or abort(404)
    return queries.by_handle(current_session(), signed.handle)


def _manage(handle):
    return abo_links.manage_url(handle, datetime.now(UTC).isoformat(), external=False)


def _shown(subscriptions):
    """Each with its words and the page that shows the same; a Vorhaben that is not public has no page."""
    for one in subscriptions:
        names = one.names
        if one.what == What.VORHABEN and one.vorhaben.publication == Publication.PUBLISHED:
            names = {"title": one.vorhaben.title_in(language.current())}
        target = Target(one.what, one.vorhaben_id, one.criteria, names)
        is_there = one.what != What.VORHABEN or one.vorhaben.publication == Publication.PUBLISHED
        yield one, targets.said(target), targets.page_of(target) if is_there else None


def _page(name, status=200, **values):
    """A page of its own, or one message."""
    template = _SHOWN.format("nachricht" if name in _MESSAGES else name)
    return unkept(render_template(template, state=name, rhythms=news_words.RHYTHM, **values), status)
