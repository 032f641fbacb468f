"""Login through OpenID Connect, against a provider that runs on loopback."""

import base64
import contextlib
import hashlib
import importlib.util
import json
import socket
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from beteiligung.account.models import Account

from ..hosts import log_in
from ..pages import token
from .test_login import who

LOGIN = "/beteiligung/de/anmelden"
ACCOUNT = "/beteiligung/de/konto"
USERS = (
    {"sub": "anna", "email": "anna@example.org", "email_verified": True},
    {"sub": "ben", "email": "ben@example.org", "email_verified": False},
)


@pytest.fixture(scope="module")
def issuer():
    """A provider in a process of its own, until these tests end; like many it wants a nonce."""
    if importlib.util.find_spec("oidc_provider_mock") is None:  # importing it here would warn about what it imports
        pytest.skip("oidc-provider-mock is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true", *users]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield wait_for(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()


def wait_for(address, process):
    """The address, once somebody answers there."""
    for _ in range(150):
        with contextlib.suppress(requests.ConnectionError):
            requests.get(address, timeout=10)
            return address
        assert process.poll() is None
        time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture
def make_host(make_app, issuer):
    def make(kind="bare", **changes):
        oidc = {"issuer": issuer, "client_id": "stadt", "client_secret": "x", "name": "Musterdienst"}
        return make_app(kind, BETEILIGUNG_LOGIN=("oidc",), BETEILIGUNG_OIDC=oidc | changes)

    return make


@pytest.fixture
def app(make_host):
    return make_host()


def start(client, back=None):
    """Press the button that leads to the provider; its address."""
    there = f"{LOGIN}/oidc" + (f"?next={back}" if back else "")
    answer = client.post(there, data={"csrf_token": token(client.get(LOGIN))})
    return answer.location


def agree(address, subject="anna"):
    """Log in at the provider; the address to which it sends the browser back."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def back(client, address):
    """Follow the provider's redirect."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def enter(client, subject="anna", name="Linde 12", next_=None):
    """The whole way in."""
    answer = back(client, agree(start(client, next_), subject))
    if answer.location and answer.location.endswith("/anmelden/name"):
        page = client.get(answer.location)
        return client.post(answer.location, data={"name": name, "csrf_token": token(page)})
    return answer


def test_the_whole_way(client, session):
    answer = enter(client)

    assert answer.location == ACCOUNT
    assert who(client) == "Linde 12"
    [account] = session.scalars(select(Account))
    assert (account.subject, account.email) == ("anna", "anna@example.org")


def test_the_request_carries_state_nonce_and_a_challenge(client):
    sent = parse_qs(urlsplit(start(client)).query)

    assert {"state", "nonce", "code_challenge"} <= sent.keys()
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["response_type"] == ["code"]
    assert sent["redirect_uri"] == ["http://localhost/beteiligung/anmelden/zurueck"]


def test_the_second_time_nobody_is_asked_for_a_name(app, client, session):
    enter(client)
    other = app.test_client()

    assert back(other, agree(start(other))).location == ACCOUNT
    assert who(other) == "Linde 12"
    assert len(session.scalars(select(Account)).all()) == 1


def test_before_the_name_there_is_no_account(client, session):
    back(client, agree(start(client)))

    assert session.scalars(select(Account)).all() == []
    assert who(client) is None


def test_an_address_that_the_provider_has_not_checked_is_not_taken(client, session):
    enter(client, "ben", "Eiche")

    assert session.scalars(select(Account.email)).all() == [None]


def test_an_account_by_mail_with_the_same_address_is_another_one(make_app, issuer, session):
    from .test_login import enter as by_mail

    oidc = {"issuer": issuer, "client_id": "stadt", "client_secret": "x", "name": "Musterdienst"}
    app = make_app(
        BETEILIGUNG_LOGIN=("email", "oidc"), BETEILIGUNG_OIDC=oidc, BETEILIGUNG_BASE_URL="https://stadt.example"
    )
    by_mail(app, app.test_client(), session, "anna@example.org", "Linde 12")
    client = app.test_client()
    enter(client, "anna", "Eiche")

    assert who(client) == "Eiche"
    session.rollback()
    assert len(session.scalars(select(Account)).all()) == 2


@pytest.mark.parametrize("changed", ["state", "code", "both"])
def test_an_answer_that_was_changed(client, session, changed):
    parts = urlsplit(agree(start(client)))
    sent = {name: values[0] for name, values in parse_qs(parts.query).items()}
    for name in ("state", "code") if changed == "both" else (changed,):
        sent[name] = "forged"

    answer = client.get(parts.path, query_string=sent)

    assert answer.status_code == 400
    assert who(client) is None


def test_an_answer_that_somebody_else_began(app, client):
    """The attacker's own code in the victim's browser: nobody is logged in as the attacker."""
    address = agree(start(app.test_client()))

    assert back(client, address).status_code == 400
    start(client)
    assert back(client, address).status_code == 400
    assert who(client) is None


def test_an_answer_works_once(client):
    address = agree(start(client))
    back(client, address)

    assert back(client, address).status_code == 400


@pytest.mark.parametrize("query", ["", "error=access_denied", "code=x", "state=x", "code=%00&state=%00", "code[]=1"])
def test_answers_that_nobody_asked_for(client, query):
    assert client.get(f"/beteiligung/anmelden/zurueck?{query}").status_code == 400
    start(client)
    assert client.get(f"/beteiligung/anmelden/zurueck?{query}").status_code == 400


def test_whoever_says_no_at_the_provider_is_not_logged_in(client):
    address = start(client)
    answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)

    assert back(client, answer.headers["Location"]).status_code == 400


