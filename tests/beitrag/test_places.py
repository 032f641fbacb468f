"""Places in a thread, numbers kept beside the rows, and pages that hold still."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from beteiligung import Person
from beteiligung.beitrag import actions, paging, supporting
from beteiligung.beitrag.models import Beitrag, Stance, Support, Visibility
from beteiligung.beitrag.paging import Cursor, Order, Selection
from beteiligung.errors import DeadlinePassed, NotAllowed
from beteiligung.vorhaben.models import Vorhaben

from .. import records
from ..records import NOW, today


@pytest.fixture
def parent(session, radweg):
    """A contribution that everybody can read."""
    beitrag = records.beitrag(radweg, "Erster", author="mehmet")
    session.add(beitrag)
    session.commit()
    return beitrag


def numbers(session, parent):
    session.expire_all()
    placed = select(Beitrag.position).where(Beitrag.parent_id == parent.id).order_by(Beitrag.id)
    return session.get(Beitrag, parent.id).replies, session.scalars(placed).all()


def test_answers_get_their_place_when_they_become_public_and_keep_it(session, radweg, parent, anna):
    texts = {"stance": Stance.PRO, "now": today(), "parent": parent}
    first, second = (actions.submit(session, radweg, anna, body=body, **texts) for body in "ab")
    session.commit()
    assert numbers(session, parent) == (0, [None, None])

    for beitrag in (second, first):
        beitrag.visibility = Visibility.PUBLISHED
        session.flush()
    session.commit()
    assert numbers(session, parent) == (2, [2, 1])

    second.visibility = Visibility.HIDDEN
    actions.withdraw(session, first, anna, now=today())
    session.commit()
    assert numbers(session, parent) == (2, [2, 1])


def test_whoever_sets_it_public_a_place_is_given(session, radweg, parent):
    """Not only our own actions publish; the place must not depend on which."""
    beitrag = records.beitrag(radweg, "x", parent=parent, visibility=Visibility.SUBMITTED)
    session.add(beitrag)
    session.commit()

    beitrag.visibility = Visibility.PUBLISHED
    session.commit()

    assert (beitrag.position, beitrag.published_at) == (1, beitrag.submitted_at)
    assert numbers(session, parent) == (1, [1])


def at_once(engine, work, many=2):
    """Run the same work in threads of their own, begun at the same moment; what they raised."""
    barrier, errors = Barrier(many), []

    def run(number):
        with Session(engine) as session:
            barrier.wait()
            try:
                session.connection(execution_options={"beteiligung_writes": True})
                work(session, number)
                session.commit()
            except Exception as error:  # told to the test
                errors.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_two_who_publish_at_once_get_two_places(engine, session, radweg, parent):
    waiting = [records.beitrag(radweg, str(n), parent=parent, visibility=Visibility.SUBMITTED) for n in range(6)]
    session.add_all(waiting)
    session.commit()
    ids = [beitrag.id for beitrag in waiting]

    def publish(other, number):
        other.get(Beitrag, ids[number]).visibility = Visibility.PUBLISHED

    assert at_once(engine, publish, many=6) == []
    replies, places = numbers(session, parent)
    assert (replies, sorted(places)) == (6, [1, 2, 3, 4, 5, 6])


def test_two_supports_at_once_make_one(engine, session, radweg, parent, anna):
    def support(other, number):
        supporting.support(other, other.get(Beitrag, parent.id), anna, now=today())

    assert at_once(engine, support, many=4) == []
    session.expire_all()
    assert session.get(Beitrag, parent.id).supports == 1
    assert session.scalar(select(func.count(Support.id))) == 1


def test_supports_of_many_at_once_are_all_counted_and_one_taken_back_twice_is_taken_once(engine, session, parent):
    people = [Person(f"p{n}", "x") for n in range(6)]

    def support(other, number):
        supporting.support(other, other.get(Beitrag, parent.id), people[number], now=today())

    def take_back(other, number):
        supporting.unsupport(other, other.get(Beitrag, parent.id), people[0], now=today())

    assert at_once(engine, support, many=6) == []
    assert at_once(engine, take_back) == []
    session.expire_all()
    assert session.get(Beitrag, parent.id).supports == session.scalar(select(func.count(Support.id))) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"author_id": "anna"},
        {"visibility": Visibility.HIDDEN},
        {"visibility": Visibility.SUBMITTED},
        {"visibility": Visibility.WITHDRAWN},
        {"is_official": True},
    ],
)
def test_what_cannot_be_supported(session, parent, anna, change):
    for name, value in change.items():
        setattr(parent, name, value)

    with pytest.raises(NotAllowed):
        supporting.support(session, parent, anna, now=today())
    assert parent.supports == 0


def test_without_a_login_or_after_the_end_nobody_supports(session, radweg, parent, anna):
    with pytest.raises(NotAllowed):
        supporting.support(session, parent, None, now=today())
    radweg.open_until = NOW
    with pytest.raises(DeadlinePassed):
        supporting.support(session, parent, anna, now=today())
    with pytest.raises(DeadlinePassed):
        supporting.unsupport(session, parent, anna, now=today())


def test_no_row_can_answer_a_younger_one(session, radweg, parent):
    """So no crafted parent can make a circle."""
    with pytest.raises(IntegrityError):
        session.execute(text(f"UPDATE beteiligung_beitrag SET parent_id = id WHERE id = {parent.id}"))


@pytest.fixture
def eleven(session, radweg):
    """Eleven threads; some written in the same minute, some supported alike."""
    threads = [
        records.beitrag(radweg, str(n), submitted_at=NOW + timedelta(minutes=n // 2), supports=n % 3) for n in range(11)
    ]
    session.add_all(threads)
    session.commit()
    return threads


def walk(session, radweg, selection, size=3):
    """From page to page as a reader does, and back again."""
    cursor, pages = None, []
    while True:
        page = paging.page(session, radweg.id, selection, size, cursor)
        pages.append([beitrag.body for beitrag in page.items])
        if not page.further:
            break
        cursor = Cursor(page.further)
    back = [pages[-1]]
    while page.first:
        page = paging.page(session, radweg.id, selection, size, Cursor(page.first, backwards=True))
        back.insert(0, [beitrag.body for beitrag in page.items])
    return pages, back


@pytest.mark.parametrize("order", Order)
def test_pages_leave_nothing_out_and_lead_back(session, radweg, eleven, order):
    keys = {
        Order.NEWEST: lambda b: (-b.submitted_at.timestamp(), -b.id),
        Order.SUPPORTED: lambda b: (-b.supports, -b.id),
        Order.WAITING: lambda b: (b.submitted_at.timestamp(), b.id),
    }
    wanted = [beitrag.body for beitrag in sorted(eleven, key=keys[order])]

    pages, back = walk(session, radweg, Selection(order=order))

    assert [body for page in pages for body in page] == wanted
    assert pages == back


def test_a_page_holds_still_while_others_write(session, radweg, eleven):
    before = paging.page(session, radweg.id, Selection(), 3)
    second = paging.page(session, radweg.id, Selection(), 3, Cursor(before.further))
    session.add_all(records.beitrag(radweg, f"neu {n}", submitted_at=NOW + timedelta(days=1)) for n in range(5))
    eleven[-1].visibility = Visibility.HIDDEN
    session.commit()

    again = paging.page(session, radweg.id, Selection(), 3, Cursor(before.further))

    assert [b.id for b in again.items] == [b.id for b in second.items]


@pytest.mark.parametrize("at", [0, -1, 999_999, 2**31, 2**80])
@pytest.mark.parametrize("backwards", [True, False])
def test_a_cursor_that_leads_nowhere_leads_to_the_beginning(session, radweg, eleven, at, backwards):
    page = paging.page(session, radweg.id, Selection(), 3, Cursor(at, backwards))

    assert [b.body for b in page.items] == ["10", "9", "8"]


def test_a_cursor_of_another_vorhaben_says_nothing(session, radweg, eleven):
    other = records.vorhaben("anderes", "Anderes")
    foreign = records.beitrag(other, "fremd", submitted_at=NOW - timedelta(days=1))
    session.add_all([other, foreign])
    session.commit()

    assert len(paging.page(session, radweg.id, Selection(), 3, Cursor(foreign.id)).items) == 3


def test_what_is_found_and_its_number_are_the_same(session, radweg, eleven, parent):
    answered = eleven[3]
    session.add_all(
        [
            records.beitrag(radweg, "Bänke im Schatten", stance=Stance.QUESTION, parent=parent, bezirk_number=1),
            records.beitrag(radweg, "Die Antwort", parent=answered, is_official=True, author="amt"),
            records.beitrag(radweg, "GEHEIM Bank", visibility=Visibility.HIDDEN),
            records.beitrag(radweg, "GEHEIM Sitzbank", visibility=Visibility.SUBMITTED),
        ]
    )
    session.commit()
    looks = {
        Selection(stance=Stance.QUESTION): {"Bänke im Schatten"},
        Selection(text="Bank"): {"Bänke im Schatten"},
        Selection(text="Schatten Bänken"): {"Bänke im Schatten"},
        Selection(text="Bank xyz"): set(),
        Selection(bezirk=1): {"Bänke im Schatten"},
        Selection(unanswered=True): {str(n) for n in range(11) if n != 3} | {"Erster", "Bänke im Schatten"},
    }

    for selection, wanted in looks.items():
        found = paging.page(session, radweg.id, selection, 50).items
        assert {beitrag.body for beitrag in found} == wanted, selection
        assert paging.number(session, radweg.id, selection) == len(wanted)


def test_the_deadline_is_a_moment_also_when_the_clocks_change(session, radweg, anna):
    """On 25 October 2026 there are two half past two in Bochum; the end is the second one."""
    berlin = ZoneInfo("Europe/Berlin")
    radweg = session.get(Vorhaben, radweg.id)
    radweg.open_from = datetime(2026, 10, 1, tzinfo=berlin)
    radweg.open_until = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=berlin)
    session.commit()
    session.expire_all()
    first = datetime(2026, 10, 25, 2, 45, fold=0, tzinfo=berlin)
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=berlin)

    assert actions.submit(session, radweg, anna, stance=Stance.PRO, body="noch", now=first).id
    with pytest.raises(DeadlinePassed):
        actions.submit(session, radweg, anna, stance=Stance.PRO, body="zu spät", now=second)
    spring = datetime(2027, 3, 28, 3, 0, tzinfo=berlin)
    radweg.open_until = spring
    assert actions.submit(session, radweg, anna, stance=Stance.PRO, body="ja", now=spring - timedelta(seconds=1)).id
    with pytest.raises(DeadlinePassed):
        actions.submit(session, radweg, anna, stance=Stance.PRO, body="nein", now=spring)
