import pytest
from flask import Flask

from beteiligung import Beteiligung
from beteiligung.views import language

from .. import records
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

        assert told.pop("x-default") == f"/beteiligung/de/{path}"
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
    Beteiligung(app, engine="sqlite://")
    with app.app_context():
        assert language.negotiated() == "en"


TWELVE = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "tr": "Türkçe",
    "ar": "العربية",
    "uk": "Українська",
    "ru": "Русский",
    "pl": "Polski",
    "ro": "Română",
    "bg": "Български",
    "fa": "فارسی",
    "fr": "Français",
}


def test_twelve_languages_each_in_its_own_words(make_app, radweg):
    client = make_app(BETEILIGUNG_LOCALES=tuple(TWELVE)).test_client()
    for lang in ("de", "ar", "uk"):
        html = client.get(f"/beteiligung/{lang}/vorhaben/radweg?x=1").text
        menu = {a["hreflang"]: a for a in Page(html).all("a") if "bt/" not in a["href"] and a.get("hreflang")}
        for tag, name in TWELVE.items():
            assert name in html
            assert (menu[tag]["lang"], menu[tag]["dir"]) == (tag, "rtl" if tag in ("ar", "fa") else "ltr")


def test_addresses_for_search_engines_are_whole_where_the_city_says_its_own(make_app, radweg):
    client = make_app(BETEILIGUNG_BASE_URL="https://www.stadt.example/").test_client()
    links = Page(client.get("/beteiligung/en/vorhaben/radweg").text).all("link", rel="alternate")

    told = {a["hreflang"]: a["href"] for a in links if "hreflang" in a}
    assert told["de-simple"] == "https://www.stadt.example/beteiligung/de-simple/vorhaben/radweg"
    assert told["x-default"] == "https://www.stadt.example/beteiligung/de/vorhaben/radweg"


def test_a_choice_is_remembered_and_nothing_before_it(client, radweg):
    assert "Set-Cookie" not in client.get("/beteiligung/").headers
    menu = Page(client.get("/beteiligung/de/vorhaben?bezirk=1&q=rad%26weg").text).all("a", hreflang="en")
    assert "Set-Cookie" not in client.get(LIST.format("en")).headers

    answer = client.get(menu[0]["href"])

    assert (answer.status_code, answer.location) == (303, "/beteiligung/en/vorhaben?bezirk=1&q=rad%26weg")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("beteiligung_sprache=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/beteiligung" in cookie
    start = client.get("/beteiligung/", headers={"Accept-Language": "de"})
    assert start.location == LIST.format("en")
    assert "private" in start.headers["Cache-Control"]
    assert client.get(LIST.format("de")).headers["Content-Language"] == "de"  # the address still decides


def test_a_forged_choice_counts_for_nothing(client, radweg):
    client.set_cookie("beteiligung_sprache", "xx")

    assert client.get("/beteiligung/").location == LIST.format("de")


@pytest.mark.parametrize(
    "way",
    ["//evil.example", "/evil", "..%2F..%2Fx", "%5C%5Cevil.example", "x%0d%0aSet-Cookie:a=b", "http://evil.example"],
)
def test_a_choice_leads_nowhere_else(client, radweg, way):
    answer = client.get(f"/beteiligung/en/sprache?weiter={way}")

    assert answer.status_code == 303
    assert answer.location.startswith("/beteiligung/en/")
    assert "evil" not in answer.location or answer.location == "/beteiligung/en/http://evil.example"


def test_feeds_and_data_say_their_language_too(client, radweg):
    for path in ("vorhaben.geojson", "vorhaben/radweg/steckbrief.json", "neues.atom", "termine.ics"):
        answer = client.get(f"/beteiligung/en/{path}")
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, "en"), path
    with client.get("/beteiligung/static/beteiligung.css") as answer:
        assert "Content-Language" not in answer.headers


@pytest.mark.parametrize(("tag", "comma"), [("de", ", "), ("ar", "، "), ("fa", "، ")])
def test_names_on_a_card_stand_apart_by_the_comma_of_the_page(make_app, session, bezirke, tag, comma):
    session.add(records.vorhaben("bruecke", "Brücke", places=[], bezirke=bezirke))
    session.commit()

    answer = make_app(BETEILIGUNG_LOCALES=("de", "ar", "fa")).test_client().get(LIST.format(tag))

    assert comma.join(f'<bdi lang="de">{bezirk.short_name}</bdi>' for bezirk in bezirke) in answer.text
