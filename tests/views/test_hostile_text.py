"""Whatever people type: it is shown as text, on every page that shows it."""

import json

import pytest

from beteiligung import Person
from beteiligung.beitrag.models import Visibility
from beteiligung.roles import MODERATION
from beteiligung.vorhaben.models import Place, Status, StatusChange, VorhabenText

from .. import records
from ..hosts import arguments, log_in
from ..pages import Page

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*191 }}{% raw %}",
    "%(name)s %s %",
    '" onmouseover="alert(1)" x="',
    "<a href='javascript:alert(1)'>x</a>",
    "\u2028\u2029\u202e<b>",
]


@pytest.fixture
def engine(sqlite_engine):
    """What a page makes of a text does not depend on the database."""
    return sqlite_engine


@pytest.fixture(params=PAYLOADS)
def payload(request):
    return request.param


@pytest.fixture
def attacked(session, payload):
    """A Stadtbezirk, a Vorhaben, an agreement and a talk in which every text is the payload."""
    bezirk = records.bezirk(1, "Mitte")
    bezirk.name = bezirk.short_name = payload
    agreement = records.vereinbarung(payload, title=payload, chapter=payload, topic=payload)
    record = records.vorhaben(
        "angriff", payload, topic=payload, open_for=3, bezirke=[bezirk], clause=agreement.clauses[0]
    )
    record.texts = [
        VorhabenText(lang=tag, title=payload, summary=payload, description=payload) for tag in ("de", "de-simple", "en")
    ]
    record.places = [Place(words=payload, lat=51.45, lon=7.15)]
    record.history = [StatusChange(status=Status.ANNOUNCED, on=records.NOW.date(), reason=payload, author_name=payload)]
    record.office = record.next_step = record.delay_reason = record.no_participation_reason = payload
    first = records.beitrag(record, payload, name=payload, author=payload)
    waiting = records.beitrag(record, payload, name=payload, visibility=Visibility.SUBMITTED)
    hidden = records.beitrag(
        record,
        payload,
        visibility=Visibility.HIDDEN,
        hidden_reason=payload,
        moderated_by=payload,
        moderated_at=records.NOW,
    )
    session.add_all([bezirk, agreement, record, first, waiting, hidden])
    session.flush()
    session.add(records.beitrag(record, payload, name=payload, parent=first))
    session.commit()
    return first


def check(answer, payload):
    page = Page(answer.text)
    assert list(page.live()) == []
    assert "1337" not in page.text  # a template inside a text would have been computed


@pytest.mark.parametrize("language", ["de", "de-simple"])
def test_public_pages(client, attacked, payload, language):
    for address in (
        "vorhaben",
        "vorhaben/angriff",
        f"vorhaben/angriff/antworten/{attacked.id}",
        "vorhaben?ort=vor-ort&stand=alle",
    ):
        answer = client.get(f"/beteiligung/{language}/{address}")
        assert answer.status_code == 200
        check(answer, payload)
        assert " ".join(payload.split()) in Page(answer.text).text


def test_every_other_page_too(app, client, attacked, payload):
    log_in(app, Person(payload, payload, frozenset({MODERATION, "administration", "bezirksvertretung"}), 1))
    for rule in app.url_map.iter_rules():
        if (
            rule.endpoint.startswith("beteiligung")
            and "GET" in rule.methods
            and not {"name", "filename", "z"} & arguments(rule)
        ):
            path = rule.build({**dict.fromkeys(arguments(rule), 1), "lang": "de", "slug": "angriff"})[1]
            answer = client.get(path)
            assert answer.status_code < 500, path
            if answer.mimetype == "text/html":
                check(answer, payload)
            answer.close()  # one of these addresses is a file


@pytest.mark.parametrize("tray", ["neu", "sichtbar", "verborgen"])
def test_the_inbox(app, client, attacked, payload, tray):
    log_in(app, Person("kim", payload, frozenset({MODERATION})))

    check(client.get(f"/beteiligung/de/moderation?ablage={tray}"), payload)


def test_what_comes_back_from_a_form(app, client, attacked, payload):
    log_in(app, Person("x", payload))
    check(client.post("/beteiligung/de/vorhaben/angriff", data={"body": payload, "stance": payload}), payload)
    log_in(app, None)
    answer = client.post("/beteiligung/de/vorhaben/angriff", data={"body": payload, "stance": "pro"})
    check(answer, payload)
    assert " ".join(payload.split()) in Page(answer.text).text


def test_the_address(client, attacked, payload):
    names = ("q", "bezirk", "thema", "stand", "mitmachen", "ort", "seite", "unknown")
    for page in ("vorhaben", "vorhaben/angriff", "vorhaben/none"):
        check(client.get(f"/beteiligung/de/{page}", query_string=dict.fromkeys(names, payload)), payload)
    check(client.get("/beteiligung/de/vorhaben", query_string={"q": payload}), payload)


def test_the_languages_the_browser_asks_for(client, attacked, payload):
    header = payload.encode("ascii", "ignore").decode()
    check(client.get("/beteiligung/", headers={"Accept-Language": header}, follow_redirects=True), payload)


def test_geojson_stays_json(client, attacked, payload):
    answer = client.get("/beteiligung/de/vorhaben.geojson")

    (feature,) = json.loads(answer.data)["features"]
    assert feature["properties"]["title"] == payload
    assert feature["properties"]["place"] == payload
    assert answer.mimetype == "application/geo+json"
    assert json.loads(client.get("/beteiligung/bezirke.geojson").data)["features"][0]["properties"]["name"] == payload


def test_words_for_the_script_stay_one_attribute(make_app, attacked, payload):
    page = Page(
        make_app(
            BETEILIGUNG_CITY=payload,
            BETEILIGUNG_TILES_URL="https://tiles.example/{z}/{x}/{y}",
            BETEILIGUNG_TILES_ATTRIBUTION=payload,
        )
        .test_client()
        .get("/beteiligung/de/vorhaben")
        .text
    )

    (section,) = page.all("section", id="karte")
    assert isinstance(json.loads(section["data-words"]), dict)
    assert section["data-attribution"] == payload
    assert list(page.live()) == []
