"""Our own login and guests, in a browser: the mail comes through a real server, the click through a real button."""

import os
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.beitrag.models import Beitrag, Visibility
from examples.portal import create_app

from ..outbox.servers import Box, mail_server
from . import running
from .test_accessibility import FOURTH, SCREENS
from .test_looks import SMALL_PRINT, SMALL_TARGETS
from .visitor import follow

WAYS = ("host", "email", "guest")
TEXT = "Bitte mit Bäumen, damit es im Sommer kühl bleibt."


@pytest.fixture(scope="module")
def open_portal(portal):
    """The same portal with every door open, without limits that a test run would reach."""
    database = portal.engine.url.render_as_string(hide_password=False)
    generous = {
        name: {"address": None, "mailbox": None, "vorhaben": None} for name in ("login", "guest", "unproved", "proof")
    }
    app = create_app(
        portal.app.instance_path,
        BETEILIGUNG_DATABASE_URL=database,
        BETEILIGUNG_LOGIN=WAYS,
        BETEILIGUNG_LIMITS=generous,
    )
    with running.serving(app) as house:
        yield house
    house.engine.dispose()


@pytest.fixture
def come(arrive, open_portal):
    """A new visitor of the portal with the open doors."""
    return lambda **wishes: arrive(at=open_portal, **wishes)


def newest_link(house, address):
    """Send what waits through a mail server on loopback, and find the link in the letter to this address."""
    box = Box()
    with mail_server(box) as settings:
        house.app.config.update(settings | {"BETEILIGUNG_BASE_URL": house.origin})
        result = house.app.test_cli_runner().invoke(args=["beteiligung", "send-mail"])
    assert result.exit_code == 0, result.output
    letter = next(message for to, message in reversed(box.messages) if to == address)
    return re.search(rf"{house.origin}\S+", letter.get_body(("plain",)).get_content())[0]


def write(page, address="gast@example.org"):
    """Fill in the form for guests as people do."""
    page.check("input[name=stance][value=question]")
    page.fill("textarea[name=body]", TEXT)
    page.fill("input[name=name]", "Linde")
    page.fill("input[name=email]", address)


def state_of(house):
    """What became of the text: nothing, or the state of a Beitrag."""
    with Session(house.engine) as session:
        return session.scalars(select(Beitrag.visibility).where(Beitrag.body == TEXT).order_by(Beitrag.id)).all()


def wait_like_people(page):
    """Three seconds are over before anybody has written a sentence."""
    page.wait_for_timeout(3100)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_guest_writes_gets_a_mail_clicks_and_waits_for_a_moderator(come, open_portal, samples, script):
    samples.empty_inbox()
    address = f"gast-{script}@example.org".lower()
    before = len(state_of(open_portal))
    visitor = come(java_script_enabled=script)
    page = visitor.open(f"vorhaben/{samples.open}")
    follow(page.locator("#schreiben a[href*=als-gast]"))
    write(page, address)
    wait_like_people(page)
    follow(page.locator(".bt-form [type=submit]"))
    assert page.url.endswith("/als-gast/post")
    assert len(state_of(open_portal)) == before

    page.goto(newest_link(open_portal, address))
    assert TEXT in page.content()
    assert len(state_of(open_portal)) == before
    follow(page.get_by_role("button", name="Ja, das habe ich geschrieben"))

    assert page.locator(".bt-code").is_visible()
    assert state_of(open_portal)[-1] == Visibility.SUBMITTED
    moderator = come()
    moderator.log_in("kim")
    assert TEXT in moderator.open("moderation").content()


def test_the_browser_works_in_the_background_and_only_for_us(come, samples):
    visitor = come()
    page = visitor.open(f"vorhaben/{samples.open}/als-gast")
    assert page.input_value("input[name=proof]") == ""
    write(page)
    for _ in range(100):
        if page.input_value("input[name=proof]"):
            break
        page.wait_for_timeout(200)

    assert len(page.input_value("input[name=proof]")) > 100
    assert [url for url in visitor.requests if url.endswith("/aufgabe")]


def test_whoever_is_quicker_than_the_work_waits_a_moment_and_is_told(come, samples):
    visitor = come()
    page, asked = visitor.open(f"vorhaben/{samples.open}/als-gast"), []
    # a quick device would be done before anybody can read the sentence
    page.route("**/aufgabe", lambda route: asked.append(route))
    page.evaluate("document.querySelector('form .bt-button').closest('form').requestSubmit()")

    page.locator("[data-proof-says]", has_text="Ihr Gerät rechnet").wait_for()
    visitor.expect(400)
    asked.pop().continue_()
    page.locator(".bt-errors").wait_for()


