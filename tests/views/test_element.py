"""The script of the custom element, and the list that it reads: the same as the page, for programs."""

import gzip
import re

import pytest
from sqlalchemy import select

from beteiligung.i18n import shipped
from beteiligung.views.filtering import LONGEST_TEXT
from beteiligung.vorhaben.models import Place, Publication, VorhabenText

from .. import records
from ..hosts import log_in
from ..pages import Page

LIST = "/beteiligung/de/vorhaben"
SCRIPT = "/beteiligung/element.js"
MOST = 25_000
SHIPPED = tuple(
    sorted(po.parts[-3].replace("@", "-") for po in shipped("translations").glob("*/LC_MESSAGES/beteiligung.po"))
)
QUERIES = (
    *("", "?seite=2", "?seite=3", "?seite=99", "?bezirk=2", "?mitmachen=1", "?thema=klima", "?ort=stadtweit"),
    *("?q=Weg+3", "?reihenfolge=name&seite=2", "?stand=alle&wo=Wattenscheid", "?q=Nichts"),
)
TAG = "<img src=x onerror=alert(1)>"


@pytest.fixture
def everything(make_app):
    """A host with all languages and short pages."""
    return make_app(BETEILIGUNG_LOCALES=("de", *(tag for tag in SHIPPED if tag != "de")), BETEILIGUNG_PAGE_SIZE=3)


@pytest.fixture
def many(session, bezirke):
    """Eight with a place, two for the whole city, one of them done."""
    session.add_all(
        records.vorhaben(f"v{n}", f"Weg {n}", open_for=20 - n if n % 2 else None, bezirke=[bezirke[n % 2]])
        for n in range(8)
    )
    session.add_all(records.citywide(f"c{n}", f"Stadtweg {n}", topic="Klima") for n in range(2))
    session.commit()


def slugs(page):
    """Which Vorhaben a page shows, in its order."""
    links = (a["href"] for tag, a in Page(page).elements if tag == "a" and "/vorhaben/" in a.get("href", ""))
    cards = (re.fullmatch(r"/beteiligung/de/vorhaben/([vc]\d)", link) for link in links)
    return [found[1] for found in cards if found]


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_in_the_same_order_on_the_same_pages(everything, many, query):
    client = everything.test_client()
    data = client.get(f"{LIST}.json{query}").json

    shown = [item["slug"] for item in (*data["items"], *data["citywide"]["items"])]
    assert shown == slugs(client.get(LIST + query).text)
    assert (len(data["items"]) == data["page"]["last"] - data["page"]["first"] + 1) is bool(data["items"])


def test_page_by_page_one_comes_to_all_of_them(everything, many):
    client, address, seen = everything.test_client(), f"{LIST}.json", []
    while address:
        data = client.get(address.removeprefix("http://localhost")).json
        seen += [item["slug"] for item in data["items"]]
        address = data["next"]

    assert sorted(seen) == [f"v{n}" for n in range(8)]
    assert data["page"] == {"number": 3, "pages": 3, "first": 7, "last": 8, "total": 8}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?thema=klimma", [("thema", "klimma")]),
        ("?stand=offene&bezirk=9&thema=klima", [("bezirk", "9"), ("stand", "offene")]),
        ("?programm=x&mitmachen=ja&ort=hier", [("programm", "x"), ("mitmachen", "ja"), ("ort", "hier")]),
        ("?von=2026&bis=bald&bbox=1,2&reihenfolge=egal", [("bis", "bald"), ("bbox", "1,2"), ("reihenfolge", "egal")]),
        ("?thema=klima&stand=alle&bezirk=2&reihenfolge=name&q=nichts&seite=x&utm_source=mail&ort=", []),
        ("?bezirk=9&wo=Mitte", []),
        (f"?thema={'x' * 500}", [("thema", "x" * LONGEST_TEXT)]),
    ],
)
def test_what_is_not_offered_narrows_nothing_and_is_named(client, many, query, named):
    data = client.get(f"{LIST}.json{query}").json

    assert [(one["argument"], one["value"]) for one in data["not_understood"]] == named


def test_what_may_stand_there_instead_is_named_too(client, many):
    whole = client.get(f"{LIST}.json").json
    data = client.get(f"{LIST}.json?thema=klimma&stand=offene&bezirk=9").json
    known = {one["argument"]: one["known"] for one in data["not_understood"]}

    assert data["total"] == whole["total"] == 10
    assert (data["narrowed"], data["bezirk"]) == ([], None)
    assert client.get(f"{LIST}.json?bezirk=2").json["bezirk"] == {"number": 2, "name": "Wattenscheid"}
    assert "klima" in known["thema"] and {"beteiligung", "fertig", "alle"} <= set(known["stand"])
    assert "2" in known["bezirk"]
    for value in known["thema"]:
        assert client.get(f"{LIST}.json?thema={value}").json["not_understood"] == []


