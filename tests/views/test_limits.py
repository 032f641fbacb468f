"""Too often: a page that says when it works again, and gives back what was typed."""

import pytest
from flask import Blueprint

from beteiligung.views import pages
from beteiligung.views.limits import count, limited

from ..hosts import log_in


@pytest.fixture
def engine(sqlite_engine):
    """Limits do not depend on the database."""
    return sqlite_engine


@pytest.fixture
def host(make_app):
    app = make_app(BETEILIGUNG_LIMITS={"report": {"person": "2/hour", "address": "3/hour"}})
    bp = pages("probe")

    @bp.route("/<lang>/probe/<slug>", methods=["GET", "POST"])
    @limited("report")
    def probe(slug):
        return slug

    @bp.route("/<lang>/brief", methods=["POST"])
    def letter():
        count("login", mailbox="Anna@Example.org")
        return "sent"

    assert isinstance(bp, Blueprint)
    app.register_blueprint(bp)
    return app


def test_the_third_is_refused_with_the_time_and_the_text(host, anna):
    log_in(host, anna)
    client = host.test_client()

    answers = [client.post("/de/probe/radweg", data={"body": "Mein <b>Text</b>"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3500 < int(answers[2].headers["Retry-After"]) <= 3601
    assert "Mein &lt;b&gt;Text&lt;/b&gt;" in answers[2].text
    assert answers[2].headers["Content-Language"] == "de"
    assert "In 60 Minuten" in answers[2].text
    assert "60 min" in client.post("/en/probe/radweg", data={}).text


def test_reading_is_never_counted(host, anna):
    log_in(host, anna)
    client = host.test_client()

    assert {client.get("/de/probe/radweg").status_code for _ in range(20)} == {200}


def test_a_header_makes_nobody_somebody_else(host):
    client = host.test_client()
    answers = [
        client.post("/de/probe/radweg", headers={"X-Forwarded-For": f"192.0.2.{n}", "Forwarded": f"for=192.0.2.{n}"})
        for n in range(4)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_an_application_without_a_client_address_answers(host):
    client = host.test_client()

    assert client.post("/de/probe/radweg", environ_overrides={"REMOTE_ADDR": ""}).status_code == 200


def test_a_mailbox_gets_only_so_many_letters(host):
    client = host.test_client()
    sent = [client.post("/de/brief", environ_overrides={"REMOTE_ADDR": f"192.0.2.{n}"}).status_code for n in range(7)]

    assert sent == [200] * 5 + [429] * 2


def test_redis_that_is_down_is_no_error(make_app, anna):
    pytest.importorskip("redis")
    app = make_app(BETEILIGUNG_RATE_STORAGE="redis://127.0.0.1:1/0")
    log_in(app, anna)

    with app.test_request_context("/", method="POST"):
        for _ in range(30):
            count("report")
