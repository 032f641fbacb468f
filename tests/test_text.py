import time

import pytest

from beteiligung.text import LONGEST, fold, prose, slug

from .pages import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">ja</a>',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></p><style><img src onerror=alert(1)></style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<style>@import 'http://evil.example'</style>",
    'http://ok.example/"onmouseover="alert(1)',
    "https://ok.example/<script>alert(1)</script>",
    "https://ok.example/'><img src=x onerror=alert(1)>",
    "<<script>script>alert(1)<</script>/script>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "<a href='https://ok.example' style='position:fixed'>x</a>",
    "<form action=//evil.example><button>Senden</button></form>",
    "{{ 7 * 7 }} {% include 'x' %}",
    "\u202ehttps://ok.example\u202c",
]


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_shown_as_typed_and_never_obeyed(written):
    page = Page(str(prose(written)))

    assert list(page.live()) == []
    assert {tag for tag, _ in page.elements} <= {"p", "a", "br"}
    assert all(a["href"].startswith(("http://", "https://")) for a in page.all("a"))


def test_what_looks_like_a_tag_can_be_read():
    assert Page(str(prose("Die <b>breite</b> Straße"))).text == "Die <b>breite</b> Straße"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (None, ""),
        ("", ""),
        ("  \n \n ", ""),
        ("eins", "<p>eins</p>"),
        ("eins\nzwei", "<p>eins<br>zwei</p>"),
        ("eins\r\nzwei", "<p>eins<br>zwei</p>"),
        ("eins\n\n\n zwei ", "<p>eins</p><p>zwei</p>"),
        ("eins\r\n\r\nzwei", "<p>eins</p><p>zwei</p>"),
        ("a & b", "<p>a &amp; b</p>"),
        (
            "siehe https://bochum.de/a?b=1&c=2.",
            '<p>siehe <a href="https://bochum.de/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
            "https://bochum.de/a?b=1&amp;c=2</a>.</p>",
        ),
        (
            "eins\nhttps://a.de\nzwei",
            '<p>eins<br><a href="https://a.de" rel="nofollow ugc noopener">https://a.de</a><br>zwei</p>',
        ),
        ("anna@example.org", "<p>anna@example.org</p>"),
    ],
)
def test_paragraphs_lines_and_links(written, shown):
    assert prose(written) == shown


@pytest.mark.parametrize(
    "piece", ["<b>", "<", "<a href=x>", "&", "https://a.de ", "a.de/", "</p>", "((", "\n\n", "<!--"]
)
def test_long_and_nested_input_takes_no_time(piece):
    began = time.perf_counter()

    prose(piece * (2 * LONGEST // len(piece)))

    assert time.perf_counter() - began < 3


def test_a_long_description_is_not_cut_without_a_word():
    """Staff may write more than residents; the limit is there for hostile nesting, not for long texts."""
    text = "\n\n".join(["Ein Absatz mit vielen Wörtern. " * 10] * 60)

    assert Page(str(prose(text))).text == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Königsallee", "koenigsallee"),
        ("KÖNIGSALLEE", "koenigsallee"),
        ("Ko\u0308nigsallee", "koenigsallee"),
        ("Straße", "strasse"),
        ("Café  am\tRing!", "cafe am ring"),
        ("%_'\"", "_"),
        ("ﬁnden", "finden"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Radweg an der Königsallee", "radweg-an-der-koenigsallee"),
        ("!!!", "vorhaben"),
        ("x" * 100, "x" * 60),
        ("مرحبا", "vorhaben"),
        ("eins " * 30, "-".join(["eins"] * 12)),
    ],
)
def test_slug(text, name):
    assert slug(text) == name