def test_another_nonce(client):
    with client.session_transaction() as kept:
        before = set(kept)
    address = agree(start(client))
    with client.session_transaction() as kept:
        [key] = [key for key in kept if key.startswith("_state_") and key not in before]
        kept[key] = {**kept[key], "data": {**kept[key]["data"], "nonce": "another"}}

    assert back(client, address).status_code == 400


def test_the_code_is_only_good_with_the_secret_of_its_challenge(client, monkeypatch):
    """PKCE: the provider of these tests asks nobody for it, so look at what it is given."""
    sent = []
    send = requests.Session.send
    monkeypatch.setattr(
        requests.Session, "send", lambda self, request, **how: sent.append(request) or send(self, request, **how)
    )
    address = start(client)
    back(client, agree(address))

    [asked] = [request for request in sent if "grant_type=authorization_code" in str(request.body)]
    verifier = parse_qs(asked.body)["code_verifier"][0]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert parse_qs(urlsplit(address).query)["code_challenge"] == [digest]


def test_a_provider_that_is_another_than_it_says(make_host, issuer):
    client = make_host(
        issuer="https://login.example", metadata=f"{issuer}/.well-known/openid-configuration"
    ).test_client()

    assert back(client, agree(start(client))).status_code == 400


def test_a_provider_that_is_down(make_host):
    client = make_host(issuer="http://127.0.0.1:1").test_client()
    answer = client.post(f"{LOGIN}/oidc", data={"csrf_token": token(client.get(LOGIN))})

    assert answer.status_code == 400
    assert "nicht geklappt" in answer.text


@pytest.mark.parametrize("to", ["/beteiligung/de/vorhaben", "/portal?x=1"])
def test_back_to_where_one_was(client, to):
    assert enter(client, next_=to).location == to


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/%5Cevil.example", "%2F%2Fevil.example"])
def test_never_to_another_origin(client, to):
    assert enter(client, next_=to).location == ACCOUNT


def test_a_link_on_another_page_cannot_begin_it(client):
    assert client.get(f"{LOGIN}/oidc").status_code == 405
    assert client.post(f"{LOGIN}/oidc").status_code == 400


def test_a_name_that_was_taken(app, client):
    enter(client)

    other = app.test_client()
    answer = enter(other, "ben", "linde 12")

    assert answer.status_code == 400
    assert who(other) is None


def test_the_page_for_a_name_without_a_login(client):
    assert client.get(f"{LOGIN}/name").location == LOGIN


@pytest.mark.parametrize("kind", ["babel", "csrf", "csrf-off"])
def test_every_host(make_host, kind):
    client = make_host(kind).test_client()
    enter(client)

    assert who(client) == "Linde 12"


def test_a_client_of_the_hosts_own_stays_as_it_was(app, client):
    app.extensions["authlib.integrations.flask_client"] = mine = object()
    enter(client)

    assert app.extensions["authlib.integrations.flask_client"] is mine


def test_the_host_counts_first(app, client, anna):
    enter(client)
    log_in(app, anna)

    assert who(client) == "Anna Muster"


def test_nothing_of_the_library_is_needed_where_nobody_logs_in_so():
    """The extra stays an extra: our modules load without it."""
    code = (
        "import sys; sys.modules['authlib'] = sys.modules['requests'] = None\n"
        "from flask import Flask\nfrom beteiligung import Beteiligung\n"
        "app = Flask('x'); app.config['SECRET_KEY'] = 'x'; Beteiligung(app)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
