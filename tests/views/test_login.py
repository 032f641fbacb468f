"""Our own login, as people and as attackers use it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from beteiligung.account.models import Account, LoginSession, OneTimeLink
from beteiligung.identity import address_of, current_person
from beteiligung.mails import compose
from beteiligung.outbox.models import OutboxMail

from ..hosts import HOSTS, log_in
from ..pages import Page, token

OPEN = {
    "BETEILIGUNG_LOGIN": ("email", "guest"),
    "BETEILIGUNG_BASE_URL": "https://stadt.example",
    "BETEILIGUNG_LIMITS": {"login": {"mailbox": None}},
}
LOGIN = "/beteiligung/de/anmelden"
ACCOUNT = "/beteiligung/de/konto"


@pytest.fixture
def app(make_app):
    return make_app(**OPEN)


def ask(client, address="anna@example.org", back=None):
    """Type an address into the form."""
    url = f"{LOGIN}?next={back}" if back else LOGIN
    return client.post(url, data={"email": address, "csrf_token": token(client.get(url))})


def letter(app, session):
    """The path of the link in the newest mail."""
    session.rollback()
    mail = session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    with app.app_context():
        text = compose(mail.kind, mail.facts, mail.lang).text
    return re.search(r"https://stadt\.example(/\S+)", text)[1]


def press(client, path, **fields):
    """Open the page behind a link and press its button."""
    return client.post(path, data={"csrf_token": token(client.get(path)), **fields})


def enter(app, client, session, address="anna@example.org", name="Linde 12", back=None):
    """The whole way in."""
    ask(client, address, back)
    return press(client, letter(app, session), name=name)


def who(client):
    """Under which name this browser is logged in."""
    answer = client.get(ACCOUNT)
    return re.search(r"<bdi>(.*?)</bdi>", answer.text)[1] if answer.status_code == 200 else None


def test_the_whole_way(app, client, session):
    sent = ask(client)
    assert (sent.status_code, sent.location) == (303, f"{LOGIN}/post")

    entered = press(client, letter(app, session), name="Linde 12")

    assert (entered.status_code, entered.location) == (303, ACCOUNT)
    assert who(client) == "Linde 12"


def test_the_second_time_no_name_is_asked_for(app, client, session):
    enter(app, client, session)
    other = app.test_client()
    ask(other, "Anna@Example.ORG ")
    path = letter(app, session)

    assert "Linde 12" in other.get(path).text
    press(other, path)
    assert who(other) == "Linde 12"


def test_twenty_scanners_use_nothing_up(app, client, session):
    ask(client)
    path = letter(app, session)
    for _ in range(20):
        assert app.test_client().get(path).status_code == 200
        assert app.test_client().head(path).status_code == 200

    assert session.scalars(select(OneTimeLink.used_at)).all() == [None]
    assert session.scalars(select(Account)).all() == []
    assert press(client, path, name="Linde 12").status_code == 303


def test_a_scanner_that_posts_without_the_token_of_the_page_uses_nothing_up_either(app, client, session):
    ask(client)
    path = letter(app, session)
    app.test_client().post(path)
    app.test_client().post(path, data={"name": "Bot"})

    assert press(client, path, name="Linde 12").status_code == 303


def test_a_link_works_once(app, client, session):
    enter(app, client, session)
    path = letter(app, session)
    other = app.test_client()

    assert other.get(path).status_code == 410
    assert other.post(path, data={"csrf_token": "x"}).status_code == 410
    assert who(other) is None


def test_a_link_that_was_used_between_looking_and_pressing(app, client, session):
    ask(client)
    path = letter(app, session)
    late = app.test_client()
    kept = token(late.get(path))
    press(client, path, name="Linde 12")

    assert late.post(path, data={"csrf_token": kept, "name": "Eiche"}).status_code == 410
    assert who(late) is None


def test_an_old_link(app, client, session):
    ask(client)
    link = session.scalars(select(OneTimeLink)).one()
    link.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    assert client.get(letter(app, session)).status_code == 410


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x" + t, str.upper, str.swapcase])
def test_a_link_that_was_changed(app, client, session, change):
    ask(client)
    head, sealed = letter(app, session).rsplit("/", 1)

    assert client.get(f"{head}/{change(sealed)}").status_code == 404


def test_a_link_of_one_purpose_opens_no_other_door(app, client, session):
    ask(client)
    sealed = letter(app, session).rsplit("/", 1)[1]

    assert client.get(f"/beteiligung/de/bestaetigen/{sealed}").status_code == 404


def test_a_link_of_another_host_is_none(app, make_app, client, session):
    ask(client)
    path = letter(app, session)
    app.config["SECRET_KEY"] = "another one"

    assert client.get(path).status_code == 404
    app.config["SECRET_KEY_FALLBACKS"] = ["only for tests"]
    assert client.get(path).status_code == 200


def test_the_page_of_a_link_is_kept_nowhere_and_told_to_nobody(app, client, session):
    ask(client)
    answer = client.get(letter(app, session))

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_no_address_stands_in_any_address(app, client, session):
    sent = ask(client, "anna@example.org")
    path = letter(app, session)
    entered = press(client, path, name="Linde 12")

    assert "anna" not in f"{sent.location} {path} {entered.location}"


def test_nobody_learns_who_has_an_account(app, client, session):
    enter(app, client, session)
    answers = []
    for address in ("anna@example.org", "nobody@example.org"):
        browser = app.test_client()
        sent = ask(browser, address)
        answers.append((sent.status_code, sent.location, sent.data, browser.get(sent.location).data))

    assert answers[0] == answers[1]
    mails = session.scalars(select(OutboxMail)).all()
    assert len({mail.kind for mail in mails}) == 1


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@example.org\r\nBcc: all@example.org", "x" * 5000, "\x00", "<b>@x.de"]
)
def test_what_is_no_address(app, client, session, text):
    answer = ask(client, text)

    assert answer.status_code == 400
    assert session.scalars(select(OutboxMail)).all() == []
    assert not list(Page(answer.text).live())


@pytest.mark.parametrize(
    "name", ["", " ", "A", "Stadt Bochum", "x" * 41, "anna@example.org", "www.spam.example", "\u202e\u202e", "\x00"]
)
def test_a_name_that_does_not_do(app, client, session, name):
    ask(client)
    path = letter(app, session)

    assert press(client, path, name=name).status_code == 400
    assert press(client, path, name="Linde 12").status_code == 303


def test_a_name_that_somebody_has(app, client, session):
    enter(app, client, session)
    other = app.test_client()

    taken = enter(app, other, session, "ben@example.org", "LINDE12")

    assert taken.status_code == 400
    assert "Linde" not in who(other) if who(other) else True
    assert press(other, letter(app, session), name="Eiche").status_code == 303


@pytest.mark.parametrize("back", ["/beteiligung/de/vorhaben", "/portal?x=1"])
def test_back_to_where_one_was(app, client, session, back):
    assert enter(app, client, session, back=back).location == back


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/%5Cevil.example", "%2F%2Fevil.example", "/%09/evil.example", "x"],
)
def test_never_to_another_origin(app, client, session, back):
    assert enter(app, client, session, back=back).location == ACCOUNT


def test_the_secret_and_the_token_change_with_the_login(app, client, session):
    before = token(client.get(LOGIN))
    enter(app, client, session)
    with client.session_transaction() as kept:
        first = kept["beteiligung_login"]
        csrf = kept.get("csrf_token")
    after = client.post(f"{ACCOUNT}/abmelden", data={"csrf_token": before})
    enter(app, client, session)
    with client.session_transaction() as kept:
        second = kept["beteiligung_login"]

    assert after.status_code == 400
    assert first != second
    assert csrf is None or csrf != before
    assert len(session.scalars(select(LoginSession)).all()) == 1


def test_a_planted_secret_is_nobodys(app, client, session):
    enter(app, client, session)
    for planted in ("", "x", 7, None, ["x"], {"a": 1}, "x" * 9999):
        other = app.test_client()
        with other.session_transaction() as kept:
            kept["beteiligung_login"] = planted
        assert who(other) is None


def test_a_copied_cookie_is_worth_nothing_after_logging_out(app, client, session):
    enter(app, client, session)
    with client.session_transaction() as kept:
        copy = dict(kept)
    page = client.get(ACCOUNT)
    assert client.post(f"{ACCOUNT}/abmelden", data={"csrf_token": token(page)}).status_code == 303

    thief = app.test_client()
    with thief.session_transaction() as kept:
        kept.update(copy)

    assert who(client) is who(thief) is None


def test_logging_out_needs_a_post_with_the_token(app, client, session):
    enter(app, client, session)

    assert client.get(f"{ACCOUNT}/abmelden").status_code == 405
    assert client.post(f"{ACCOUNT}/abmelden").status_code == 400
    assert who(client) == "Linde 12"


def test_another_name(app, client, session):
    enter(app, client, session)

    def rename(name):
        return client.post(f"{ACCOUNT}/name", data={"name": name, "csrf_token": token(client.get(ACCOUNT))})

    assert rename("Eiche 7").status_code == 303
    assert who(client) == "Eiche 7"
    assert rename("Stadt Bochum").status_code == 400
    assert who(client) == "Eiche 7"


def test_the_page_about_oneself_shows_no_whole_address(app, client, session):
    enter(app, client, session)
    page = client.get(ACCOUNT)

    assert "a…a@example.org" in page.text
    assert "anna@example.org" not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", [ACCOUNT, f"{ACCOUNT}/name"])
def test_whoever_is_not_logged_in_is_sent_to_the_login(app, client, path):
    answer = client.post(path) if path.endswith("name") else client.get(path)

    assert answer.status_code == 303
    assert answer.location.startswith(LOGIN)


def test_pages_of_somebody_are_kept_by_nobody(app, client, session, radweg):
    enter(app, client, session)

    for path in ("/beteiligung/de/vorhaben", "/beteiligung/de/vorhaben/radweg", ACCOUNT):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store", path
        assert "Cookie" in answer.headers["Vary"], path


def test_the_host_counts_first(app, client, session, anna):
    enter(app, client, session)
    log_in(app, anna)

    assert who(client) == "Anna Muster"
    assert client.post(f"{ACCOUNT}/name", data={"name": "X Y", "csrf_token": "x"}).status_code == 404


@pytest.mark.parametrize("stolen", ["konto:1", "gast:1"])
def test_a_host_cannot_give_out_our_ids(app, stolen, anna):
    log_in(app, type(anna)(id=stolen, name="X"))

    with app.test_request_context("/"), pytest.raises(ValueError, match="person_loader"):
        current_person()


def test_mail_for_our_people_goes_to_their_address(app, client, session):
    enter(app, client, session)
    app.extensions["beteiligung"].address_loader(lambda person_id: f"{person_id}@host.example")

    with app.app_context():
        assert address_of("konto:1") == "anna@example.org"
        assert address_of("konto:99") is None
        assert address_of("gast:1") is None
        assert address_of("anna") == "anna@host.example"


def test_where_the_login_is_closed_again_nobody_is_logged_in(app, client, session):
    enter(app, client, session)
    app.config["BETEILIGUNG_LOGIN"] = ("host",)

    assert client.get(LOGIN).status_code == 404
    assert who(client) is None


def test_by_default_there_is_no_login_of_ours(make_app):
    client = make_app().test_client()

    for path in (LOGIN, f"{LOGIN}/post", f"{LOGIN}/link/x", f"{LOGIN}/name"):
        assert client.get(path).status_code == 404
    assert client.post(f"{LOGIN}/oidc").status_code in (400, 404)


@pytest.mark.parametrize(
    "settings",
    [
        {"BETEILIGUNG_LOGIN": ("email",)},
        {"BETEILIGUNG_LOGIN": ("guest",)},
        {"BETEILIGUNG_LOGIN": ("oidc",)},
        {"BETEILIGUNG_LOGIN": ("password",)},
        {"BETEILIGUNG_LOGIN": "email"},
        {"BETEILIGUNG_OIDC": {"issuer": "https://x.example"}},
        {"BETEILIGUNG_LOGIN_DAYS": 0},
        {"BETEILIGUNG_GUEST_DAYS": -1},
    ],
)
def test_a_login_that_cannot_work_is_refused_at_the_start(make_app, settings):
    with pytest.raises(ValueError, match="BETEILIGUNG_"):
        make_app(**settings)


def test_so_many_mails_and_no_more(make_app, session):
    app = make_app(**OPEN | {"BETEILIGUNG_LIMITS": {}})
    client = app.test_client()
    answers = [ask(client) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert len(session.scalars(select(OutboxMail)).all()) == 5


@pytest.mark.parametrize("kind", HOSTS)
def test_every_host(make_app, session, kind):
    app = make_app(kind, **OPEN)
    client = app.test_client()
    enter(app, client, session)

    assert who(client) == "Linde 12"


def test_the_name_of_the_host_in_a_request_reaches_no_mail(app, client, session):
    evil = {"Host": "evil.example"}
    form = {"email": "a@example.org", "csrf_token": token(client.get(LOGIN, headers=evil))}

    client.post(LOGIN, data=form, headers=evil)

    assert letter(app, session).startswith("/beteiligung/de/anmelden/link/")


def test_whoever_reads_gets_no_cookie_where_our_login_is_open(client, radweg):
    for path in ("/beteiligung/de/vorhaben", "/beteiligung/de/vorhaben/radweg", "/beteiligung/aufgabe", ACCOUNT):
        assert "Set-Cookie" not in client.get(path).headers, path


def test_asking_for_people_costs_one_query_and_none_without_a_login(app, client, session, radweg, counted):
    client.get("/beteiligung/de/vorhaben")  # what is remembered is read once
    with counted() as anonymous:
        client.get("/beteiligung/de/vorhaben")
    enter(app, client, session)
    client.get("/beteiligung/de/vorhaben")
    with counted() as known:
        client.get("/beteiligung/de/vorhaben")

    assert len(known) == len(anonymous) + 1
