from email import message_from_bytes
from email.policy import default

import pytest

from beteiligung.addresses import masked, normalised
from beteiligung.mails.mail import Mail
from beteiligung.outbox.message import Sender, message

from .. import records

SENDER = Sender("vorhaben@stadt.example", "Stadt Bochum, Vorhaben")


def sent(sender=SENDER, to="anna@example.org", **changes):
    """As the mail server gets it, read again."""
    fields = {"subject": "Über den Radweg", "text": "Grüße\n", "html": "<p>Grüße</p>\n", "headers": {}}
    built = message(Mail(**fields | changes), sender, to, key="k:1", lang="de-simple", at=records.NOW)
    return bytes(built), message_from_bytes(bytes(built).replace(b"\r\n", b"\n"), policy=default)


def test_it_says_the_same_as_text_and_as_html():
    _raw, read = sent()

    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert read.get_body(["plain"]).get_content() == "Grüße\n"
    assert read.get_body(["html"]).get_content() == "<p>Grüße</p>\n"


def test_its_head():
    _raw, read = sent(SENDER._replace(reply_to="amt@stadt.example"))

    assert read["Subject"] == "Über den Radweg"
    assert read["From"].addresses[0].display_name == "Stadt Bochum, Vorhaben"
    assert read["To"] == "anna@example.org"
    assert read["Reply-To"] == "amt@stadt.example"
    assert read["Date"].datetime == records.NOW
    assert (read["Auto-Submitted"], read["Content-Language"]) == ("auto-generated", "de-simple")
    assert read["Precedence"] is None


def test_what_goes_to_many_can_be_ended_with_one_click():
    ways = {
        "List-Unsubscribe": f"<https://stadt.example/{'x' * 200}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    _raw, read = sent(headers=ways)

    assert {name: read[name] for name in ways} == ways
    assert read["Precedence"] == "bulk"


@pytest.mark.parametrize("bad", ["A\r\nBcc: all@example.org", "A\nBcc: x", "A\x00\x0b\u2028Bcc: x", "\r"])
def test_a_subject_brings_no_head_line_along(bad):
    raw, read = sent(subject=bad)

    assert read["Bcc"] is None
    assert b"\nBcc" not in raw
    assert len(read.get_all("Subject")) == 1


@pytest.mark.parametrize("bad", ["Stadt\r\nBcc: x@example.org", 'Stadt" <x@example.org>, "'])
def test_nor_does_the_name_of_the_sender(bad):
    _raw, read = sent(SENDER._replace(name=bad))

    assert read["Bcc"] is None
    assert [address.addr_spec for address in read["From"].addresses] == ["vorhaben@stadt.example"]


def test_nor_another_head_line():
    with pytest.raises(ValueError, match="linefeed"):
        sent(headers={"List-Unsubscribe": "<x>\r\nBcc: all@example.org"})


def test_no_line_is_too_long_for_a_server_on_the_way():
    raw, read = sent(subject="Ü" * 3000, text="Straße " * 5000 + "\n", html=f"<p>{'x' * 50000}</p>\n")

    assert max(map(len, raw.splitlines())) <= 998
    assert read.get_body(["plain"]).get_content() == "Straße " * 5000 + "\n"


def test_the_same_mail_has_the_same_name_whenever_it_is_sent():
    assert sent()[1]["Message-ID"] == sent(text="anders\n")[1]["Message-ID"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Anna@Example.ORG ", "anna@example.org"),
        ("a.b+vorhaben@bücher.example", "a.b+vorhaben@xn--bcher-kva.example"),
        ("anna@example.org\r\nBcc: x@example.org", None),
        ("anna@example.org, bert@example.org", None),
        ("Anna <anna@example.org>", None),
        ("änna@example.org", None),
        ("anna@localhost", None),
        ("anna@[127.0.0.1]", None),
        ("anna@127.0.0.1", None),
        (f"{'a' * 65}@example.org", None),
        (f"a@{'b' * 64}.example", None),
        (f"a@{'b.' * 130}example", None),
        ("@example.org", None),
        (".a@example.org", None),
        ("a..b@example.org", None),
        ("a@b..example", None),
        ("a\x00@example.org", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(typed, address):
    assert normalised(typed) == address


@pytest.mark.parametrize(("address", "shown"), [("linde12@beispiel.de", "l…2@beispiel.de"), ("a@b.de", "a…@b.de")])
def test_masked(address, shown):
    assert masked(address) == shown
