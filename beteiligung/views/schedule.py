"""The list as a chart of time: a table whose cells are as long as what they tell."""

from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy.orm import selectinload

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..mount import setting
from ..vorhaben import answers, dated
from ..vorhaben.models import Vorhaben
from ..vorhaben.narrowing import Span
from ..vorhaben.schedule import Milestone, marks, spans
from ..vorhaben.window import QUARTERS, YEARS, Window
from . import chart_words, language, words
from .filtering import Search
from .listing import Page
from .pieces import piece
from .public import bp, facets, hidden_past

TIMELESS_FIRST = 6
"""How many Vorhaben without any date stand below the chart before one asks for all of them."""


@dataclass(frozen=True)
class Row:
    """One Vorhaben in the chart: its bars, and its milestones inside the window with their place in per cent."""

    vorhaben: Vorhaben
    bars: list
    marks: list


@bp.route("/<lang>/zeit")
def zeit():
    """What comes when: the Vorhaben that fit as bars over quarters or years, and the same in words."""
    session, now = current_session(), words.now()
    today = now.date()
    asked = Span.parse(request.args.get("von"), request.args.get("bis"))
    window = _window(today, asked)
    search = _search(session, "beteiligung.zeit", _kept(window))
    number = dated.count(session, search.filters, window, now=now, today=today)
    at, part = _part(search, number.shown)
    there = dated.in_window(session, search.filters, window, now=now, today=today, **part)
    timeless = dated.without_time(session, search.filters, now=now, most=TIMELESS_FIRST)
    known = answers.records(session, there + timeless, selectinload(Vorhaben.history))
    page = Page([known[id_] for id_ in there if id_ in known], at, part["most"], number.shown)
    return render_template(
        "beteiligung/public/zeit.html",
        search=search,
        facets=facets(session, search, now),
        window=window,
        here=Window.at(None, window.scale, today),
        today=today,
        number=number,
        page=page,
        rows=[_row(vorhaben, window, now) for vorhaben in page.items],
        timeless=[known[id_] for id_ in timeless if id_ in known],
        past=hidden_past(session, search, now),
        chart=chart_words,
        Milestone=Milestone,
    )


@bp.route("/<lang>/zeit/ohne-termin")
def zeit_ohne():
    """All Vorhaben that fit and have no date at all."""
    session, now = current_session(), words.now()
    today = now.date()
    search = _search(session, "beteiligung.zeit_ohne")
    number = dated.count(session, search.filters, _window(today), now=now, today=today)
    at, part = _part(search, number.timeless)
    there = dated.without_time(session, search.filters, now=now, **part)
    known = answers.records(session, there, with_terms=bool(search.filters.text))
    return render_template(
        "beteiligung/public/zeit_ohne.html",
        search=search,
        facets=facets(session, search, now),
        number=number,
        page=Page([known[id_] for id_ in there if id_ in known], at, part["most"], number.timeless),
    )


def _window(today, asked=None):
    """Where the address says so, else where the span begins that somebody filters by, else around today."""
    scale = YEARS if request.args.get("schritt") == "jahr" else QUARTERS
    begin = asked.begin.written if asked and asked.begin else None
    return Window.at(request.args.get("ab") or begin, scale, today)


def _kept(window):
    """The part of the calendar stays in the addresses of this page as far as it was asked for."""
    given = {"ab": window.written if request.args.get("ab") else None, "schritt": "jahr" if window.by_years else None}
    return tuple((key, value) for key, value in given.items() if value)


def _search(session, endpoint, beside=()):
    """The filters of the list."""
    return Search.from_args(
        request.args,
        session.scalars(all_in_order()).all(),
        *answers.menus(session, language.current()),
        endpoint=endpoint,
        beside=beside,
    )


def _part(search, total):
    """The number of the page at hand, and which part of all that is."""
    size = setting("PAGE_SIZE")
    number = min(search.page, max(1, -(-total // size)))
    return number, {"most": size, "skip": (number - 1) * size}


def _row(vorhaben, window, now):
    bars, inside = piece("bars", vorhaben.id, window, caller=lambda: _drawn(vorhaben, window, now))
    return Row(vorhaben, bars, inside)


def _drawn(vorhaben, window, now):
    inside = [(mark, window.share(mark.on)) for mark in marks(vorhaben, now=now, local=words.local)]
    return (
        window.bars(spans(vorhaben, now=now, local=words.local)),
        [(mark, share) for mark, share in inside if share is not None],
    )
