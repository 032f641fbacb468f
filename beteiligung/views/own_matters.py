"""What somebody's own page tells: what became of what they wrote, and how much is stored about them."""

from flask import request

from ..beitrag.fate import State
from ..db import current_session
from ..mount import setting
from ..personal import queries, traces
from . import can_exist


def of(person):
    """The names that the page of an account uses."""
    session, before = current_session(), request.args.get("vor", type=int)
    before = before if before and before > 0 and can_exist(before) else None
    who = traces.of_person(session, person.id)
    size = setting("PAGE_SIZE")
    shown, further = queries.matters(session, who.ids, before=before, size=size)
    numbers = queries.numbers(session, who.ids)
    return {"matters": shown, "further": further, "before": before, "numbers": numbers, "State": State}
