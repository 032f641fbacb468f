"""Everybody who took part is told what was decided and why: one mail for each person and decision."""

import hashlib

from sqlalchemy import select

from .. import easy
from ..beitrag.models import Beitrag, BeitragOrigin, Support
from ..beitrag.queries import readable
from ..origin import SIMPLE
from ..outbox import actions as outbox
from ..vorhaben.models import Publication
from .models import Beschluss

KIND = "decided"
UNKNOWN = "de"
"""The language for those who support and have written nothing."""


def tell(session, beschluss, *, now):
    """Put the mails into the outbox, in the language in which each person wrote last; return how many are new."""
    about = {"now": now, "bulk": True}
    rows = [
        outbox.row(KIND, to=person, lang=lang, facts={"beschluss_id": beschluss.id, "lang": lang}, key=key, **about)
        for person, lang in took_part(session, beschluss.vorhaben_id)
        if (key := f"{KIND}:{beschluss.id}:{hashlib.sha256(person.encode()).hexdigest()[:32]}")
    ]
    return outbox.put_all(session, rows)


def took_part(session, vorhaben_id):
    """Each person who wrote what can be read, or supports it, with a language.

    The city's own answers do not count, and whoever came on paper or by phone left no address."""
    here = Beitrag.vorhaben_id == vorhaben_id
    wrote = (
        select(Beitrag.author_id, Beitrag.lang)
        .where(here, readable(), Beitrag.is_official.is_(False), Beitrag.origin == BeitragOrigin.ONLINE)
        .order_by(Beitrag.submitted_at)
    )
    supported = select(Support.author_id).join(Beitrag, Beitrag.id == Support.beitrag_id).where(here, readable())
    languages = dict.fromkeys(session.scalars(supported.distinct()), UNKNOWN)
    languages |= dict(session.execute(wrote).all())  # the newest comes last, and stays
    return sorted(languages.items())


def still_told(session, facts):
    """What the decision says when the mail goes out; ``None`` where the public cannot read it any more."""
    beschluss = session.get(Beschluss, facts["beschluss_id"])
    if beschluss is None or beschluss.vorhaben.publication != Publication.PUBLISHED:
        return None
    return told(beschluss, facts["lang"])


def told(beschluss, lang):
    """The facts of the mail."""
    simply = beschluss.easy.words if lang == SIMPLE and beschluss.text_simple else {}
    return {
        "beschluss_id": beschluss.id,
        "slug": beschluss.vorhaben.slug,
        "title": beschluss.vorhaben.title_in(lang),
        "body": beschluss.gremium.name,
        "on": beschluss.decided_on.isoformat(),
        "task": beschluss.task.value,
        "result": beschluss.result.value,
        "decision": simply.get("title") or beschluss.title,
        "text": simply.get("text") or beschluss.text,
        "reason": simply.get("reason") or beschluss.reason,
        "easy": easy.known(beschluss) if simply else None,
        "votes": [beschluss.votes_yes, beschluss.votes_no, beschluss.votes_abstain],
        "conditions": [_condition(condition) for condition in beschluss.conditions],
    }


def _condition(condition):
    return {
        "text": condition.text,
        "office": condition.office,
        "due": condition.due_on.isoformat() if condition.due_on else None,
    }
