"""Near me: names and coordinates, distances in words, and that nothing of it is kept."""

import os
import re

import pytest

from beteiligung.vorhaben.models import Place, Publication, Status, VorhabenText

from .. import records
from ..databases import counted
from ..hosts import HOSTS
from ..pages import Page

NEAR = "/beteiligung/de/nahe"
HERE = "lat=51.46&lon=7.21"
GAZETTEER = """name,kind,bezirk,lat,lon,aliases
Bochum,city,,,,
Höntrop,ortsteil,Bochum-Mitte,51.46,7.21,Bochum-Höntrop
Weitmar-Mitte,ortsteil,Bochum-Mitte,51.4555,7.2018,Weitmar|Weitmar Mitte
Weitmar-Mark,ortsteil,Bochum-Mitte,51.4428,7.2057,Weitmar Mark
Große Straße,street,Bochum-Mitte,51.461,7.211,
Castroper Straße,street,,,,
Am Park,place,Bochum-Mitte,51.45,7.2,
Am Park,place,Bochum-Wattenscheid,51.47,7.25,
Kaputt,place,,nan,7.2,
"""


@pytest.fixture
def names(tmp_path):
    file = tmp_path / "namen.csv"
    file.write_text(GAZETTEER, encoding="utf-8")
    return file


@pytest.fixture
def client(make_app, names, bezirke):
    return make_app(BETEILIGUNG_GAZETTEER=str(names)).test_client()


def at(slug, title, lat, lon=7.21, **changes):
    return records.vorhaben(slug, title, places=[Place(words=slug, lat=lat, lon=lon)], **changes)


@pytest.fixture
def stored(session, bezirke):
    def store(*vorhaben):
        session.add_all(vorhaben)
        session.commit()

    return store


def text(answer):
    return Page(answer.text).text.replace("\xa0", " ")


def heading(answer):
    return re.search(r"<h1>(.*?)</h1>", answer.text)[1]


def test_without_a_question_it_asks_one(client):
    page = client.get(NEAR)

    assert heading(page) == "In meiner Nähe"
    assert "Oder einen Ortsteil wählen" in text(page)
    assert f"{NEAR}?q=Weitmar-Mark" in {a["href"] for a in Page(page.text).all("a")}


@pytest.mark.parametrize(
    "typed",
    [
        "Höntrop",
        "höntrop",
        "Hoentrop",
        "HÖNTROP ",
        "Ortsteil Höntrop",
        "in Höntrop",
        "Bochum-Höntrop",
        "Bochum Höntrop",
        "44869 Höntrop",
        "Höntrop, Bochum",
        "44869 Bochum Höntrop",
    ],
)
def test_a_name_in_many_spellings(client, typed):
    assert heading(client.get(NEAR, query_string={"q": typed})) == "Rund um Höntrop"


@pytest.mark.parametrize("typed", ["Große Str. 12a", "grosse strasse 12-14, 44793 Bochum", "Große Straße 3"])
def test_an_address_leads_to_its_street_and_says_so(client, typed):
    page = client.get(NEAR, query_string={"q": typed})

    assert heading(page) == "Rund um Große Straße"
    assert "Hausnummern sind hier nicht bekannt" in text(page)


def test_similar_names_are_offered(client):
    page = client.get(f"{NEAR}?q=Weitmar")

    assert heading(page) == "Rund um Weitmar-Mitte"
    assert "Oder meinten Sie: Weitmar-Mark" in text(page)


@pytest.mark.parametrize(
    ("typed", "offered"), [("Höntrob", "Höntrop"), ("Weitmahr Mark", "Weitmar-Mark"), ("Weit", "Weitmar-Mitte")]
)
def test_what_nobody_knows_is_answered_with_what_is_spelled_alike(client, typed, offered):
    page = client.get(NEAR, query_string={"q": typed})

    assert f"Einen Ort „{typed}“ kennen wir nicht." in text(page)
    assert offered in {
        a.get("href", "").partition("q=")[2].replace("%C3%B6", "ö") for a in Page(page.text).all("a", class_="bt-pill")
    }
    assert page.status_code == 200


