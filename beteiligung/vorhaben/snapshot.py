"""Everything that a Vorhaben says, as plain values: to keep it as a version, to compare, to notice changes."""

import hashlib
import json

from .when import When

TEXTS = ("title", "summary", "goal", "affected", "description")
TIMES = ("start", "end", "start_actual", "end_actual")
TRACKED = ("start", "end", "start_actual", "end_actual", "cost", "places", "bezirke")
"""What never changes in public without a reason; the status has a history of its own."""


def snapshot(vorhaben):
    """A flat dict of plain values; texts stand in it as ``text.<language>.<field>``."""
    values = {
        f"text.{text.lang}.{name}": getattr(text, name)
        for text in sorted(vorhaben.texts, key=lambda text: (text.lang != "de", text.lang))
        for name in TEXTS
    }
    values |= {f"text.{text.lang}.checked": _check(text) for text in vorhaben.texts if text.is_checked}
    values |= {"status": vorhaben.status.value, "topic": vorhaben.topic}
    values["places"] = [{"words": p.words, "lat": p.lat, "lon": p.lon, "geometry": p.geometry} for p in vorhaben.places]
    values["bezirke"] = [b.short_name for b in sorted(vorhaben.bezirke, key=lambda b: b.number)]
    values |= {name: time(vorhaben, name) for name in TIMES}
    values["cost"] = _cost(vorhaben)
    values |= {name: _moment(getattr(vorhaben, name)) for name in ("open_from", "open_until")}
    values |= {name: getattr(vorhaben, name) for name in ("no_participation_reason", "office", "contact", "next_step")}
    values["next_step_on"] = time(vorhaben, "next_step")
    values |= {"closed_to": sorted(vorhaben.closed_to or ()), "moderation": vorhaben.moderation}
    values |= {"open_points": list(vorhaben.open_points or ()), "fixed_points": list(vorhaben.fixed_points or ())}
    values["clauses"] = [c.value("title") for c in (vorhaben.clause, *vorhaben.further_clauses) if c]
    values["terms"] = [term.name for term in sorted(vorhaben.terms, key=lambda term: term.slug)]
    values["attachments"] = _attached(vorhaben)
    return values


def _check(text):
    return f"{text.checked_by}, {text.checked_on.isoformat()}"


def _attached(vorhaben):
    """What hangs on it. The name is given by ``beteiligung.attachment``, which this concept does not know."""
    return [a.told for a in getattr(vorhaben, "attachments", ()) if a.withdrawn_at is None]


def stamp(vorhaben):
    """A short sign of all this: another one means that somebody changed something."""
    values = {name: value for name, value in snapshot(vorhaben).items() if name != "attachments"}  # has its own pages
    told = json.dumps([values, vorhaben.publication, vorhaben.parent_id], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def differences(old, new):
    """Each field that differs between two snapshots, with both values; ``None`` where one lacks it."""
    for field in dict.fromkeys([*new, *old]):
        before, after = old.get(field), new.get(field)
        if (before or None) != (after or None):
            yield field, before, after


def columns(name):
    """The two columns that hold a time of that name."""
    on = name if name.endswith("_actual") else f"{name}_on"
    return on, f"{name}_precision"


def time(vorhaben, name):
    """``2027-Q3``, or ``None``."""
    found = When.of(*(getattr(vorhaben, column) for column in columns(name)))
    return found.written if found else None


def _moment(at):
    return at.isoformat() if at else None


def _cost(vorhaben):
    if vorhaben.cost_amount is None and not vorhaben.cost_source:
        return None
    precision = vorhaben.cost_precision.value if vorhaben.cost_precision else None
    return {"amount": vorhaben.cost_amount, "precision": precision, "source": vorhaben.cost_source}
