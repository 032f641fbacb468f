"""Persona × verb × state of the contribution × state of the Vorhaben, as one table: who may do what to what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.account.rules import GUEST
from beteiligung.beitrag import actions as beitrag_actions
from beteiligung.beitrag import entering, supporting
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Stance, Visibility
from beteiligung.block.models import Block
from beteiligung.errors import BeteiligungError, Conflict, NotAllowed
from beteiligung.moderation import actions, answering, objecting, reporting, rules, sanctions
from beteiligung.moderation.models import Decision, Kind, LogEntry, Objection, Outcome
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, MODERATION
from beteiligung.vorhaben.models import Publication
from beteiligung.wish import actions as wishes

from . import records
from .records import NOW

PEOPLE = {
    "anonymous": None,
    "guest": Person("gast:1", "Erle", way=GUEST),
    "blocked": Person("ben", "Ben"),
    "author": Person("anna", "Anna"),
    "author who moderates": Person("anna", "Anna", frozenset({MODERATION})),
    "other": Person("mehmet", "Mehmet"),
    "decided": Person("kim", "Kim", frozenset({MODERATION})),
    "moderator": Person("lee", "Lee", frozenset({MODERATION})),
    "administration": Person("amt", "Amt", frozenset({ADMINISTRATION})),
    "bezirksvertretung": Person("bv", "Robin", frozenset({BEZIRKSVERTRETUNG}), 2),
    "geschaeftsstelle": Person("gs", "Gesa", frozenset({GESCHAEFTSSTELLE}), 2),
}
KIM = PEOPLE["decided"]
EVERYBODY = frozenset(PEOPLE)
DECIDING = frozenset({"decided", "moderator"})
ANSWERING = frozenset({"decided", "moderator", "author who moderates", "administration"})
READING = frozenset({"decided", "moderator", "author who moderates"})
NOBODY = frozenset()
GROUND = {"rule": "attack", "facts": "x"}
KNOWN = EVERYBODY - {"anonymous"}
HOST = KNOWN - {"guest"}  # in this city guests write with a click in a mail, and do nothing else
WRITING = HOST - {"blocked"}
STATES = ("waiting", "published", "reported", "hidden", "blackened", "objected", "withdrawn")


def _write(session, beitrag, person, parent=None):
    said = {"stance": Stance.PRO, "body": "Neu", "ways": ("host",)}
    beitrag_actions.submit(session, beitrag.vorhaben, person, parent=parent, now=NOW, **said)


def _reply(session, beitrag, person):
    _write(session, beitrag, person, beitrag)


def _support(session, beitrag, person):
    supporting.support(session, beitrag, person, now=NOW, ways=("host",))


def _unsupport(session, beitrag, person):
    supporting.unsupport(session, beitrag, person, now=NOW)


def _edit(session, beitrag, person):
    window = {"now": NOW, "window": timedelta(minutes=15), "ways": ("host",)}
    beitrag_actions.edit(session, beitrag, person, stance=Stance.CONTRA, body="Anders", **window)


def _withdraw(session, beitrag, person):
    beitrag_actions.withdraw(session, beitrag, person, now=NOW)


def _wish(session, beitrag, person):
    wishes.wish(session, beitrag.vorhaben, person, now=NOW, ways=("host",))


def _unwish(session, beitrag, person):
    wishes.withdraw(session, beitrag.vorhaben, person)


def _answer_wishes(session, beitrag, person):
    wishes.answer(session, beitrag.vorhaben, person, "Nein.", now=NOW)


def _enter(session, beitrag, person):
    paper = {"origin": BeitragOrigin.PAPER, "said_at": NOW, "stance": Stance.PRO, "body": "Auf Papier"}
    entering.enter(session, beitrag.vorhaben, person, now=NOW, **paper)


def _report(session, beitrag, person):
    reporting.report(session, beitrag, category="attack", explanation="x", lang="de", now=NOW, person=person)


def _see_reports(session, beitrag, person):
    if not rules.may_moderate(person):
        raise NotAllowed("no")


def _publish(session, beitrag, person):
    actions.publish(session, beitrag, person, now=NOW)


def _leave(session, beitrag, person):
    actions.leave(session, beitrag, person, "x", now=NOW)


def _restrict(session, beitrag, person):
    actions.restrict(session, beitrag, person, Kind.HIDDEN, now=NOW, **GROUND)


def _object(session, beitrag, person):
    decision = session.scalars(select(Decision)).first()
    if decision is None or not rules.may_read_statement(person, decision):
        raise NotAllowed("no")
    objecting.object_to(session, decision, "x", now=NOW)


def _decide(session, beitrag, person):
    objection = session.scalars(select(Objection)).first()
    if objection is None:
        raise Conflict("none")
    objecting.decide_objection(session, objection, person, Outcome.CONFIRMED, "x", now=NOW)


def _answer(session, beitrag, person):
    answering.answer(session, [beitrag], person, signature="Stadt", body="x", now=NOW)


def _note(session, beitrag, person):
    answering.note(session, beitrag, person, "x", now=NOW)


def _warn(session, beitrag, person):
    sanctions.warn(session, beitrag, person, now=NOW, **GROUND)


def _block(session, beitrag, person):
    if person is not None and person.id != "kim":
        session.add(_warning(beitrag))
        session.flush()
    sanctions.block(session, beitrag, person, days=7, now=NOW, **GROUND)


def _blacken(session, beitrag, person):
    actions.restrict(session, beitrag, person, Kind.BLACKENED, passages=[beitrag.body.split()[0]], now=NOW, **GROUND)


AUTHOR = frozenset({"author", "author who moderates"})
SEEN = ("published", "reported", "blackened")
OPEN, PUBLIC, ANY = ("open",), ("open", "closed"), ("open", "closed", "draft", "archived")
OFFICE = frozenset({"administration"})


def _where(states, who):
    return dict.fromkeys(states, who)


TABLE = {
    "write": (_write, OPEN, _where(STATES, WRITING)),
    "reply": (_reply, OPEN, _where(SEEN, WRITING - OFFICE)),
    "support": (_support, OPEN, _where(SEEN, HOST - AUTHOR)),
    "withdraw support": (_unsupport, OPEN, _where(STATES, KNOWN)),
    "edit": (_edit, OPEN, _where(("waiting", "published", "reported"), AUTHOR)),
    "withdraw": (_withdraw, ANY, _where([state for state in STATES if state != "withdrawn"], AUTHOR)),
    "wish": (_wish, ("closed",), _where(STATES, HOST)),
    "withdraw a wish": (_unwish, ANY, _where(STATES, KNOWN)),
    "answer wishes": (_answer_wishes, ANY, _where(STATES, OFFICE)),
    "enter": (_enter, PUBLIC, _where(STATES, OFFICE)),
    "report": (_report, PUBLIC, _where(SEEN, EVERYBODY)),
    "see reports": (_see_reports, ANY, _where(STATES, READING)),
    "publish": (_publish, ANY, _where(("waiting", "published", "hidden", "blackened"), DECIDING)),
    "leave": (_leave, ANY, {"reported": DECIDING}),
    "restrict": (_restrict, ANY, _where(("waiting", *SEEN), DECIDING)),
    "blacken": (_blacken, ANY, _where(("waiting", *SEEN), DECIDING)),
    "object": (_object, ANY, _where(("hidden", "blackened"), AUTHOR)),
    "decide": (_decide, ANY, {"objected": frozenset({"moderator"})}),
    "answer": (_answer, PUBLIC, _where(SEEN, ANSWERING)),
    "note": (_note, ANY, _where(STATES, ANSWERING)),
    "warn": (_warn, ANY, _where(STATES, DECIDING)),
    "block": (_block, ANY, _where(STATES, frozenset({"moderator"}))),
}
"""Each verb: what it does, on which Vorhaben it can be done, and for each state of a contribution who may. What is not
named nobody may."""


def _warning(beitrag):
    return Decision(
        beitrag=beitrag,
        kind=Kind.WARNING,
        person_id=beitrag.author_id,
        facts="x",
        by_id="kim",
        by_name="Kim",
        decided_at=NOW,
        object_until=NOW + timedelta(days=9),
        code_digest="w",
    )


@pytest.fixture
def in_state(session, radweg):
    """``in_state("hidden")``: what Anna wrote, as it is then."""

    def in_state(state):
        first = Visibility.SUBMITTED if state == "waiting" else Visibility.PUBLISHED
        beitrag = records.beitrag(radweg, "Gut. Versager!", visibility=first, stance=Stance.QUESTION)
        session.add(beitrag)
        session.flush()
        if state == "reported":
            _report(session, beitrag, None)
        if state in ("hidden", "objected"):
            decision = actions.restrict(session, beitrag, KIM, Kind.HIDDEN, now=NOW, **GROUND)
        if state == "objected":
            objecting.object_to(session, decision, "Nein", now=NOW)
        if state == "blackened":
            actions.restrict(session, beitrag, KIM, Kind.BLACKENED, passages=["Versager"], now=NOW, **GROUND)
        if state == "withdrawn":
            beitrag.visibility = Visibility.WITHDRAWN
        session.commit()
        return beitrag

    return in_state


@pytest.fixture
def engine(sqlite_engine):
    """Who may do what does not depend on the database; 6,776 cases need the quick one."""
    return sqlite_engine


def _put(session, vorhaben, state):
    """A Vorhaben where one can take part, no longer, not yet, or no more at all."""
    vorhaben.open_from, vorhaben.open_until = NOW - timedelta(days=9), NOW + timedelta(days=9)
    if state == "closed":
        vorhaben.open_until = NOW
    if state in ("draft", "archived"):
        vorhaben.publication = Publication(state)
    session.add(Block(person_id="ben", starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=1)))
    session.commit()


def _everything(session, beitrag):
    """What an act could have changed."""
    looks = (beitrag.visibility, beitrag.body, beitrag.moderated_at, beitrag.supports, beitrag.replies)
    return looks, len(session.scalars(select(LogEntry.id)).all()), len(session.scalars(select(Beitrag.id)).all())


def _who_can(session, beitrag, act, before):
    for name, person in PEOPLE.items():
        try:
            act(session, beitrag, person)
            yield name
        except BeteiligungError:
            session.expire_all()
            assert _everything(session, beitrag) == before, f"{name} left a trace"
        session.rollback()


@pytest.mark.parametrize("vorhaben", ANY)
@pytest.mark.parametrize("state", STATES)
def test_who_may(session, radweg, in_state, state, vorhaben):
    beitrag = in_state(state)
    _put(session, radweg, vorhaben)
    before = _everything(session, beitrag)

    could = {verb: set(_who_can(session, beitrag, act, before)) for verb, (act, *_) in TABLE.items()}

    assert could == {
        verb: allowed.get(state, NOBODY) if vorhaben in vorhaben_states else NOBODY
        for verb, (_act, vorhaben_states, allowed) in TABLE.items()
    }
