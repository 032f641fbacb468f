"""The real command, as a process of its own, killed in the middle of its work."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from beteiligung.outbox import claiming
from beteiligung.outbox.models import OutboxMail

from .servers import Box, mail_server
from .test_sending import mails, now, put

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command(engine, tmp_path):
    """``command(where, …)``: start ``flask beteiligung send-mail`` on this test's database."""
    started = []

    def command(where, *options):
        settings = where | {"BETEILIGUNG_DATABASE_URL": engine.url.render_as_string(hide_password=False)}
        env = os.environ | {"PORTAL_FOLDER": str(tmp_path), "PORTAL_SETTINGS": json.dumps(settings), "LANG": "C"}
        flask = [sys.executable, "-m", "flask", "--app", "tests.outbox.portal", "beteiligung", "send-mail", *options]
        process = subprocess.Popen(flask, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield command
    for process in started:
        process.kill()
        process.communicate()


def test_killed_midway_it_loses_nothing(session, command):
    put(session, 12)
    box = Box(pause=0.1)
    with mail_server(box) as where:
        first = command(where)
        box.wait_for(4)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert 4 <= len(box.messages) < 12
        second = command(where)
        said, trouble = second.communicate(timeout=60)
        assert (second.returncode, trouble) == (0, "")
        # What the killed one had in its hands is kept for it until its time is over.
        (held,) = [mail.claimed_until - mail.created_at for mail in mails(session) if mail.sent_at is None]
        session.execute(update(OutboxMail).values(claimed_until=now() - timedelta(seconds=1)))
        session.commit()
        third = command(where)
        third.communicate(timeout=60)

    assert "sent" in said
    assert held > claiming.LEASE - timedelta(minutes=1)
    assert set(box.recipients) == {f"p{number}@example.org" for number in range(1, 13)}
    # Only one that was with the server already when the process died may come twice, and then as the same message.
    assert len(box.messages) in (12, 13)
    assert len(set(box.ids)) == 12
    assert all(mail.sent_at for mail in mails(session))


def test_asked_to_end_it_finishes_the_mail_at_hand(session, command):
    put(session, 12)
    box = Box(pause=0.1)
    with mail_server(box) as where:
        process = command(where, "--every", "60")
        box.wait_for(2)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)

    settled = mails(session)
    assert process.returncode == 0
    assert len(box.messages) < 12
    assert len([mail for mail in settled if mail.sent_at]) == len(box.messages)
    assert not any(mail.claimed_by for mail in settled)


def test_it_goes_on_and_finds_what_comes_later(session, command):
    box = Box()
    with mail_server(box) as where:
        process = command(where, "--every", "1")
        put(session)
        box.wait_for(1)
        put(session, key="later")
        box.wait_for(2)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)

    assert process.returncode == 0
