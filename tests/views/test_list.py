import pytest

from beteiligung.vorhaben.models import Place, Status

from .. import records
from ..pages import Page

LIST = "/beteiligung/de/vorhaben"
GEOJSON = "/beteiligung/de/vorhaben.geojson"


@pytest.fixture
def some(session, bezirke):
    """Enough for every filter: four at places, one for the whole city, one done."""
    mitte, wattenscheid = bezirke
    session.add_all(
        [
            records.vorhaben("radweg", "Radweg Königsallee", bezirke=[mitte], open_for=5),
            records.vorhaben("spielplatz", "Spielplatz", bezirke=[wattenscheid], topic="Kinder", status=Status.DECIDED),
            records.vorhaben("bruecke", "Brücke", bezirke=[mitte, wattenscheid], status=Status.UNDERWAY),
            records.vorhaben("vorbei", "Allee", bezirke=[mitte], open_for=-3),
            records.citywide("satzung", "Satzung für alle", topic="Verwaltung", status=Status.EVALUATION),
            records.vorhaben("schule", "Schule", bezirke=[mitte], status=Status.DONE),
        ]
    )
    session.commit()


def slugs(answer):
    """The Vorhaben that a page links to from the headings of its cards."""
    prefix = f"{LIST}/"
    links = (attributes["href"] for attributes in Page(answer.text).all("a") if "href" in attributes)
    return {link.removeprefix(prefix) for link in links if link.startswith(prefix)}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {"radweg", "spielplatz", "bruecke", "vorbei", "satzung"}),
        ("bezirk=2", {"spielplatz", "bruecke"}),
        ("thema=kinder", {"spielplatz"}),
        ("stand=beschlossen", {"spielplatz"}),
        ("stand=fertig", {"schule"}),
        ("stand=alle", {"radweg", "spielplatz", "bruecke", "vorbei", "satzung", "schule"}),
        ("mitmachen=1", {"radweg"}),
        ("ort=stadtweit", {"satzung"}),
        ("ort=vor-ort", {"radweg", "spielplatz", "bruecke", "vorbei"}),
        ("q=k%C3%B6nigsallee", {"radweg"}),
        ("q=koenigsallee&bezirk=1&thema=mobilitaet&mitmachen=1&stand=beteiligung", {"radweg"}),
        ("q=koenigsallee&bezirk=2", set()),
    ],
)
def test_filters_stand_in_the_address(client, some, query, wanted):
    page = client.get(f"{LIST}?{query}")
    features = client.get(f"{GEOJSON}?{query}").json["features"]

    assert slugs(page) == wanted
    assert {f["properties"]["slug"] for f in features} == wanted - {"satzung"}


def test_the_number_of_hits_is_announced(client, some):
    page = Page(client.get(f"{LIST}?bezirk=2").text)

    assert page.all("p", role="status")
    assert "2 Vorhaben" in page.text


def test_what_is_for_the_whole_city_stands_apart(client, some):
    text = client.get(LIST).text

    assert text.index("Radweg Königsallee</a>") < text.index('id="stadtweit"') < text.index("Satzung für alle</a>")


def test_a_card_says_where_when_and_whether_one_can_take_part(client, session, some):
    text = Page(client.get(f"{LIST}?q=koenigsallee").text).text

    for words in (
        "Radweg Königsallee",
        "Ort von Radweg Königsallee",
        "Stadtbezirk Mitte",
        "Mobilität",
        "Mitmachen bis",
    ):
        assert words in text


def test_participation_that_is_over_is_never_called_open(client, some):
    text = Page(client.get(f"{LIST}?q=allee&ort=vor-ort&bezirk=1").text).text
    feature = next(f for f in client.get(GEOJSON).json["features"] if f["properties"]["slug"] == "vorbei")

    assert "Allee" in text
    assert feature["properties"]["open"] is False
    assert feature["properties"]["status_text"] != "Beteiligung läuft"
    assert feature["properties"]["status"] != "beteiligung"


