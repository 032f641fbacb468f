"""What became of the agreement: the same figures for everybody."""


from flask import abort, render_template

from ..beschluss.queries import of_many
from ..db import current_session
from ..vorhaben import coverage
from . import decision_words, words
from .public import bp


@bp.route("/<lang>/was-wurde-daraus")
def daraus():
    """Every chapter of the agreement: what is done, under way, late or only announced."""
    found = _promises()
    return render_template(
        "beteiligung/public/daraus.html",
        chapters=coverage.chapters(found),
        everything=coverage.Chapter("", found),
        without=[promise for promise in found if not promise.vorhaben],
        Progress=coverage.Progress,
    )


@bp.route("/<lang>/was-wurde-daraus/<chapter>")
def daraus_kapitel(chapter):
    """One chapter: each promise in its own words, and how far it is."""
    chapters = coverage.chapters(_promises())
    chosen = next((one for one in chapters if one.slug == chapter), None) or abort(404)
    return render_template(
        "beteiligung/public/daraus_kapitel.html",
        chapter=chosen,
        chapters=chapters,
        Progress=coverage.Progress,
        decided=of_many(current_session(), sorted({v.id for promise in chosen.promises for v in promise.vorhaben})),
        decision_words=decision_words,
    )


def _promises():
    return coverage.promises(current_session(), today=words.today())
