"""A translator that is slow, huge, lying, redirecting or dead does no harm: a real server on this machine plays it."""

import json
import socket
import time

import pytest

from beteiligung.rendition import translator
from beteiligung.rendition.translator import LibreTranslate, Refused, Unavailable, cleaned, is_allowed

from ..loopback import send, server
from .machines import libre

TEXT = "Der Radweg wird breiter."


def ask(address, text=TEXT, key=None):
    return LibreTranslate(address, key).translate(text, "de", "en")


def test_it_asks_as_libretranslate_wants_to_be_asked():
    with libre() as (address, asked):
        assert ask(f"{address}/", key="geheim") == f"[en] {TEXT}"
    assert asked == [{"q": TEXT, "source": "de", "target": "en", "format": "text", "api_key": "geheim"}]


def test_without_a_key_none_is_sent():
    with libre() as (address, asked):
        ask(address)
    assert "api_key" not in asked[0]


def test_the_environment_sends_it_nowhere_else(monkeypatch):
    with libre() as (elsewhere, seen), libre() as (address, asked):
        monkeypatch.setenv("http_proxy", elsewhere)
        monkeypatch.setenv("no_proxy", "")
        ask(address)
    assert (len(seen), len(asked)) == (0, 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"{}",
        b'{"translatedText": null}',
        b'{"translatedText": ["a"]}',
        b'{"translatedText": "  "}',
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps({"translatedText": "x" * 5000}).encode(),
    ],
    ids=range(11),
)
def test_what_is_no_translation_is_refused(body):
    with server(lambda handler: send(handler, body)) as (address, _asked), pytest.raises(Refused):
        ask(address)


def test_what_is_huge_is_refused():
    body = b'{"translatedText": "' + b"x" * 2 * translator.LARGEST + b'"}'
    with server(lambda handler: send(handler, body)) as (address, _asked), pytest.raises(Refused):
        ask(address)


def test_redirects_lead_nowhere():
    with libre() as (trap, seen):
        turn = server(lambda handler: send(handler, b"", status=302, Location=f"{trap}/translate"))
        with turn as (address, _asked), pytest.raises(Refused):
            ask(address)
    assert seen == []


@pytest.mark.parametrize(
    ("status", "trouble"), [(400, Refused), (403, Refused), (429, Unavailable), (503, Unavailable)]
)
def test_a_busy_machine_is_asked_again_and_one_that_says_no_is_not(status, trouble):
    with server(lambda handler: send(handler, b"{}", status=status)) as (address, _asked), pytest.raises(trouble):
        ask(address)


def test_a_slow_machine_is_left_alone(monkeypatch):
    monkeypatch.setattr(translator, "SECONDS", 0.2)

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    began = time.monotonic()
    with server(drip) as (address, _asked), pytest.raises(Unavailable):
        ask(address)
    assert time.monotonic() - began < 1.5


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unavailable):
        ask(f"http://127.0.0.1:{port}")


def test_a_very_long_text_is_not_sent():
    with libre() as (address, asked), pytest.raises(Refused):
        ask(address, "x" * (translator.LONGEST + 1))
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "ftp://127.0.0.1",
        "https://user:secret@example.org",
        "https://exa mple.org",
        "https://example.org/?a=b",
        "https://",
        "https://[",
    ],
)
def test_only_https_or_this_machine(address):
    assert not is_allowed(address)
    with pytest.raises(ValueError, match="https"):
        LibreTranslate(address)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Zeile\r\nzwei", "Zeile\nzwei"),
        ("a\u202eb\u2066c\u0007d\u200bx", "abcdx"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("See https://evil.example/x now", "See  now"),
        ("See javascript://x and www.evil.example", "See  and"),
    ],
)
def test_only_plain_words_are_kept(told, kept):
    assert cleaned(told, "ein Text, lang genug dafür") == kept


def test_an_address_of_the_original_stays():
    assert cleaned("See https://bochum.de/rad now", "Mehr: https://bochum.de/rad") == "See https://bochum.de/rad now"
