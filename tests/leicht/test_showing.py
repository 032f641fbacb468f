"""Easy reading changes how a page is shown, and nothing that anybody wrote, copies or searches."""

import json
import re

import pytest

from beteiligung.leicht import ERROR, check
from beteiligung.leicht.glossary import SHIPPED, Entry, Glossary, NoGlossary, bare, load, read
from beteiligung.leicht.showing import Shown

RAT = Entry("Rat", ("Rats",), ("Der Rat entscheidet.",))
BV = Entry("Bezirksvertretung", ("Bezirksvertretungen",), ("Sie entscheidet für den Bezirk.",))


def shown(html, long_words=None, entries=(RAT, BV)):
    return Shown(Glossary(entries), lambda entry: f"<details>{entry.word}</details>", long_words).page(html)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Eins. Zwei.</p>", "<p>Eins.<br>Zwei.</p>"),
        ("<p>Am 4. Dezember. Um 5 Uhr.</p>", "<p>Am 4. Dezember.<br>Um 5 Uhr.</p>"),
        ("<p><b>Eins.</b> Zwei.</p>", "<p><b>Eins.<br></b> Zwei.</p>"),
        ('<p>Eins. <a href="/">Zwei</a> drei.</p>', '<p>Eins. <br><a href="/">Zwei</a> drei.</p>'),
        ("<p>Bis <time>4. Mai</time>. Danach nicht.</p>", "<p>Bis <time>4. Mai</time>.<br>Danach nicht.</p>"),
        ("<p>Eins.</p> <p>Zwei.</p>", "<p>Eins.</p> <p>Zwei.</p>"),
        ("<h2>Eins. Zwei.</h2>", "<h2>Eins. Zwei.</h2>"),
        ('<p>Das sind 5 &lt; 6. Und &amp; so. "Ja"</p>', None),
        ("<p>Wer? Die Stadt! „Ja.“ Gut.</p>", "<p>Wer?<br>Die Stadt!<br>„Ja.“<br>Gut.</p>"),
    ],
)
def test_a_sentence_a_line(html, wanted):
    answer = shown(html)

    assert answer == (wanted or answer)
    assert "&lt;" in answer or "&lt;" not in html


@pytest.mark.parametrize(
    "html",
    [
        "<textarea>Der Rat. Der Rat.</textarea>",
        '<p lang="de">Der Rat. Die Bezirksvertretung.</p>',
        '<div dir="auto"><p>Der Rat. Die Bezirksvertretung.</p></div>',
        '<p><input value="Der Rat. Die Bezirksvertretung."></p>',
        "<script>let rat = 'Der Rat. Die Bezirksvertretung';</script>",
        '<p title="Der Rat. Die Bezirksvertretung.">Ja</p>',
        "<svg><text>Der Rat. Die Bezirksvertretung.</text></svg>",
        "<!-- Der Rat. Die Bezirksvertretung. -->",
    ],
)
def test_what_must_stay_stays(html):
    assert shown(html, "dot") == html


def test_a_hard_word_is_explained_once_behind_its_line():
    answer = shown("<p>Der Rat tagt.</p><ul><li>Der Rat und die Bezirks-Vertretung</li></ul>")

    assert answer == (
        '<p>Der <dfn class="bt-term">Rat</dfn> tagt.</p><details>Rat</details>'
        '<ul><li>Der Rat und die <dfn class="bt-term">Bezirks-Vertretung</dfn>'
        "<details>Bezirksvertretung</details></li></ul>"
    )


@pytest.mark.parametrize(
    "html", ["<h2>Der Rat</h2>", '<p><a href="/">Der Rat</a></p>', "<label><p>Rat</p></label>", "<p>Ratte, beraten</p>"]
)
def test_not_in_links_headings_and_forms_nor_inside_other_words(html):
    assert shown(html) == html


def test_long_words_are_parted_by_marks_that_are_no_text():
    dotted, hyphened = shown("<p>Die Bezirksvertretung</p>", "dot", ()), shown("<p>Bezirksvertretung</p>", "hyphen", ())

    assert dotted == '<p>Die Bezirks<span class="bt-dot"></span>vertretung</p>'
    assert re.sub("<[^>]*>", "", dotted) == "Die Bezirksvertretung"
    hyphen = '<span class="bt-hyphen" data-large="V"></span><span class="bt-under">v</span>'
    assert hyphened == f"<p>Bezirks{hyphen}ertretung</p>"
    assert re.sub("<[^>]*>", "", hyphened) == "Bezirksvertretung"
    assert shown("<p>Donaudampfschifffahrt</p>", "dot", ()) == "<p>Donaudampfschifffahrt</p>"


def test_nothing_is_lost_and_nothing_becomes_a_tag():
    html = "<p>1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt;. Der Rat &quot;x&quot;</p>"

    assert "<script" not in shown(html, "dot")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;." in shown(html, "dot")


def test_a_page_with_a_tag_too_many_survives():
    assert shown("</p><p>Eins. Zwei.</div></p>") == "</p><p>Eins.<br>Zwei.</div></p>"


def test_our_own_words_follow_our_own_rules():
    entries = read(SHIPPED)
    wrong = [(e.word, f.rule) for e in entries for f in check("\n".join(e.lines)) if f.severity == ERROR]

    assert len(entries) > 30
    assert wrong == []
    forms = [bare(form) for entry in entries for form in (entry.word, *entry.forms)]
    assert len(forms) == len(set(forms))


def test_a_city_adds_replaces_and_takes_away(tmp_path):
    file = tmp_path / "words.json"
    own = [
        {"word": "Zeche", "text": "Dort holten Menschen Kohle."},
        {"word": "Rat", "text": "Neu."},
        {"word": "Vorhaben"},
    ]
    file.write_text(json.dumps(own))
    known = {entry.word: entry.lines for entry in load(file).entries}

    assert known["Zeche"] == ("Dort holten Menschen Kohle.",)
    assert known["Rat"] == ("Neu.",)
    assert "Vorhaben" not in known
    assert "Vorhaben" in {entry.word for entry in load().entries}


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"word": ""}]', '[{"word": "<b>"}]', '[{"word": "a", "forms": [1]}]', "[" * 9999]
)
def test_a_file_that_holds_no_words_says_so(tmp_path, text):
    file = tmp_path / "words.json"
    file.write_text(text)

    with pytest.raises(NoGlossary, match=r"words\.json"):
        read(file)
