"""Videos in German Sign Language: places for them, nothing loaded early, and a word to staff about what is missing."""

import pytest

from ..hosts import log_in
from ..pages import Page

WHOLE = {
    "url": "https://medien.stadt.example/inhalt.mp4",
    "captions": "/static/inhalt.vtt",
    "poster": "/static/inhalt.webp",
    "seconds": 150,
    "bytes": 18_400_000,
}
PAGE = "/beteiligung/de/gebaerdensprache"


@pytest.fixture
def engine(sqlite_engine):
    """Videos stand in a setting."""
    return sqlite_engine


def test_four_places_and_an_honest_word_where_there_is_no_video(client, radweg):
    page = Page(client.get(PAGE).text)

    assert page.text.count("Dazu gibt es noch kein Video.") == 4
    assert page.all("video") == []
    assert page.all("a", href=PAGE)  # at the foot of every page


def test_length_size_and_server_are_said_and_nothing_is_loaded_before(make_app, radweg):
    page = Page(make_app(BETEILIGUNG_SIGN_VIDEOS={"content": WHOLE}).test_client().get(PAGE).text)

    (video,) = page.all("video")
    assert (video["preload"], video["poster"], video["src"]) == ("none", WHOLE["poster"], WHOLE["url"])
    assert "controls" in video
    assert "autoplay" not in video
    assert page.all("track", kind="captions", src=WHOLE["captions"], srclang="de")
    for told in ("Länge: 2:30 Minuten", "Größe: 18,4 MB", "Geladen von: medien.stadt.example"):
        assert told in page.text
    assert page.all("iframe") == page.all("embed") == []


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_a_vorhaben_has_a_place_for_one(make_app, radweg, lang):
    client = make_app(BETEILIGUNG_SIGN_VIDEOS={"vorhaben:radweg": {"url": "/static/radweg.mp4"}}).test_client()
    page = Page(client.get(f"/beteiligung/{lang}/vorhaben/radweg").text)

    assert [video["src"] for video in page.all("video")] == ["/static/radweg.mp4"]
    assert "medien" not in page.text


def test_staff_are_told_what_is_missing(make_app, radweg, amt):
    app = make_app(BETEILIGUNG_SIGN_VIDEOS={"content": WHOLE, "navigation": {"url": "/a.mp4", "seconds": 5}})
    log_in(app, amt)
    client = app.test_client()
    desk = Page(client.get("/beteiligung/de/verwaltung/vorhaben").text).text

    assert "Wie Sie sich auf diesen Seiten zurechtfinden: keine Untertitel, kein Standbild, keine Größe" in desk
    assert "Wie barrierefrei diese Seiten sind: kein Video" in desk
    assert "Worum es auf diesen Seiten geht:" not in desk
    form = Page(client.get(f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}").text).text
    assert "Video in Gebärdensprache Es fehlt: kein Video" in form


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"home": WHOLE},
        {"vorhaben:": WHOLE},
        {"content": {}},
        {"content": WHOLE | {"url": "http://unsafe.example/a.mp4"}},
        {"content": WHOLE | {"url": "javascript:alert(1)"}},
        {"content": WHOLE | {"poster": "https://elsewhere.example/p.webp"}},
        {"content": WHOLE | {"captions": "//elsewhere.example/p.vtt"}},
        {"content": WHOLE | {"seconds": 0}},
        {"content": WHOLE | {"bytes": True}},
        {"content": WHOLE | {"autoplay": 1}},
    ],
)
def test_what_cannot_be_shown_is_refused_at_the_start(make_app, wrong):
    with pytest.raises(ValueError, match="SIGN_VIDEOS"):
        make_app(BETEILIGUNG_SIGN_VIDEOS=wrong)