def test_two_places_of_one_name_are_told_apart(client):
    page = client.get(f"{NEAR}?q=Am+Park")

    assert "Es gibt mehrere Orte mit diesem Namen" in text(page)
    assert "Am Park (Bochum-Mitte)" in text(page)
    links = [a["href"] for a in Page(page.text).all("a", class_="bt-pill")]
    assert links[:2] == [f"{NEAR}?lat=51.45&lon=7.2", f"{NEAR}?lat=51.47&lon=7.25"]


@pytest.mark.parametrize("typed", ["Castroper Straße 5", "Kaputt"])
def test_a_name_without_a_spot_says_so(client, typed):
    page = client.get(NEAR, query_string={"q": typed})

    assert "ist bekannt, aber nicht, wo es liegt" in text(page)
    assert 'class="bt-map"' not in page.text


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("nan", "7.2"),
        ("51.4", "inf"),
        ("-Infinity", "7"),
        ("1e400", "7"),
        ("9" * 400, "7"),
        ("x", "7"),
        ("", ""),
        ("51.4", ""),
        ("91", "7"),
        ("51", "181"),
        ("51.4\x00", "7"),
        ("0x10", "7"),
        ("1_0_0", "7"),
    ],
)
def test_bad_coordinates_get_one_clear_sentence(client, stored, lat, lon):
    stored(at("da", "Da", 51.46))
    page = client.get(NEAR, query_string={"lat": lat, "lon": lon})

    assert page.status_code == 200
    assert Page(page.text).all("p", role="alert")
    assert "Koordinaten sind nicht lesbar" in text(page)
    assert "Luftlinie" not in text(page)


@pytest.mark.parametrize("query", ["lat=51.46", "lon=7.21", "lat=&lon=&q=x"])
def test_half_a_position_is_none(client, query):
    assert "Koordinaten sind nicht lesbar" in text(client.get(f"{NEAR}?{query}"))


@pytest.mark.parametrize("query", ["lat=52.52&lon=13.4", "lat=-51.46&lon=7.21", "lat=51.46&lon=8.0", "lat=0&lon=0"])
def test_elsewhere_is_not_here(client, query):
    assert "Dieser Ort liegt außerhalb von Bochum." in text(client.get(f"{NEAR}?{query}"))


def test_coordinates_are_rounded_before_anything_else(client, stored):
    page = client.get(f"{NEAR}?lat=51.4600123456&lon=7.2100987")

    assert heading(page) == "Rund um Sie"
    assert "51.4600123456" not in page.text.split("<main")[1].split("bt-wrap", 2)[2]
    assert f"{NEAR}?umkreis=500&lat=51.46&lon=7.21" in {a["href"] for a in Page(page.text).all("a")}


def test_the_nearest_first_with_words(client, stored):
    stored(
        at("weit", "Weit weg", 51.46 - 0.0054),
        at("nah", "Ganz nah", 51.46, 7.2143),
        at("hier", "Genau da", 51.46),
        at("fern", "Anderswo", 51.49),
    )
    page = text(client.get(f"{NEAR}?q=Höntrop"))

    assert page.index("Genau da") < page.index("Ganz nah") < page.index("Weit weg")
    assert "Anderswo" not in page
    assert "Genau hier" in page
    assert "300 m von hier , etwa 4 Minuten zu Fuß nach Osten" in page
    assert "600 m von hier , etwa 8 Minuten zu Fuß nach Süden" in page
    assert "3 Vorhaben liegen im Umkreis von 1 km." in page


@pytest.mark.parametrize(
    ("radius", "shown"), [("500", 1), ("1000", 2), ("2000", 3), ("5000", 4), ("", 2), ("7", 2), ("-1", 2), ("²", 2)]
)
def test_four_radii_and_no_other(client, stored, radius, shown):
    stored(*(at(f"v{n}", f"Eins {n}", 51.46 + north) for n, north in enumerate((0.001, 0.006, 0.012, 0.035))))
    page = client.get(f"{NEAR}?{HERE}&umkreis={radius}")

    assert page.text.count('class="bt-card"') == shown
    assert re.findall(r"<b>(\d+)</b><span", page.text) == ["1", "2", "3", "4"]


