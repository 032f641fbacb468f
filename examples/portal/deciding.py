"""Elected bodies of the demonstration, their meetings, what they decided and what became of it. All of it made up."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from beteiligung import Person, easy
from beteiligung.beschluss.models import Beschluss, Condition, ConditionState, Result
from beteiligung.gremium import bodies
from beteiligung.gremium.models import AgendaItem, Gremium, Meeting, Task

BERLIN = ZoneInfo("Europe/Berlin")
DEMO = "Demonstration"
OFFICE = Person("demo", DEMO)
FILE = Path(__file__).parents[1] / "bochum" / "beschluesse.json"
"""Days in it count from the day of seeding."""

PLAIN = ("paper_number", "title", "text", "reason")


def decide(session, known, now):
    """Bodies, meetings, agendas and decisions, once. ``known`` are the Vorhaben by their short name."""
    bodies.from_bezirke(session, council="Rat der Stadt Bochum")
    if session.scalar(select(Meeting.id).limit(1)) is not None:
        return
    told = json.loads(FILE.read_text(encoding="utf-8"))
    there = {body.slug: body for body in session.scalars(select(Gremium))}
    meetings = {
        (slug, days): Meeting(gremium=there[slug], at=_evening(now, days), room="Rathaus, Sitzungssaal")
        for slug, all_days in told["meetings"].items()
        if slug in there
        for days in all_days
    }
    session.add_all(meetings.values())
    for entry in told["agenda"]:
        meeting = meetings.get((entry["body"], entry["days"]))
        if meeting and entry["vorhaben"] in known:
            about = {"number": entry["number"], "task": Task(entry["task"]), "paper_number": entry["paper_number"]}
            item = AgendaItem(vorhaben=known[entry["vorhaben"]], position=len(meeting.agenda) + 1, **about)
            meeting.agenda.append(item)
    for entry in told["decisions"]:
        meeting = meetings.get((entry["body"], entry["days"]))
        if meeting and entry["vorhaben"] in known:
            decision = _decision(entry, known[entry["vorhaben"]], meeting, now)
            session.add(decision)
            easy.write(session, decision, {"text": entry.get("text_simple", "")}, OFFICE, now=decision.recorded_at)


def _decision(entry, vorhaben, meeting, now):
    yes, no, abstain = entry["votes"]
    return Beschluss(
        vorhaben=vorhaben,
        gremium=meeting.gremium,
        meeting=meeting,
        decided_on=meeting.at.astimezone(BERLIN).date(),
        result=Result(entry["result"]),
        votes_yes=yes,
        votes_no=no,
        votes_abstain=abstain,
        votes_by_group=entry.get("groups", []),
        deviates="deviation_reason" in entry,
        deviation_reason=entry.get("deviation_reason", ""),
        recorded_by=DEMO,
        recorded_at=meeting.at + timedelta(days=1),
        conditions=[_condition(place, one, now) for place, one in enumerate(entry["conditions"])],
        **{name: entry[name] for name in PLAIN},
    )


def _condition(place, entry, now):
    return Condition(
        position=place,
        due_on=(now + timedelta(days=entry["days"])).date(),
        state=ConditionState(entry["state"]),
        changed_at=now,
        changed_by=DEMO,
        **{name: entry[name] for name in ("text", "office", "report", "proof")},
    )


def _evening(now, days):
    return datetime.combine((now + timedelta(days=days)).date(), time(17), BERLIN)
