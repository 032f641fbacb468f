"""oEmbed: what other pages show in the place of an address of ours."""

from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from beteiligung.views.framing import FRAMED

from .. import records
from ..pages import Page

RADWEG = "http://localhost/beteiligung/de/vorhaben/radweg"
PUBLIC = ("", "/gespraech", "/beitrag/1")


@pytest.fixture
def engine(sqlite_engine):
    """Cards do not depend on the database; what has none is in ``test_shared_drafts``."""
    return sqlite_engine


@pytest.fixture
def talked(session, radweg):
    session.add(records.beitrag(radweg, "Ja <b>bitte</b>", name="Anna <i>Muster</i>"))
    session.commit()
    return radweg


def ask(client, url, *, prefix="/beteiligung", **args):
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in {"url": url, **args}.items())
    return client.get(f"{prefix}/oembed?{query}")


@pytest.mark.parametrize("page", PUBLIC)
def test_a_page_names_its_card_and_the_card_names_the_page(client, talked, page):
    (link,) = Page(client.get(RADWEG + page).text).all("link", type="application/json+oembed")

    answer = client.get(link["href"])

    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    told = answer.json
    assert told["version"] == "1.0"
    assert "Radweg Königsallee" in told["title"]
    assert told["provider_name"] == "Stadt Bochum"
    assert client.get(told["thumbnail_url"]).mimetype == "image/png"
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (1200, 630)
    assert told["type"] in ("link", "rich")
    assert "author_name" not in told or told["author_name"] == "Anna <i>Muster</i>"


def test_the_list_has_one_too(client, radweg):
    assert ask(client, "http://localhost/beteiligung/de/vorhaben?bezirk=1").json["title"] == "Vorhaben in Bochum"


def test_it_speaks_the_language_of_the_address_and_not_of_the_browser(client, radweg):
    addresses = {tag: f"http://localhost/beteiligung/{tag}/vorhaben" for tag in ("de", "en")}

    for accept in ("de", "en", "fr"):
        told = {
            tag: client.get(f"/beteiligung/oembed?url={url}", headers={"Accept-Language": accept})
            for tag, url in addresses.items()
        }
        assert told["de"].json["provider_name"] == "Stadt Bochum"
        assert told["en"].json["provider_name"] == "City of Bochum"
        assert "Accept-Language" not in told["de"].headers.get("Vary", "")


def test_xml_says_the_same(client, talked):
    answer = ask(client, RADWEG + "/beitrag/1", format="xml")

    assert answer.mimetype == "text/xml"
    told = {element.tag: element.text for element in ET.fromstring(answer.data)}
    assert told == {key: str(value) for key, value in ask(client, RADWEG + "/beitrag/1").json.items()}


def test_another_format_is_not_made(client, radweg):
    assert ask(client, RADWEG, format="yaml").status_code == 501


def test_anybody_may_keep_it_and_asks_each_time_whether_it_is_still_there(client, radweg):
    answer = ask(client, RADWEG)

    assert (answer.cache_control.public, bool(answer.cache_control.no_cache)) == (True, True)
    assert answer.cache_control.max_age is None
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"/beteiligung/oembed?url={RADWEG}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "x",
            "/beteiligung/de/vorhaben/radweg",
            "//localhost/beteiligung/de/vorhaben/radweg",
            "http://",
            "http://[",
        ),
        *(
            "http://evil.example/beteiligung/de/vorhaben/radweg",
            "http://localhost.evil.example/beteiligung/de/vorhaben",
        ),
        *(
            "http://localhost:81/beteiligung/de/vorhaben/radweg",
            "http://localhost@evil.example/beteiligung/de/vorhaben",
        ),
        *("http://a:b@localhost/beteiligung/de/vorhaben", "javascript://localhost/beteiligung/de/vorhaben"),
        *("ftp://localhost/beteiligung/de/vorhaben", "file:///etc/passwd", "http://localhost/beteiligung/xx/vorhaben"),
        *("http://localhost/beteiligung/de/konto", "http://localhost/beteiligung/de/anmelden", "http://localhost/"),
        *("http://localhost/beteiligung/de/administration", "http://localhost/beteiligung/de/moderation"),
        *("http://localhost/beteiligung/oembed?url=x", "http://localhost/beteiligung/static/beteiligung.css"),
        *(RADWEG + "/beitrag/999", RADWEG + "/beitrag/99999999999999", RADWEG + "%00", RADWEG + "/unterstuetzen"),
        *(RADWEG + "/../radweg", RADWEG + "x", RADWEG.upper(), "http://localhost" + "/x" * 5000, "\x00", "²" * 9),
    ],
)
def test_there_is_no_card_of_anything_else(client, radweg, url):
    answer = ask(client, url)

    assert answer.status_code == 404
    assert answer.mimetype == "application/json"


