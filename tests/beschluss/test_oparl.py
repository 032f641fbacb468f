"""Links into a council information system that is slow, huge, redirecting, lying or down."""

import json
import time

import pytest

from beteiligung.beschluss import oparl
from beteiligung.beschluss.oparl import LinkState, Look, is_allowed, look

from .. import loopback

PAPER = "/oparl/v1.1/paper/7"


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch):
    """No proxy in between."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(oparl, "SECONDS", 20)


@pytest.fixture
def impatient(monkeypatch):
    """For answers that never end; a busy machine needs more time for all others."""
    monkeypatch.setattr(oparl, "SECONDS", 1)


def paper(home, **changes):
    return {
        "id": f"{home}{PAPER}",
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": "Vorplatz am S-Bahnhof",
        "reference": "20260042",
        "date": "2026-02-09",
        "web": "https://ratsinfo.example/vorlage/42",
        **changes,
    }


def seen(answer, *, etag=None, path=PAPER):
    with loopback.server(answer) as (home, asked):
        return look(f"{home}{path}", home, etag=etag), asked, home


def says(**changes):
    """An answer that is a paper, changed in some way; a value that is a function is given the home address."""

    def answer(handler):
        home = f"http://{handler.headers['Host']}"
        body = paper(home, **{k: v(home) if callable(v) else v for k, v in changes.items()})
        loopback.send(handler, json.dumps(body).encode(), ETag='"1"')

    return answer


def test_a_paper_is_read():
    found, asked, _ = seen(says(result="Einstimmig beschlossen"))

    assert found == Look(
        LinkState.FOUND,
        {
            "type": "Paper",
            "name": "Vorplatz am S-Bahnhof",
            "reference": "20260042",
            "result": "Einstimmig beschlossen",
            "date": "2026-02-09",
            "web": "https://ratsinfo.example/vorlage/42",
        },
        '"1"',
    )
    assert [path for path, _ in asked] == [PAPER]
    assert asked[0][1]["Accept"] == "application/json"


def test_the_address_is_asked_byte_for_byte():
    _, asked, _ = seen(says(), path="/p%C3%A4per?id=7&x=%2F..%2F&empty=")

    assert asked[0][0] == "/p%C3%A4per?id=7&x=%2F..%2F&empty="


def test_what_did_not_change_is_not_read_again():
    found, asked, _ = seen(lambda handler: loopback.send(handler, b"", status=304), etag='"1"')

    assert found.state == LinkState.UNCHANGED
    assert asked[0][1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_withdrawn(status):
    assert seen(lambda handler: loopback.send(handler, b"{}", status=status))[0] == Look(LinkState.WITHDRAWN)


def test_what_says_that_it_is_deleted_is_withdrawn():
    assert seen(says(deleted=True))[0] == Look(LinkState.WITHDRAWN)


def redirect(handler):
    home = f"http://{handler.headers['Host']}"
    if handler.path == PAPER:
        loopback.send(handler, b"", status=302, Location=f"{home}/elsewhere")
    else:
        loopback.send(handler, json.dumps(paper(home)).encode())


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" " * 100_000)


def half(handler):
    loopback.send(handler, b'{"id":', Content_Length=500)
    handler.close_connection = True


def silent(handler):
    time.sleep(2)


@pytest.mark.parametrize("answer", [redirect, half, silent, lambda h: loopback.send(h, b"", status=503)])
def test_trouble_on_the_other_side_is_no_trouble_here(impatient, answer):
    found, asked, _ = seen(answer)

    assert found.state in (LinkState.UNREACHABLE, LinkState.REFUSED)
    assert not found.facts
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [drip, endless])
def test_what_is_slow_or_huge_is_not_waited_for(impatient, answer):
    begun = time.monotonic()
    found, _, _ = seen(answer)

    assert found == Look(LinkState.REFUSED)
    assert time.monotonic() - begun < 8


def test_a_system_that_is_down():
    with loopback.server(says()) as (home, _):
        pass

    assert look(f"{home}{PAPER}", home) == Look(LinkState.UNREACHABLE)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Wartung</html>",
        b"[]",
        b'"paper"',
        b"\xff\xfe",
        b"",
        b"[" * 100_000,
        b'{"type": "https://schema.oparl.org/1.1/Paper"}',
    ],
)
def test_what_is_no_object_is_refused(body):
    assert seen(lambda handler: loopback.send(handler, body))[0] == Look(LinkState.REFUSED)


@pytest.mark.parametrize("lie", [{"id": "https://elsewhere.example/1"}, {"type": "https://evil.example/Paper"}])
def test_another_object_is_refused(lie):
    assert seen(says(**lie))[0] == Look(LinkState.REFUSED)


@pytest.mark.parametrize(
    ("lie", "kept"),
    [
        ({"web": "javascript:alert(1)"}, None),
        ({"web": "https://ok.example/\u202e"}, None),
        ({"web": ["https://ok.example/"]}, None),
        ({"web": "http://["}, None),
    ],
)
def test_a_page_for_people_is_a_web_address_or_nothing(lie, kept):
    assert seen(says(**lie))[0].facts.get("web") == kept


def test_texts_are_short_and_plain():
    found = seen(says(name="a\u202eb\x00c\n" + "x" * 9_000, reference=7, date="gestern"))[0]

    assert found.facts["name"].startswith("abc xxx")
    assert len(found.facts["name"]) == oparl.LONGEST
    assert {"reference", "date"} & found.facts.keys() == set()


SYSTEM = "https://ratsinfo.example/oparl/system"


@pytest.mark.parametrize("url", ["https://ratsinfo.example/paper/1", "https://ratsinfo.example/p?x=%00"])
def test_the_citys_own_system_may_be_asked(url):
    assert is_allowed(url, SYSTEM)


@pytest.mark.parametrize(
    "url",
    [
        "http://ratsinfo.example/paper/1",
        "https://ratsinfo.example:8443/paper/1",
        "https://ratsinfo.example@evil.example/",
        "https://anna@ratsinfo.example/",
        "https://ratsinfo.example.evil.example/",
        "https://evil.example/https://ratsinfo.example/",
        "//ratsinfo.example/paper/1",
        "file:///etc/passwd",
        "https://ratsinfo.example/a b",
        "https://ratsinfo.example/a\r\nX: y",
        "https://ratsinfo.example/ä",
        "https://[::1",
        "https://127.0.0.1/",
        "",
    ],
)
def test_nothing_else_is_asked(url):
    assert not is_allowed(url, SYSTEM)
    assert look(url, SYSTEM) == Look(LinkState.REFUSED)


@pytest.mark.parametrize("system", [None, "", "http://ratsinfo.example", "ratsinfo.example"])
def test_without_a_system_by_https_nothing_is_asked(system):
    assert not is_allowed("https://ratsinfo.example/paper/1", system)
    assert not is_allowed("http://ratsinfo.example/paper/1", system)
