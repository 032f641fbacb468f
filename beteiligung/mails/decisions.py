"""Mails about what a body decided."""

from datetime import date
from types import SimpleNamespace

from flask import url_for

from ..beschluss.models import Result
from ..beschluss.telling import still_told
from ..i18n import gettext as _
from ..views import decision_words, rendered, words
from .mail import kind, letter


@kind(check=still_told)
def decided(*, beschluss_id, slug, title, body, on, task, result, decision, text, reason, votes, conditions, easy=None):
    """To everybody who took part: what was decided and why."""
    yes, no, abstain = votes
    counted = SimpleNamespace(votes_yes=yes, votes_no=no, votes_abstain=abstain)
    return letter(
        "decided",
        subject=_("Decided: %(title)s", title=title),
        why=_("You get this e-mail because you took part in this Vorhaben."),
        end=_("It comes once for each decision about it."),
        title=title,
        body=body,
        day=words.day(date.fromisoformat(on)),
        result=decision_words.RESULT[Result(result)].word,
        decision=decision,
        text=text,
        label=rendered.note(rendered.of_facts(easy)) if easy else "",
        reason=reason,
        votes=decision_words.votes(counted),
        conditions=[_demanded(one) for one in conditions],
        link=url_for("beteiligung.eines", slug=slug, _anchor=f"beschluss-{beschluss_id}", _external=True),
    )


def _demanded(one):
    """Trees are planted (Amt für Grün, 1. Mai 2027)"""
    beside = [one["office"], words.day(date.fromisoformat(one["due"])) if one["due"] else ""]
    told = words.joined(beside)
    return f"{one['text']} ({told})" if told else one["text"]
