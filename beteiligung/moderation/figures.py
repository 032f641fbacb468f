"""What happened in one year, counted from the log alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from .models import CATEGORIES, RULES, Act, LogEntry

DECIDING = (Act.LEFT, Act.HIDDEN, Act.BLACKENED)
COUNTED = (Act.PUBLISHED, Act.LIFTED, Act.WARNED, Act.BLOCKED, Act.ANSWERED)


@dataclass
class Figures:
    """One year: how much was reported, decided and objected, how long it took, and how much a machine did."""

    year: int
    reports: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    objections: dict[str, int] = field(default_factory=dict)
    automated: int = 0
    hours_to_decide: float | None = None
    hours_to_answer_objection: float | None = None

    def rows(self):
        """(group, what, number): the same for the table and the file."""
        for group in ("reports", "decisions", "rules", "acts", "objections"):
            yield from ((group, what, number) for what, number in getattr(self, group).items())
        yield "automated", "automated", self.automated
        yield "automated", "by-people", sum(self.decisions.values()) - self.automated
        yield "time", "hours-to-decide", self.hours_to_decide
        yield "time", "hours-to-answer-objection", self.hours_to_answer_objection


def figures(session, year, zone="Europe/Berlin"):
    """Count the year, from midnight to midnight in the city's zone."""
    start, end = (datetime(y, 1, 1, tzinfo=ZoneInfo(zone)) for y in (year, year + 1))
    entries = session.execute(
        select(LogEntry.act, LogEntry.details).where(LogEntry.at >= start, LogEntry.at < end)
    ).all()
    by_act = {act: [details for each, details in entries if each == act] for act in Act}
    decided = [details for act in DECIDING for details in by_act[act]]
    reported = Counter(details.get("category") for details in by_act[Act.REPORTED])
    broken = Counter(details.get("rule") for details in decided if details.get("rule"))
    answered = by_act[Act.CONFIRMED] + by_act[Act.REVOKED]
    return Figures(
        year=year,
        reports={category: reported[category] for category in CATEGORIES},
        decisions={act.value: len(by_act[act]) for act in DECIDING},
        rules={rule: broken[rule] for rule in (*(rule.value for rule in RULES), "law")},
        acts={act.value: len(by_act[act]) for act in COUNTED},
        objections={act.value: len(by_act[act]) for act in (Act.OBJECTED, Act.CONFIRMED, Act.REVOKED)},
        automated=sum(1 for details in decided if details.get("automated")),
        hours_to_decide=_hours(details["seconds"] for details in decided if "seconds" in details),
        hours_to_answer_objection=_hours(details["seconds"] for details in answered if "seconds" in details),
    )


def years(session, now):
    """The years of which there is anything to tell, the newest first."""
    first = session.scalar(select(func.min(LogEntry.at)))
    return list(range(now.year, (first or now).year - 1, -1))


def _hours(seconds):
    seconds = list(seconds)
    return round(median(seconds) / 3600, 1) if seconds else None
