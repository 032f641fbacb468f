"""From what a mail says to the message that a mail server takes."""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NamedTuple


class Sender(NamedTuple):
    """Who writes, and who reads the answers."""

    address: str
    name: str = ""
    reply_to: str | None = None


def message(mail, sender, to, *, key, lang, at):
    """A message with text and HTML. The same ``key`` gives the same Message-ID: a mail server may know it again."""
    built = EmailMessage(policy=SMTP)
    built["From"] = Address(_line(sender.name), addr_spec=sender.address)
    built["To"] = Address(addr_spec=to)
    if sender.reply_to:
        built["Reply-To"] = Address(addr_spec=sender.reply_to)
    built["Subject"] = _line(mail.subject)
    built["Date"] = format_datetime(at)
    built["Message-ID"] = message_id(key, sender)
    built["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        del built[name]  # what a mail says of itself goes before what holds for all
        built[name] = value
    if "List-Unsubscribe" in built:
        built["Precedence"] = "bulk"
    # Quoted-printable, whatever is in it: no line is ever too long for a server on the way.
    built.set_content(mail.text, cte="quoted-printable")
    built.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    built["Content-Language"] = lang  # set_content would take it away
    return built


def message_id(key, sender):
    """Says nothing about what ``key`` is about."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.address.rpartition('@')[2]}>"


def _line(text):
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
