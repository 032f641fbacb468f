"""Contact points, the rules of the house, and what moderation did in a year: pages for everybody."""

import csv
import io
from datetime import UTC, datetime

from flask import abort, make_response, render_template

from ..db import current_session
from ..moderation.figures import figures, years
from ..mount import setting
from . import moderation_words
from .public import bp


@bp.route("/<lang>/kontakt")
def kontakt():
    """Whom to write to: residents, and authorities."""
    return render_template(
        "beteiligung/haus/kontakt.html",
        contact=setting("CONTACT"),
        authorities=setting("CONTACT_AUTHORITIES"),
    )


@bp.route("/<lang>/hausregeln")
def hausregeln():
    """What may be written here, who looks at it, and how to object. A host replaces the template."""
    return render_template("beteiligung/haus/hausregeln.html")


@bp.route("/<lang>/zahlen")
@bp.route("/<lang>/zahlen/<int:year>")
def zahlen(year=None):
    """What moderation did in a year."""
    counted, offered = _counted(year)
    return render_template("beteiligung/haus/zahlen.html", figures=counted, years=offered, mod=moderation_words)


@bp.route("/<lang>/zahlen/<int:year>.csv")
def zahlen_csv(year):
    """The same as a file."""
    counted, _offered = _counted(year)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("year", "group", "what", "number"))
    table.writerows((year, group, what, "" if number is None else number) for group, what, number in counted.rows())
    answer = make_response(out.getvalue())
    answer.mimetype = "text/csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    return answer


def _counted(year):
    session, now = current_session(), datetime.now(UTC)
    offered = years(session, now)
    year = offered[0] if year is None else year
    if year not in offered:
        abort(404)
    return figures(session, year, setting("TIMEZONE")), offered
