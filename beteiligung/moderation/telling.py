"""What goes out by mail, put into the outbox with the fact."""

from ..outbox.actions import put
from .models import Kind


def about(beitrag, lang):
    """The facts that every mail about a Beitrag carries."""
    return {"slug": beitrag.vorhaben.slug, "title": beitrag.vorhaben.title_in(lang), "beitrag_id": beitrag.id}


def tell_author(session, kind, beitrag, /, *, key, now, **facts):
    """One mail to the author, in their language."""
    facts = {**about(beitrag, beitrag.lang), **facts}
    put(session, kind, to=beitrag.author_id, lang=beitrag.lang, facts=facts, key=key, now=now)


def tell_reporters(session, decision, *, now):
    """Everybody who reported and left an address hears what was decided, and why."""
    for report in decision.case.reports if decision.case else ():
        if report.address:
            facts = {
                **about(decision.beitrag, report.lang),
                "number": decision.case.number,
                "outcome": decision.kind.value,
                "reason": decision.facts if decision.kind == Kind.LEFT else "",
                "rule": decision.rule,
                "law": decision.law,
            }
            key = f"report_decided:{decision.id}:{report.id}"
            put(session, "report_decided", address=report.address, lang=report.lang, facts=facts, key=key, now=now)
