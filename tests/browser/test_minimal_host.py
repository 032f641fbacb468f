"""The smallest host in a browser: browse, filter, contribute, be answered, with the host's own session as the login."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from flask import session as host_session
from sqlalchemy.orm import Session

from beteiligung import Person
from beteiligung.roles import MODERATION
from beteiligung.vorhaben.models import Publication

from .. import records
from . import running
from .visitor import Visitor, follow

EXAMPLE = Path(__file__).parents[2] / "examples" / "minimal" / "app.py"
SAID, ANSWER = "Bitte breit genug für zwei Lastenräder.", "Er wird drei Meter breit."


@pytest.fixture
def host(tmp_path, monkeypatch):
    """The file as it stands, in an empty folder, with two Vorhaben and one moderator more than its ten lines have."""
    monkeypatch.chdir(tmp_path)
    spec = spec_from_file_location("minimal_host", EXAMPLE)
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    example.beteiligung.person_loader(lambda: moderator() or example.person())
    assert example.app.test_cli_runner().invoke(args=["beteiligung", "upgrade"]).exit_code == 0
    with running.serving(example.app) as served:
        fill(served.engine)
        yield served
    served.engine.dispose()


def moderator():
    known = host_session.get("user") == "mo"
    return Person(id="mo", name="Mo Berger", roles=frozenset({MODERATION})) if known else None


def fill(engine):
    with Session(engine) as session:
        shown = {"publication": Publication.PUBLISHED}
        session.add(records.vorhaben(open_for=9, **shown))
        session.add(records.vorhaben("teich", "Teich am Bahnhof", topic="Klima", **shown))
        session.commit()


def log_in(visitor, app, user, name):
    """What the login of a real host ends with: its session knows who is there."""
    written = app.session_interface.get_signing_serializer(app).dumps({"user": user, "name": name})
    visitor.page.context.add_cookies([{"name": "session", "value": written, "domain": "127.0.0.1", "path": "/"}])


def test_browse_filter_contribute_and_be_answered(host, browser):
    with Visitor.arriving(host, browser) as lea, Visitor.arriving(host, browser) as mo:
        page = lea.open("vorhaben")
        assert page.locator(".bt-card").count() == 2
        lea.open("vorhaben?q=Teich")
        assert page.locator(".bt-card h3").all_inner_texts() == ["Teich am Bahnhof"]

        log_in(lea, host.app, "lea", "Lea vom Markt")
        lea.open("vorhaben/radweg")
        page.get_by_role("radio", name="dafür").check()
        page.get_by_label("Ihr Beitrag").fill(SAID)
        follow(page.get_by_role("button", name="Absenden"))
        lea.open("moderation", 403)

        log_in(mo, host.app, "mo", "Mo Berger")
        follow(mo.open("moderation").get_by_role("button", name="Freigeben"))
        number = mo.open("vorhaben/radweg").locator("article.bt-say", has_text=SAID).get_attribute("id")[2:]
        page = mo.open(f"moderation/antworten?beitrag={number}")
        page.locator("#body").fill(ANSWER)
        follow(page.get_by_role("button", name="Antwort veröffentlichen"))

        assert ANSWER in lea.open("vorhaben/radweg").locator(".bt-say--amt").inner_text()
        assert lea.violations() == []
