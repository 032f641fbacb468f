"""Whoever only reads gets no cookie, on no page whatsoever."""

import pytest

from beteiligung.beitrag.models import Visibility

from .. import records
from ..hosts import HOSTS, arguments, log_in
from ..pages import token

ERRORS = [
    "/beteiligung/de/vorhaben/gibt-es-nicht",
    "/beteiligung/xx/vorhaben",
    "/beteiligung/de/moderation",
    "/beteiligung/de/vorhaben/radweg/antworten/999",
    "/beteiligung/kacheln/1/0/0",
    "/beteiligung/leaflet/none.js",
    "/beteiligung/static/none.css",
    "/beteiligung/gibt/es/nicht",
]


FORMS = {"beteiligung.melden", "beteiligung.meldungen"}
"""Pages that are nothing but a form for people without an account: their token needs a cookie."""
CHOICE = {"beteiligung.sprache"}
"""Where somebody chooses a language: the choice is what the cookie keeps."""


@pytest.fixture
def engine(sqlite_engine):
    """Cookies do not depend on the database."""
    return sqlite_engine


def addresses(app, beitrag_id):
    """Every address of ours that can be fetched, whatever is added later."""
    known = {"lang": "de", "slug": "radweg", "beitrag_id": beitrag_id, "z": 1, "x": 0, "y": 0}
    known |= {"name": "leaflet.js", "filename": "beteiligung.css"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods and rule.endpoint not in FORMS | CHOICE:
            yield rule.build({**dict.fromkeys(arguments(rule), 1), **known})[1]


@pytest.mark.parametrize("kind", HOSTS)
def test_reading_sets_no_cookie(make_app, session, radweg, kind):
    beitrag = records.beitrag(radweg)
    session.add_all([beitrag, records.beitrag(radweg, visibility=Visibility.HIDDEN, hidden_reason="x")])
    session.commit()
    app = make_app(kind)
    client = app.test_client()

    seen = 0
    for address in [*addresses(app, beitrag.id), *ERRORS]:
        with client.get(address, headers={"Accept-Language": "en"}) as answer:
            assert "Set-Cookie" not in answer.headers, address
            assert "Cookie" not in answer.headers.get("Vary", ""), address
        seen += 1
    assert seen > 15


def test_nor_does_a_form_that_an_anonymous_person_sends(client, radweg):
    answer = client.post("/beteiligung/de/vorhaben/radweg", data={"body": "x", "stance": "pro"})

    assert "Set-Cookie" not in answer.headers


def test_whoever_writes_gets_one(app, client, radweg, anna):
    """The proof that these tests can fail."""
    log_in(app, anna)

    assert "Set-Cookie" in client.get("/beteiligung/de/vorhaben/radweg").headers


def test_a_message_for_one_person_is_not_shown_to_the_next_anonymous_one(app, client, radweg, anna):
    log_in(app, anna)
    client.post(
        "/beteiligung/de/vorhaben/radweg",
        data={"body": "x", "stance": "pro", "csrf_token": token(client.get("/beteiligung/de/vorhaben/radweg"))},
    )
    log_in(app, None)

    assert "angekommen" not in client.get("/beteiligung/de/vorhaben").text
