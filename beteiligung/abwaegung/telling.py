"""What became of a contribution: for its page, its receipt and the mail to whoever wrote it."""

import hashlib
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import and_, select

from .. import easy
from ..beitrag.models import Beitrag, BeitragOrigin
from ..outbox import actions as outbox
from ..vorhaben.models import Publication, Vorhaben
from . import queries
from .models import Abwaegung, AbwaegungState, Argument, Assignment, SetAside

MOST_IN_A_MAIL = 5
"""So many contributions of one person stand in a mail in full; the page holds the others."""


@dataclass
class Outcome:
    """The arguments that a contribution carries, or why it was set aside, in which round, and since when one knows."""

    published_at: object
    round: int
    arguments: list = field(default_factory=list)
    aside: str | None = None


def outcomes(session, beitrag_ids):
    """For each of these its ``Outcome``, as far as it is public."""
    is_public = and_(Abwaegung.state == AbwaegungState.PUBLISHED, Vorhaben.publication == Publication.PUBLISHED)
    mine = (Beitrag.id.in_(beitrag_ids), queries.counting(), Beitrag.vorhaben_id == Abwaegung.vorhaben_id, is_public)
    found = {}
    carried = (
        select(Beitrag.id, Abwaegung.published_at, Abwaegung.round, Argument)
        .join(Assignment, Assignment.beitrag_id == Beitrag.id)
        .join(Argument, Argument.id == Assignment.argument_id)
        .join(Abwaegung, Abwaegung.id == Argument.abwaegung_id)
        .join(Vorhaben, Vorhaben.id == Abwaegung.vorhaben_id)
        .where(*mine)
        .order_by(Argument.position, Argument.id)
    )
    for beitrag_id, at, round, argument in session.execute(carried):
        found.setdefault(beitrag_id, Outcome(at, round)).arguments.append(argument)
    aside = (
        select(Beitrag.id, Abwaegung.published_at, Abwaegung.round, SetAside.reason)
        .join(SetAside, SetAside.beitrag_id == Beitrag.id)
        .join(Abwaegung, Abwaegung.id == SetAside.abwaegung_id)
        .join(Vorhaben, Vorhaben.id == Abwaegung.vorhaben_id)
        .where(*mine)
    )
    for beitrag_id, at, round, reason in session.execute(aside):
        found.setdefault(beitrag_id, Outcome(at, round)).aside = reason
    return found


def tell_authors(session, weighing, *, now):
    """One mail to each author, in the language in which they wrote last. Whoever wrote on paper gets a letter."""
    mine = (Beitrag.vorhaben_id == weighing.vorhaben_id, queries.counting(), queries.of_round(weighing.id))
    mine = (*mine, Beitrag.origin == BeitragOrigin.ONLINE)
    rows = session.execute(
        select(Beitrag.author_id, Beitrag.id, Beitrag.lang)
        .where(*mine)
        .order_by(Beitrag.author_id, Beitrag.submitted_at, Beitrag.id)
    ).all()
    mails = []
    for author, theirs in groupby(rows, key=lambda row: row.author_id):
        theirs = list(theirs)
        facts = {"abwaegung": weighing.id, "beitraege": [row.id for row in theirs], "lang": theirs[-1].lang}
        key = f"weighed:{weighing.id}:{hashlib.sha256(author.encode()).hexdigest()[:32]}"
        about = {"to": author, "lang": theirs[-1].lang, "facts": facts, "key": key, "bulk": True}
        mails.append(outbox.row("weighed", **about, now=now))
    outbox.put_all(session, mails)


def still_told(session, facts):
    """The facts of the mail as they hold right before it goes out; ``None`` where there is nothing to tell."""
    weighing = session.get(Abwaegung, facts["abwaegung"])
    if weighing is None or queries.published(session, weighing.vorhaben_id, weighing.round) is None:
        return None
    known = outcomes(session, facts["beitraege"])
    said = session.scalars(
        select(Beitrag).where(Beitrag.id.in_(list(known))).order_by(Beitrag.submitted_at, Beitrag.id)
    ).all()
    if not said:
        return None
    return {
        "slug": weighing.vorhaben.slug,
        "round": weighing.round,
        "title": weighing.vorhaben.title_in(facts["lang"]),
        "name": said[-1].author_name,
        "further": max(0, len(said) - MOST_IN_A_MAIL),
        "contributions": [_told(one, known[one.id]) for one in said[:MOST_IN_A_MAIL]],
    }


def _told(beitrag, outcome):
    return {
        "id": beitrag.id,
        "body": beitrag.body,
        "lang": beitrag.lang,
        "written_at": beitrag.submitted_at.isoformat(),
        "aside": outcome.aside,
        "arguments": [
            {
                "title": one.title,
                "disposition": one.disposition.value if one.disposition else None,
                "reason": one.reason,
                "reason_simple": one.reason_simple,
                "easy": easy.known(one),
            }
            for one in outcome.arguments
        ],
    }
