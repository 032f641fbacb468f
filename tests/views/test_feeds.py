"""News as Atom and dates as iCal: valid, complete, and never more than everybody may read."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from icalendar import Calendar

from beteiligung.beitrag.models import Visibility
from beteiligung.views import feeds
from beteiligung.vorhaben.models import FieldChange, Publication, Status, StatusChange

from .. import records
from ..pages import Page

ATOM = "/beteiligung/de/neues.atom"
ICS = "/beteiligung/de/termine.ics"
NS = {"a": "http://www.w3.org/2005/Atom"}


def step(at, status=Status.DECIDED):
    return StatusChange(status=status, on=at.date(), recorded_at=at, reason="Der Rat & <mehr>", author_name="Frau Amt")


@pytest.fixture
def news(session, radweg):
    """Three pieces of news about one Vorhaben."""
    now = datetime.now(UTC)
    radweg.published_at = now - timedelta(days=40)
    radweg.open_from = now - timedelta(days=5)
    radweg.history.append(step(now - timedelta(days=1)))
    session.commit()
    return radweg


def entries(client, address=ATOM):
    answer = client.get(address)
    read = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert answer.status_code == 200
    assert not read.bozo, read.get("bozo_exception")
    return read.entries


def test_it_is_valid_and_complete(client, news):
    answer = client.get(ATOM)
    read = feedparser.parse(answer.data)

    assert (read.version, read.bozo) == ("atom10", False)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert len(read.entries) == 3
    assert read.entries[2].title == "Radweg Königsallee: Neu in der Liste."
    assert "Beschlossen seit" in read.entries[0].title
    assert "Jetzt mitmachen, bis" in read.entries[1].title
    assert read.entries[0].summary == "Grund: Der Rat & <mehr>"
    assert read.entries[0].link == "http://localhost/beteiligung/de/vorhaben/radweg#verlauf"
    assert read.entries[0].where.coordinates == (7.21, 51.46)
    root = ET.fromstring(answer.data)
    for feed in (root, *root.findall("a:entry", NS)):
        assert [len(feed.findall(f"a:{name}", NS)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert root.find("a:author/a:name", NS).text == "Bochum"
    assert {link.get("rel") for link in root.findall("a:link", NS)} == {"self", "alternate"}
    assert "Frau Amt" not in answer.text


def test_numbers_of_entries_never_change(client, session, news):
    before = {entry.id for entry in entries(client)}
    news.texts[0].title = "Anders"
    news.history.append(step(datetime.now(UTC), Status.UNDERWAY))
    session.commit()

    after = [entry.id for entry in entries(client)]

    assert before < set(after)
    assert len(after) == len(set(after)) == 4


@pytest.mark.parametrize("bad", ["\x0b", "\x1f", "\ufffe", "\x08", "]]>", "<!ENTITY x>", "&amp;"])
def test_whatever_stands_in_a_text_it_stays_xml(client, session, news, bad):
    news.texts[0].title = f"A{bad}B"
    session.commit()

    ET.fromstring(client.get(ATOM).data)
    assert len(entries(client)) == 3
    Calendar.from_ical(client.get(ICS).data)


def test_what_is_not_public_is_in_no_feed(client, session, news, hidden_away):
    at = datetime.now(UTC)
    for record in hidden_away:
        record.published_at = record.open_set_at = at
        record.history.append(step(at))
        record.changes = [FieldChange(at=at, author_name="", field="end", old=None, new="2027", reason="GEHEIM")]
    session.add(records.beitrag(news, "GEHEIM", is_official=True, visibility=Visibility.HIDDEN, published_at=at))
    session.commit()

    for query in ("", "?q=geheim", "?bezirk=1", "?lat=51.46&lon=7.21&umkreis=5000", "?stand=alle"):
        assert "GEHEIM" not in client.get(ATOM + query).text.replace("„geheim“", "")
        assert "GEHEIM" not in client.get(ICS + query).text
    assert client.get(f"{ATOM}?vorhaben={hidden_away[0].slug}").status_code == 404
    assert client.get(f"{ICS}?vorhaben={hidden_away[0].slug}").status_code == 404


@pytest.mark.parametrize("address", [ATOM, ICS])
def test_whoever_has_it_already_gets_nothing_until_something_is_taken_back(client, session, news, address):
    first = client.get(address)
    by_tag = {"If-None-Match": first.headers["ETag"]}
    by_time = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(address, headers=by_tag).status_code == 304
    assert client.get(address, headers=by_time).status_code == 304

    news.publication = Publication.ARCHIVED
    news.updated_at = datetime.now(UTC)
    session.commit()

    for headers in (by_tag, by_time):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        assert "Radweg" not in answer.text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 4),
        ("?vorhaben=radweg", 3),
        ("?bezirk=2", 1),
        ("?q=Bank", 1),
        ("?lat=51.46&lon=7.21&umkreis=500", 3),
        ("?mitmachen=1", 3),
        ("?stand=fertig", 0),
    ],
)
def test_any_filter_has_its_feed(client, session, news, bezirke, query, number):
    far = records.vorhaben("bank", "Bank", bezirke=[bezirke[1]], published_at=datetime.now(UTC))
    far.places[0].lon = 8.0
    session.add(far)
    session.commit()

    assert len(entries(client, ATOM + query)) == number


def test_older_news_stand_on_the_next_page_and_nothing_is_lost_between(client, session, news, monkeypatch):
    monkeypatch.setattr(feeds, "PAGE", 3)
    at = datetime.now(UTC) - timedelta(hours=2)
    for number in range(4):  # one save that changed four fields: all have the same moment
        change = FieldChange(at=at, author_name="", field="end", old=None, new=f"203{number}", reason="x")
        news.changes.append(change)
    session.commit()

    seen, address = [], ATOM
    while address:
        root = ET.fromstring(client.get(address).data)
        seen += [entry.find("a:id", NS).text for entry in root.findall("a:entry", NS)]
        following = [link.get("href") for link in root.findall("a:link", NS) if link.get("rel") == "next"]
        address = following[0].removeprefix("http://localhost") if following else None

    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("vor", ["x", "9" * 400, "2026-01-01", "0001-01-01T00:00:00+23:59", "%00"])
def test_nonsense_pages_are_no_error(client, news, vor):
    assert client.get(f"{ATOM}?vor={vor}").status_code == 200


def test_each_language_has_its_own(client, news):
    assert "New in the list." in client.get(ATOM.replace("/de/", "/en/")).text
    assert 'xml:lang="de-simple"' in client.get(ATOM.replace("/de/", "/de-simple/")).text


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("vorhaben?bezirk=1&q=Radweg", "neues.atom?"),
        ("vorhaben/radweg", "neues.atom?vorhaben=radweg"),
        ("nahe?lat=51.46&lon=7.21", "neues.atom?umkreis=1000"),
    ],
)
def test_pages_name_their_feed(client, news, page, feed):
    links = Page(client.get(f"/beteiligung/de/{page}").text).all("link", type="application/atom+xml")

    assert len(links) == 1
    assert feed in links[0]["href"]
    assert len(entries(client, links[0]["href"])) == 3


def test_the_calendar_says_until_when(client, session, news):
    [event] = Calendar.from_ical(client.get(ICS).data).walk("VEVENT")

    assert event["UID"] == f"vorhaben-{news.id}-ende@localhost"
    assert event["SUMMARY"] == "Letzter Tag zum Mitmachen: Radweg Königsallee"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
    assert abs((event.decoded("DTSTART") - news.open_until.date()).days) <= 1
    assert event["URL"] == "http://localhost/beteiligung/de/vorhaben/radweg"
    assert "METHOD" not in Calendar.from_ical(client.get(ICS).data)


def test_a_calendar_line_is_never_too_long_and_brings_no_line_along(client, session, news):
    news.texts[0].title = "Ä" * 300 + "\r\nATTENDEE:mailto:x@example.org"
    session.commit()

    raw = client.get(ICS).data

    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert b"\r\nATTENDEE" not in raw


@pytest.mark.parametrize("address", [ATOM, ICS])
def test_questions_to_the_database_do_not_grow(client, session, news, bezirke, counted, address):
    numbers = []
    for round_ in range(3):
        for number in range(5):
            slug = f"v{round_}-{number}"
            session.add(records.vorhaben(slug, slug, open_for=3, published_at=datetime.now(UTC) - timedelta(days=1)))
        session.commit()
        client.get(address)  # what is remembered is read anew after a change
        with counted() as statements:
            client.get(address)
        numbers.append(len(statements))

    assert len(set(numbers)) == 1
