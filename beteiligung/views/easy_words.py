"""What the checker of Leichte Sprache says of the easy German text in a form, for the page of the administration."""

from typing import NamedTuple

from ..i18n import gettext as _
from ..leicht import ERROR, check, figure
from . import words
from .language import SIMPLE

FIELDS = ("title", "summary", "goal", "affected", "description")
PLAIN = ("description",)
"""Shown in the lines in which they were written; of all others a page begins a new line for each sentence."""


class Remark(NamedTuple):
    """One finding, in the reader's language."""

    line: int
    rule: str
    is_error: bool
    explanation: str
    suggestion: str


class Checked(NamedTuple):
    """One field: its lines as pieces (text, is it meant?), and what there is to say."""

    name: str
    label: str
    lines: list
    remarks: list


def easy_part(form):
    """The part of the form that holds the easy German text, if the city offers it."""
    return next((part for part in form.texts if part.lang.data == SIMPLE), None)


def checked(form):
    """The easy text of a form with findings beside it; None where nothing is written yet."""
    part = easy_part(form)
    said = {name: (part[name].data or "").strip() for name in FIELDS} if part else {}
    if not any(said.values()):
        return None
    shown = {name: text if name in PLAIN else "\n".join(words.lines(text)) for name, text in said.items()}
    fields = [_field(name, part[name].label.text, text) for name, text in shown.items() if text]
    return {
        "fields": [field for field in fields if field.remarks],
        "number": sum(len(field.remarks) for field in fields),
        "errors": sum(remark.is_error for field in fields for remark in field.remarks),
        "figure": figure("\n".join(text for text in shown.values() if text)),
    }


def _field(name, label, text):
    lines = text.splitlines()
    found = check("\n".join(lines))
    places = {
        number: [(one.start, one.end) for one in found if one.line == number] for number in range(1, len(lines) + 1)
    }
    return Checked(
        name,
        label,
        [list(pieces(line, places[number])) for number, line in enumerate(lines, 1)],
        [
            Remark(
                one.line,
                one.rule,
                one.severity == ERROR,
                _(one.explanation) % one.values,
                _(one.suggestion) % one.values,
            )
            for one in found
        ],
    )


def pieces(line, places):
    """A line cut where findings begin and end: each piece with whether it is meant."""
    at = 0
    for start, end in sorted(places):
        start = max(start, at)
        if start >= end:
            continue
        if start > at:
            yield line[at:start], False
        yield line[start:end], True
        at = end
    if line[at:]:
        yield line[at:], False