def test_nothing_there_offers_a_wider_ring(client, stored):
    stored(at("fern", "Fern", 51.46 + 0.012))
    page = client.get(f"{NEAR}?{HERE}")

    assert "So nah liegt nichts." in text(page)
    assert "1 im Umkreis von 2 km zeigen" in text(page)


def test_the_past_is_hidden_but_offered(client, stored):
    stored(at("fertig", "Längst fertig", 51.46, status=Status.DONE), at("da", "Noch da", 51.46))

    assert "Längst fertig" not in client.get(f"{NEAR}?{HERE}").text
    assert "auch 1 abgeschlossenes zeigen" in text(client.get(f"{NEAR}?{HERE}"))
    assert "Längst fertig" in client.get(f"{NEAR}?{HERE}&stand=alle").text


def test_the_whole_city_is_counted_with_a_link(client, stored):
    stored(*(records.citywide(f"stadt-{n}", f"Stadtweit {n}") for n in range(6)))
    page = client.get(f"{NEAR}?{HERE}")

    assert "Alle 6 für die ganze Stadt zeigen" in text(page)
    assert "/beteiligung/de/vorhaben?ort=stadtweit" in {a["href"] for a in Page(page.text).all("a")}


def test_a_map_with_ring_middle_and_pins(client, stored):
    stored(at("da", "Da", 51.461, open_for=3), at("dort", "Dort", 51.455))
    page = Page(client.get(f"{NEAR}?q=Höntrop").text)
    [ring] = page.all("circle", class_="bt-map__ring")

    assert page.all("g", class_="bt-map__here")
    assert len(page.all("rect", class_="bt-pin is-open") + page.all("circle", class_="bt-pin")) == 2
    assert float(ring["r"]) > 200
    assert "Gestrichelt: Umkreis von 1 km." in page.text.replace("\xa0", " ")


def test_the_whole_stadtbezirk_is_a_link(client, stored):
    assert "/beteiligung/de/vorhaben?bezirk=1" in {
        a["href"] for a in Page(client.get(f"{NEAR}?q=Höntrop").text).all("a")
    }


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_shows_nowhere(client, stored, publication):
    stored(at("geheim", "GEHEIM", 51.46, publication=publication, open_for=3), at("da", "Da", 51.46))

    for query in ("", "&stand=alle", "&umkreis=5000"):
        page = client.get(f"{NEAR}?{HERE}{query}").text
        assert "geheim" not in page.lower()
        assert re.findall(r"<b>(\d+)</b><span", page) == ["1"] * 4


@pytest.mark.parametrize(
    "typed", ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "' onfocus=a autofocus='", "{{7*7}}"]
)
def test_what_is_typed_stays_text(client, typed):
    page = client.get(NEAR, query_string={"q": typed})

    assert list(Page(page.text).live()) == []
    assert {"script", "img"} & {tag for tag, _a in Page(page.text).elements} <= {"script"}
    assert not [a for a in Page(page.text).all("input") if "onfocus" in a]
    assert Page(page.text).all("input", name="q")[0]["value"] == typed


@pytest.mark.parametrize("typed", ["x" * 100_000, "\x00", "   ", "%", "5", "…", "\u202e", "🦀" * 500, "a\nb", "/../"])
def test_no_name_breaks_it(client, typed):
    assert client.get(NEAR, query_string={"q": typed, "seite": "99999999999"}).status_code == 200


def test_a_name_in_the_gazetteer_like_a_tag_stays_text(make_app, tmp_path, bezirke):
    file = tmp_path / "böse.csv"
    file.write_text('name,kind,lat,lon\n"<script>alert(1)</script>",ortsteil,51.46,7.21\n', encoding="utf-8")
    client = make_app(BETEILIGUNG_GAZETTEER=str(file)).test_client()

    for query in ("", "?q=%3Cscript%3Ealert(1)%3C/script%3E", "?lat=51.461&lon=7.21"):
        assert list(Page(client.get(NEAR + query).text).live()) == []


