import pytest
from sqlalchemy import select

from beteiligung.beitrag import actions
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.errors import DeadlinePassed, NotAllowed
from beteiligung.vorhaben.models import Publication

from .. import records
from ..records import today

STATES = [state for state in Visibility if state != Visibility.WITHDRAWN]
TEXT = {"stance": Stance.PRO, "body": "Ja bitte"}


def everything(session):
    return session.scalars(select(Beitrag).order_by(Beitrag.id)).all()


def test_it_waits_for_moderation(session, radweg, anna):
    actions.submit(session, radweg, anna, **TEXT, now=today())
    session.commit()

    (beitrag,) = everything(session)
    assert (beitrag.visibility, beitrag.published_at, beitrag.author_id) == (Visibility.SUBMITTED, None, "anna")
    assert (beitrag.depth, beitrag.root_id, beitrag.is_official) == (0, None, False)


def test_it_appears_at_once_where_the_city_says_so(session, radweg, anna):
    now = today()

    beitrag = actions.submit(session, radweg, anna, **TEXT, now=now, at_once=True)

    assert (beitrag.visibility, beitrag.published_at) == (Visibility.PUBLISHED, now)


def test_the_city_speaks_as_the_city(session, radweg, amt):
    assert actions.submit(session, radweg, amt, **TEXT, now=today()).is_official


def test_replies_know_their_place(session, radweg, anna):
    first = actions.submit(session, radweg, anna, **TEXT, now=today(), at_once=True)
    second = actions.submit(session, radweg, anna, **TEXT, now=today(), parent=first, at_once=True)
    third = actions.submit(session, radweg, anna, **TEXT, now=today(), parent=second, at_once=True)

    assert [(b.parent_id, b.root_id, b.depth) for b in (first, second, third)] == [
        (None, None, 0),
        (first.id, first.id, 1),
        (second.id, first.id, 2),
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"publication": Publication.DRAFT}, DeadlinePassed),
        ({"publication": Publication.ARCHIVED}, DeadlinePassed),
        ({"open_until": records.NOW}, DeadlinePassed),
        ({"open_from": records.today().replace(year=2999)}, DeadlinePassed),
        ({"open_from": None}, DeadlinePassed),
        ({"open_until": None}, DeadlinePassed),
    ],
    ids=["draft", "archived", "over", "not yet", "never opens", "never closes"],
)
def test_where_nobody_can_take_part_nothing_is_stored(session, radweg, anna, change, error):
    for name, value in change.items():
        setattr(radweg, name, value)

    with pytest.raises(error):
        actions.submit(session, radweg, anna, **TEXT, now=today())

    assert everything(session) == []


def test_without_a_login_nothing_is_stored(session, radweg):
    with pytest.raises(NotAllowed):
        actions.submit(session, radweg, None, **TEXT, now=today())

    assert everything(session) == []


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.SUBMITTED])
def test_only_what_is_public_can_be_answered(session, radweg, anna, visibility):
    parent = records.beitrag(radweg, visibility=visibility)
    session.add(parent)
    session.commit()

    with pytest.raises(NotAllowed):
        actions.submit(session, radweg, anna, **TEXT, now=today(), parent=parent)

    assert everything(session) == [parent]


def test_an_answer_stays_at_its_vorhaben(session, radweg, anna):
    other = records.vorhaben("anderes", "Anderes", open_for=3)
    parent = records.beitrag(other)
    session.add_all([other, parent])
    session.commit()

    with pytest.raises(NotAllowed):
        actions.submit(session, radweg, anna, **TEXT, now=today(), parent=parent)

    assert everything(session) == [parent]
