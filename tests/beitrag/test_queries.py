from datetime import timedelta

import pytest

from beteiligung.beitrag import paging, queries
from beteiligung.beitrag.balance import balance
from beteiligung.beitrag.models import Stance, Visibility
from beteiligung.views.threads import Threads
from beteiligung.vorhaben.models import Publication

from .. import records
from ..records import NOW


@pytest.fixture
def talk(session, radweg):
    """Three threads: public, waiting, hidden; the first with answers of every state."""
    beitraege = {
        "public": records.beitrag(radweg, "public"),
        "waiting": records.beitrag(radweg, "waiting", visibility=Visibility.SUBMITTED, stance=Stance.CONTRA),
        "hidden": records.beitrag(radweg, "hidden", visibility=Visibility.HIDDEN, author="mehmet"),
    }
    session.add_all(beitraege.values())
    session.flush()
    answers = [("yes", Visibility.PUBLISHED, "amt", True), ("wait", Visibility.SUBMITTED, "mehmet", False)]
    for number, (body, visibility, author, official) in enumerate(answers):
        beitraege[body] = records.beitrag(
            radweg,
            body,
            author=author,
            parent=beitraege["public"],
            visibility=visibility,
            is_official=official,
            submitted_at=NOW + timedelta(minutes=number),
        )
    session.add_all(beitraege.values())
    session.commit()
    return beitraege


def bodies(session, query):
    return {beitrag.body for beitrag in session.scalars(query)}


@pytest.mark.parametrize(
    ("who", "roots", "replies"),
    [
        (None, {"public", "hidden"}, {"yes"}),
        ("anna", {"public", "hidden", "waiting"}, {"yes"}),
        ("kim", {"public", "hidden"}, {"yes"}),
    ],
)
def test_a_thread_shows_what_is_public_and_ones_own(request, session, radweg, talk, who, roots, replies):
    person = request.getfixturevalue(who) if who else None
    page = paging.page(session, radweg.id, paging.Selection(), 20, person=person)

    threads = Threads(session, page.items, person)

    assert {node.beitrag.body for node in threads.nodes} == roots
    below = next(node for node in threads.nodes if node.beitrag.body == "public")
    assert {node.beitrag.body for node in below.children} == replies


def test_only_published_ones_count(session, radweg, talk):
    assert queries.counts(session, [radweg.id]) == {radweg.id: 2}
    assert queries.counts(session, []) == {}


def test_the_balance_is_that_of_residents(session, radweg, talk):
    found = balance(session, radweg.id)

    assert found.by_stance == {Stance.PRO: 1, Stance.CONTRA: 0, Stance.NEUTRAL: 0, Stance.QUESTION: 0}
    assert (found.people, found.official, found.total) == (1, 1, 2)


def test_what_can_be_answered(session, radweg, talk):
    assert queries.public_by_id(session, radweg.id, talk["yes"].id).body == "yes"
    for name in ("waiting", "hidden", "wait"):
        assert queries.public_by_id(session, radweg.id, talk[name].id) is None
    assert queries.public_by_id(session, radweg.id + 1, talk["yes"].id) is None
    radweg.publication = Publication.ARCHIVED
    session.flush()
    assert queries.public_by_id(session, radweg.id, talk["yes"].id) is None