def test_logging_in_by_mail_and_out_again(come, open_portal, samples):
    visitor = come()
    page = visitor.open(f"vorhaben/{samples.open}")
    follow(page.locator("#schreiben a", has_text="Anmelden"))
    page.fill("input[name=email]", "linde@example.org")
    follow(page.get_by_role("button", name="Link schicken"))
    page.goto(newest_link(open_portal, "linde@example.org"))
    if page.locator("input[name=name]").count():
        page.fill("input[name=name]", "Linde 99")
    follow(page.get_by_role("button", name="Jetzt anmelden"))

    assert page.url.endswith(f"/vorhaben/{samples.open}")
    assert page.locator("#schreiben textarea[name=body]").is_visible()
    visitor.open("konto")
    assert "Linde 99" in page.content()
    follow(page.get_by_role("button", name="Abmelden", exact=True).last)
    assert page.get_by_role("link", name="Anmelden").first.is_visible()


def _open(path):
    return lambda visitor, house, samples: visitor.open(path.format(open=samples.open))


def _guest_with_errors(visitor, house, samples):
    page = visitor.open(f"vorhaben/{samples.open}/als-gast")
    visitor.expect(400)
    page.fill("input[name=email]", "linde")
    follow(page.locator(".bt-form [type=submit]"))
    page.locator(".bt-errors").wait_for()


def _login_with_errors(visitor, house, samples):
    page = visitor.open("anmelden")
    visitor.expect(400)
    page.fill("input[name=email]", "linde")
    follow(page.get_by_role("button").filter(has=page.locator("use[href$=i-mail]")))
    page.locator(".bt-errors").wait_for()


def _letter(visitor, house, address):
    page = visitor.open("anmelden")
    page.fill("input[name=email]", address)
    follow(page.get_by_role("button").filter(has=page.locator("use[href$=i-mail]")))
    page.goto(newest_link(house, address))
    return page


def _first_time(visitor, house, samples):
    _letter(visitor, house, "neu@example.org")


def _logged_in(visitor, house, samples):
    page = _letter(visitor, house, "eiche@example.org")
    if page.locator("input[name=name]").count():
        page.fill("input[name=name]", "Eiche 7")
    follow(page.locator(".bt-form [type=submit]"))


def _account(visitor, house, samples):
    _logged_in(visitor, house, samples)
    visitor.open("konto")


def _account_with_errors(visitor, house, samples):
    _account(visitor, house, samples)
    visitor.expect(400)
    visitor.page.fill("input[name=name]", "Stadt Bochum")
    follow(visitor.page.locator(".bt-form:has(input[name=name]) [type=submit]"))
    visitor.page.locator(".bt-errors").wait_for()


def _used(visitor, house, samples):
    page = _letter(visitor, house, "eiche@example.org")
    address = page.url
    if page.locator("input[name=name]").count():
        page.fill("input[name=name]", "Eiche 7")
    follow(page.locator(".bt-form [type=submit]"))
    visitor.expect(410)
    page.goto(address)


def _to_confirm(visitor, house, samples):
    page = visitor.open(f"vorhaben/{samples.open}/als-gast")
    write(page, "buche@example.org")
    wait_like_people(page)
    follow(page.locator(".bt-form [type=submit]"))
    page.goto(newest_link(house, "buche@example.org"))


STATES = {
    "Vorhaben, ways in": _open("vorhaben/{open}"),
    "login": _open("anmelden"),
    "login with errors": _login_with_errors,
    "login, look into your mailbox": _open("anmelden/post"),
    "login, the first time": _first_time,
    "login, a link that was used": _used,
    "account": _account,
    "account with errors": _account_with_errors,
    "guest": _open("vorhaben/{open}/als-gast"),
    "guest with errors": _guest_with_errors,
    "guest, look into your mailbox": _open("vorhaben/{open}/als-gast/post"),
    "guest, to confirm": _to_confirm,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_every_state_is_accessible_and_fits(come, open_portal, samples, state, lang):
    visitor = come(lang=lang)
    STATES[state](visitor, open_portal, samples)
    screens = SCREENS | (FOURTH if lang == "de-simple" else {})
    found = {screen: visitor.see(*screen) or visitor.violations(rules=rules) for screen, rules in screens.items()}
    visitor.see(320)

    assert not any(found.values()), found
    assert visitor.overflow() == 0
    assert visitor.page.evaluate(SMALL_PRINT) == []
    assert visitor.page.evaluate(SMALL_TARGETS) == []
    photograph(visitor, f"{state.replace(', ', '-').replace(' ', '_')}.{lang}")


def photograph(visitor, name):
    """Pictures for eyes, where somebody asks for them: BETEILIGUNG_SHOTS names the folder."""
    if folder := os.environ.get("BETEILIGUNG_SHOTS"):
        for width, scheme in ((360, "light"), (768, "light"), (1280, "light"), (1280, "dark")):
            visitor.see(width, scheme)
            visitor.page.screenshot(path=f"{folder}/{name}.{width}.{scheme}.png", full_page=True)
