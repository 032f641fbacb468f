from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.account.models import OneTimeLink
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.errors import DeadlinePassed, LinkOver, NotAllowed
from beteiligung.guest import actions, queries
from beteiligung.guest.models import Guest, WaitingBeitrag
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Publication

from .. import records
from ..account.test_actions import at_once

WAYS = ("email", "guest")
SAID = {"stance": "contra", "body": "Bitte mit Bäumen."}


@pytest.fixture
def now():
    return records.today()


def write(session, vorhaben, now, **changes):
    about = {"name": "Linde", "email": "anna@example.org", "ways": WAYS, "days": 3, "lang": "de", "now": now}
    return actions.write(session, vorhaben, changes.pop("said", SAID), **about | changes)


def link(session):
    return session.scalars(select(OneTimeLink.jti).order_by(OneTimeLink.created_at.desc())).first()


def confirm(session, jti, now, **changes):
    return actions.confirm(session, jti, **{"ways": WAYS, "now": now, "at_once": False} | changes)


def test_before_the_click_there_is_no_beitrag(session, radweg, now):
    write(session, radweg, now)

    assert session.scalars(select(Beitrag)).all() == []
    [mail] = session.scalars(select(OutboxMail))
    assert (mail.kind, mail.address) == ("guest_confirmation", "anna@example.org")


def test_the_mail_holds_nothing_that_was_typed(session, radweg, now):
    write(session, radweg, now, name="BUY PILLS", said={"stance": "pro", "body": "BUY PILLS"})

    assert "PILLS" not in repr([mail.facts for mail in session.scalars(select(OutboxMail))])


def test_after_the_click_it_waits_for_a_moderator_as_every_other(session, radweg, now):
    write(session, radweg, now)

    beitrag = confirm(session, link(session), now + timedelta(minutes=5))

    assert (beitrag.visibility, beitrag.body, beitrag.author_name) == (Visibility.SUBMITTED, SAID["body"], "Linde")
    assert beitrag.author_id == f"gast:{session.scalars(select(Guest.id)).one()}"
    assert session.scalars(select(WaitingBeitrag)).all() == []


def test_one_mailbox_is_one_person(session, radweg, now):
    for email, name in (("anna@example.org", "Linde"), ("anna@example.org", "Eiche"), ("ben@example.org", "Buche")):
        write(session, radweg, now, email=email, name=name)
    for jti in session.scalars(select(OneTimeLink.jti)).all():
        confirm(session, jti, now)

    assert len({b.author_id for b in session.scalars(select(Beitrag))}) == 2


def test_the_click_counts_once(session, radweg, now):
    write(session, radweg, now)
    jti = link(session)
    confirm(session, jti, now)

    with pytest.raises(LinkOver):
        confirm(session, jti, now)


def test_four_clicks_at_the_same_moment_make_one(engine, session, radweg, now):
    write(session, radweg, now)
    jti = link(session)
    session.commit()

    results = at_once(engine, lambda s: confirm(s, jti, now).id)

    assert sorted(isinstance(result, LinkOver) for result in results) == [False, True, True, True]
    assert len(session.scalars(select(Beitrag)).all()) == 1


def test_whoever_wrote_in_time_may_click_after_the_end(session, radweg, now):
    write(session, radweg, now)
    radweg.open_until = now + timedelta(minutes=1)

    beitrag = confirm(session, link(session), now + timedelta(hours=1))

    assert beitrag.submitted_at == now


def test_but_nobody_writes_after_the_end(session, radweg, now):
    with pytest.raises(DeadlinePassed):
        write(session, radweg, now + timedelta(days=30))
    assert session.scalars(select(OutboxMail)).all() == []


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_neither_is_written_nor_confirmed_what_is_not_public(session, radweg, now, publication):
    write(session, radweg, now)
    radweg.publication = publication
    session.flush()

    with pytest.raises(DeadlinePassed):
        write(session, radweg, now)
    with pytest.raises(DeadlinePassed):
        confirm(session, link(session), now)


@pytest.mark.parametrize("city", [(), ("email",), ("host", "oidc")])
def test_where_guests_are_not_welcome(session, radweg, now, city):
    write(session, radweg, now)

    with pytest.raises(NotAllowed):
        write(session, radweg, now, ways=city)
    with pytest.raises(NotAllowed):
        confirm(session, link(session), now, ways=city)


def test_a_vorhaben_that_was_closed_to_guests_takes_no_click(session, radweg, now):
    write(session, radweg, now)
    radweg.closed_to = ["guest"]

    with pytest.raises(NotAllowed):
        confirm(session, link(session), now)


def test_an_answer(session, radweg, now):
    parent = records.beitrag(radweg)
    session.add(parent)
    session.flush()
    write(session, radweg, now, parent=parent)

    assert confirm(session, link(session), now).parent is parent


def test_an_answer_to_what_is_hidden_meanwhile(session, radweg, now):
    parent = records.beitrag(radweg)
    session.add(parent)
    session.flush()
    write(session, radweg, now, parent=parent)
    parent.visibility = Visibility.HIDDEN

    with pytest.raises(NotAllowed):
        confirm(session, link(session), now)
    with pytest.raises(NotAllowed):
        write(session, radweg, now, parent=parent)


def test_an_answer_to_something_elsewhere(session, radweg, now):
    other = records.vorhaben("anders", "Anders", open_for=3)
    parent = records.beitrag(other)
    session.add_all([other, parent])
    session.flush()

    with pytest.raises(NotAllowed):
        write(session, radweg, now, parent=parent)


def test_a_link_outlives_nothing(session, radweg, now):
    write(session, radweg, now)
    jti = link(session)

    with pytest.raises(LinkOver):
        confirm(session, jti, now + timedelta(days=3))
    assert queries.waiting_behind(session, jti)[1] is not None
