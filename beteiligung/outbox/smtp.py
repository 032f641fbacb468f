"""One conversation with a mail server. Knows what can go wrong there, and whose fault it is."""

import smtplib
import ssl
from typing import NamedTuple


class Server(NamedTuple):
    """Where mails are handed in. ``security`` is ``starttls``, ``tls`` or ``none``."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    timeout: float = 20


class Refused(Exception):
    """The server will never take this mail."""


class NotNow(Exception):
    """The server did not take this mail; later it may."""


class NoServer(Exception):
    """The server takes no mail at all at the moment, or not from us."""


class Post:
    """A connection that is opened when the first mail goes out, and again when the server hung up."""

    def __init__(self, server, sender):
        self._server, self._sender, self._smtp = server, sender, None

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def send(self, message, address):
        """Hand a message in. Returns when the server has taken it over."""
        smtp = self._smtp or self._open()
        try:
            smtp.send_message(message, from_addr=self._sender.address, to_addrs=[address])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _verdict(code, said, address) from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code, error.smtp_error, address) from error
        except smtplib.SMTPSenderRefused as error:
            self.close()
            raise NoServer(_said(error.smtp_code, error.smtp_error, address)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise NotNow(_cut(f"the connection broke: {error}", address)) from error

    def close(self):
        """Say goodbye, if there is anybody."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _open(self):
        try:
            self._smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NoServer(_cut(f"{self._server.host}:{self._server.port}: {error}")) from error
        return self._smtp

    def _connect(self):
        server = self._server
        # Our own name in the greeting: without one, smtplib asks the name service, which may take a minute.
        about = {"local_hostname": self._sender.address.rpartition("@")[2], "timeout": server.timeout}
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, context=ssl.create_default_context(), **about)
        else:
            smtp = smtplib.SMTP(server.host, server.port, **about)
        try:
            if server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password or "")
        except BaseException:
            smtp.close()
            raise
        return smtp


def _verdict(code, said, address):
    """What begins with 5 is meant for ever."""
    return (Refused if 500 <= code < 600 else NotNow)(_said(code, said, address))


def _said(code, said, address):
    return _cut(f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}", address)


def _cut(text, address=None):
    """Servers like to repeat the address; it does not belong into a list of failures."""
    text = " ".join(text.split())
    return (text.replace(address, "…") if address else text)[:300]
