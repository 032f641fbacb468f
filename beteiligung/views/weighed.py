"""What became of the contributions, for everybody: the table of arguments, and each contribution's own fate."""

from datetime import UTC, datetime

from flask import abort, has_request_context, render_template, url_for

from ..abwaegung import queries
from ..abwaegung.models import Disposition
from ..abwaegung.telling import outcomes
from ..beitrag import fate
from ..bezirk.queries import all_in_order
from ..db import current_session
from ..errors import N_
from ..mount import setting
from .public import bp, published_or_404
from .rendered import in_easy, note
from .renditions import Renditions
from .weighing_words import DISPOSITION


class Weighed:
    """A published weighing as pages show it. Nothing here knows one that is not published."""

    DISPOSITION = DISPOSITION

    def __init__(self, session, weighing):
        self.weighing, self.arguments = weighing, weighing.arguments
        self.weights = queries.weights(session, weighing.id)
        self.sizes = queries.sizes(session, weighing)
        self.smallest = setting("SMALLEST_GROUP")
        self.counts = {value: sum(one.disposition == value for one in self.arguments) for value in Disposition}

    @classmethod
    def of(cls, session, vorhaben, round=None):
        """For the page of a Vorhaben; ``None`` where nothing is published, or not this round."""
        weighing = queries.published(session, vorhaben.id, round)
        return cls(session, weighing) if weighing else None


@bp.route("/<lang>/vorhaben/<slug>/abwaegung")
@bp.route("/<lang>/vorhaben/<slug>/abwaegung/<int(max=9999):runde>")
def abwaegung(slug, runde=None):
    """The table of arguments: weight, what becomes of them, and why. Without a number, of the newest round."""
    session, vorhaben = current_session(), published_or_404(slug)
    weighed = Weighed.of(session, vorhaben, runde) if runde != 0 else None
    if weighed is None:
        abort(404)
    return render_template(
        "beteiligung/public/abwaegung.html",
        vorhaben=vorhaben,
        weighed=weighed,
        rounds=queries.published_rounds(session, vorhaben.id),
        renditions=Renditions(session, vorhaben),
        bezirke={bezirk.number: bezirk for bezirk in session.scalars(all_in_order())},
        now=datetime.now(UTC),
    )


TOLD = {
    Disposition.TAKEN_UP: N_("Taken up: %(title)s. The reason: %(reason)s"),
    Disposition.PARTLY: N_("Taken up in part: %(title)s. The reason: %(reason)s"),
    Disposition.PLANNED: N_("Planned already: %(title)s. The reason: %(reason)s"),
    Disposition.NOT_TAKEN_UP: N_("Not taken up: %(title)s. The reason: %(reason)s"),
    Disposition.OUTSIDE: N_("Outside the power of the city: %(title)s. The reason: %(reason)s"),
}


def reason(argument):
    """The reason in the words of this reader: easy German with its label for easy German, else the plain one."""
    easy = in_easy(argument, "reason")
    return f"{easy.words['reason']}\n{note(easy)}" if easy else argument.reason


@fate.also_tell
def tell_weighing(session, beitrag):
    """A receipt says what became of the arguments that the contribution carries."""
    outcome = outcomes(session, [beitrag.id]).get(beitrag.id)
    if outcome is None:
        return
    about = {"slug": beitrag.vorhaben.slug, "runde": outcome.round}
    page = url_for("beteiligung.abwaegung", **about) if has_request_context() else None
    for one in outcome.arguments:
        if one.disposition:
            values = {"title": one.title.rstrip("."), "reason": reason(one)}
            yield fate.News(TOLD[one.disposition], values, at=outcome.published_at, url=page)
    if outcome.aside:
        message = N_("Set aside in the weighing. The reason: %(reason)s")
        yield fate.News(message, {"reason": outcome.aside}, at=outcome.published_at, url=page)
