"""Our pages break, or the database is gone: the host goes on and hears of it, and nothing that was typed is lost."""

import pytest
from flask import Flask, got_request_exception
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from beteiligung import Beteiligung
from beteiligung.db import current_session
from beteiligung.engine import engine_for

from .. import hosts
from ..pages import Page, token

URL = "/beteiligung/de/vorhaben/radweg"
SAID = "Bitte eine Bank, und daneben einen Baum, der Schatten gibt."


@pytest.fixture
def told(request):
    """What the host hears through Flask's own signal."""
    heard = []

    def listen(app, exception, **more):
        heard.append(exception)

    with got_request_exception.connected_to(listen):
        yield heard


@pytest.fixture
def host(make_app, anna):
    """As in production: what nobody catches becomes a page."""
    app = make_app(PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/", view_func=lambda: "Die Stadt")
    hosts.log_in(app, anna)
    return app


class Breaks:
    """Stands in for the engine of a database that can be taken away."""

    def __init__(self, engine, address="postgresql+psycopg://nobody@127.0.0.1:1/none"):
        self.there, self.gone, self.is_gone = engine, engine_for(address), False

    def __call__(self):
        return self.gone if self.is_gone else self.there


def test_a_database_that_is_gone_is_a_503_and_gives_back_what_was_typed(engine, tmp_path, radweg, anna, told, caplog):
    found = Breaks(engine)
    app = Flask("host", instance_path=str(tmp_path), root_path=str(tmp_path))
    app.config["SECRET_KEY"] = "only for tests"
    Beteiligung(app, engine=found)
    app.add_url_rule("/", view_func=lambda: "Die Stadt")
    hosts.log_in(app, anna)
    client = app.test_client()
    form = {"stance": "pro", "csrf_token": token(client.get(URL)), "body": SAID}

    found.is_gone = True
    seen, sent = client.get("/beteiligung/en/vorhaben"), client.post(URL, data=form)

    assert [(one.status_code, one.headers["Retry-After"]) for one in (seen, sent)] == [(503, "30")] * 2
    assert "Please try again in a minute." in Page(seen.text).text
    assert Page(seen.text).all("html", lang="en")
    assert SAID in Page(sent.text).text
    assert form["csrf_token"] not in Page(sent.text).text
    assert "in einer Minute" in Page(sent.text).text
    assert sent.headers["Cache-Control"] == "no-store"
    assert client.get("/").text == "Die Stadt"
    assert all(isinstance(one, OperationalError) for one in told) and len(told) == 2
    assert f"Exception on {URL} [POST]" in caplog.text

    found.is_gone = False
    assert client.post(URL, data=form).status_code == 303
    found.gone.dispose()


@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_server_that_hangs_up_in_the_middle_is_a_503_and_the_next_page_works(host, session, radweg, engine):
    client, beteiligung = host.test_client(), host.extensions["beteiligung"]

    def in_the_middle():
        beteiligung.person_loader(lambda: None)
        current_session().execute(text("SELECT 1"))
        hang_up(engine)

    beteiligung.person_loader(in_the_middle)

    assert client.get(URL).status_code == 503
    assert client.get(URL).status_code == 200


def hang_up(engine):
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))


def test_a_page_that_breaks_is_a_500_in_the_hosts_frame(host, radweg, told, monkeypatch):
    monkeypatch.setattr("beteiligung.views.public.Search.from_args", lambda *args: 1 / 0)
    client = host.test_client()

    answer = client.get("/beteiligung/en/vorhaben")

    assert answer.status_code == 500
    assert "Something broke on our side." in Page(answer.text).text
    assert "division" not in answer.text
    assert Page(answer.text).all("div", class_="bt")
    assert [type(one) for one in told] == [ZeroDivisionError]
    assert client.get("/").text == "Die Stadt"
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("broken", ["layout", "context processor", "person"])
def test_where_the_hosts_own_frame_breaks_too_ours_tells_of_it(make_app, radweg, told, broken):
    app = make_app(
        PROPAGATE_EXCEPTIONS=False, BETEILIGUNG_LAYOUT="none.html" if broken == "layout" else "beteiligung/layout.html"
    )
    if broken == "context processor":
        app.context_processor(lambda: 1 / 0)
    if broken == "person":
        app.extensions["beteiligung"].person_loader(lambda: 1 / 0)

    answer = app.test_client().post("/beteiligung/de/vorhaben/radweg", data={"body": SAID})

    assert answer.status_code == 500
    assert SAID in Page(answer.text).text
    assert Page(answer.text).all("html", lang="de")
    assert Page(answer.text).all("link", rel="stylesheet")
    assert len(told) == 1


def test_a_hosts_own_page_for_errors_is_not_ours_and_ours_not_its(host, monkeypatch):
    monkeypatch.setattr("beteiligung.views.public.Search.from_args", lambda *args: 1 / 0)
    host.register_error_handler(500, lambda error: ("Das Portal bittet um Entschuldigung", 500))
    host.add_url_rule("/kaputt", "kaputt", lambda: 1 / 0)
    client = host.test_client()

    assert client.get("/kaputt").text == "Das Portal bittet um Entschuldigung"
    assert "Bei uns ist etwas kaputtgegangen" in client.get("/beteiligung/de/vorhaben").text
