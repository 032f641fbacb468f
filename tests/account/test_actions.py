from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.account import actions, queries
from beteiligung.account.models import Account, LoginSession, Purpose
from beteiligung.errors import LinkOver
from beteiligung.outbox.models import OutboxMail

from ..records import NOW

LATER = NOW + timedelta(minutes=5)


def ask(session, address="anna@example.org", **about):
    return actions.ask_for_link(session, address, lang="de", now=NOW, **about)


def test_the_database_holds_no_link_that_works(session):
    jti = ask(session)
    [mail] = session.scalars(select(OutboxMail))

    assert mail.facts == {"jti": jti}
    assert (mail.kind, mail.address) == ("login_link", "anna@example.org")


def test_a_known_address_makes_no_difference(session, counted):
    actions.enter_by_mail(session, ask(session), "Linde 12", now=LATER)
    session.commit()
    with counted() as known:
        ask(session)
    session.commit()
    with counted() as unknown:
        ask(session, "nobody@example.org")

    assert known == unknown
    shapes = [(m.kind, list(m.facts), m.lang) for m in session.scalars(select(OutboxMail))]
    assert len(set(map(str, shapes))) == 1


def test_the_first_time_makes_an_account_and_the_next_time_finds_it(session):
    first, _link = actions.enter_by_mail(session, ask(session), "Linde 12", now=LATER)
    second, _link = actions.enter_by_mail(session, ask(session), "Anders", now=LATER)

    assert first is second
    assert (first.name, first.email, first.person_id) == ("Linde 12", "anna@example.org", f"konto:{first.id}")


def test_a_link_works_once(session):
    jti = ask(session)
    actions.enter_by_mail(session, jti, "Linde 12", now=LATER)

    with pytest.raises(LinkOver):
        actions.enter_by_mail(session, jti, "Linde 12", now=LATER)


@pytest.mark.parametrize(
    ("purpose", "at"),
    [(Purpose.GUEST, LATER), (Purpose.LOGIN, NOW + timedelta(minutes=actions.LINK_MINUTES))],
)
def test_a_link_is_for_one_purpose_and_one_hour(session, purpose, at):
    with pytest.raises(LinkOver):
        actions.use_link(session, ask(session), purpose, now=at)


def test_a_name_that_is_taken_leaves_the_link_unused(session):
    actions.enter_by_mail(session, ask(session), "Linde 12", now=LATER)
    jti = ask(session, "ben@example.org")
    session.commit()

    with pytest.raises(actions.NameTaken):
        actions.enter_by_mail(session, jti, "LINDE12", now=LATER)
    session.rollback()

    assert actions.enter_by_mail(session, jti, "Eiche", now=LATER)[0].name == "Eiche"


def at_once(engine, work, times=4):
    """Run ``work(session)`` in several threads at the same moment; what each returned or raised."""
    start, results = Barrier(times), []

    def run():
        with Session(engine, expire_on_commit=False) as session:
            start.wait()
            try:
                session.connection(execution_options={"beteiligung_writes": True})
                result = work(session)
                session.commit()
            except LinkOver as error:
                result = error
        results.append(result)

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_who_use_one_link_at_the_same_moment_one_gets_in(engine, session):
    jti = ask(session)
    session.commit()

    results = at_once(engine, lambda s: actions.enter_by_mail(s, jti, "Linde 12", now=LATER)[0].id)

    assert sorted(isinstance(result, LinkOver) for result in results) == [False, True, True, True]
    assert len(session.scalars(select(Account)).all()) == 1


def test_two_links_for_one_person_at_the_same_moment_make_one_account(engine, session):
    links = [ask(session) for _ in range(4)]
    session.commit()

    results = at_once(engine, lambda s: actions.enter_by_mail(s, links.pop(), "Linde 12", now=LATER)[0].id)

    assert len(results) == 4
    assert len(set(results)) == 1


def test_a_browser_is_known_until_it_logs_out_or_the_days_are_over(session):
    account, _link = actions.enter_by_mail(session, ask(session), "Linde 12", now=LATER)
    secret = actions.open_session(session, account, now=NOW, days=14)
    other = actions.open_session(session, account, now=NOW, days=14)

    assert queries.of_secret(session, secret, NOW + timedelta(days=13)) is account
    assert queries.of_secret(session, secret, NOW + timedelta(days=14)) is None
    actions.close_session(session, secret)
    assert queries.of_secret(session, secret, NOW) is None
    assert queries.of_secret(session, other, NOW) is account
    assert secret not in repr([row.digest for row in session.scalars(select(LoginSession))])


def test_an_id_is_never_given_to_somebody_else(session):
    account, _link = actions.enter_by_mail(session, ask(session), "Linde 12", now=LATER)
    before = account.id
    session.delete(account)
    session.commit()
    account, _link = actions.enter_by_mail(session, ask(session, "ben@example.org"), "Eiche", now=LATER)

    assert account.id > before


def test_issuer_and_subject_together_say_who_somebody_is(session):
    make = {"email": None, "lang": "de", "now": NOW}
    one = actions.create(session, "https://a.example", "7", "Linde", **make)
    two = actions.create(session, "https://b.example", "7", "Eiche", **make)

    assert one is not two
    assert actions.create(session, "https://a.example", "7", "Buche", **make) is one


def test_another_name(session):
    make = {"email": None, "lang": "de", "now": NOW}
    one = actions.create(session, "x", "1", "Linde", **make)
    actions.create(session, "x", "2", "Eiche", **make)

    actions.rename(session, one, "Linde 2")
    with pytest.raises(actions.NameTaken):
        actions.rename(session, one, "eiche")


@pytest.mark.parametrize(
    "person_id", ["konto:", "konto:x", "konto:-1", "konto:99999999999999", "konto:²", "anna", "gast:1", ""]
)
def test_who_is_not_there_has_no_account(session, person_id):
    assert queries.by_person_id(session, person_id) is None


def test_a_proof_counts_once(session):
    until = (NOW + timedelta(hours=1)).timestamp()

    assert actions.spend_proof(session, "x", until)
    assert not actions.spend_proof(session, "x", until)