def test_a_changed_file_is_read_anew(client, names):
    assert "kennen wir nicht" in text(client.get(f"{NEAR}?q=Neustadt"))
    names.write_text(GAZETTEER + "Neustadt,ortsteil,,51.46,7.21,\n", encoding="utf-8")
    os.utime(names, ns=(1, 1))

    assert heading(client.get(f"{NEAR}?q=Neustadt")) == "Rund um Neustadt"


@pytest.mark.parametrize("content", [None, "", "nonsense", "name\n\n", b"\xff\xfe\x00"])
def test_without_a_file_that_can_be_read_coordinates_still_work(make_app, tmp_path, stored, content):
    file = tmp_path / "namen.csv"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    stored(at("da", "Da", 51.46))
    client = make_app(BETEILIGUNG_GAZETTEER=str(file)).test_client()

    assert "keine Ortsnamen bekannt" in text(client.get(f"{NEAR}?q=Höntrop"))
    assert "Rund um Sie" in text(client.get(f"{NEAR}?{HERE}"))
    assert "Ortsteil wählen" not in text(client.get(NEAR))


@pytest.mark.parametrize("query", ["", f"?{HERE}", "?q=Höntrop", "?q=xyz", "?lat=nan&lon=1"])
@pytest.mark.parametrize("kind", HOSTS)
def test_nothing_is_kept_anywhere(make_app, names, stored, kind, query):
    stored(at("da", "Da", 51.46))
    answer = make_app(kind, BETEILIGUNG_GAZETTEER=str(names)).test_client().get(NEAR + query)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert Page(answer.text).all("meta", name="referrer", content="same-origin")
    assert "Wir speichern Ihre Suche nicht" in text(answer)


def test_it_writes_nothing(engine, client, stored):
    stored(at("da", "Da", 51.46))
    with counted(engine) as statements:
        client.get(f"{NEAR}?{HERE}")

    assert {statement.split()[0].upper() for statement in statements} <= {"BEGIN", "SELECT"}


def test_pages(make_app, names, stored):
    stored(*(at(f"v{n}", f"Eins {n:02}", 51.46 + n / 10_000) for n in range(7)))
    client = make_app(BETEILIGUNG_PAGE_SIZE=3, BETEILIGUNG_GAZETTEER=str(names)).test_client()
    seen = [re.findall(r">Eins (\d\d)<", client.get(f"{NEAR}?{HERE}&seite={n}").text) for n in (1, 2, 3, 99)]

    assert seen == [["00", "01", "02"], ["03", "04", "05"], ["06"], ["06"]]


def test_the_number_of_queries_does_not_grow(engine, make_app, names, stored, bezirke):
    client = make_app(BETEILIGUNG_PAGE_SIZE=500, BETEILIGUNG_GAZETTEER=str(names)).test_client()
    there, counts = 0, []
    for many in (1, 30, 300):
        stored(*(_with_all(number, bezirke) for number in range(there, many)))
        there = many
        client.get(f"{NEAR}?q=Höntrop")
        with counted(engine) as statements:
            assert client.get(f"{NEAR}?q=Höntrop").text.count('class="bt-card"') == many
        counts.append(len(statements))

    assert counts == [counts[0]] * 3
    assert counts[0] < 16


def _with_all(number, bezirke):
    made = at(f"v{number}", f"Eins {number}", 51.46 + number / 100_000, bezirke=bezirke[:1], open_for=3)
    made.places.append(Place(words="noch einer", lat=51.462, lon=7.211))
    made.texts.append(VorhabenText(lang="en", title="One", summary="x"))
    return made


def test_the_list_leads_here(client):
    assert NEAR in {a["href"] for a in Page(client.get("/beteiligung/de/vorhaben").text).all("a")}
