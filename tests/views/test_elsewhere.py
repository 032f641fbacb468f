"""What other sites may read of us: a short list, the same for everybody, and nothing of what is not public."""

import pytest
from flask import Flask
from flask import session as cookies
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import NotFound, TooManyRequests

from beteiligung import Beteiligung
from beteiligung.errors import NotAllowed, NotImportable, TooOften
from beteiligung.views.elsewhere import DATA, READABLE
from beteiligung.vorhaben.models import Publication

from .. import records
from ..bodies import bezirksvertretung
from ..hosts import arguments, log_in
from .test_leaks_everywhere import OTHERS, PASSING

FOREIGN = {"Origin": "https://www.beispiel.de"}
NAMES = OTHERS | {
    "slug": "radweg",
    "vorhaben": "radweg",
    "vorhaben_slug": "radweg",
    "vorhaben_id": 1,
    "number": 1,
    "beitrag_id": 1,
    "attachment_id": 1,
    "beschluss_id": 1,
}
ASKED_WITH = {"beteiligung.oembed": "?url=http://localhost/beteiligung/de/vorhaben/radweg"}
"""What an address that takes everything from its query is asked with."""
OF_BEZIRK = {"beteiligung.aushang": "bochum-mitte", "beteiligung.aushang_qr": "bochum-mitte"}
DEFENDED = ("/beteiligung/gibt/es/nicht", "/beteiligung/xx/vorhaben", "/beteiligung/de/vorhaben/gibt-es-nicht")


def addresses(app):
    """Every address of ours that can be fetched."""
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("beteiligung") or "GET" not in rule.methods:
            continue
        values = {name: NAMES[name] for name in arguments(rule)}
        if rule.endpoint in OF_BEZIRK:
            values["slug"] = OF_BEZIRK[rule.endpoint]
        with app.test_request_context():
            yield rule.endpoint, rule.build(values, append_unknown=False)[1] + ASKED_WITH.get(rule.endpoint, "")


def readable(app):
    return [(endpoint, address) for endpoint, address in addresses(app) if endpoint in READABLE]


@pytest.fixture
def body(session, radweg, bezirke):
    body = bezirksvertretung(bezirke[0])
    session.add_all([body, records.beitrag(radweg, "öffentlich", author="somebody")])
    session.commit()
    return body


@pytest.fixture(params=[None, "kim"])
def reader(request, app):
    """Nobody, or a moderator."""
    log_in(app, request.getfixturevalue(request.param) if request.param else None)


@pytest.mark.usefixtures("reader", "body")
def test_other_sites_may_read_exactly_what_is_listed(app, client):
    seen = set()
    for endpoint, address in addresses(app):
        with client.get(address, headers=FOREIGN) as answer:
            allowed = answer.headers.get("Access-Control-Allow-Origin")
            assert allowed == ("*" if endpoint in READABLE else None), address
            assert "Access-Control-Allow-Credentials" not in answer.headers, address
            assert answer.status_code == 200 or endpoint not in READABLE, address
        seen.add(endpoint)
    assert seen > READABLE


@pytest.mark.usefixtures("body", "hidden_away")
def test_a_moderator_reads_there_what_everybody_reads(app, client, kim, amt):
    for endpoint, address in readable(app):
        answers = []
        for person in (None, kim, amt):
            log_in(app, person)
            with client.get(address) as answer:
                answers.append(PASSING.sub("", answer.get_data().decode("utf-8", "replace")))
        assert answers[0] == answers[1] == answers[2], endpoint
        assert "GEHEIM" not in answers[0], endpoint


def test_what_is_no_longer_public_is_not_there_either(app, client, session, radweg, body, kim):
    """Also for whoever may see it on the pages, and when it was just asked for."""
    of_one = [(endpoint in DATA, address) for endpoint, address in readable(app) if "radweg" in address]
    assert [client.get(address).status_code for _is_data, address in of_one] == [200] * len(of_one) != []

    radweg.publication = Publication.DRAFT
    session.commit()
    log_in(app, kim)

    for is_data, address in of_one:
        answer = client.get(address, headers=FOREIGN)
        assert answer.status_code == 404
        assert ("Access-Control-Allow-Origin" in answer.headers) is is_data


