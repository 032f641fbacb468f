"""The host's people and roles as they arrive here."""

import pytest

from beteiligung import Person
from beteiligung.roles import ADMINISTRATION, MODERATION, mapped

from . import hosts

TABLE = {"editor": MODERATION, "office": (ADMINISTRATION, MODERATION), "guest": ()}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({"editor"}, {MODERATION}),
        (["office"], {ADMINISTRATION, MODERATION}),
        (("editor", "office", "guest"), {ADMINISTRATION, MODERATION}),
        ({"gardener"}, set()),
        ({"moderation", "administration"}, set()),
        ((), set()),
    ],
)
def test_only_what_stands_in_the_table_counts(roles, expected):
    assert mapped(roles, TABLE) == frozenset(expected)


def test_without_a_table_the_host_speaks_our_words():
    assert mapped(["moderation", "gardener"], None) == {"moderation", "gardener"}


@pytest.mark.parametrize(
    ("role", "table", "status"),
    [
        ("editor", TABLE, 200),
        ("editor", None, 403),
        ("moderation", TABLE, 403),  # the host's moderation looks after its forum, say
        ("moderation", None, 200),
        ("editor", {}, 403),
    ],
)
def test_the_inbox_opens_for_whom_the_table_says(make_app, role, table, status):
    app = make_app(BETEILIGUNG_ROLES=table)
    hosts.log_in(app, Person(id="red", name="Redaktion", roles={role}))

    assert app.test_client().get("/beteiligung/de/moderation").status_code == status