def test_without_an_address_there_is_nothing(client, radweg):
    assert client.get("/beteiligung/oembed").status_code == 404


def test_below_a_path_and_under_the_public_name(make_app, radweg):
    app = make_app(BETEILIGUNG_BASE_URL="https://www.bochum.de/stadt", BETEILIGUNG_URL_PREFIX="/mitmachen")
    client = app.test_client()

    for url, status in (
        ("https://www.bochum.de/stadt/mitmachen/de/vorhaben/radweg", 200),
        ("https://www.bochum.de/mitmachen/de/vorhaben/radweg", 404),
        ("https://www.bochum.de/stadt/beteiligung/de/vorhaben/radweg", 404),
        ("https://WWW.bochum.de/stadt/mitmachen/de/vorhaben/radweg", 200),
        ("http://localhost/innen/mitmachen/de/vorhaben/radweg", 200),
        ("http://localhost/mitmachen/de/vorhaben/radweg", 404),
    ):
        answer = client.get(f"/mitmachen/oembed?url={url}", environ_overrides={"SCRIPT_NAME": "/innen"})
        assert answer.status_code == status, url
        if status == 200:
            assert answer.json["provider_url"] == "https://www.bochum.de/stadt/mitmachen/de/vorhaben"


def test_where_a_city_lets_others_frame_its_pages_the_card_is_a_frame(make_app, session, radweg):
    evil = '"><script>alert(1)</script>'
    radweg.texts[0].title = evil
    session.commit()
    client = make_app(BETEILIGUNG_FRAME_ANCESTORS=("https://www.beispiel.de",)).test_client()
    url = "http://localhost/beteiligung/de/vorhaben?bezirk=1&q=%22%3E%3Cb%3E&embed=0&zurueck=https://evil.example"

    told = ask(client, url).json
    one = ask(client, RADWEG, maxwidth=400, maxheight=99999).json

    assert told["type"] == "rich"
    (frame,) = Page(told["html"]).all("iframe")
    assert frame["src"] == "http://localhost/beteiligung/de/vorhaben?bezirk=1&q=%22%3E%3Cb%3E&embed=1"
    assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"])) == ("640", "720")
    answer = client.get(frame["src"])
    assert "frame-ancestors 'self' https://www.beispiel.de" in str(answer.headers)
    assert (one["width"], one["height"]) == (400, 720)
    assert [tag for tag, _attributes in Page(one["html"]).elements] == ["iframe"]
    assert Page(one["html"]).all("iframe")[0]["title"] == evil


@pytest.mark.parametrize("size", ["0", "-1", "x", "1e9", "²", "9" * 400, ""])
def test_a_size_that_is_none_is_not_obeyed(make_app, radweg, size):
    client = make_app(BETEILIGUNG_FRAME_ANCESTORS=("https://www.beispiel.de",)).test_client()

    assert ask(client, RADWEG, maxwidth=size).json["width"] == 640


def test_every_page_with_a_card_is_tried(app):
    assert {endpoint.partition(".")[2] for endpoint in FRAMED} == {"liste", "eines", "gespraech", "beitrag"}
