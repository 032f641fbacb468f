import pytest
from flask import Flask

from beteiligung.views import language

from ..pages import Page

LIST = "/beteiligung/{}/vorhaben"


@pytest.fixture
def engine(sqlite_engine):
    """Languages do not depend on the database."""
    return sqlite_engine


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        (None, "de"),
        ("", "de"),
        ("de", "de"),
        ("de-AT,de;q=0.9", "de"),
        ("de-simple", "de-simple"),
        ("de-simple,de;q=0.5", "de-simple"),
        ("en-GB,en;q=0.9,de;q=0.5", "en"),
        ("en;q=0.3,de;q=0.8", "de"),
        ("fr", "de"),
        ("fr,en;q=0.1", "en"),
        ("*", "de"),
        ("de;q=0,en", "en"),
        ("x" * 5_000, "de"),
        (";;;q=q,,", "de"),
    ],
)
def test_the_start_asks_the_browser(client, radweg, header, tag):
    answer = client.get("/beteiligung/", headers={"Accept-Language": header} if header is not None else {})

    assert (answer.status_code, answer.location) == (302, LIST.format(tag))
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_first_language_of_the_city_is_the_default(make_app):
    client = make_app(BETEILIGUNG_LOCALES=("en", "de")).test_client()

    assert client.get("/beteiligung/", headers={"Accept-Language": "fr"}).location == LIST.format("en")
    assert client.get(LIST.format("de-simple")).status_code == 404


@pytest.mark.parametrize(
    ("tag", "said"),
    [("de", "Liste und Karte"), ("en", "List and map"), ("de-simple", "Liste und Karte")],
)
def test_a_page_speaks_the_language_of_its_address(client, radweg, tag, said):
    answer = client.get(LIST.format(tag), headers={"Accept-Language": "fr"})
    page = Page(answer.text)

    assert answer.headers["Content-Language"] == tag
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert page.all("html", lang=tag, dir="ltr")
    assert [a for a in page.all("div", lang=tag, dir="ltr") if "bt" in a["class"].split()]
    assert said in page.text


def test_three_languages_say_three_things(client, radweg):
    titles = {Page(client.get(LIST.format(tag)).text).text for tag in ("de", "de-simple", "en")}

    assert len(titles) == 3


def test_the_language_does_not_stick(client, radweg):
    client.get(LIST.format("en"))

    assert "Content-Language: de" in str(client.get(LIST.format("de")).headers)
    assert client.get("/beteiligung/").location == LIST.format("de")


@pytest.mark.parametrize("tag", ["xx", "DE", "de_simple", "de@simple", "de-AT", "..", "%00"])
@pytest.mark.parametrize("page", ["vorhaben", "vorhaben/radweg", "vorhaben.geojson", "moderation", ""])
def test_other_languages_are_not_there(client, radweg, tag, page):
    assert client.get(f"/beteiligung/{tag}/{page}").status_code == 404


def test_the_page_about_it_speaks_the_browsers_language(client, radweg):
    answer = client.get(LIST.format("xx"), headers={"Accept-Language": "en"})

    assert answer.headers["Content-Language"] == "en"
    assert "This page does not exist" in answer.text


def test_every_page_names_the_same_page_in_the_other_languages(client, radweg):
    for path in ("vorhaben?bezirk=1&q=rad%26weg", "vorhaben/radweg?seite=1"):
        links = Page(client.get(f"/beteiligung/de/{path}").text).all("link", rel="alternate")
        told = {a["hreflang"]: a["href"] for a in links if "hreflang" in a}

        assert told == {tag: f"/beteiligung/{tag}/{path}" for tag in ("de", "de-simple", "en")}
        assert all(client.get(address).status_code == 200 for address in told.values())


def test_the_menu_names_each_language_in_its_own_words(client, radweg):
    links = {a.get("hreflang"): a for a in Page(client.get(LIST.format("de")).text).all("a", aria_current="true")}

    assert links["de"]["lang"] == "de"
    with_names = client.get(LIST.format("en")).text
    assert "Deutsch" in with_names
    assert "English" in with_names


def test_what_is_told_only_in_german_says_so(client, radweg):
    page = Page(client.get("/beteiligung/en/vorhaben/radweg").text)

    assert page.all("h1", lang="de")
    assert "This is the German text" in page.text
    assert not Page(client.get("/beteiligung/de/vorhaben/radweg").text).all("h1", lang="de")


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("de", "ltr"), ("de-simple", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("en", "ltr")],
)
def test_directions(tag, direction):
    assert language.direction(tag) == direction


def test_a_language_without_a_catalogue_of_ours_still_has_pages(make_app, radweg):
    answer = make_app(BETEILIGUNG_LOCALES=("de", "ar")).test_client().get(LIST.format("ar"))

    assert answer.status_code == 200
    assert Page(answer.text).all("html", lang="ar", dir="rtl")
    assert "Radweg Königsallee" in answer.text


def test_outside_a_request_the_default_counts():
    app = Flask("host")
    app.config["BETEILIGUNG_LOCALES"] = ("en", "de")
    with app.app_context():
        assert language.negotiated() == "en"
