"""Somebody reports a Beitrag; an account is not needed."""

from ..beitrag.models import Beitrag, Visibility
from ..errors import N_, NotAllowed, RuleBroken
from ..outbox.actions import put
from ..signals import announce, beitrag_reported
from ..vorhaben.models import Publication
from . import log
from .actions import open_case
from .codes import digest, new_code
from .models import CATEGORIES, LAW, Act, Case, Report
from .telling import about

MOST_REPORTS = 50
"""So many reports belong to one case; a further one tells nothing new."""


def report(
    session, beitrag, *, category, explanation, now, lang, person=None, name=None, address=None, in_good_faith=False
):
    """Store a report; return it with the code under which its author finds the decision."""
    session.refresh(beitrag, with_for_update={"of": Beitrag})
    if beitrag.visibility != Visibility.PUBLISHED or beitrag.vorhaben.publication != Publication.PUBLISHED:
        raise NotAllowed(N_("This contribution cannot be read any more; there is nothing left to report."))
    if category not in CATEGORIES or not explanation.strip():
        raise RuleBroken(N_("A report needs a reason and an explanation."))
    if category == LAW and not in_good_faith:
        raise RuleBroken(N_("Please confirm that what you say is true to the best of your knowledge."))
    case = open_case(session, beitrag)
    if case is None:
        case = Case(beitrag=beitrag, opened_at=now)
        session.add(case)
        session.flush()
    elif len(case.reports) >= MOST_REPORTS:
        raise RuleBroken(N_("This contribution was reported many times already. The moderators look at it."))
    code = new_code()
    entry = Report(
        case=case,
        category=category,
        explanation=explanation.strip(),
        name=name or None,
        address=address or None,
        reporter_id=person.id if person else None,
        in_good_faith=in_good_faith,
        lang=lang,
        reported_at=now,
        code_digest=digest(code),
    )
    session.add(entry)
    session.flush()
    log.append(session, Act.REPORTED, log.REPORTER, now=now, beitrag=beitrag, case=case, category=category)
    if address:
        facts = {**about(beitrag, lang), "number": case.number, "code": code}
        put(
            session,
            "report_received",
            address=address,
            lang=lang,
            facts=facts,
            key=f"report_received:{entry.id}",
            now=now,
        )
    announce(session, beitrag_reported, beitrag=beitrag, number=case.number)
    return entry, code
