"""The desk of one body: what is new, what waits, what touches the whole city, what is overdue."""

from datetime import UTC, datetime

from flask import render_template, request

from ..db import current_session
from ..desk import queries
from ..gremium import rules
from ..gremium.models import GremiumKind, Task
from ..i18n import lazy_gettext, ngettext
from ..identity import current_person
from ..vorhaben.models import Vorhaben
from . import news_words, words
from .bezirksvertretung import body_or_404, bp

TASK = {
    Task.DECIDE: lazy_gettext("For a decision"),
    Task.OPINION: lazy_gettext("For an opinion"),
    Task.INFORMATION: lazy_gettext("For information"),
}
NEWS_SHOWN = 3
"""So many pieces of news stand with each Vorhaben."""


@bp.route("/<lang>/gremien/<slug>")
def tisch(slug):
    """What lies on the desk of this body. Everybody who works for any body reads it, without the internal talk."""
    session, person, now = current_session(), current_person(), datetime.now(UTC)
    body, today = body_or_404(slug), words.local(now).date()
    met = queries.meetings(session, body, now=now)
    since = queries.since(met.last, now)
    waiting = queries.waiting(session, body, now=now)
    span = {"since": since, "now": now}
    fresh = queries.fresh(session, queries.touches(body), most=_most("neu"), **span)
    is_local = body.kind == GremiumKind.BEZIRKSVERTRETUNG
    citywide = queries.fresh(session, Vorhaben.is_citywide, most=_most("stadtweit"), with_talk=False, **span)
    demanded = queries.conditions(session, body)
    reads = rules.may_read_talk(person, body)
    asked = queries.questions(session, body, since=since) if reads or rules.may_answer(person) else []
    ids = list({one.vorhaben.id for one in (*waiting, *fresh.items)})
    late = queries.number_late(session, body, today)
    late_questions = sum(inquiry.is_late(today) for inquiry in asked)
    return render_template(
        "beteiligung/bezirksvertretung/tisch.html",
        body=body,
        met=met,
        since=words.local(since).date(),
        days=(words.local(met.next.at).date() - today).days if met.next else None,
        waiting=waiting,
        fresh=fresh,
        citywide=citywide if is_local else queries.Part([], 0),
        is_local=is_local,
        demanded=demanded,
        asked=asked,
        late=late,
        contents=_contents(len(waiting), fresh.total, citywide.total if is_local else 0, late, late_questions),
        beitraege=queries.contributions(session, ids),
        spoken=queries.words_in(session, body, ids) if reads else {},
        is_own=rules.belongs_to(person, body),
        reads=reads,
        may_ask=rules.may_ask(person, body),
        may_answer_body=rules.may_answer(person),
        today=today,
        said=lambda one: news_words.said(one.fact),
        task=TASK,
        news_shown=NEWS_SHOWN,
    )


def _most(part):
    return queries.MOST if request.args.get(part) == "alle" else queries.SHOWN


def _contents(waiting, fresh, citywide, late, late_questions):
    """The sentence at the top: what lies here, each part with a link to it."""
    parts = [
        ("warten", waiting, ngettext("%(num)d Vorhaben waits for you", "%(num)d Vorhaben wait for you", waiting)),
        ("neu", fresh, ngettext("%(num)d Vorhaben has news", "%(num)d Vorhaben have news", fresh)),
        (
            "stadt",
            citywide,
            ngettext("%(num)d concerns the whole city", "%(num)d concern the whole city", citywide),
        ),
        ("auflagen", late, ngettext("%(num)d condition is late", "%(num)d conditions are late", late)),
        (
            "fragen",
            late_questions,
            ngettext("%(num)d answer is late", "%(num)d answers are late", late_questions),
        ),
    ]
    return [(anchor, said) for anchor, number, said in parts if number]
