"""What was decided, and what became of it: for everybody."""

import re
from datetime import UTC, date, datetime, time

from flask import abort, render_template, request, url_for

from ..beitrag import fate
from ..beschluss import queries
from ..beschluss.progress import State
from ..db import current_session
from ..errors import N_
from ..gremium import queries as bodies
from ..mount import setting
from ..vorhaben.models import Publication
from ..vorhaben.timeline import Moment
from . import can_exist, decision_words, words
from .public import bp

STATES = {"ueberfaellig": State.LATE, "offen": State.OPEN, "erfuellt": State.DONE}
_EDGE = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{1,10})")


@bp.route("/<lang>/beschluesse")
def beschluesse():
    """Every body: how much it decided, and how much of what it demanded is done."""
    session, today = current_session(), words.today()
    found = queries.tallies(session, today=today)
    all_bodies = session.scalars(bodies.all_in_order()).all()
    return render_template(
        "beteiligung/public/beschluesse.html",
        rows=[(body, found.get(body.id, queries.Tally())) for body in all_bodies],
        everything=sum(found.values(), queries.Tally()),
    )


@bp.route("/<lang>/beschluesse/<gremium>")
def beschluesse_gremium(gremium):
    """What one body decided, the newest first, with what became of each condition."""
    session, today = current_session(), words.today()
    body = bodies.by_slug(session, gremium) or abort(404)
    years = queries.years(session, body)
    year = request.args.get("jahr", type=int)
    year = year if year in years else None
    state = STATES.get(request.args.get("stand"))
    size = setting("PAGE_SIZE")
    before = _edge(request.args.get("nach"))
    found, more = queries.page(session, body, today=today, year=year, state=state, before=before, size=size)
    return render_template(
        "beteiligung/public/beschluesse_gremium.html",
        body=body,
        others=[one for one in session.scalars(bodies.all_in_order()) if one.id != body.id],
        decisions=found,
        tally=queries.tallies(session, today=today, year=year).get(body.id, queries.Tally()),
        years=years,
        year=year,
        state=state,
        states=STATES,
        is_later_page=before is not None,
        next_edge=f"{found[-1].decided_on.isoformat()}-{found[-1].id}" if more else None,
        decision_words=decision_words,
        here=lambda **changes: url_for(".beschluesse_gremium", gremium=body.slug, **changes),
    )


def with_decisions(story, decisions):
    """The public life of a Vorhaben with what was decided about it."""
    moments = [Moment(beschluss.decided_on, "decision", beschluss) for beschluss in decisions]
    return sorted([*moments, *story], key=lambda moment: moment.on, reverse=True)


@fate.also_tell
def decided(session, beitrag):
    """What a receipt says of decisions about the Vorhaben."""
    if beitrag.vorhaben.publication != Publication.PUBLISHED:
        return []
    return [_news(beschluss) for beschluss in queries.of_vorhaben(session, beitrag.vorhaben_id)]


def _news(beschluss):
    at = datetime.combine(beschluss.decided_on, time(12), UTC)
    url = url_for("beteiligung.eines", slug=beschluss.vorhaben.slug, _anchor=f"beschluss-{beschluss.id}")
    values = {"body": beschluss.gremium.name, "result": decision_words.RESULT[beschluss.result].word}
    return fate.News(N_("%(body)s: %(result)s"), values, at, url)


def _edge(text):
    found = _EDGE.fullmatch(text or "")
    if not found or not can_exist(int(found[2])):
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None