@pytest.mark.parametrize("tag", SHIPPED)
def test_it_speaks_each_language(everything, session, radweg, tag):
    radweg.texts.append(VorhabenText(lang="uk", title="Велодоріжка", summary="Коротко"))
    session.commit()
    client = everything.test_client()

    data = client.get(f"/beteiligung/{tag}/vorhaben.json").json
    item = data["items"][0]

    assert (data["lang"], data["dir"]) == (tag, "rtl" if tag in ("ar", "fa") else "ltr")
    assert all(data["words"].values())
    assert item["title"]["lang"] == ("uk" if tag == "uk" else "de")
    assert bool(item["notes"]) is (tag not in ("de", "uk"))
    assert item["url"] == f"http://localhost/beteiligung/{tag}/vorhaben/radweg"
    assert item["topic"]["lang"] == item["where"][0]["lang"] == "de"


def test_what_a_card_says(client, session, radweg):
    radweg.places += [Place(words=words) for words in ("Zwei", "Drei", "Vier")]
    session.add_all([records.beitrag(radweg), records.beitrag(radweg, "wartet", visibility="submitted")])
    session.commit()

    item = client.get(f"{LIST}.json").json["items"][0]

    assert item["contributions"] == {"number": 1, "words": "1 Beitrag"}
    assert [piece["text"] for piece in item["where"]] == [radweg.places[0].words, "Zwei", "und 2 weitere Orte", "Mitte"]
    assert item["status"]["words"] == "Beteiligung läuft"
    assert item["flag"] == {"kind": "open", "before": "Mitmachen bis"}
    assert item["participation"]["until"] == radweg.open_until.isoformat()
    assert item["participation"]["left"].startswith("noch ")


def test_what_people_wrote_stays_text(client, session, radweg):
    radweg.texts[0].title = TAG
    session.commit()

    answer = client.get(f"{LIST}.json")

    assert answer.mimetype == "application/json"
    assert answer.json["items"][0]["title"]["text"] == TAG


@pytest.mark.parametrize("address", [f"{LIST}.json", f"{LIST}/radweg/steckbrief.json", SCRIPT])
def test_whoever_has_it_already_gets_nothing(client, session, radweg, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")

    if address != SCRIPT:
        session.add(records.beitrag(radweg))
        session.commit()
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("lang", ["xx", "DE", "de-at"])
def test_a_language_that_is_not_offered_is_not_there(client, radweg, lang):
    assert client.get(f"/beteiligung/{lang}/vorhaben.json").status_code == 404


def test_what_is_taken_back_is_gone_while_everything_is_warm(app, client, session, radweg, kim):
    log_in(app, kim)
    before = client.get(f"{LIST}.json")
    assert [item["slug"] for item in before.json["items"]] == ["radweg"]

    radweg.publication = Publication.DRAFT
    session.commit()

    after = client.get(f"{LIST}.json", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json["items"], after.json["total"]) == (200, [], 0)
    assert client.get(f"{LIST}/radweg/steckbrief.json").status_code == 404


def test_behind_a_proxy_all_addresses_are_whole(client, many):
    data = client.get(f"{LIST}.json", environ_overrides={"SCRIPT_NAME": "/stadt"}).json

    ours = [data["url"], data["geojson"], data["outlines"], data["citywide"]["url"], data["items"][0]["url"]]
    assert [address for address in ours if not address.startswith("http://localhost/stadt/beteiligung/")] == []


def test_the_fact_sheet_elsewhere_does_not_speak_of_this_page(client, radweg):
    page, sheet = client.get(f"{LIST}/radweg").text, client.get(f"{LIST}/radweg/steckbrief.json")

    assert "auf dieser Seite" in Page(page).text
    assert "auf dieser Seite" not in sheet.text
    assert sheet.json["title"]["text"] == "Radweg Königsallee"


class TestScript:
    """One file, small, the same for everybody, and harmless in the strictest page."""

    def test_it_is_small_with_all_languages(self, everything):
        answer = everything.test_client().get(SCRIPT)

        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert (answer.cache_control.public, answer.cache_control.max_age) == (True, 300)
        assert 5_000 < len(gzip.compress(answer.data)) <= MOST
        for tag in SHIPPED:
            assert f'"{tag}": {{"dir"' in answer.text

    def test_it_writes_no_markup_and_asks_nobody_else(self, client):
        text = client.get(SCRIPT).text

        assert not re.search(r"(inner|outer)HTML|insertAdjacent|document\.write|\beval\b|new Function|\.style\b", text)
        assert not re.search(r"\bimport\b|\bexport\b|localStorage|cookie", text)
        assert set(re.findall(r"https?://[^\s\"'`]+", text)) == {"http://www.w3.org/2000/svg"}
        assert 'credentials: "omit"' in text

    def test_each_sign_of_a_card_is_in_it(self, client):
        text = client.get(SCRIPT).text

        for name in ("s-angekuendigt", "s-beteiligung", "s-entfallen", "talk", "pin", "clock"):
            assert f'"{name}": [[' in text
        assert '"lock": [[' not in text


def test_what_is_over_is_hidden_as_on_the_page(client, session, many):
    over = session.scalars(select(VorhabenText).where(VorhabenText.title == "Weg 2")).one().vorhaben
    over.status = "done"
    session.commit()

    assert client.get(f"{LIST}.json").json["total"] == 9
    assert client.get(f"{LIST}.json?stand=alle").json["total"] == 10