def test_pages(client, make_app, session, bezirke):
    session.add_all(records.vorhaben(f"v{n:02}", f"Vorhaben {n:02}") for n in range(7))
    session.add(records.citywide("satzung", "Satzung"))
    session.commit()
    client = make_app(BETEILIGUNG_PAGE_SIZE=3).test_client()

    pages = [slugs(client.get(f"{LIST}?seite={n}")) for n in (1, 2, 3)]

    assert [len(p - {"satzung"}) for p in pages] == [3, 3, 1]
    assert len(set.union(*pages) - {"satzung"}) == 7
    assert [("satzung" in p) for p in pages] == [True, False, False]
    assert slugs(client.get(f"{LIST}?seite=99")) == pages[2]
    second = Page(client.get(f"{LIST}?seite=2&thema=mobilitaet").text)
    assert [a["href"] for a in second.all("a", rel="next")] == [f"{LIST}?thema=mobilitaet&seite=3"]
    assert second.all("ol", start="4")


def test_the_whole_city_has_pages_of_its_own(make_app, session):
    session.add_all(records.citywide(f"s{n}", f"Satzung {n}") for n in range(8))
    session.commit()
    client = make_app(BETEILIGUNG_PAGE_SIZE=3).test_client()

    assert len(slugs(client.get(LIST))) == 6
    assert [len(slugs(client.get(f"{LIST}?ort=stadtweit&seite={n}"))) for n in (1, 2, 3)] == [3, 3, 2]


def test_no_hit_offers_a_way_out(client, some):
    page = client.get(f"{LIST}?q=schule&bezirk=1")

    assert slugs(page) == set()
    hrefs = [a.get("href") for a in Page(page.text).all("a")]
    assert f"{LIST}?q=schule&bezirk=1&stand=alle" in hrefs
    assert f"{LIST}?bezirk=1" in hrefs
    assert f"{LIST}?q=schule" in hrefs


def test_an_empty_list_is_a_page_too(client):
    page = client.get(LIST)

    assert page.status_code == 200
    assert "0 Vorhaben" in Page(page.text).text
    assert client.get(GEOJSON).json == {"type": "FeatureCollection", "features": []}


def test_filters_travel_along_with_a_new_search(client, some):
    form = Page(client.get(f"{LIST}?bezirk=1&mitmachen=1&q=rad").text)

    assert form.all("input", type="hidden", name="bezirk", value="1")
    assert form.all("input", type="hidden", name="mitmachen", value="1")
    assert form.all("input", name="q", value="rad")
    assert not form.all("input", name="seite")


def test_geojson(client, session, bezirke):
    line = {"type": "LineString", "coordinates": [[7.1, 51.4], [7.2, 51.5]]}
    places = [
        Place(words="Punkt", lat=51.4, lon=7.1),
        Place(words="Linie", lat=51.5, lon=7.2, geometry=line),
        Place(words="ohne"),
    ]
    session.add(records.vorhaben(places=places, open_for=3))
    session.commit()

    answer = client.get(GEOJSON)

    assert answer.mimetype == "application/geo+json"
    point, drawn = answer.json["features"]
    assert point["geometry"] == {"type": "Point", "coordinates": [7.1, 51.4]}
    assert drawn["geometry"] == line
    assert drawn["properties"]["point"] == [7.2, 51.5]
    assert drawn["properties"]["open"] is True
    assert drawn["properties"]["url"] == f"{LIST}/radweg"
    assert point["id"] != drawn["id"]


def test_outlines_of_the_city(client, bezirke):
    answer = client.get("/beteiligung/bezirke.geojson")

    assert answer.mimetype == "application/geo+json"
    assert [f["properties"]["name"] for f in answer.json["features"]] == ["Bochum-Mitte", "Bochum-Wattenscheid"]
    assert all(f["geometry"]["type"] == "Polygon" for f in answer.json["features"])


def test_every_pin_leads_to_a_card(client, some):
    page = Page(client.get(LIST).text)

    pins = {a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#v-")}

    assert len(pins) == 4
    assert pins == {a["id"] for a in page.all("li") if a.get("id", "").startswith("v-")}
