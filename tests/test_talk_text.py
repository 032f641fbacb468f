"""What residents write: a small part of Markdown, and nothing that anybody could misuse."""

import re
from html import unescape

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beteiligung.text import LONGEST, TALK_RENDERER, stored_talk, talk

from .pages import Page
from .test_text import HOSTILE

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/beteiligung/de/moderation)",
    '[x](https://ok.example" onmouseover="alert(1))',
    '[x](https://ok.example "t\\" onclick=alert(1)")',
    "![x](https://evil.example/x.png)",
    "[<img src=x onerror=alert(1)>](https://ok.example)",
    "<https://ok.example/><script>",
    "`<script>alert(1)</script>`",
    "[a]: javascript:alert(1)\n\n[a]",
    "# x\n\n> y\n\n```\nz\n```\n\n| a | b |\n|---|---|",
    "[http://[](http://[)",
    "https://a.dejavascript:*",
    "https://a.de:99999999",
]


@pytest.mark.parametrize("written", HOSTILE + MARKDOWN)
def test_hostile_text_is_never_obeyed(written):
    html = str(talk(written))
    page = Page(html)

    assert list(page.live()) == []
    assert {tag for tag, _ in page.elements} <= TAGS
    assert all(a["href"].startswith(("http://", "https://")) for a in page.all("a"))
    assert all(a["rel"] == "nofollow ugc noopener" for a in page.all("a"))


def cleaned(html):
    """By another cleaner, written in another language."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)


def plainly(html):
    """Without what the two write in different ways."""
    html = re.sub(r' rel="[^"]*"', "", html).replace("\u00a0", "&nbsp;")
    return unescape(re.sub(r"\s+", " ", html))


SIGNS = st.sampled_from([*"*_[]()<>&\"'`#!-+.:/\\\n 1230aä", "https://a.de", "javascript:", "<b>", "</p>", "- ", "1. "])


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=60).map("".join))
def test_another_cleaner_finds_nothing_more_to_take_away(written):
    html = str(talk(written))

    assert plainly(cleaned(html)) == plainly(html)
    assert {tag for tag, _ in Page(html).elements} <= TAGS


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["- ", "  ", "1. ", "* ", "\n", "eins ", "zwei ", "**", "\t", "> "]), max_size=80))
def test_no_word_is_ever_lost(pieces):
    written = "".join(pieces)

    shown = Page(str(talk(written))).text.split()

    assert [w for w in shown if w.strip("*") in ("eins", "zwei")] or not re.search("eins|zwei", written)
    assert len(re.findall("eins|zwei", " ".join(shown))) == len(re.findall("eins|zwei", written))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("eins\nzwei\n\ndrei", "<p>eins<br> zwei</p> <p>drei</p>"),
        ("Bürger*innen und Radfahrer*innen", "<p>Bürger*innen und Radfahrer*innen</p>"),
        ("*wichtig* und **sehr**", "<p><em>wichtig</em> und <strong>sehr</strong></p>"),
        ("- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("1. a\n2. b", "<ol> <li>a</li> <li>b</li> </ol>"),
        ("3. Mai ist gut", "<p>3. Mai ist gut</p>"),
        ("1986. Damals", "<p>1986. Damals</p>"),
        ("2 * 3 * 4 = 24", "<p>2 * 3 * 4 = 24</p>"),
        ("    eingerückt", "<p>eingerückt</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("# kein Titel", "<p># kein Titel</p>"),
        (
            "[Bank](https://evil.example/login)",
            '<p><a href="https://evil.example/login" rel="nofollow ugc noopener">Bank</a> (evil.example)</p>',
        ),
        (
            "[https://bochum.de](https://evil.example)",
            '<p><a href="https://evil.example" rel="nofollow ugc noopener">https://bochum.de</a> (evil.example)</p>',
        ),
        ("https://a.de.", '<p><a href="https://a.de" rel="nofollow ugc noopener">https://a.de</a>.</p>'),
    ],
)
def test_what_people_mean(written, shown):
    assert " ".join(str(talk(written)).split()) == shown


@pytest.mark.parametrize("piece", ["- ", "*", "[", "[a](b", "_a_", "1. ", "<", "**a", "\\", "&", "> ", "(", "![", "\n"])
@pytest.mark.parametrize("many", [5_000, 2 * LONGEST])
def test_long_and_nested_input_is_shown_and_breaks_nothing(piece, many):
    assert talk(piece * (many // len(piece))) is not None


def test_what_an_older_renderer_stored_is_not_shown():
    assert stored_talk("<p>alt</p>", TALK_RENDERER, "neu") == "<p>alt</p>"
    assert stored_talk("<p>alt</p>", TALK_RENDERER - 1, "neu") == "<p>neu</p>"
