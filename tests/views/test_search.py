"""The search on the list: what a card tells, and what it costs."""

import pytest

from beteiligung.vorhaben.findable import refresh_search
from beteiligung.vorhaben.models import VorhabenText

from .. import records
from ..databases import counted
from ..pages import Page

LIST = "/beteiligung/de/vorhaben"


def text_of(client, address):
    return Page(client.get(address).text).text


@pytest.fixture
def bilingual(session, bezirke):
    record = records.vorhaben(words="Springerplatz", bezirke=[bezirke[1]])
    record.texts[0].description = "Asphalt statt Schotter."
    record.texts.append(VorhabenText(lang="en", title="Cycle path", summary="Tarmac", description=""))
    record.texts.append(VorhabenText(lang="de-simple", title="Weg für Räder", summary="Der Weg ist glatt."))
    refresh_search(record)
    session.add(record)
    session.commit()
    return record


@pytest.mark.parametrize(
    ("language", "words", "told", "marked"),
    [
        ("de", "Radwege", "Gefunden im Titel", "Radweg"),
        ("de", "Kurz", "Gefunden im Kurztext", "Kurz"),
        ("de", "schotter", "Gefunden in der Beschreibung", "Schotter"),
        ("de", "springerplatz", "Gefunden bei den Orten", "Springerplatz"),
        ("de", "wattenscheider", "Gefunden bei den Orten", "Bochum-Wattenscheid"),
        ("de", "mobil", "Gefunden bei den Themen", "Mobilität"),
        ("de", "tarmac", "Gefunden im Kurztext (English)", "Tarmac"),
        ("de", "räder", "Gefunden im Titel (Einfache Sprache)", "Räder"),
        ("en", "cycle", "Found in the title", "Cycle"),
        ("en", "Radwege", "Found in the title (Deutsch)", "Radweg"),
        ("de-simple", "glatt", "Das Wort steht im kurzen Text", "glatt"),
    ],
)
def test_a_card_says_where_the_word_stands(client, bilingual, language, words, told, marked):
    page = client.get(f"/beteiligung/{language}/vorhaben?q={words}").text

    assert told in Page(page).text
    assert f"<mark>{marked}</mark>" in page


def test_without_a_search_no_card_says_it(client, bilingual):
    for query in ("", "?bezirk=2", "?q=", "?q=%25"):
        page = client.get(f"{LIST}{query}").text
        assert "Radweg Königsallee" in page
        assert "<mark>" not in page
        assert "bt-hit" not in page


def test_a_mistyped_word_is_said(client, bilingual):
    page = text_of(client, f"{LIST}?q=K%C3%B6nigsalee")

    assert "So geschrieben kommt es nicht vor: „Königsalee“" in page
    assert "1 Vorhaben" in page
    assert "So geschrieben" not in text_of(client, f"{LIST}?q=K%C3%B6nigsallee")


def test_hits_in_hostile_text_are_marked_and_stay_text(client, session):
    hostile = '<img src=x onerror=alert(1)> Radweg "><script>alert(2)</script>'
    record = records.vorhaben(title=hostile, words=hostile)
    session.add(record)
    session.commit()

    answer = client.get(f"{LIST}?q=radweg+%3Cscript%3E")

    assert "<mark>Radweg</mark>" in answer.text
    assert "<mark>script</mark>" in answer.text
    assert list(Page(answer.text).live()) == []


@pytest.mark.parametrize("words", ["radweg", "radwgee", "Radwege"])
def test_the_map_shows_the_same(client, radweg, words):
    assert [f["properties"]["slug"] for f in client.get(f"{LIST}.geojson?q={words}").json["features"]] == ["radweg"]


@pytest.mark.parametrize("words", ["geheimdraft", "geheimarchived", "geheimdarft", "GEHEIM", "geheim radweg"])
def test_neither_drafts_nor_archived_ones_are_found(client, hidden_away, words):
    assert "0 Vorhaben" in text_of(client, f"{LIST}?q={words}&stand=alle")
    assert client.get(f"{LIST}.geojson?q={words}&stand=alle").json["features"] == []


def test_nor_counted_or_told_apart_by_a_guess(client, hidden_away):
    """A word that only hidden ones know is treated like any other unknown word."""
    secret, unknown = (text_of(client, f"{LIST}?q={word}") for word in ("geheimdraft", "gibtesnicht"))

    assert secret.replace("geheimdraft", "gibtesnicht") == unknown


@pytest.mark.parametrize("words", ["vorhaben", "vohraben", "ort+plan", "gibtesnicht", "vorhaben+gibtesnicht"])
def test_a_search_asks_as_often_whatever_it_finds(engine, make_app, session, words):
    client = make_app(BETEILIGUNG_PAGE_SIZE=100).test_client()
    counts, number = [], 0
    for many in (1, 3, 30):
        while number < many:
            record = records.vorhaben(f"v{number}", f"Vorhaben {number}", open_for=number + 1)
            record.texts.append(VorhabenText(lang="en", title=f"Plan {number}", summary="x"))
            refresh_search(record)
            session.add(record)
            number += 1
        session.commit()
        client.get(f"{LIST}?q={words}")
        with counted(engine) as statements:
            assert client.get(f"{LIST}?q={words}").status_code == 200
        counts.append(len(statements))

    assert counts == [counts[0]] * 3
    assert 0 < counts[0] < 30
