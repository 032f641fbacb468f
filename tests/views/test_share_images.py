"""The pictures of links over HTTP: address, cache, and that there is none of what is not public."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from beteiligung.sharing import raster
from beteiligung.vorhaben.models import VorhabenText

from .. import records
from ..pages import Page

OF_ONE = ("/beteiligung/de/vorhaben/radweg/bild.svg", "/beteiligung/de/vorhaben/radweg/bild.png")
OF_CITY = ("/beteiligung/de/bild.svg", "/beteiligung/de/bild.png")


@pytest.fixture
def engine(sqlite_engine):
    """A picture does not depend on the database; what has none is in ``test_shared_drafts``."""
    return sqlite_engine


def said(answer):
    return " ".join(text.strip("\u2066\u2067\u2069") for text in ET.fromstring(answer.data).itertext())


def image_of(client, address="/beteiligung/de/vorhaben/radweg"):
    return Page(client.get(address).text).all("meta", property="og:image")[0]["content"]


@pytest.mark.parametrize("address", [*OF_ONE, *OF_CITY])
def test_anybody_may_keep_it_and_asks_each_time_whether_it_is_still_there(client, radweg, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.mimetype in ("image/svg+xml", "image/png")
    assert (answer.cache_control.public, bool(answer.cache_control.no_cache)) == (True, True)
    assert answer.cache_control.max_age is None
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_says_what_the_page_says(client, radweg):
    words = said(client.get(OF_ONE[0]))

    for word in (
        "Radweg",
        "Königsallee",
        "Ort: Ort von Radweg",
        "Stadtbezirk: Mitte",
        "Mitmachen bis",
        "Vorhaben in Bochum",
    ):
        assert word in words


def test_the_picture_of_the_list_counts_what_is_open(client, radweg):
    assert "Die nächste endet" in said(client.get(OF_CITY[0])) or "endet am" in said(client.get(OF_CITY[0]))


def test_each_language_has_its_own(make_app, session, radweg):
    radweg.texts.append(VorhabenText(lang="ar", title="مسار دراجات", summary="x"))
    session.commit()
    client = make_app(BETEILIGUNG_LOCALES=("de", "ar", "uk")).test_client()

    arabic, ukrainian = (client.get(f"/beteiligung/{tag}/vorhaben/radweg/bild.svg") for tag in ("ar", "uk"))

    assert "مسار دراجات" in said(arabic)
    assert 'text-anchor="end"' in arabic.text
    assert "Radweg" in said(ukrainian)  # there is no Ukrainian text, so it is German as on the page
    assert arabic.headers["Content-Language"] == "ar"


def test_a_change_gives_it_a_new_address_and_a_new_picture(client, session, radweg):
    address, tag = image_of(client), client.get(OF_ONE[1]).headers["ETag"]
    radweg.texts[0].title = "Tunnel"
    radweg.updated_at += timedelta(minutes=1)
    session.commit()

    assert image_of(client) != address
    assert image_of(client).startswith("http://localhost/beteiligung/de/vorhaben/radweg/bild.png?v=")
    assert client.get(OF_ONE[1]).headers["ETag"] != tag


def test_so_does_the_end_of_the_offer(client, session, radweg):
    address = image_of(client)
    radweg.open_until = records.today() - timedelta(days=1)
    session.commit()

    assert image_of(client) != address
    assert "Mitmachen bis" not in said(client.get(OF_ONE[0]))


def test_the_same_picture_is_drawn_once(client, radweg, monkeypatch):
    drawn = []
    draw = raster.png
    monkeypatch.setattr(raster, "png", lambda svg: drawn.append(svg) or draw(svg))

    first, second = client.get(OF_ONE[1]), client.get(OF_ONE[1] + "?v=anything")

    assert len(drawn) == 1
    assert first.data == second.data


def test_without_the_extra_there_is_only_the_svg(client, radweg, monkeypatch):
    monkeypatch.setattr(raster, "is_ready", lambda: False)

    assert [client.get(address).status_code for address in (*OF_ONE, *OF_CITY)] == [200, 404, 200, 404]
    page = Page(client.get("/beteiligung/de/vorhaben/radweg").text)
    assert page.all("meta", property="og:title")
    assert not page.all("meta", property="og:image")
    assert page.all("meta", name="twitter:card") == [{"name": "twitter:card", "content": "summary"}]


def test_too_many_at_once_are_asked_to_come_again(client, radweg, monkeypatch):
    def too_many(svg):
        raise raster.TooMany

    monkeypatch.setattr(raster, "png", too_many)

    answer = client.get(OF_ONE[1])

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_city_without_outlines_has_a_picture_all_the_same(client, session):
    session.add(records.citywide("app", "Eine App für alle"))
    session.commit()

    answer = client.get("/beteiligung/de/vorhaben/app/bild.svg")

    assert "Eine App für alle" in said(answer)
    assert "<path" not in answer.text
