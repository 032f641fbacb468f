"""From the outbox to a real mail server on loopback."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from beteiligung.mails import sending
from beteiligung.outbox import actions, claiming
from beteiligung.outbox.models import OutboxMail

from .servers import Box, mail_server, settings

FACTS = {"slug": "radweg", "title": "Radweg", "beitrag_id": 7, "name": "Anna"}


def now():
    return datetime.now(UTC)


def put(session, number=1, **changes):
    for each in range(1, number + 1):
        values = {"address": f"p{each}@example.org", "lang": "de", "facts": FACTS, "key": f"k:{each}", "now": now()}
        actions.put(session, "beitrag_published", **{**values, **changes})
    session.commit()


def mails(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


@pytest.fixture
def send(make_app):
    """``send(box)``: hand what is due to this mail server."""

    def send(box, *, app=None, **how):
        with mail_server(box) as where:
            app = app or make_app(**where)
            app.config.update(where)
            with app.app_context():
                return sending.send_due(**how)

    return send


def test_what_waits_arrives_once(session, send):
    put(session, 3)
    box = Box()

    assert send(box).sent == 3
    assert send(box).sent == 0
    assert box.recipients == ["p1@example.org", "p2@example.org", "p3@example.org"]


def test_what_is_not_due_yet_stays(session, send):
    put(session, due_at=now() + timedelta(hours=1))

    assert send(Box()).sent == 0


def test_of_what_was_sent_nothing_is_left(session, send):
    put(session)
    send(Box())

    (mail,) = mails(session)
    assert (mail.facts, mail.address, mail.recipient_id, mail.error, mail.claimed_by) == (None,) * 5
    assert mail.sent_at


def test_the_host_is_asked_where_a_person_gets_mail(session, send, make_app):
    put(session, address=None, to="anna")
    app = make_app()
    app.extensions["beteiligung"].address_loader({"anna": "Anna@Bücher.example"}.get)
    box = Box()

    send(box, app=app)

    assert box.recipients == ["anna@xn--bcher-kva.example"]


@pytest.mark.parametrize("answer", [None, ""])
def test_whoever_has_no_address_any_more_is_dropped(session, send, make_app, answer):
    put(session, address=None, to="anna")
    app = make_app()
    app.extensions["beteiligung"].address_loader(lambda person: answer)
    box = Box()

    send(box, app=app)

    (mail,) = mails(session)
    assert box.messages == []
    assert (mail.facts, mail.recipient_id, mail.sent_at) == (None, None, None)
    assert mail.failed_at


def test_a_recipient_that_does_not_exist_is_given_up_and_the_others_are_served(session, send):
    put(session, 3)
    box = Box(answers={"p2@example.org": "550 5.1.1 no p2@example.org here"})

    done = send(box)

    assert (done.sent, done.failed) == (2, 1)
    assert [mail.error for mail in mails(session)] == [None, "550 5.1.1 no … here", None]


def test_what_cannot_be_taken_now_is_tried_again_with_growing_pauses(session, send):
    put(session)
    box = Box(answers={"p1@example.org": "451 4.2.1 greylisted"})
    pauses = []

    for _ in claiming.WAITS:
        before = now()
        assert send(box).later == 1
        (mail,) = mails(session)
        pauses.append(round((mail.due_at - before).total_seconds() / 60))
        assert send(box).later == 0  # not due yet
        mail.due_at = now()
        session.commit()

    assert pauses == [1, 5, 15, 60, 240, 720, 1440]
    assert send(box).failed == 1


def test_a_mail_that_the_server_rejects_is_given_up(session, send):
    put(session)

    assert send(Box(answers={"DATA": "554 5.7.1 looks like spam"})).failed == 1


def test_a_mail_that_cannot_be_made_holds_up_nobody(session, send):
    put(session, facts={"nonsense": 1}, key="broken")
    put(session)
    box = Box()

    done = send(box)

    assert (done.sent, done.later) == (1, 1)
    assert mails(session)[0].error == "TypeError"


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_without_a_server_everything_waits_and_nothing_is_blamed(session, make_app):
    put(session, 3)
    with make_app(**settings(closed_port())).app_context():
        done = sending.send_due()

    assert done.sent == 0
    assert "127.0.0.1" in done.trouble
    assert {mail.attempts for mail in mails(session)} == {0}
    assert all(mail.sent_at is None and mail.failed_at is None and mail.due_at <= now() for mail in mails(session))


def test_a_server_that_says_nothing_is_left_alone_after_a_while(session, make_app):
    put(session)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = settings(silent.getsockname()[1]) | {"BETEILIGUNG_MAIL_TIMEOUT": 0.2}
        with make_app(**where).app_context():
            assert "timed out" in sending.send_due().trouble


def test_without_encryption_nothing_is_said_to_a_server_that_should_offer_it(session, make_app):
    put(session)
    box = Box()
    with mail_server(box) as where:
        where |= {"BETEILIGUNG_MAIL_SECURITY": "starttls", "BETEILIGUNG_MAIL_PASSWORD": "geheim"}
        with make_app(**where).app_context():
            assert sending.send_due().trouble
    assert box.messages == []


def test_a_server_that_hangs_up_after_each_mail_still_gets_all(session, send):
    put(session, 3)
    box = Box()

    class Impatient(Box):
        async def handle_DATA(self, server, session, envelope):
            answer = await box.handle_DATA(server, session, envelope)
            server.transport.close() if len(box.messages) == 1 else None
            return answer

    first = send(Impatient())  # it took the first one and hung up without a word
    for mail in mails(session):
        mail.due_at = now()
    session.commit()
    second = send(box)

    assert (first.sent, first.later, second.sent) == (2, 1, 1)
    assert set(box.recipients) == {"p1@example.org", "p2@example.org", "p3@example.org"}
    assert len(set(box.ids)) == 3  # the doubled one is the same message to every mail program


def test_urgent_mails_pass_the_many(session, send):
    put(session, 2, bulk=True)
    put(session, address="login@example.org", key="urgent")
    box = Box()

    send(box)

    assert box.recipients == ["login@example.org", "p1@example.org", "p2@example.org"]


def test_four_senders_at_once_send_each_mail_once(session, make_app):
    put(session, 40)
    box = Box(pause=0.005)
    done = []
    with mail_server(box) as where:
        app = make_app(**where)

        def work():
            with app.app_context():
                done.append(sending.send_due().sent)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(box.recipients) == sorted(f"p{number}@example.org" for number in range(1, 41))
    assert sum(done) == 40
    assert len(done) == 4


def test_whoever_was_away_for_too_long_settles_nothing(session):
    put(session)
    late = claiming.claim(session, "late", now=now())
    session.commit()

    assert claiming.claim(session, "other", now=now()) is None
    other = claiming.claim(session, "other", now=now() + claiming.LEASE + timedelta(seconds=1))
    claiming.failed(session, late, "too late", now=now())
    claiming.sent(session, other, now=now())
    session.commit()

    (mail,) = mails(session)
    assert (mail.failed_at, mail.attempts) == (None, 2)
    assert mail.sent_at


def test_a_page_never_waits_for_the_mail_server(make_app, session, radweg, kim):
    """Writing a mail down is all that a page does: the server that never answers is not even called."""
    from beteiligung.beitrag.models import Visibility

    from .. import records
    from ..hosts import log_in
    from ..pages import Page, token

    beitrag = records.beitrag(radweg, visibility=Visibility.SUBMITTED, published_at=None)
    session.add(beitrag)
    session.commit()
    with socket.create_server(("127.0.0.1", 0)) as dead:
        dead.settimeout(0.1)
        app = make_app(**settings(dead.getsockname()[1]))
        log_in(app, kim)
        client = app.test_client()
        inbox = client.get("/beteiligung/de/moderation")
        seen = Page(inbox.text).all("input", name="seen")[0]["value"]
        form = {"csrf_token": token(inbox), "seen": seen}
        assert client.post(f"/beteiligung/de/moderation/{beitrag.id}/freigeben", data=form).status_code == 303
        with pytest.raises(TimeoutError):
            dead.accept()
    assert len(mails(session)) == 1


def test_forgetting_somebody_takes_their_mails_back(session):
    put(session, 2)
    put(session, address=None, to="anna", key="anna")

    actions.forget(session, address="p1@example.org")
    actions.forget(session, person_id="anna")
    session.commit()

    assert [mail.address for mail in mails(session)] == ["p2@example.org"]
