"""Easy reading on the pages themselves; how it is done is tested in tests/leicht/test_showing.py."""

import json
import re

import pytest

from beteiligung.leicht.glossary import load
from beteiligung.vorhaben.models import VorhabenText

from .. import records
from ..pages import Page

TEXT = "Die Bezirksvertretung entscheidet. Die Straßenbahnhaltestelle wird neu."


@pytest.fixture
def easy(session, radweg):
    """A Vorhaben with a text in easy German that has a hard and a long word."""
    radweg.texts.append(VorhabenText(lang="de-simple", title="Rad-Weg", summary=TEXT, description=TEXT))
    session.add(records.beitrag(radweg, "Der Rat soll das tun. Die Bezirksvertretung auch."))
    session.commit()
    return radweg


def page(client, lang="de-simple", path="vorhaben/radweg"):
    return client.get(f"/beteiligung/{lang}/{path}").text


def test_a_hard_word_is_explained_once_and_in_place(client, easy):
    html = page(client)

    (word,) = [d for d in re.findall(r'<dfn class="bt-term">(.*?)</dfn>', html) if "Bezirks" in d]
    assert re.search(
        r"</p><details class=\"bt-word\" lang=\"de-simple\"><summary>Das Wort: Bezirksvertretung</sum", html
    )
    assert "Die Gruppe entscheidet für den Bezirk." in html
    assert word == 'Bezirks<span class="bt-dot"></span>vertretung'


def test_what_residents_wrote_stays_as_they_wrote_it(client, easy):
    assert "<p>Der Rat soll das tun. Die Bezirksvertretung auch.</p>" in page(client)


def test_interface_sentences_stand_on_lines_of_their_own(client, easy):
    html = page(client, path="hausregeln")
    paragraphs = re.findall(r"<p>([^<]*(?:<br>[^<]*)*)</p>", html)

    assert "<br>" in html
    assert [p for p in paragraphs if re.search(r"[a-zäöüß]{2}[.!?]\s+[A-ZÄÖÜ]", p)] == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_other_language_is_touched(client, easy, lang):
    html = page(client, lang)

    assert "bt-word" not in html
    assert "bt-dot" not in html
    assert "leicht.css" not in html


@pytest.mark.parametrize(("way", "sign"), [("dot", "bt-dot"), ("hyphen", "bt-hyphen"), (None, None)])
def test_how_long_words_are_parted_is_the_citys_choice(make_app, easy, way, sign):
    html = page(make_app(BETEILIGUNG_LONG_WORDS=way).test_client())

    assert {name for name in ("bt-dot", "bt-hyphen") if name in html} == ({sign} if sign else set())
    assert "Bezirksvertretung" in re.sub("<[^>]*>", "", html)


def test_an_unknown_way_is_refused_at_the_start(make_app):
    with pytest.raises(ValueError, match="LONG_WORDS"):
        make_app(BETEILIGUNG_LONG_WORDS="-")


def test_the_search_and_the_data_know_the_whole_word(client, easy):
    for path in ("vorhaben?q=Bezirksvertretung", "vorhaben?q=Stra%C3%9Fenbahnhaltestelle"):
        assert "Rad-Weg" in page(client, path=path)
    assert client.get("/beteiligung/de-simple/vorhaben/radweg/steckbrief.json").json["summary"]["text"] == TEXT


def test_all_words_on_one_page(client):
    found = Page(page(client, path="woerter"))

    for entry in load().entries:
        assert entry.word in found.text
        assert " ".join(entry.lines) in found.text
    assert found.all("dl", lang="de-simple")
    assert "Schwere Wörter" in page(client, "de", "woerter")


def test_a_citys_words_are_used_and_a_broken_file_breaks_no_page(make_app, easy, tmp_path, caplog):
    file = tmp_path / "own.json"
    client = make_app(BETEILIGUNG_GLOSSARY=str(file)).test_client()
    assert "Die Gruppe entscheidet für den Bezirk." in page(client)
    assert "own.json" in caplog.text

    file.write_text(json.dumps([{"word": "Bezirksvertretung", "text": "Das ist <b>unsere</b> Gruppe."}]))

    assert "Das ist &lt;b&gt;unsere&lt;/b&gt; Gruppe." in page(client)