@pytest.mark.usefixtures("body")
@pytest.mark.parametrize(
    ("trouble", "status", "said"),
    [
        (NotImportable("This file cannot be read."), 400, ""),
        (NotAllowed("no"), 403, ""),
        (NotFound(), 404, "Diese Seite gibt es hier nicht"),
        (TooOften(7), 429, ""),
        (OperationalError("SELECT 1", {}, Exception("gone")), 503, "in einer Minute"),
        (TooManyRequests(), 429, "Too Many Requests"),
    ],
)
def test_a_program_is_told_what_did_not_work(make_app, monkeypatch, trouble, status, said):
    """Whether we refuse, the database is gone or a limiter of the host says no."""
    app = make_app(PROPAGATE_EXCEPTIONS=False)
    if said == "Too Many Requests":
        app.register_error_handler(429, lambda error: ("<h1>Langsam</h1>", 429, {"Retry-After": "7"}))

    def refuse(*args, **kwargs):
        raise trouble

    for endpoint in DATA:
        monkeypatch.setitem(app.view_functions, endpoint, refuse)
    for address in [address for endpoint, address in readable(app) if endpoint in DATA]:
        answer = app.test_client().get(address, headers=FOREIGN)

        assert (answer.status_code, answer.mimetype) == (status, "application/json"), address
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.json["status"] == status
        assert said in answer.json["message"] and answer.json["message"]
        assert ("Retry-After" in answer.headers) is (status in (429, 503))
        assert "Set-Cookie" not in answer.headers


def test_nobody_is_asked_and_no_cookie_comes_along(app, client, body):
    """A host that counts visits in its session sets a cookie everywhere, but not there."""
    asked = []
    app.extensions["beteiligung"].person_loader(lambda: asked.append(1))
    app.before_request(lambda: cookies.update(visits=cookies.get("visits", 0) + 1))

    for _endpoint, address in readable(app):
        with client.get(address) as answer:
            assert "Set-Cookie" not in answer.headers, address
            assert "Cookie" not in answer.headers.get("Vary", ""), address
    assert asked == []
    assert "Set-Cookie" in client.get("/beteiligung/de/vorhaben").headers  # the proof that this test can fail
    assert asked


@pytest.mark.usefixtures("reader", "body")
def test_no_page_of_ours_can_be_framed(app, client):
    for address in [*(address for _endpoint, address in addresses(app)), *DEFENDED]:
        with client.get(address) as answer:
            policies = answer.headers.getlist("Content-Security-Policy")
            assert "frame-ancestors 'none'" in policies, address
            assert answer.headers["X-Frame-Options"] == "DENY", address


@pytest.mark.parametrize("before", [True, False])
def test_the_policy_of_the_host_stays_as_it_is(engine, before):
    """Whether it adds its own before or after ours is there, with ``setdefault`` or not."""

    def protect(response):
        response.headers.setdefault("Content-Security-Policy", "default-src 'self'")
        return response

    app = Flask("host")
    app.config.update(SECRET_KEY="only for tests", TESTING=True)
    if before:
        app.after_request(protect)
    Beteiligung(app, engine=engine)
    if not before:
        app.after_request(protect)
    app.add_url_rule("/", view_func=lambda: "home")

    ours = app.test_client().get("/beteiligung/de/vorhaben")
    own = app.test_client().get("/")

    assert ours.headers.getlist("Content-Security-Policy") == ["default-src 'self'", "frame-ancestors 'none'"]
    assert own.headers.getlist("Content-Security-Policy") == ["default-src 'self'"]
    assert "X-Frame-Options" not in own.headers
