"""Role × verb × own or other body, as one table: everything that somebody may do at the desks of the bodies."""

import pytest

from beteiligung import Person
from beteiligung.abwaegung import rules as weighing
from beteiligung.abwaegung.models import Abwaegung, AbwaegungState
from beteiligung.beschluss import rules as deciding
from beteiligung.beschluss.models import Beschluss, Condition
from beteiligung.gremium import rules
from beteiligung.gremium.models import Gremium, GremiumKind
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, MODERATION

BV = GremiumKind.BEZIRKSVERTRETUNG
WATTENSCHEID = Gremium(slug="bv-2", kind=BV, name="BV Wattenscheid", bezirk_number=2)
MITTE = Gremium(slug="bv-1", kind=BV, name="BV Mitte", bezirk_number=1)
RAT = Gremium(slug="rat", kind=GremiumKind.COUNCIL, name="Rat der Stadt", bezirk_number=None)
BODIES = {"Wattenscheid": WATTENSCHEID, "Mitte": MITTE, "council": RAT}


def somebody(*roles, **fields):
    return Person(id="p", name="P", roles=frozenset(roles), **fields)


PEOPLE = {
    "anonymous": None,
    "resident": somebody(bezirk=2, gremien=frozenset({"rat"})),
    "moderator": somebody(MODERATION, bezirk=2),
    "member of Wattenscheid": somebody(BEZIRKSVERTRETUNG, bezirk=2),
    "member of Mitte": somebody(BEZIRKSVERTRETUNG, bezirk=1),
    "member of council": somebody(BEZIRKSVERTRETUNG, gremien=frozenset({"rat"})),
    "office of Wattenscheid": somebody(GESCHAEFTSSTELLE, bezirk=2),
    "office of Mitte": somebody(GESCHAEFTSSTELLE, bezirk=1),
    "office of council": somebody(GESCHAEFTSSTELLE, gremien=frozenset({"rat"})),
    "administration": somebody(ADMINISTRATION),
    "administration, office Y": somebody(ADMINISTRATION, office="Tiefbauamt"),
    "administration, office Z": somebody(ADMINISTRATION, office="Amt für Grün"),
}
MEMBER, OFFICE = "member of", "office of"
CITY = {who for who in PEOPLE if who.startswith("administration")}
EVERY_DESK = CITY | {who for who in PEOPLE if who.startswith((MEMBER, OFFICE))}


def condition(body, office):
    """What a body demanded of an office."""
    return Condition(text="Plan zeigen", office=office, beschluss=Beschluss(gremium=body))


def reads(state):
    return lambda person, body: weighing.may_read(person, Abwaegung(state=state))


VERBS = {
    # verb: (may a person do it for a body?, who may for the own body, who may for any body)
    "read the desk, the dossier and the pack": (lambda p, b: rules.may_read_desk(p), (), EVERY_DESK),
    "read the internal talk": (rules.may_read_talk, (MEMBER, OFFICE), set()),
    "say something to the others": (rules.may_talk, (MEMBER,), set()),
    "ask the administration": (rules.may_ask, (MEMBER, OFFICE), set()),
    "answer a body's question": (lambda p, b: rules.may_answer(p), (), CITY),
    "make public what was internal": (rules.may_open, (OFFICE,), set()),
    "keep meetings and agendas": (rules.may_keep_meetings, (OFFICE,), set()),
    "record a decision": (deciding.may_record, (OFFICE,), set()),
    "list the conditions": (lambda p, b: deciding.may_see_conditions(p), (), CITY),
    "report on a condition of office Y": (
        lambda p, b: deciding.may_carry_out(p, condition(b, "TIEFBAUAMT")),
        (),
        {"administration", "administration, office Y"},
    ),
    "report on a condition that names no office": (
        lambda p, b: deciding.may_carry_out(p, condition(b, "")),
        (),
        {"administration"},
    ),
    "weigh": (lambda p, b: weighing.may_weigh(p), (), CITY),
    "read an open weighing": (reads(AbwaegungState.OPEN), (), CITY),
    "read a closed weighing": (reads(AbwaegungState.CLOSED), (), EVERY_DESK),
    "read a published weighing": (reads(AbwaegungState.PUBLISHED), (), set(PEOPLE)),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what_for_which_body(verb, who, body):
    may, own, any_body = VERBS[verb]

    assert may(PEOPLE[who], BODIES[body]) is (who in any_body or who in {f"{name} {body}" for name in own})


def test_every_rule_is_in_the_table(monkeypatch):
    asked = set()
    modules = (rules, deciding, weighing)
    names = {(module, name) for module in modules for name in vars(module) if name.startswith("may_")}
    for module, name in names:
        rule = getattr(module, name)
        watched = lambda *given, rule=rule, name=name: asked.add(name) or rule(*given)  # noqa: E731
        monkeypatch.setattr(module, name, watched)
    table = {verb: may for verb, (may, _own, _any) in VERBS.items()}
    for verb, may in table.items():
        asked.add(getattr(may, "__name__", verb))
        may(PEOPLE["office of Wattenscheid"], WATTENSCHEID)

    assert {name for _module, name in names} <= asked
