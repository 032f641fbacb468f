"""The administration's desk in tests: three clauses on it, its pages, and what its forms send."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.vereinbarung.models import Clause
from beteiligung.vorhaben.actions import draft_from_clauses

from .. import records
from ..pages import Page, token
from ..records import NOW

DESK = "/beteiligung/de/verwaltung"
TWO = "Wir bauen bis 2027 einen Radweg. Danach pflanzen wir Bäume."
TYPED = ("title", "places", "start", "end", "office", "seen")


def lay_out(session):
    """Three clauses that nobody has looked at, each with a draft; the first holds two sentences."""
    agreement = records.vereinbarung(TWO, "Busse fahren öfter.", "Jeder Stadtbezirk erhält einen Spielplatz.")
    first, _second, third = agreement.clauses
    first.places, first.deadlines = ["Königsallee"], [{"to": "2027-12-31", "raw": "bis 2027"}]
    third.scope = "every-district"
    session.add(agreement)
    session.flush()
    draft_from_clauses(session, agreement, now=NOW)
    session.commit()
    return agreement.clauses


def page_of(clause, lang="de"):
    return f"/beteiligung/{lang}/verwaltung/zusagen/{clause.id}"


def stored(session, clause):
    session.rollback()
    session.expire_all()
    return session.get(Clause, clause.id)


def form_of(client, clause, **changes):
    """What the form on the page sends, with what somebody typed."""
    answer = client.get(page_of(clause))
    page = Page(answer.text)
    sent = {a["name"]: a.get("value", "") for a in page.all("input") if a.get("name") in TYPED}
    return {"csrf_token": token(answer), **sent, **changes}


def decide(client, clause, verb, **data):
    return client.post(f"{page_of(clause)}/{verb}", data={**form_of(client, clause), **data})


def many_clauses(engine, many):
    """Another chapter with that many clauses, each with a Vorhaben at a place; the id of the last clause."""
    with Session(engine) as session:
        agreement = session.scalars(select(records.Vereinbarung)).first() or records.vereinbarung()
        session.add(agreement)
        session.flush()
        made = [
            records.clause(
                many * 1000 + n,
                f"Wir bauen {n}.",
                fassung=agreement.newest,
                vereinbarung=agreement,
                chapter=f"Teil {many}",
            )
            for n in range(many)
        ]
        session.add_all(records.vorhaben(f"v{c.number}", f"Vorhaben {c.number}", clause=c) for c in made)
        session.commit()
        return made[-1].id
