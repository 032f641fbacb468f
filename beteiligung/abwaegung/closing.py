"""Close, open again, publish: from papers on a desk to a table that everybody can read."""

from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..signals import abwaegung_published, announce
from ..vorhaben import editing
from . import queries, rules
from .actions import must_be_open, note_step
from .gaps import gaps
from .models import AbwaegungState, StepKind
from .telling import tell_authors

FIELD = "weighing"
"""The name under which the history of a Vorhaben tells of it."""


def close(session, weighing, person, *, now):
    """It is complete and goes to the body. Refused while anything is left."""
    must_be_open(weighing, person)
    if not gaps(session, weighing, now=now).is_complete:
        raise RuleBroken(N_("Something is still missing. The page says what."))
    weighing.state, weighing.closed_at, weighing.closed_by = AbwaegungState.CLOSED, now, person.id
    note_step(weighing, StepKind.CLOSED, person, now)
    session.flush()


def reopen(session, weighing, person, *, reason, now):
    """Work goes on, for a reason that stays on record. What is published stays as it is."""
    _must_be_closed(weighing, person)
    if not reason:
        raise RuleBroken(N_("Please say why."))
    weighing.state, weighing.closed_at, weighing.closed_by = AbwaegungState.OPEN, None, None
    note_step(weighing, StepKind.REOPENED, person, now, reason)
    session.flush()


def publish(session, weighing, person, *, now):
    """Everybody can read it, the history of the Vorhaben says so, and every author is told once.

    What came in since it was closed must be weighed first.
    """
    _must_be_closed(weighing, person)
    if not gaps(session, weighing, now=now).is_complete:
        raise RuleBroken(N_("Something came in since it was closed. Open the weighing again and weigh it too."))
    weighing.state, weighing.published_at, weighing.published_by = AbwaegungState.PUBLISHED, now, person.id
    note_step(weighing, StepKind.PUBLISHED, person, now)
    told = {"arguments": len(weighing.arguments), "beitraege": queries.sizes(session, weighing).total}
    editing.touch(session, weighing.vorhaben, person, now=now, field=FIELD, new=told)
    tell_authors(session, weighing, now=now)
    announce(session, abwaegung_published, abwaegung=weighing)
    session.flush()


def _must_be_closed(weighing, person):
    if not rules.may_weigh(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if weighing.state != AbwaegungState.CLOSED:
        raise Conflict(N_("Somebody else was faster: the weighing is not closed."))
