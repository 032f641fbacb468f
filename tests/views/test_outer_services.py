"""Whatever we ask elsewhere (map server, mail server, translator, OParl, login provider): no page waits for it."""

import socket

import pytest

from beteiligung.views import login_oidc

from .. import hosts
from ..pages import Page, token

PAGES = (
    "vorhaben",
    "vorhaben.geojson",
    "vorhaben/radweg",
    "vorhaben/radweg/gespraech",
    "zeit",
    "nahe?lat=51.46&lon=7.21",
    "anmelden",
    "abonnieren",
    "vorhaben/radweg/uebersetzen",
    "beschluesse",
)


@pytest.fixture
def silent():
    """A server that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.fixture
def host(make_app, silent):
    """Every outer service that there is a setting for, and all of them hang."""
    port = silent.getsockname()[1]
    there = f"http://127.0.0.1:{port}"
    return make_app(
        BETEILIGUNG_LOCALES=("de", "en"),
        BETEILIGUNG_BASE_URL="https://portal.example",
        BETEILIGUNG_TILES_URL=there + "/{z}/{x}/{y}.png",
        BETEILIGUNG_OPARL_SYSTEM=f"{there}/system",
        BETEILIGUNG_TRANSLATOR_URL=there,
        BETEILIGUNG_MAIL_HOST="127.0.0.1",
        BETEILIGUNG_MAIL_PORT=port,
        BETEILIGUNG_MAIL_SECURITY="none",
        BETEILIGUNG_MAIL_SENDER="vorhaben@portal.example",
        BETEILIGUNG_LOGIN=("host", "email", "oidc", "guest"),
        BETEILIGUNG_OIDC={"issuer": there, "client_id": "portal", "client_secret": "x", "name": "Anbieter"},
    )


def was_called(silent):
    try:
        silent.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_no_page_and_no_form_calls_anybody(host, silent, radweg, anna):
    client = host.test_client()
    for page in PAGES:
        assert client.get(f"/beteiligung/en/{page}").status_code == 200, page

    form = {"csrf_token": token(client.get("/beteiligung/en/anmelden")), "email": "anna@example.org"}
    assert client.post("/beteiligung/en/anmelden", data=form).status_code == 303
    ask = {"csrf_token": token(client.get("/beteiligung/en/vorhaben/radweg/uebersetzen"))}
    assert client.post("/beteiligung/en/vorhaben/radweg/uebersetzen", data=ask).status_code == 303
    hosts.log_in(host, anna)
    said = {"csrf_token": token(client.get("/beteiligung/en/vorhaben/radweg")), "stance": "pro", "body": "Ja"}
    assert client.post("/beteiligung/en/vorhaben/radweg", data=said).status_code == 303

    assert not was_called(silent)


def test_a_login_provider_that_never_answers_is_given_up_and_said_so(host, silent, monkeypatch, radweg):
    monkeypatch.setattr(login_oidc, "PATIENCE", 0.1)
    client = host.test_client()
    form = {"csrf_token": token(client.get("/beteiligung/en/anmelden"))}

    answer = client.post("/beteiligung/en/anmelden/oidc", data=form)

    assert was_called(silent)
    assert answer.status_code == 400
    assert "The login did not work. Please try again." in Page(answer.text).text
    assert client.get("/beteiligung/en/vorhaben/radweg").status_code == 200
