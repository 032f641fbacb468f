"""The dossier of a Vorhaben's participation: a page, and the same as files."""


from flask import abort, render_template, request

from ..db import current_session
from ..dossier.dossier import read
from ..mount import setting
from . import dossier_files, dossier_words, words
from .bezirksvertretung import bp
from .public import published_or_404

ON_A_PAGE = 50
ON_PAPER = 200
"""So many contributions stand in the annex of a PDF or DOCX. Tables hold all."""

KINDS = ("pdf", "docx", "xlsx", "csv")


def read_one(vorhaben, *, annex, after=0):
    """The dossier of a Vorhaben that the public may see, in the city's calendar."""
    smallest = setting("SMALLEST_GROUP")
    return read(current_session(), vorhaben, zone=words.zone(), smallest=smallest, annex=annex, after=after)


def names(*, paper):
    """What the templates of a dossier need beside it."""
    return {
        "dw": dossier_words,
        "paper": paper,
        "most_on_paper": ON_PAPER,
        "today": words.today(),
        "city_name": words.city_name(),
    }


@bp.route("/<lang>/dossier/<slug>")
def dossier(slug):
    """One dossier to read, its annex page by page."""
    after = _after()
    found = read_one(published_or_404(slug), annex=ON_A_PAGE, after=after)
    return render_template("beteiligung/bezirksvertretung/dossier.html", d=found, after=after, **names(paper=False))


@bp.route("/<lang>/dossier/<slug>/dossier.<kind>")
def dossier_file(slug, kind):
    """One dossier to take along."""
    if kind not in KINDS:
        abort(404)
    vorhaben = published_or_404(slug)
    found = read_one(vorhaben, annex=ON_PAPER if kind in ("pdf", "docx") else 0)
    return dossier_files.deliver(kind, f"dossier-{vorhaben.slug}", _writer(kind, found))


def _writer(kind, found):
    if kind == "pdf":
        page = render_template("beteiligung/bezirksvertretung/dossier_papier.html", d=found, **names(paper=True))
        return dossier_files.paper(page)
    return getattr(dossier_files, kind)(found)


def _after():
    text = request.args.get("ab", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
