"""The pages that the law asks for, filled from the city's settings, and the form to report a barrier."""

import re

import pytest
from sqlalchemy import select

from beteiligung.account import human
from beteiligung.config import apply_defaults
from beteiligung.outbox.models import OutboxMail
from examples.portal.statements import ACCESSIBILITY, PRIVACY

from ..pages import Page

BASE = "/beteiligung/de"
UNIT = {"email": "inklusion@stadt.example", "name": "Inklusion"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """A test writes faster than people do."""
    monkeypatch.setattr(human, "MIN_SECONDS", 0)


@pytest.fixture
def told(make_app):
    """A portal whose city has said everything about itself."""
    return make_app(BETEILIGUNG_ACCESSIBILITY=ACCESSIBILITY, BETEILIGUNG_PRIVACY=PRIVACY).test_client()


def send(client, **data):
    form = Page(client.get(f"{BASE}/barriere-melden").text)
    hidden = {f["name"]: f.get("value", "") for f in form.all("input", type="hidden") if "name" in f}
    return client.post(f"{BASE}/barriere-melden", data={**hidden, **data})


def mails(session):
    session.rollback()
    return session.scalars(select(OutboxMail)).all()


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
@pytest.mark.parametrize("page", ["so-geht-mitmachen", "datenschutz", "barrierefreiheit"])
def test_a_city_that_said_nothing_has_pages_that_say_so(client, page, lang):
    answer = client.get(f"/beteiligung/{lang}/{page}")

    assert answer.status_code == 200
    assert {"de": "noch nicht eingetragen", "de-simple": "noch nicht eingetragen", "en": "not entered"}[
        lang
    ] in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_statement_has_all_parts_of_the_european_model(told):
    text = told.get(f"{BASE}/barrierefreiheit").text

    for said in (
        "http://localhost/beteiligung/de/vorhaben",
        "Die Seiten halten die Regeln teilweise ein.",
        "Was noch nicht barrierefrei ist",
        *(barrier["what"] for barrier in ACCESSIBILITY["barriers"]),
        "1. September 2026",
        "1. November 2026",
        "die Stadt selbst",
        "inklusion@musterportal.example",
        "/beteiligung/de/barriere-melden",
        "Ombudsstelle",
    ):
        assert said in text, said


def test_barriers_stand_under_their_reason(make_app):
    barriers = [
        {"what": "Karte", "reason": "scope"},
        {"what": "Scans", "reason": "burden", "instead": "Wir lesen vor."},
    ]
    text = make_app(BETEILIGUNG_ACCESSIBILITY={"barriers": barriers}).test_client().get(f"{BASE}/barrierefreiheit").text

    parts = re.findall(r"<h2[^>]*>([^<]*)</h2>\s*<ul class=\"bt-lines\"><li lang=\"de\"[^>]*><b>([^<]*)", text)
    assert parts == [
        ("Was eine unverhältnismäßige Belastung wäre", "Scans"),
        ("Was die Regeln nicht erfassen", "Karte"),
    ]


def test_the_privacy_notice_tells_the_terms_that_really_hold(make_app):
    app = make_app(BETEILIGUNG_PRIVACY=PRIVACY, BETEILIGUNG_WITHDRAWN_DAYS=11, BETEILIGUNG_TALK_DAYS=None)
    text = app.test_client().get(f"{BASE}/datenschutz").text

    assert "11 Tage" in text
    assert "wird nicht von selbst gelöscht" in text
    for said in ("Stadt Musterportal", "datenschutz@musterportal.example", "Rechenzentrum", "Landesbeauftragte"):
        assert said in text
    assert text.count("Artikel 6 Absatz 1") == 5


@pytest.mark.parametrize(
    ("login", "said"), [(("host",), "das Konto des Stadtportals"), (("email", "guest"), "als Gast")]
)
def test_how_to_take_part_says_who_may_write(make_app, login, said):
    app = make_app(BETEILIGUNG_LOGIN=login, BETEILIGUNG_BASE_URL="http://localhost")

    assert said in app.test_client().get(f"{BASE}/so-geht-mitmachen").text


def test_every_page_leads_to_them(client, radweg):
    for path in ("vorhaben", "vorhaben/radweg", "zeit"):
        text = client.get(f"{BASE}/{path}").text
        for name in ("so-geht-mitmachen", "hausregeln", "kontakt", "datenschutz", "barrierefreiheit"):
            assert f'href="{BASE}/{name}"' in text


def test_a_barrier_reaches_the_unit_without_an_account(make_app, session):
    client = make_app(BETEILIGUNG_ACCESSIBILITY={"contact": UNIT}).test_client()

    answer = send(client, what="Die Karte spricht nicht.", where="Karte", email=" Anna@Example.org ")

    assert answer.status_code == 303
    assert "sechs Wochen" in client.get(answer.location).text
    (mail,) = mails(session)
    assert (mail.kind, mail.address) == ("barrier_reported", "inklusion@stadt.example")
    assert (mail.facts["what"], mail.facts["reply_to"]) == ("Die Karte spricht nicht.", "anna@example.org")


def test_what_was_typed_is_kept_and_nothing_is_sent(make_app, session):
    client = make_app(BETEILIGUNG_CONTACT=UNIT).test_client()

    answer = send(client, what="<b>Kein</b> Ton", email="anna")

    assert answer.status_code == 400
    assert "&lt;b&gt;Kein&lt;/b&gt; Ton" in answer.text
    assert "Das ist keine E-Mail-Adresse." in answer.text
    assert send(client, what=" ").status_code == 400
    assert mails(session) == []


def test_who_sends_too_often_waits(make_app, session):
    client = make_app(BETEILIGUNG_CONTACT=UNIT).test_client()

    answers = [send(client, what="Hallo") for _again in range(5)]

    assert [answer.status_code for answer in answers] == [303] * 4 + [429]
    assert len(mails(session)) == 4
    assert "Hallo" in answers[-1].text


def test_without_an_address_there_is_no_form(client, session):
    assert client.get(f"{BASE}/barriere-melden").location.endswith("/barrierefreiheit#melden")
    assert client.post(f"{BASE}/barriere-melden", data={"what": "x"}).status_code in (400, 404)
    assert "barriere-melden" not in client.get(f"{BASE}/barrierefreiheit").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"ACCESSIBILITY": {"status": "nearly"}},
        {"ACCESSIBILITY": {"barriers": ["Karte"]}},
        {"ACCESSIBILITY": {"barriers": [{"why": "x"}]}},
        {"ACCESSIBILITY": {"made_on": "2026-09-01"}},
        {"ACCESSIBILITY": {"contact": {"mail": "x"}}},
        {"PRIVACY": {"controller": "Stadt"}},
        {"PRIVACY": {"processors": [1]}},
        {"PRIVACY": {"owner": {}}},
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_shown_is_refused_at_the_start(app, wrong):
    app.config.update({f"BETEILIGUNG_{name}": value for name, value in wrong.items()})

    with pytest.raises(ValueError, match="needs a dict with"):
        apply_defaults(app)
