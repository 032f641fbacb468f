"""Notices for boards: what is planned in one Stadtbezirk, on paper, with a way back to the screen."""

from datetime import timedelta
from io import BytesIO

import segno
from flask import Response, abort, redirect, render_template, request, url_for

from ..beschluss.queries import of_many as decisions_of_many
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..mount import setting
from ..vorhaben import answers, queries
from ..vorhaben.queries import Filters
from . import fact_sheet, words
from .public import bp

MOST, MOST_CITYWIDE = 60, 6
"""More Vorhaben do not fit on a board; the rest is counted and stands in the list."""

SHEETS = ("a4", "a3")


@bp.route("/<lang>/aushang")
def aushaenge():
    """The Stadtbezirke, each with its notice."""
    return render_template("beteiligung/public/aushaenge.html", bezirke=current_session().scalars(all_in_order()).all())


@bp.route("/<lang>/aushang/<slug>")
def aushang(slug):
    """One Stadtbezirk on paper: what is planned, how far it is, and how one can take part without a computer too."""
    session, now = current_session(), words.now()
    bezirk = _bezirk(session, slug)
    filters = Filters(bezirk=bezirk.number, open_now=request.args.get("mitmachen") == "1")
    citywide = Filters(citywide=True, open_now=True)
    here = answers.shown(session, filters, now=now, most=MOST)
    everywhere = answers.shown(session, citywide, now=now, most=MOST_CITYWIDE)
    decided = decisions_of_many(session, [one.id for one in (*here, *everywhere)])
    return render_template(
        "beteiligung/public/aushang.html",
        bezirk=bezirk,
        only_open=filters.open_now,
        sheet=request.args.get("blatt") if request.args.get("blatt") in SHEETS else SHEETS[0],
        total=answers.count(session, filters, now=now)[0],
        vorhaben=here,
        citywide_total=answers.count(session, citywide, now=now)[0],
        citywide=everywhere,
        facts={
            one.id: fact_sheet.of(one, decided.get(one.id, ()), now, elsewhere=True) for one in (*here, *everywhere)
        },
        today=now.date(),
        last_day=last_day,
        full_day=full_day,
        contact=_contact(),
        address=absolute,
        readable=readable,
    )


@bp.route("/<lang>/aushang/<slug>/qr.svg")
def aushang_qr(slug):
    """The code that leads from the notice to the list of its Stadtbezirk."""
    bezirk = _bezirk(current_session(), slug)
    return _code(absolute(".kurz_bezirk", number=bezirk.number))


@bp.route("/<lang>/b/<int:number>")
def kurz_bezirk(number):
    """A short address for the list of a Stadtbezirk, to be typed from paper."""
    known = {bezirk.number for bezirk in current_session().scalars(all_in_order())}
    return redirect(url_for(".liste", bezirk=number if number in known else abort(404)))


@bp.route("/<lang>/v/<int:number>")
def kurz(number):
    """A short address for a Vorhaben, to be typed from paper."""
    return redirect(url_for(".eines", slug=_slug_or_404(number)))


@bp.route("/<lang>/v/<int:number>/qr.svg")
def kurz_qr(number):
    """The code that leads from a notice to a Vorhaben."""
    _slug_or_404(number)
    return _code(absolute(".kurz", number=number))


def absolute(endpoint, **values):
    """The whole address of a page: where the city says the portal is, else where it was asked."""
    base = setting("BASE_URL") or request.url_root
    return base.rstrip("/") + url_for(endpoint, **values).removeprefix(request.script_root)


def readable(address):
    """An address as one reads it from paper."""
    return address.split("://", 1)[-1]


def last_day(vorhaben):
    """The last day on which one can take part."""
    return words.local(vorhaben.open_until - timedelta(minutes=1)).date()


def full_day(date):
    """Freitag, 11. Dezember 2026: paper hangs longer than a year has days."""
    return words.full_day(date)


def _contact():
    """Whom people may ask by phone or on paper, where a Vorhaben names nobody."""
    known = setting("CONTACT")
    return words.joined(known.get(key) for key in ("name", "phone", "address", "email"))


def _bezirk(session, slug):
    return next((bezirk for bezirk in session.scalars(all_in_order()) if bezirk.slug == slug), None) or abort(404)


def _slug_or_404(number):
    return queries.slug_of(current_session(), number) or abort(404)


def _code(address):
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, omitsize=True, light="white", svgclass=None, lineclass=None, title=address
    )
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(picture.getvalue(), mimetype="image/svg+xml", headers=headers)
