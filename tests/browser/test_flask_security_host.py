"""The host with Flask-Security: its users and roles, our pages in its layout; from filtering to being answered."""

import pytest

from examples.flask_security_host import create_app

from . import running
from .visitor import Visitor, follow

HERE = "examples/flask_security_host"
PASSWORD = "Mühlrad und Radweg 17"
STEPS = (
    ["beteiligung", "upgrade"],
    ["beteiligung", "bezirke", "import", f"{HERE}/bezirke.geojson"],
    ["fill", "--password", PASSWORD],
)
SLUG = "spielplatz-an-der-muehle"
SAID, ANSWER = "Bitte auch eine Bank im Schatten.", "Die Bank steht ab Mai unter der Linde."


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """The example, filled by its own commands, and served."""
    app = create_app(tmp_path_factory.mktemp("host"))
    for step in STEPS:
        result = app.test_cli_runner().invoke(args=step)
        assert result.exit_code == 0, f"{step}: {result.output} {result.exception}"
    with running.serving(app) as host:
        yield host
    host.engine.dispose()


@pytest.fixture
def come(host, browser):
    """``come("lea")``: somebody who logged in at the host, from the page of ours on which they were asked to."""
    open_now = []

    def arrive(name=None, at=f"vorhaben/{SLUG}", **wishes):
        arriving = Visitor.arriving(host, browser, **wishes)
        visitor = arriving.__enter__()
        open_now.append(arriving)
        if name:
            page = visitor.open(at)
            follow(page.locator("header.host").get_by_role("link", name="Anmelden"))
            page.get_by_label("E-Mail-Adresse").fill(f"{name}@auenhausen.example")
            page.get_by_label("Passwort").fill(PASSWORD)
            follow(page.locator("main").get_by_role("button", name="Anmelden"))
            assert page.url == host.url(f"de/{at}")
        return visitor

    yield arrive
    for one in open_now:
        one.__exit__(None, None, None)


def test_browse_filter_contribute_publish_answer(come):
    reader = come(java_script_enabled=False)
    page = reader.open("vorhaben")
    assert page.locator(".bt-card").count() == 3
    assert page.locator(".host-name").inner_text() == "Auenhausen"
    reader.open("vorhaben?bezirk=1")
    assert page.locator(".bt-card h3").all_inner_texts()[0] == "Spielplatz an der Mühle"
    reader.open("moderation", 403)

    lea = come("lea")
    assert lea.violations() == []
    lea.page.get_by_role("radio", name="dafür").check()
    lea.page.get_by_label("Ihr Beitrag").fill(SAID)
    follow(lea.page.get_by_role("button", name="Absenden"))
    lea.open("moderation", 403)

    jo = come("jo", at="vorhaben")
    follow(jo.open("moderation").get_by_role("button", name="Freigeben"))
    number = jo.open(f"vorhaben/{SLUG}").locator("article.bt-say", has_text=SAID).get_attribute("id")[2:]
    page = jo.open(f"moderation/antworten?beitrag={number}")
    page.locator("#body").fill(ANSWER)
    follow(page.get_by_role("button", name="Antwort veröffentlichen"))
    jo.open("verwaltung/vorhaben", 403)

    page = lea.open(f"vorhaben/{SLUG}")
    assert ANSWER in page.locator(".bt-say--amt").inner_text()
    assert SAID in lea.open("konto").locator("main").inner_text()
    reader.open(f"vorhaben/{SLUG}")
    assert "Lea vom Markt" in reader.page.locator("#gespraech").locator("..").inner_text()
    come("amt", at="vorhaben").open("verwaltung/vorhaben")


def test_at_home_on_a_phone_too(come):
    visitor = come(width=360)
    for address in ("/", "/login", "vorhaben", f"vorhaben/{SLUG}"):
        visitor.open(address)
        for scheme in ("light", "dark"):
            visitor.see(scheme=scheme)
            assert visitor.overflow() <= 0, address
            assert visitor.violations() == [], (address, scheme)
