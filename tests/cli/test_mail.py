"""``send-mail`` and ``mails``, as the people who run the portal meet them."""

import pytest
from sqlalchemy import select

from beteiligung.outbox.models import OutboxMail

from ..outbox.servers import Box, mail_server, settings
from ..outbox.test_sending import closed_port, put


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    from beteiligung import i18n

    i18n._terminal_catalogue.cache_clear()
    yield
    i18n._terminal_catalogue.cache_clear()


def run(app, *words):
    return app.test_cli_runner().invoke(args=["beteiligung", *words])


def test_it_says_what_it_did(make_app, session):
    put(session, 2)
    with mail_server(Box(answers={"p2@example.org": "550 unknown"})) as where:
        done = run(make_app(**where), "send-mail")

    assert (done.exit_code, done.output) == (0, "1 sent, 0 later, 1 given up, 0 dropped\n")


@pytest.mark.parametrize("name", ["MAIL_HOST", "MAIL_SENDER", "BASE_URL"])
def test_it_says_which_setting_is_missing(make_app, name):
    done = run(make_app(**settings(25) | {f"BETEILIGUNG_{name}": None}), "send-mail")

    assert done.exit_code == 2
    assert f"BETEILIGUNG_{name} is not set" in done.output


def test_it_says_that_the_server_is_dead(make_app, session):
    put(session)
    done = run(make_app(**settings(closed_port())), "send-mail")

    assert done.exit_code == 1
    assert "The mail server takes nothing: 127.0.0.1" in done.output


def test_failures_are_listed_without_naming_anybody(make_app, session):
    put(session, 2)
    put(session, key="waits")
    with mail_server(Box(answers={f"p{n}@example.org": "550 5.1.1 no such box" for n in (1, 2)})) as where:
        app = make_app(**where)
        run(app, "send-mail")
    done = run(app, "mails")

    assert done.output.splitlines()[0] == "0 wait, 0 of them failed before"
    assert done.output.count("beitrag_published\t550 5.1.1 no such box") == 3
    assert "@" not in done.output


def test_they_can_be_tried_again(make_app, session):
    put(session, 2)
    box = Box(answers={"p1@example.org": "550 too full"})
    with mail_server(box) as where:
        run(make_app(**where), "send-mail")
    box = Box()
    with mail_server(box) as where:
        app = make_app(**where)
        assert run(app, "mails", "--again").output == "1 mails wait again\n"
        run(app, "send-mail")

    assert box.recipients == ["p1@example.org"]
    assert all(mail.sent_at for mail in session.scalars(select(OutboxMail)))
