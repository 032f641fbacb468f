"""A real mail server on loopback that remembers what it was given, and can be as bad as real ones are."""

import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Box:
    """``messages`` that arrived, in order, each with the address it was for."""

    def __init__(self, *, pause=0, answers=None):
        self.messages, self._pause, self._answers = [], pause, answers or {}
        self.arrived = threading.Condition()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self._answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        await asyncio.sleep(self._pause)
        if answer := self._answers.get("DATA"):
            return answer
        with self.arrived:
            self.messages.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=default)))
            self.arrived.notify_all()
        return "250 taken"

    def wait_for(self, number):
        """Until so many messages are here."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.messages) >= number, timeout=30)

    @property
    def recipients(self):
        return [address for address, _message in self.messages]

    @property
    def ids(self):
        return [message["Message-ID"] for _address, message in self.messages]


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def mail_server(box, **smtp):
    """The settings of a portal that hands its mails to ``box``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = _Controller(box, hostname="127.0.0.1", port=port, **smtp)
    controller.start()
    try:
        yield settings(port)
    finally:
        controller.stop()


def settings(port):
    """Of a portal whose mail server listens on that port."""
    return {
        "BETEILIGUNG_BASE_URL": "https://stadt.example",
        "BETEILIGUNG_MAIL_HOST": "127.0.0.1",
        "BETEILIGUNG_MAIL_PORT": port,
        "BETEILIGUNG_MAIL_SECURITY": "none",
        "BETEILIGUNG_MAIL_SENDER": "vorhaben@stadt.example",
        "BETEILIGUNG_MAIL_TIMEOUT": 5,
    }
