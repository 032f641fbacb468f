"""Sorting contributions into arguments. Whoever calls holds the weighing locked."""

from sqlalchemy import delete, select

from .. import easy
from ..beitrag.models import Beitrag, Stance
from ..errors import N_, Conflict, NotAllowed, RuleBroken
from ..vorhaben.models import Publication
from . import queries, rules
from .models import (
    Abwaegung,
    AbwaegungState,
    Argument,
    Assignment,
    RefusedSuggestion,
    SetAside,
    StepKind,
    WeighingStep,
)

TEXTS = ("assessment", "reason")
MOST_AT_ONCE = 500


def start(session, vorhaben, person, *, now):
    """Begin to weigh what was said about a Vorhaben that is public; again, what came since the last was published."""
    if not rules.may_weigh(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if vorhaben.publication != Publication.PUBLISHED:
        raise RuleBroken(N_("Nobody can read this Vorhaben, so there is nothing to weigh."))
    last = queries.of_vorhaben(session, vorhaben.id)
    if last is not None and last.state != AbwaegungState.PUBLISHED:
        raise Conflict(N_("The weighing has begun already."))
    if last is not None and not queries.sizes(session, last).open:
        raise RuleBroken(N_("Nothing new has come since the last weighing was published."))
    weighing = Abwaegung(vorhaben=vorhaben, round=last.round + 1 if last else 1, created_at=now, created_by=person.id)
    note_step(weighing, StepKind.STARTED, person, now)
    session.add(weighing)
    session.flush()
    return weighing


def add_argument(session, weighing, person, *, title, stance=Stance.NEUTRAL, now):
    """One more argument, the last in order."""
    must_be_open(weighing, person)
    argument = Argument(title=title, stance=stance, position=_next(weighing), changed_at=now, changed_by=person.name)
    weighing.arguments.append(argument)
    session.flush()
    return argument


def save_argument(session, argument, person, values, *, seen, now):
    """Take over what was written; nothing when somebody else saved since ``seen``, a version."""
    must_be_open(argument.abwaegung, person)
    if argument.version != seen:
        raise Conflict(N_("Somebody else has saved this argument in the meantime. Nothing was overwritten."))
    for name, value in values.items():
        if name != "reason_simple":
            setattr(argument, name, value)
    argument.changed_at, argument.changed_by = now, person.name
    session.flush()
    if "reason_simple" in values:
        easy.write(session, argument, {"reason": values["reason_simple"]}, person, now=now)


def save_whole(session, weighing, person, *, assessment, proposal, seen):
    """The administration's view of the whole, and what it proposes that the body decides."""
    must_be_open(weighing, person)
    if weighing.version != seen:
        raise Conflict(N_("Somebody else has saved this in the meantime. Nothing was overwritten."))
    weighing.assessment, weighing.proposal = assessment, proposal
    session.flush()


def merge(session, argument, into, person, *, now):
    """Everything of one argument goes to another: who carries it, what was refused, and every text."""
    must_be_open(argument.abwaegung, person)
    if argument.id == into.id or argument.abwaegung_id != into.abwaegung_id:
        raise RuleBroken(N_("Please choose another argument of this weighing."))
    for model in (Assignment, RefusedSuggestion):
        there = select(model.beitrag_id).where(model.argument_id == into.id)
        session.execute(delete(model).where(model.argument_id == argument.id, model.beitrag_id.in_(there)))
    for one in session.scalars(select(Assignment).where(Assignment.argument_id == argument.id)).all():
        session.add(
            Assignment(
                argument_id=into.id,
                beitrag_id=one.beitrag_id,
                assigned_at=one.assigned_at,
                assigned_by=one.assigned_by,
                was_suggested=one.was_suggested,
            )
        )
    for name in TEXTS:
        setattr(into, name, _joined(getattr(into, name), getattr(argument, name)))
    into.disposition = into.disposition or argument.disposition
    into.changed_at, into.changed_by = now, person.name
    if argument.easy:
        stands = into.easy.words if into.easy else {}
        words = {name: _joined(stands.get(name), argument.easy.words.get(name)) for name in TEXTS}
        easy.write(session, into, words, person, now=now)
    _drop(session, argument)


def remove(session, argument, person):
    """Only what nobody carries, hidden contributions included, can go: nothing that was sorted is lost by a slip."""
    must_be_open(argument.abwaegung, person)
    if session.scalar(select(Assignment.beitrag_id).where(Assignment.argument_id == argument.id).limit(1)):
        raise RuleBroken(N_("Contributions carry this argument. Merge it with another one, or take them out first."))
    _drop(session, argument)


def move(session, argument, person, *, up):
    """One place up or down."""
    must_be_open(argument.abwaegung, person)
    order = sorted(argument.abwaegung.arguments, key=lambda one: (one.position, one.id))
    at = order.index(argument)
    other = at - 1 if up else at + 1
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    _number(order)
    session.flush()


def sort_by_weight(session, weighing, person):
    """What most contributions carry comes first."""
    must_be_open(weighing, person)
    weights = queries.weights(session, weighing.id)
    _number(sorted(weighing.arguments, key=lambda one: (-weights[one.id].contributions, one.position, one.id)))
    session.flush()


def assign(session, argument, beitrag_ids, person, *, now, suggested=False):
    """These contributions carry this argument too; what was set aside is no longer. How many there are."""
    must_be_open(argument.abwaegung, person)
    chosen = _chosen(session, argument.abwaegung, beitrag_ids)
    there = set(
        session.scalars(
            select(Assignment.beitrag_id).where(
                Assignment.argument_id == argument.id, Assignment.beitrag_id.in_(chosen)
            )
        )
    )
    by = {"assigned_at": now, "assigned_by": person.id, "was_suggested": suggested}
    session.add_all(Assignment(argument_id=argument.id, beitrag_id=id_, **by) for id_ in chosen if id_ not in there)
    _forget_aside(session, argument.abwaegung, chosen)
    for_this = (RefusedSuggestion.argument_id == argument.id, RefusedSuggestion.beitrag_id.in_(chosen))
    session.execute(delete(RefusedSuggestion).where(*for_this))
    session.flush()
    return len(chosen)


def take_out(session, weighing, beitrag_ids, person, *, argument=None):
    """Out of one argument, or out of all of them and out of what was set aside: they wait again."""
    must_be_open(weighing, person)
    if argument is not None:
        must_be_open(argument.abwaegung, person)
    arguments = [argument.id] if argument else [one.id for one in weighing.arguments]
    chosen = _chosen(session, weighing, beitrag_ids)
    session.execute(delete(Assignment).where(Assignment.argument_id.in_(arguments), Assignment.beitrag_id.in_(chosen)))
    if argument is None:
        _forget_aside(session, weighing, chosen)
    return len(chosen)


def put_aside(session, weighing, beitrag_ids, person, *, reason, now):
    """They carry no argument to weigh; the reason is told to whoever wrote them."""
    must_be_open(weighing, person)
    if not reason:
        raise RuleBroken(N_("Please say why. Whoever wrote it reads the reason."))
    chosen = _chosen(session, weighing, beitrag_ids)
    mine = [one.id for one in weighing.arguments]
    session.execute(delete(Assignment).where(Assignment.argument_id.in_(mine), Assignment.beitrag_id.in_(chosen)))
    _forget_aside(session, weighing, chosen)
    by = {"abwaegung_id": weighing.id, "reason": reason, "set_at": now, "set_by": person.id}
    session.add_all(SetAside(beitrag_id=id_, **by) for id_ in chosen)
    session.flush()
    return len(chosen)


def refuse(session, argument, beitrag_id, person, *, now):
    """The suggestion is not right; it does not come again."""
    must_be_open(argument.abwaegung, person)
    (chosen,) = _chosen(session, argument.abwaegung, [beitrag_id])
    if session.get(RefusedSuggestion, (argument.id, chosen)) is None:
        by = {"refused_at": now, "refused_by": person.id}
        session.add(RefusedSuggestion(argument_id=argument.id, beitrag_id=chosen, **by))
        session.flush()


def must_be_open(weighing, person):
    """Only the administration, and only while nothing is closed."""
    if not rules.may_weigh(person):
        raise NotAllowed(N_("Only the administration may do this."))
    if weighing.state != AbwaegungState.OPEN:
        raise Conflict(N_("The weighing is closed. Nothing was changed."))


def note_step(weighing, kind, person, now, reason=""):
    """What was done with the whole, for the record."""
    weighing.steps.append(WeighingStep(kind=kind, at=now, by_id=person.id, by_name=person.name, reason=reason))


def _chosen(session, weighing, beitrag_ids):
    """Those of the ids that count here; other Vorhaben's, other rounds', hidden and unknown ones do not."""
    wanted = list(dict.fromkeys(beitrag_ids))[:MOST_AT_ONCE]
    mine = (Beitrag.vorhaben_id == weighing.vorhaben_id, queries.counting(), queries.of_round(weighing.id))
    found = session.scalars(select(Beitrag.id).where(*mine, Beitrag.id.in_(wanted)).order_by(Beitrag.id)).all()
    if not found:
        raise RuleBroken(N_("Please tick at least one contribution that everybody can read."))
    return found


def _joined(*texts):
    """One below the other; what is the same stands once."""
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def _forget_aside(session, weighing, beitrag_ids):
    mine = (SetAside.abwaegung_id == weighing.id, SetAside.beitrag_id.in_(beitrag_ids))
    session.execute(delete(SetAside).where(*mine))


def _next(weighing):
    return max((one.position for one in weighing.arguments), default=0) + 1


def _number(arguments):
    for place, argument in enumerate(arguments, 1):
        argument.position = place


def _drop(session, argument):
    session.flush()
    weighing = argument.abwaegung
    session.expire(argument, ["assignments"])
    weighing.arguments.remove(argument)
    session.flush()
