"""Send what waits in the outbox: one mail at a time, each settled before the next one."""

import logging
import uuid
from datetime import UTC, datetime
from typing import NamedTuple

from flask import current_app

from ..addresses import normalised
from ..db import unit_of_work
from ..errors import N_, BeteiligungError
from ..identity import address_of
from ..mount import own, setting
from ..outbox import claiming
from ..outbox.message import Sender, message
from ..outbox.smtp import NoServer, NotNow, Post, Refused, Server
from .mail import CHECKS, compose


class CannotSend(BeteiligungError):
    """The settings do not say how mails are sent."""


class Sent(NamedTuple):
    """How many went out, wait for another time, were given up or dropped; ``trouble`` is what the server said last."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    dropped: int = 0
    trouble: str | None = None

    def and_one(self, what):
        """One more of that kind."""
        return self._replace(**{what: getattr(self, what) + 1})


def send_due(*, stop=lambda: False, clock=lambda: datetime.now(UTC)):
    """Send everything that is due until nothing is, the server fails, or ``stop()`` says so."""
    server, sender = settings()
    done, me = Sent(), uuid.uuid4().hex
    with Post(server, sender) as post:
        while not stop():
            with _step() as session:
                mail = claiming.claim(session, me, now=clock())
            if mail is None:
                break
            what, reason = _attempt(post, sender, mail, clock())
            if what == "later" and claiming.is_last(mail):
                what = "failed"
            with _step() as session:
                _settle(session, mail, what, reason, clock())
            if what == "given_back":
                return done._replace(trouble=reason)
            done = done.and_one(what)
    return done


def settings():
    """Server and sender, or one sentence that says what is missing."""
    config = {name: setting(name) for name in _NAMES}
    for name in ("MAIL_HOST", "MAIL_SENDER", "BASE_URL"):
        if not config[name]:
            raise CannotSend(N_("No mail can be sent: BETEILIGUNG_%(name)s is not set."), name=name)
    server = Server(*(config[f"MAIL_{name}"] for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "TIMEOUT")))
    name = config["MAIL_SENDER_NAME"] or config["CITY"]
    return server, Sender(config["MAIL_SENDER"], name, config["MAIL_REPLY_TO"])


_NAMES = (
    *("MAIL_HOST", "MAIL_PORT", "MAIL_SECURITY", "MAIL_USER", "MAIL_PASSWORD", "MAIL_TIMEOUT"),
    *("MAIL_SENDER", "MAIL_SENDER_NAME", "MAIL_REPLY_TO", "CITY", "BASE_URL"),
)


class _step:
    """A unit of work with nothing kept in memory afterwards: the command may run for months."""

    def __enter__(self):
        self._context = current_app.app_context()
        self._context.push()
        self._work = unit_of_work()
        return self._work.__enter__()

    def __exit__(self, *exc):
        try:
            return self._work.__exit__(*exc)
        finally:
            self._context.pop()


def _attempt(post, sender, mail, now):
    """What became of a mail, and why."""
    try:
        facts, address = _still(mail), _address(mail)
        if not address or facts is None:
            return "dropped", "no address" if facts is not None else "nothing to say any more"
        if (address := normalised(address)) is None:
            return "failed", "not an e-mail address"
        said = compose(mail.kind, facts, mail.lang)
        post.send(message(said, sender, address, key=own(mail.key), lang=mail.lang, at=now), address)
    except Refused as error:
        return "failed", str(error)
    except NotNow as error:
        return "later", str(error)
    except NoServer as error:
        return "given_back", str(error)
    except Exception as error:  # one mail that cannot be made must not hold up all others
        logging.getLogger("beteiligung").exception("mail %s of kind %s cannot be made", mail.id, mail.kind)
        return "later", f"{type(error).__name__}"
    return "sent", None


def _still(mail):
    """The facts as they are true now; ``None`` where what it is about is gone."""
    if mail.kind not in CHECKS:
        return mail.facts
    with _step() as session:
        return CHECKS[mail.kind](session, mail.facts)


def _address(mail):
    return mail.address if mail.recipient_id is None else address_of(mail.recipient_id)


def _settle(session, mail, what, reason, now):
    if what == "sent":
        claiming.sent(session, mail, now=now)
    elif what == "given_back":
        claiming.given_back(session, mail, reason)
    else:
        getattr(claiming, what)(session, mail, reason, now=now)
