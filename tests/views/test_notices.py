"""Notices for boards: complete on paper, right in every language, and nothing on them that is not public."""

import re
from datetime import date

import pytest

from beteiligung.views import notices
from beteiligung.vorhaben.models import Place, Precision, Publication, Status, VorhabenText

from .. import records
from ..pages import Page

NOTICE = "/beteiligung/de/aushang/bochum-mitte"


@pytest.fixture
def some(session, bezirke):
    """One that is open, one that is decided, one that will be open, one next door, one for the whole city."""
    mitte, wattenscheid = bezirke
    ahead = records.vorhaben("platz", "Platz", bezirke=[mitte], open_for=40, next_step="Im Mai wird beraten.")
    ahead.open_from = ahead.open_until.replace(hour=0)
    radweg = records.vorhaben(
        "radweg",
        "Radweg",
        bezirke=[mitte],
        open_for=10,
        contact="Tiefbauamt, Telefon 0234 123",
        end_on=date(2031, 4, 1),
        end_precision=Precision.QUARTER,
    )
    radweg.texts.append(VorhabenText(lang="en", title="Cycle path", summary="A path."))
    everything = [
        radweg,
        ahead,
        records.vorhaben(
            "haus", "Haus", bezirke=[mitte], status=Status.DECIDED, no_participation_reason="Nur innen umgebaut"
        ),
        records.vorhaben("alt", "Altes", bezirke=[mitte], status=Status.DONE),
        records.vorhaben("park", "Nebenan", bezirke=[wattenscheid], open_for=10),
        records.citywide("satzung", "Satzung für alle", open_for=7),
        records.citywide("strategie", "Strategie", status=Status.UNDERWAY),
    ]
    session.add_all(everything)
    session.commit()
    return {record.slug: record for record in everything}


def test_a_notice_tells_everything(client, some):
    text = Page(client.get(NOTICE).text).text

    for words in (
        "Mitte",
        "3 Vorhaben",
        "Hier können Sie jetzt mitmachen",
        "Radweg",
        "Ort von Radweg",
        "bis 2. Quartal 2031",
        "Beteiligung läuft",
        "Tiefbauamt, Telefon 0234 123",
        "Zurzeit keine Beteiligung: Nur innen umgebaut",
        "Beschlossen",
        "Sie können vom",
        "Im Mai wird beraten.",
        "Satzung für alle",
        f"localhost/ beteiligung/ de/ v/ {some['radweg'].id}",
        f"localhost/ beteiligung/ de/ v/ {some['haus'].id}",
        "localhost/ beteiligung/ de/ b/ 1",
    ):
        assert words in text, words
    for words in ("Altes", "Nebenan", "Strategie"):
        assert words not in text, words


def test_the_last_day_stands_with_its_year(app, client, some):
    with app.test_request_context("/beteiligung/de/"):
        until = notices.last_day(some["radweg"])
    text = Page(client.get(NOTICE).text).text
    assert f"{until.day}. " in text
    assert f"{until.year} mitmachen." in text


def test_each_open_one_has_a_code_and_so_has_the_list(client, some):
    page = Page(client.get(NOTICE).text)
    pictures = page.all("img")

    assert len(pictures) == 3  # the list, the Radweg, the Satzung
    assert {picture["alt"] for picture in pictures} == {
        f"QR-Code für localhost/beteiligung/de/{path}"
        for path in ("b/1", f"v/{some['radweg'].id}", f"v/{some['satzung'].id}")
    }
    for picture in pictures:
        answer = client.get(picture["src"])
        assert answer.status_code == 200
        assert answer.mimetype == "image/svg+xml"
        assert "style=" not in answer.text
        assert "<script" not in answer.text
        assert picture["alt"].split(" ")[-1] in answer.text  # its title says where it leads


def test_short_addresses_lead_to_the_pages(client, some):
    number = some["radweg"].id
    assert client.get(f"/beteiligung/de-simple/v/{number}").location == "/beteiligung/de-simple/vorhaben/radweg"
    assert client.get("/beteiligung/en/b/1").location == "/beteiligung/en/vorhaben?bezirk=1"
    for path in ("v/999999", "v/99999999999999999999", "v/-1", "v/x", "b/77", "v/0", "v/999999/qr.svg"):
        assert client.get(f"/beteiligung/de/{path}").status_code == 404, path


