import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Visibility
from beteiligung.moderation import actions as moderation
from beteiligung.moderation.models import Kind
from beteiligung.outbox import actions
from beteiligung.outbox.models import OutboxMail

from .. import records


def put(session, **changes):
    values = {"to": "anna", "lang": "de", "facts": {"a": 1}, "key": "k:1", "now": records.NOW}
    actions.put(session, "beitrag_published", **{**values, **changes})


def mails(session):
    return session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def test_what_is_put_waits_to_be_sent_at_once(session):
    put(session)

    (mail,) = mails(session)
    assert (mail.recipient_id, mail.address, mail.facts, mail.due_at) == ("anna", None, {"a": 1}, records.NOW)
    assert mail.sent_at is None


def test_the_same_is_never_put_twice(session):
    put(session)
    put(session, facts={"a": 2})

    assert [mail.facts for mail in mails(session)] == [{"a": 1}]


def test_what_is_rolled_back_is_not_sent(session):
    put(session)
    session.rollback()

    assert mails(session) == []


@pytest.mark.parametrize("to", [{"to": None}, {"to": "anna", "address": "a@example.org"}])
def test_a_mail_goes_to_a_person_or_to_an_address(session, to):
    with pytest.raises(ValueError, match="person or to an address"):
        put(session, **to)


def test_authors_are_told_once_that_they_can_be_read(session, kim):
    record = records.vorhaben(open_for=3)
    beitrag = records.beitrag(record, "Ja", lang="de-simple", visibility=Visibility.SUBMITTED, published_at=None)
    session.add_all([record, beitrag])
    session.flush()

    moderation.publish(session, beitrag, kim, now=records.NOW)
    moderation.restrict(session, beitrag, kim, Kind.HIDDEN, rule="advert", facts="Grund", now=records.NOW)
    moderation.publish(session, beitrag, kim, now=records.NOW)

    (mail,) = [mail for mail in mails(session) if mail.kind == "beitrag_published"]
    assert (mail.kind, mail.recipient_id, mail.lang) == ("beitrag_published", beitrag.author_id, "de-simple")
    assert mail.facts["title"] == record.title_in("de-simple")
