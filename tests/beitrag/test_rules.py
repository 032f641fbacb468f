import pytest

from beteiligung import Person
from beteiligung.beitrag import rules
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, MODERATION

PEOPLE = {
    "anonymous": None,
    "author": Person("anna", "Anna"),
    "other": Person("mehmet", "Mehmet"),
    "amt": Person("amt", "Amt", frozenset({ADMINISTRATION})),
    "bv": Person("bv", "Robin", frozenset({BEZIRKSVERTRETUNG}), 2),
    "kim": Person("kim", "Kim", frozenset({MODERATION})),
    "both": Person("x", "X", frozenset({MODERATION, ADMINISTRATION})),
}
EVERYBODY, WITH_LOGIN = set(PEOPLE), set(PEOPLE) - {"anonymous"}
MODERATORS = {"kim", "both"}
TABLE = [
    ("submit", None, WITH_LOGIN),
    ("moderate", None, MODERATORS),
    ("read", Visibility.PUBLISHED, EVERYBODY),
    ("read", Visibility.SUBMITTED, MODERATORS | {"author"}),
    ("read", Visibility.HIDDEN, MODERATORS | {"author"}),
]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(("verb", "visibility", "allowed"), TABLE, ids=[f"{verb}-{state}" for verb, state, _ in TABLE])
def test_who_may(name, verb, visibility, allowed):
    arguments = [Beitrag(author_id="anna", visibility=visibility)] if visibility else []

    assert getattr(rules, f"may_{verb}")(PEOPLE[name], *arguments) is (name in allowed)


def test_a_role_that_we_do_not_know_gives_nothing():
    assert not rules.may_moderate(Person("x", "X", frozenset({"Moderation", "admin", ""})))
