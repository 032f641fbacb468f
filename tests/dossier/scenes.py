"""Vorhaben with everything that a dossier could show, and everything that it must not."""

from datetime import date, timedelta

from beteiligung import Person, easy
from beteiligung.abwaegung.models import Abwaegung, AbwaegungState, Argument, Assignment, Disposition
from beteiligung.beitrag.models import Stance, Visibility
from beteiligung.beschluss.models import Beschluss, Condition, Result
from beteiligung.dossier.models import Population
from beteiligung.gremium.models import AgendaItem, Gremium, GremiumKind, Meeting, Task

from .. import records
from ..records import NOW

DONE = {"changed_at": NOW, "changed_by": "amt"}


def speak(session, vorhaben, number, *, bezirk=1, stance=Stance.PRO, word="Beitrag", **changes):
    """So many people, each with one contribution."""
    made = [
        records.beitrag(
            vorhaben,
            f"{word} {n}",
            author=f"{word}-{bezirk}-{n}",
            name=f"Linde {n}",
            stance=stance,
            bezirk_number=bezirk,
            **changes,
        )
        for n in range(number)
    ]
    session.add_all(made)
    session.flush()
    return made


def weigh(session, vorhaben, beitraege, *, state=AbwaegungState.CLOSED, word="ARGUMENT"):
    """An Abwägung with one argument that these contributions carry."""
    argument = Argument(
        title=f"{word}: der Weg ist gefährlich",
        assessment="Das trifft zu.",
        disposition=Disposition.TAKEN_UP,
        reason="Die Brücke wird breiter.",
        assignments=[Assignment(beitrag=b, assigned_at=NOW, assigned_by="amt") for b in beitraege],
        **DONE,
    )
    weighing = Abwaegung(vorhaben=vorhaben, state=state, assessment="Im Ganzen gut.", created_at=NOW, created_by="amt")
    weighing.arguments = [argument]
    session.add(weighing)
    easy.write(session, argument, {"reason": "Die Brücke wird breit."}, Person("amt", "Amt für Grün"), now=NOW)
    return argument


def decide(session, vorhaben, body, *, title="Die Brücke wird gebaut"):
    """A decision with a condition that is late."""
    decision = Beschluss(
        vorhaben=vorhaben, gremium=body, title=title, text="So wird es gemacht.", result=Result.ADOPTED
    )
    decision.decided_on, decision.recorded_by, decision.recorded_at = date(2025, 5, 1), "gs", NOW
    decision.votes_yes, decision.votes_no = 11, 3
    decision.conditions = [Condition(text="Kosten nennen", office="Tiefbauamt", due_on=date(2025, 6, 1), **DONE)]
    session.add(decision)
    session.flush()
    return decision


def body_with_meeting(session, bezirk, *vorhaben, slug="bv-2"):
    """A Bezirksvertretung with one meeting about these Vorhaben."""
    body = Gremium(slug=slug, kind=GremiumKind.BEZIRKSVERTRETUNG, name="BV Wattenscheid", bezirk=bezirk)
    items = [
        AgendaItem(vorhaben=v, position=n, number=f"Ö {n}", task=Task.DECIDE, paper_number=f"2026/{n}")
        for n, v in enumerate(vorhaben, 1)
    ]
    meeting = Meeting(gremium=body, at=NOW, room="Rathaus Wattenscheid", agenda=items)
    session.add_all([body, meeting])
    session.flush()
    return body, meeting


def populate(session, *people):
    """So many people in the Stadtbezirke 1, 2 and so on; the first has two ages."""
    session.add_all(Population(bezirk_number=n, people=p, source="Zählung") for n, p in enumerate(people, 1))
    session.add(Population(bezirk_number=1, age_from=0, age_to=17, people=people[0] // 4))
    session.add(Population(bezirk_number=1, age_from=18, age_to=None, people=people[0] - people[0] // 4))
    session.flush()


def whole(session, vorhaben, bezirke):
    """A Vorhaben with people, answers, support, arguments, a decision and figures of the population."""
    said = speak(session, vorhaben, 8)
    speak(session, vorhaben, 6, stance=Stance.CONTRA, word="Dagegen")
    speak(session, vorhaben, 2, bezirk=2, word="Wattenscheider")
    said[0].supports = 12
    session.add(records.beitrag(vorhaben, "Danke", author="amt", name="Amt", parent=said[0], is_official=True))
    for visibility in (Visibility.HIDDEN, Visibility.WITHDRAWN, Visibility.SUBMITTED):
        gone = speak(session, vorhaben, 1, word=f"GEHEIM{visibility.value}", visibility=visibility)
        gone[0].supports = 99
        said.append(gone[0])
    weigh(session, vorhaben, said)
    populate(session, 50_000, 45_000)
    body, meeting = body_with_meeting(session, bezirke[1], vorhaben)
    decide(session, vorhaben, body)
    session.commit()
    return body, meeting


def later(days):
    return NOW + timedelta(days=days)
