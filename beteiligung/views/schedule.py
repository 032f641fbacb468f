"""The list as a chart of time: a table whose cells are as long as what they tell."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, render_template, request

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..vorhaben import dated, queries
from ..vorhaben.models import Vorhaben
from ..vorhaben.schedule import Milestone, marks, spans
from ..vorhaben.window import QUARTERS, YEARS, Window
from . import chart_words, words
from .filtering import Search
from .public import Page, bp, hidden_past

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
    session, now = current_session(), datetime.now(UTC)
    today = words.local(now).date()
    window = _window(today)
    search = _search(session, "beteiligung.zeit", _kept(window))
    number = dated.count(session, search.filters, window, now=now, today=today)
    page = _page(session, search, dated.in_window(search.filters, window, now=now, today=today), number.shown)
    return render_template(
        "beteiligung/public/zeit.html",
        search=search,
        facets=queries.facets(session, search.filters, now=now),
        window=window,
        here=Window.at(None, window.scale, today),
        today=today,
        number=number,
        page=page,
        rows=[_row(vorhaben, window, now) for vorhaben in page.items],
        timeless=session.scalars(dated.without_time(search.filters, now=now).limit(TIMELESS_FIRST)).all(),
        past=hidden_past(session, search, now),
        chart=chart_words,
        Milestone=Milestone,
    )


@bp.route("/<lang>/zeit/ohne-termin")
def zeit_ohne():
    """All Vorhaben that fit and have no date at all."""
    session, now = current_session(), datetime.now(UTC)
    today = words.local(now).date()
    search = _search(session, "beteiligung.zeit_ohne")
    number = dated.count(session, search.filters, _window(today), now=now, today=today)
    return render_template(
        "beteiligung/public/zeit_ohne.html",
        search=search,
        facets=queries.facets(session, search.filters, now=now),
        number=number,
        page=_page(session, search, dated.without_time(search.filters, now=now), number.timeless),
    )


def _window(today):
    scale = YEARS if request.args.get("schritt") == "jahr" else QUARTERS
    return Window.at(request.args.get("ab"), scale, today)


def _kept(window):
    """The part of the calendar stays in the addresses of this page as far as it was asked for."""
    given = {"ab": window.written if request.args.get("ab") else None, "schritt": "jahr" if window.by_years else None}
    return tuple((key, value) for key, value in given.items() if value)


def _search(session, endpoint, beside=()):
    """The filters of the list."""
    return Search.from_args(
        request.args,
        session.scalars(all_in_order()).all(),
        queries.topics(session),
        queries.terms(session),
        endpoint=endpoint,
        beside=beside,
    )


def _page(session, search, rows, total):
    size = current_app.config["BETEILIGUNG_PAGE_SIZE"]
    number = min(search.page, max(1, -(-total // size)))
    return Page(session.scalars(rows.limit(size).offset((number - 1) * size)).all(), number, size, total)


def _row(vorhaben, window, now):
    inside = [(mark, window.share(mark.on)) for mark in marks(vorhaben, now=now, local=words.local)]
    return Row(
        vorhaben,
        window.bars(spans(vorhaben, now=now, local=words.local)),
        [(mark, share) for mark, share in inside if share is not None],
    )