@pytest.mark.parametrize(
    ("base", "script", "wanted"),
    [
        (None, "", "http://localhost/beteiligung/de/b/1"),
        (None, "/stadt", "http://localhost/stadt/beteiligung/de/b/1"),
        ("https://www.bochum.example", "", "https://www.bochum.example/beteiligung/de/b/1"),
        ("https://www.bochum.example/portal/", "/portal", "https://www.bochum.example/portal/beteiligung/de/b/1"),
    ],
)
def test_addresses_on_paper_are_whole(make_app, some, base, script, wanted):
    client = make_app(BETEILIGUNG_BASE_URL=base).test_client()
    page = Page(client.get(NOTICE, environ_overrides={"SCRIPT_NAME": script}).text)
    assert [a for a in page.all("a") if a.get("href") == wanted]


def test_only_where_one_can_take_part(client, some):
    text = Page(client.get(f"{NOTICE}?mitmachen=1").text).text
    assert "Radweg" in text
    assert not re.search(r"\bHaus\b", text)  # the foot has the rules of the house
    assert "1 Vorhaben" in text


@pytest.mark.parametrize(
    ("query", "large"), [("", False), ("?blatt=a3", True), ("?blatt=a0", False), ("?blatt=", False)]
)
def test_the_size_of_the_sheet(client, some, query, large):
    sheets = [a["href"] for a in Page(client.get(f"{NOTICE}{query}").text).all("link", rel="stylesheet")]
    assert any("aushang.css" in sheet for sheet in sheets)
    assert any("aushang-a3.css" in sheet for sheet in sheets) is large


def test_in_every_language(client, some):
    english = client.get("/beteiligung/en/aushang/bochum-mitte")
    assert "Cycle path" in english.text
    assert "You can take part until" in english.text
    assert f"/en/v/{some['radweg'].id}" in english.text
    assert "Blatt" in client.get("/beteiligung/de-simple/aushang/bochum-mitte").text


def test_whom_to_ask_where_a_vorhaben_names_nobody(make_app, some, session):
    some["radweg"].contact = None
    session.commit()
    client = make_app(BETEILIGUNG_CONTACT={"name": "Bürgerbüro", "phone": "0234 999"}).test_client()
    assert Page(client.get(NOTICE).text).text.count("Bürgerbüro, 0234 999") == 3  # two open ones and the foot


def test_what_does_not_fit_is_counted(client, session, some, monkeypatch):
    monkeypatch.setattr(notices, "MOST", 2)
    text = Page(client.get(NOTICE).text).text
    assert "1 weiteres passt nicht auf diesen Aushang." in text


def test_an_empty_stadtbezirk_has_a_notice_too(client, bezirke):
    answer = client.get(NOTICE)
    assert answer.status_code == 200
    assert "Hier gibt es zurzeit kein Vorhaben." in answer.text


@pytest.mark.parametrize("slug", ["mitte", "bochum-mitte%00", "x" * 3000, "BOCHUM-MITTE"])
def test_unknown_ones_are_not_found(client, bezirke, slug):
    assert client.get(f"/beteiligung/de/aushang/{slug}").status_code == 404
    assert client.get(f"/beteiligung/de/aushang/{slug}/qr.svg").status_code == 404


def test_the_list_leads_to_the_notice_of_its_stadtbezirk(client, some):
    hrefs = [a.get("href") for a in Page(client.get("/beteiligung/de/vorhaben?bezirk=1").text).all("a")]
    assert NOTICE in hrefs
    assert NOTICE not in client.get("/beteiligung/de/vorhaben").text
    assert NOTICE in client.get("/beteiligung/de/aushang").text


def test_a_hostile_text_stays_text(client, session, bezirke):
    bad = "<script>alert(1)</script>"
    record = records.vorhaben(
        "boese", bad, bezirke=bezirke[:1], open_for=3, contact=bad, next_step=bad, places=[Place(words=bad)]
    )
    session.add(record)
    session.commit()
    page = Page(client.get(NOTICE).text)
    assert [a["src"].partition("?")[0] for a in page.all("script")] == ["/beteiligung/static/vorlesen.js"]
    assert page.text.count("alert(1)") >= 4


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_published_is_on_no_notice_and_has_no_code(client, session, some, publication):
    for record in (some["radweg"], some["satzung"]):
        record.publication = publication
    session.commit()

    for path in ("aushang/bochum-mitte", "aushang/bochum-mitte?mitmachen=1&blatt=a3", "aushang"):
        text = client.get(f"/beteiligung/de/{path}").text
        assert "Radweg" not in text
        assert "Satzung für alle" not in text
        assert f"v/{some['radweg'].id}" not in text
    assert "2 Vorhaben" in Page(client.get(NOTICE).text).text
    for record in (some["radweg"], some["satzung"]):
        for path in (f"v/{record.id}", f"v/{record.id}/qr.svg"):
            answer = client.get(f"/beteiligung/de/{path}")
            nobody = client.get(f"/beteiligung/de/{path.replace(str(record.id), '987654')}")
            assert answer.status_code == nobody.status_code == 404
            assert record.slug not in answer.text
