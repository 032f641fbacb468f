"""Follow, confirm, change, end: by e-mail without an account, or as a person of the host."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from beteiligung.mails import compose
from beteiligung.outbox.models import OutboxMail
from beteiligung.personal.retention import Days, steps, take
from beteiligung.subscription import actions
from beteiligung.subscription.models import Rhythm, Subscriber, Subscription
from beteiligung.vorhaben.models import Publication

from .. import records
from ..hosts import HOSTS, log_in
from ..pages import token

ORDER = "/beteiligung/de/abonnieren"
FORM = {"address": "Linde12@Beispiel.de", "rhythm": "weekly"}


@pytest.fixture
def host(make_app):
    """A portal that can make mails; nobody has to wait for a limit."""
    return make_app(BETEILIGUNG_BASE_URL="http://localhost", BETEILIGUNG_RATE_STORAGE=None)


@pytest.fixture
def client(host):
    return host.test_client()


def mails(session):
    session.rollback()
    return session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def followed(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Subscription).order_by(Subscription.id)).all()


def link(host, mail, which):
    """The path of an address in a mail."""
    with host.app_context():
        text = compose(mail.kind, mail.facts, mail.lang).text
    return urlsplit(next(found for found in re.findall(r"http://\S+", text) if which in found)).path


def order(client, query="?vorhaben=radweg", **changes):
    answer = client.post(f"{ORDER}{query}", data=FORM | changes)
    assert answer.status_code == 303, answer.text
    return answer


def confirmed(session, host, client, query="?vorhaben=radweg", **changes):
    order(client, query, **changes)
    page = link(host, mails(session)[-1], "bestaetigen")
    assert client.post(page).status_code == 200
    return followed(session)[-1]


def test_by_e_mail_with_a_double_opt_in(host, client, session, radweg):
    order(client)
    (mail,) = mails(session)
    page = link(host, mail, "bestaetigen")
    (one,) = followed(session)
    assert (mail.kind, mail.address, one.confirmed_at) == ("subscription_confirm", "linde12@beispiel.de", None)

    seen = client.get(page)
    assert "Radweg Königsallee" in seen.text
    assert "l…2@beispiel.de" in seen.text
    assert followed(session)[0].confirmed_at is None  # a scanner that opens links confirms nothing

    assert "Fertig" in client.post(page).text
    assert followed(session)[0].confirmed_at
    assert "schon bestätigt" in client.post(page).text


def test_no_address_stands_in_any_address(host, client, session, radweg):
    confirmed(session, host, client)

    with host.app_context():
        for mail in mails(session):
            assert "linde" not in compose(mail.kind, mail.facts, mail.lang).text.lower()
    assert not any("beispiel" in mail.key for mail in mails(session))


def test_no_cookie_is_needed_or_set(host, client, session, radweg):
    one = confirmed(session, host, client)
    pages = [ORDER, "/beteiligung/de/abos", *(path(host, one, what) for what in ("end", "manage"))]

    assert all("Set-Cookie" not in client.get(page).headers for page in pages)
    assert client._cookies == {}


def path(host, one, what):
    from beteiligung.views import abo_links

    handle = one.subscriber.handle
    with host.test_request_context(base_url="http://localhost"):
        address = (
            abo_links.end_url(handle) if what == "end" else abo_links.manage_url(handle, datetime.now(UTC).isoformat())
        )
    return urlsplit(address).path


@pytest.mark.parametrize("kind", HOSTS)
def test_one_click_ends_it_in_every_host(make_app, session, radweg, kind):
    """RFC 8058: a POST by the mail provider, without a cookie, a token or a page before."""
    host = make_app(kind, BETEILIGUNG_BASE_URL="http://localhost", BETEILIGUNG_RATE_STORAGE=None)
    one = confirmed(session, host, host.test_client())
    address = path(host, one, "end")

    assert host.test_client().get(address).status_code == 200
    assert len(followed(session)) == 1
    for _ in range(2):
        answer = host.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert followed(session) == []
    assert session.scalars(select(Subscriber)).all() == []


def test_the_head_of_a_digest_ends_exactly_that_rhythm(host, client, session, radweg):
    confirmed(session, host, client)
    confirmed(session, host, client, query="?bezirk=1", rhythm="daily")
    facts = {"since": "2026-03-01T00:00:00+00:00", "until": "2026-03-08T00:00:00+00:00", "followed": [], "vorhaben": []}
    handle = session.scalar(select(Subscriber.handle))
    with host.app_context():
        mail = compose("digest", {"handle": handle, "rhythm": "weekly", "more": 0, **facts}, "de")
    address = re.fullmatch(r"<http://localhost(/.*)>", mail.headers["List-Unsubscribe"])[1]

    assert client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [one.rhythm for one in followed(session)] == [Rhythm.DAILY]


def test_what_one_follows_can_be_changed_and_ended_one_by_one(host, client, session, radweg):
    first = confirmed(session, host, client)
    second = confirmed(session, host, client, query="?bezirk=1&mitmachen=1")
    page = path(host, first, "manage")

    seen = client.get(page).text
    assert "Radweg Königsallee" in seen
    assert "Mitte, Jetzt mitmachen" in seen
    client.post(page, data={f"rhythm-{first.id}": "daily", f"rhythm-{second.id}": "weekly", "rhythm-999": "daily"})
    client.post(page, data={f"rhythm-{second.id}": "hourly", "ende": "x"})
    assert [one.rhythm for one in followed(session)] == [Rhythm.DAILY, Rhythm.WEEKLY]
    client.post(page, data={"ende": str(first.id)})
    assert [one.id for one in followed(session)] == [second.id]


def test_nobody_reaches_what_others_follow(host, client, session, radweg):
    mine = confirmed(session, host, client)
    others = confirmed(session, host, client, address="bert@example.org")

    client.post(path(host, mine, "manage"), data={"ende": str(others.id), f"rhythm-{others.id}": "daily"})

    assert [one.rhythm for one in followed(session)] == [Rhythm.WEEKLY, Rhythm.WEEKLY]
    assert "bert" not in client.get(path(host, mine, "manage")).text


def test_a_link_is_good_for_one_thing_only(host, client, session, radweg):
    one = confirmed(session, host, client)
    end, manage = path(host, one, "end"), path(host, one, "manage")
    name = end.rsplit("/", 1)[1]

    for address in (
        manage.rsplit("/", 1)[0] + "/" + name,
        end.rsplit("/", 2)[0] + "/bestaetigen/" + name,
        end[:-1],
        end + "x",
        end.rsplit("/", 1)[0] + "/" + manage.rsplit("/", 1)[1],
        end.rsplit("/", 1)[0] + "/W10.x",
    ):
        assert client.post(address, data={"ende": str(one.id)}).status_code == 404, address
    assert len(followed(session)) == 1


def test_a_link_to_confirm_ends_after_a_week(host, client, session, radweg):
    order(client)
    (mail,) = mails(session)
    mail.facts = mail.facts | {"until": (datetime.now(UTC) - timedelta(seconds=1)).isoformat()}
    page = link(host, mail, "bestaetigen")

    assert client.post(page).status_code == 410
    assert followed(session)[0].confirmed_at is None


def test_a_stranger_cannot_flood_anybody(host, client, session, radweg):
    for number in range(30):
        order(client, query=f"?q=wort{number}")

    assert len(mails(session)) == 1
    session.scalars(select(Subscriber)).one().asked_at = datetime.now(UTC) - timedelta(minutes=61)
    session.commit()
    order(client)
    assert len(mails(session)) == 2
    for number in range(100):
        order(client, query=f"?q=noch{number}")
    assert len(followed(session)) == actions.MOST


def test_the_limit_of_the_house_holds_too(make_app, session, radweg):
    client = make_app().test_client()
    answers = [client.post(ORDER, data=FORM).status_code for _ in range(7)]

    assert answers == [303] * 5 + [429] * 2


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(host, client, session, radweg):
    confirmed(session, host, client)
    known, unknown = order(client), order(client, address="neu@example.org")
    links = [
        client.post("/beteiligung/de/abos", data={"address": a}) for a in ("linde12@beispiel.de", "nie@example.org")
    ]

    assert known.location == unknown.location
    assert [answer.location for answer in links] == [known.location] * 2
    assert [mail.kind for mail in mails(session)][1:] == ["subscription_manage", "subscription_confirm"]


def test_a_stranger_changes_nothing_about_what_somebody_follows(host, client, session, radweg):
    one = confirmed(session, host, client)

    order(client, rhythm="daily")

    assert followed(session)[0].rhythm == one.rhythm == Rhythm.WEEKLY


def test_the_way_to_ones_own_comes_by_mail(host, client, session, radweg):
    confirmed(session, host, client)

    client.post("/beteiligung/en/abos", data={"address": FORM["address"]})

    mail = mails(session)[-1]
    assert mail.kind == "subscription_manage"
    assert "Radweg" in client.get(link(host, mail, "verwalten")).text


@pytest.mark.parametrize(
    "address", ["", "kein", "a@b@c", "x" * 300 + "@example.org", "a@example.org\r\nBcc: b@example.org"]
)
def test_a_wrong_address_is_said_and_nothing_is_lost(host, client, session, radweg, address):
    answer = client.post(f"{ORDER}?vorhaben=radweg", data={"address": address, "rhythm": "daily"})

    assert answer.status_code == 400
    assert "E-Mail-Adresse" in answer.text
    assert 'value="daily"' in answer.text and re.search(
        r'checked[^>]*value="daily"|value="daily"[^>]*checked', answer.text
    )
    assert mails(session) == []


@pytest.mark.parametrize(
    "query", ["?vorhaben=gibt-es-nicht", "?vorhaben=geheim-draft", "?vorhaben=%00", "?umkreis=1000"]
)
def test_what_is_not_there_cannot_be_followed(client, session, hidden_away, query):
    assert client.get(ORDER + query).status_code == 404
    assert client.post(ORDER + query, data=FORM).status_code == 404


def test_whoever_is_logged_in_follows_at_once(host, client, session, radweg, anna):
    log_in(host, anna)
    host.extensions["beteiligung"].address_loader({"anna": "anna@example.org"}.get)
    page = client.get(f"{ORDER}?vorhaben=radweg")
    assert 'name="address"' not in page.text

    assert client.post(f"{ORDER}?vorhaben=radweg", data={"rhythm": "daily"}).status_code == 400  # no token
    answer = client.post(f"{ORDER}?vorhaben=radweg", data={"rhythm": "daily", "csrf_token": token(page)})

    (one,) = followed(session)
    assert answer.status_code == 303
    assert (one.subscriber.person_id, one.subscriber.address) == ("anna", None)
    assert one.confirmed_at
    assert mails(session) == []
    assert "Radweg" in client.get("/beteiligung/de/abos", follow_redirects=True).text


def test_a_circle_around_a_place(make_app, session, radweg):
    host = make_app(BETEILIGUNG_BASE_URL="http://localhost", BETEILIGUNG_RATE_STORAGE=None)
    one = confirmed(session, host, host.test_client(), query="?lat=51.46&lon=7.21&umkreis=2000")

    assert one.criteria == {"lat": 51.46, "lon": 7.21, "radius": 2000}


def test_everybody_can_be_forgotten(host, client, session, radweg):
    confirmed(session, host, client)
    order(client, address="neu@example.org")

    session.rollback()
    actions.forget(session, address="linde12@beispiel.de")
    session.commit()

    assert session.scalars(select(Subscriber.address)).all() == ["neu@example.org"]
    assert {mail.address for mail in mails(session)} == {"neu@example.org"}


def purged(session, now):
    """How many subscriptions the purge takes at that time."""
    taken = {step.what: take(session, step, now=now) for step in steps(Days(), now)}
    return taken["subscriptions that nobody confirmed"]


def test_who_never_confirms_is_forgotten_after_a_week(host, client, session, radweg):
    confirmed(session, host, client)
    order(client, query="?bezirk=1")
    order(client, address="neu@example.org")

    session.rollback()
    assert purged(session, datetime.now(UTC) + timedelta(days=6)) == 0
    assert purged(session, datetime.now(UTC) + timedelta(days=8)) == 2
    session.commit()

    assert session.scalars(select(Subscriber.address)).all() == ["linde12@beispiel.de"]
    assert len(followed(session)) == 1


def test_a_vorhaben_that_is_archived_keeps_its_name_and_loses_its_link(host, client, session, radweg):
    one = confirmed(session, host, client)
    radweg.publication = Publication.ARCHIVED
    session.commit()

    page = client.get(path(host, one, "manage")).text

    assert "Radweg Königsallee" in page
    assert "/vorhaben/radweg" not in page


def test_what_was_taken_back_after_the_digest_was_made_is_not_sent(host, session, radweg):
    from beteiligung.mails.mail import CHECKS

    answer = records.beitrag(radweg, is_official=True)
    session.add_all([answer, one := records.subscription()])
    session.commit()
    news = [{"kind": "answer", "number": answer.id}, {"kind": "status", "number": 1}]
    facts = {"handle": one.subscriber.handle, "rhythm": "weekly"}
    facts["vorhaben"] = [{"id": radweg.id, "news": news, "talk": 0}, {"id": 999, "news": news, "talk": 0}]

    assert [len(item["news"]) for item in CHECKS["digest"](session, facts)["vorhaben"]] == [2]
    answer.visibility = "hidden"
    session.commit()
    assert [len(item["news"]) for item in CHECKS["digest"](session, facts)["vorhaben"]] == [1]
    radweg.publication = Publication.ARCHIVED
    session.commit()
    assert CHECKS["digest"](session, facts) is None
    radweg.publication = Publication.PUBLISHED
    session.delete(one)
    session.commit()
    assert CHECKS["digest"](session, facts) is None
