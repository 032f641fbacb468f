"""What staff type in from paper, phone and events: marked, counted, and nobody else may."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.beitrag import entering, fate, receipts
from beteiligung.beitrag.balance import balance
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Stance, Visibility
from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.vorhaben.models import Publication

from .. import records
from ..records import NOW

YESTERDAY = NOW - timedelta(days=1)


def enter(session, vorhaben, person, **changes):
    about = {"origin": BeitragOrigin.PAPER, "said_at": YESTERDAY, "stance": Stance.CONTRA, "body": "Lieber Bäume."}
    return entering.enter(session, vorhaben, person, **{**about, **changes}, now=NOW)


def test_it_stands_there_at_once_with_its_day_and_a_receipt(session, radweg, amt):
    found = enter(session, radweg, amt, sheet="W-0117", note="Kasten im Rathaus", bezirk=2)

    assert (found.visibility, found.submitted_at, found.published_at) == (Visibility.PUBLISHED, YESTERDAY, NOW)
    assert (found.origin, found.entered_by, found.author_name) == (BeitragOrigin.PAPER, "amt", "Ohne Namen")
    assert found.receipt == receipts.digest(found.code)
    assert fate.by_code(session, found.code).beitrag is found


def test_after_the_closing_time_it_is_taken_all_the_same(session, radweg, amt):
    radweg.open_until = NOW - timedelta(days=9)

    assert enter(session, radweg, amt).id


def test_ways_are_counted_separately_and_together(session, radweg, amt):
    session.add(records.beitrag(radweg, "online"))
    for origin in (BeitragOrigin.PAPER, BeitragOrigin.PAPER, BeitragOrigin.PHONE, BeitragOrigin.EVENT):
        enter(session, radweg, amt, origin=origin)
    enter(session, radweg, amt, origin=BeitragOrigin.EVENT).visibility = Visibility.HIDDEN
    session.flush()

    found = balance(session, radweg.id)

    assert found.by_origin == {"online": 1, "paper": 2, "phone": 1, "event": 1}
    assert (found.total, found.by_stance[Stance.CONTRA], found.people) == (5, 4, 5)
    assert found.came_on_other_ways


def test_what_the_city_says_is_no_way_of_residents(session, radweg):
    session.add_all([records.beitrag(radweg), records.beitrag(radweg, "Antwort", is_official=True)])
    session.flush()

    found = balance(session, radweg.id)

    assert (found.by_origin["online"], found.official, found.came_on_other_ways) == (1, 1, False)


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_enters_anything(request, session, radweg, who):
    with pytest.raises(NotAllowed):
        enter(session, radweg, request.getfixturevalue(who) if who else None)

    assert session.scalars(select(Beitrag)).all() == []


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_not_for_what_nobody_can_read(session, radweg, amt, publication):
    radweg.publication = publication

    with pytest.raises(RuleBroken):
        enter(session, radweg, amt)


def test_not_from_tomorrow_and_not_as_if_it_were_online(session, radweg, amt):
    with pytest.raises(RuleBroken):
        enter(session, radweg, amt, said_at=NOW + timedelta(minutes=1))
    with pytest.raises(RuleBroken):
        enter(session, radweg, amt, origin=BeitragOrigin.ONLINE)


def test_no_sheet_is_entered_twice_but_another_vorhaben_may_have_the_same_number(session, radweg, amt):
    enter(session, radweg, amt, sheet="W-1")
    other = records.vorhaben("anderes", "Anderes")
    session.add(other)
    session.flush()

    with pytest.raises(Conflict, match="W-1"):
        enter(session, radweg, amt, sheet="W-1")
    assert enter(session, other, amt, sheet="W-1").id
    assert [enter(session, radweg, amt, sheet=None).sheet for _ in range(2)] == [None, None]
