"""Elected bodies, people of each kind, and what tests record about them."""

from datetime import timedelta

from beteiligung import Person
from beteiligung.beschluss.models import Beschluss, Condition, ConditionState, Result
from beteiligung.gremium.models import Gremium, GremiumKind, Meeting, Task
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, MODERATION

from .. import records


def somebody(*roles, id="p", name="Gesa Stelle", **fields):
    return Person(id=id, name=name, roles=frozenset(roles), **fields)


OFFICE = somebody(GESCHAEFTSSTELLE, id="gs", bezirk=1)
PERSONAS = {
    "anonymous": None,
    "resident": somebody(bezirk=1),
    "moderator": somebody(MODERATION),
    "member of this body": somebody(BEZIRKSVERTRETUNG, bezirk=1),
    "member of another body": somebody(BEZIRKSVERTRETUNG, bezirk=2),
    "office of this body": OFFICE,
    "office of another body": somebody(GESCHAEFTSSTELLE, bezirk=2),
    "office of the council": somebody(GESCHAEFTSSTELLE, gremien=frozenset({"rat"})),
    "administration": somebody(ADMINISTRATION),
    "administration, office Y": somebody(ADMINISTRATION, office="Tiefbauamt"),
    "administration, office Z": somebody(ADMINISTRATION, office="Amt für Grün"),
}
READERS = {who for who, person in PERSONAS.items() if person and person.roles - {MODERATION}}


def bodies(session, bezirke):
    """A Bezirksvertretung for each Stadtbezirk, and the council."""
    made = [
        Gremium(slug=f"bv-{b.number}", kind=GremiumKind.BEZIRKSVERTRETUNG, name=f"BV {b.short_name}", bezirk=b)
        for b in bezirke
    ]
    made.append(Gremium(slug="rat", kind=GremiumKind.COUNCIL, name="Rat der Stadt"))
    session.add_all(made)
    session.commit()
    return made


def meeting(gremium, days=7, **changes):
    """A meeting in so many days from the clock."""
    at = (records.today() + timedelta(days=days)).replace(microsecond=0)
    return Meeting(gremium=gremium, at=at, **{"room": "Rathaus", **changes})


def condition(text="Bäume pflanzen", office="Tiefbauamt", days=30, state=ConditionState.OPEN, **changes):
    """A condition that is due in so many days from the clock."""
    due = records.day() + timedelta(days=days) if days is not None else None
    fields = {"changed_at": records.NOW, "changed_by": "gs", "state": state, "due_on": due, **changes}
    return Condition(text=text, office=office, **fields)


def decision(vorhaben, gremium, *conditions, days=-10, **changes):
    """A decision so many days ago by the clock."""
    fields = {
        "task": Task.DECIDE,
        "decided_on": records.day() + timedelta(days=days),
        "title": "Der Radweg wird gebaut",
        "text": "Die Verwaltung baut den Radweg.",
        "reason": "Er schließt eine Lücke.",
        "result": Result.ADOPTED,
        "recorded_by": "gs",
        "recorded_at": records.NOW,
    }
    return Beschluss(vorhaben=vorhaben, gremium=gremium, conditions=list(conditions), **{**fields, **changes})
