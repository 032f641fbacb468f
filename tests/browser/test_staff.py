"""The administration at its desk: with eyes, with keys, without script; and what the public sees of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.vereinbarung.models import Clause, Review

from .visitor import follow

SCREENS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
WAITING = select(Clause).where(Clause.review == Review.OPEN).order_by(Clause.number)


@pytest.fixture
def clauses(portal):
    """The clauses that nobody has looked at; afterwards all of them wait again."""
    with Session(portal.engine) as session:
        found = session.scalars(WAITING).all()
    yield found
    with Session(portal.engine) as session:
        session.connection(execution_options={"beteiligung_writes": True})
        for clause in session.scalars(select(Clause).where(Clause.review.in_((Review.ACCEPTED, Review.REJECTED)))):
            clause.review, clause.reviewed_at, clause.reviewed_by, clause.corrected = Review.OPEN, None, None, {}
        session.commit()


@pytest.fixture
def staff(arrive):
    """``staff(lang="de", …)``: somebody of the administration who has logged in."""

    def arriving(**wishes):
        visitor = arrive(**wishes)
        visitor.log_in("amt")
        return visitor

    return arriving


def state_of(portal, clause):
    with Session(portal.engine) as session:
        return session.get(Clause, clause.id).review


def coverage(visitor, clauses):
    visitor.open("verwaltung/vereinbarung")


def promise(visitor, clauses):
    visitor.open("verwaltung/zusagen")
    visitor.page.locator("details.bt-fold").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")


def promise_with_errors(visitor, clauses):
    promise(visitor, clauses)
    visitor.expect(400)
    visitor.page.fill("#title", " ")
    visitor.page.fill("#end", "2027-02-31")
    follow(visitor.page.locator("#annehmen [type=submit]"))
    assert visitor.page.locator(".bt-errors a").count() == 2


def rejection_with_errors(visitor, clauses):
    promise(visitor, clauses)
    visitor.expect(400)
    follow(visitor.page.locator("#ablehnen [type=submit]"))
    assert visitor.page.locator("#ablehnen .bt-error").is_visible()


def accepted(visitor, clauses):
    visitor.open(f"verwaltung/zusagen/{clauses[0].id}")
    visitor.page.fill("#office", "Tiefbauamt")
    follow(visitor.page.locator("#annehmen [type=submit]"))
    visitor.open(f"verwaltung/zusagen/{clauses[0].id}")


def rejected(visitor, clauses):
    visitor.open(f"verwaltung/zusagen/{clauses[0].id}")
    visitor.page.locator("#ablehnen summary").click()
    visitor.page.fill("#reason", "Ein Rückblick.")
    follow(visitor.page.locator("#ablehnen [type=submit]"))
    visitor.open(f"verwaltung/zusagen/{clauses[0].id}")


def daraus(visitor, clauses):
    visitor.open("was-wurde-daraus")


def chapter(visitor, clauses):
    visitor.open("was-wurde-daraus")
    follow(visitor.page.locator("table th a").nth(3))


STATES = [coverage, promise, promise_with_errors, rejection_with_errors, accepted, rejected, daraus, chapter]


@pytest.mark.parametrize("lang", ["de", "de-simple"])
@pytest.mark.parametrize("reach", STATES)
def test_axe_finds_nothing_and_nothing_sticks_out(staff, clauses, reach, lang):
    visitor = staff(lang=lang)
    reach(visitor, clauses)
    found = {}
    for width, scheme in SCREENS:
        visitor.see(width, scheme)
        found[width, scheme] = visitor.violations() + (
            [f"{visitor.overflow()} px too wide"] if visitor.overflow() > 0 else []
        )
    assert not any(found.values()), found


def at(page, clause):
    """Wait until the page of this clause is there, with its keys listening."""
    page.wait_for_url(f"**/zusagen/{clause.id}")
    page.locator("#tasten").wait_for()


def test_keys_lead_through_the_clauses(staff, clauses, portal):
    visitor = staff()
    page = visitor.open(f"verwaltung/zusagen/{clauses[0].id}")
    page.get_by_role("checkbox").check()
    page.keyboard.press("j")
    at(page, clauses[1])
    page.keyboard.press("J")
    at(page, clauses[2])
    page.keyboard.press("k")
    at(page, clauses[1])
    page.keyboard.press("a")
    at(page, clauses[0])
    assert state_of(portal, clauses[1]) == Review.ACCEPTED
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("ja, kein Versprechen")
    assert page.locator("#reason").input_value() == "ja, kein Versprechen"
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert state_of(portal, clauses[0]) == Review.REJECTED


@pytest.mark.parametrize("key", ["j", "k", "a", "r"])
def test_keys_do_nothing_until_they_are_switched_on(staff, clauses, portal, key):
    page = staff().open(f"verwaltung/zusagen/{clauses[1].id}")
    assert not page.get_by_role("checkbox").is_checked()
    page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/{clauses[1].id}")
    assert page.locator("#ablehnen[open]").count() == 0
    assert state_of(portal, clauses[1]) == Review.OPEN


@pytest.mark.parametrize("field", ["#title", "#office", "#reason"])
def test_keys_do_nothing_while_somebody_types(staff, clauses, portal, field):
    page = staff().open(f"verwaltung/zusagen/{clauses[1].id}")
    page.get_by_role("checkbox").check()
    page.locator("#ablehnen summary").click()
    page.fill(field, "")
    page.locator(field).focus()
    page.keyboard.type("jkar JKAR")
    assert page.locator(field).input_value() == "jkar JKAR"
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/{clauses[1].id}")
    assert state_of(portal, clauses[1]) == Review.OPEN


@pytest.mark.parametrize("keys", ["Control+a", "Alt+j", "Meta+k"])
def test_the_browsers_own_keys_stay_its_own(staff, clauses, portal, keys):
    page = staff().open(f"verwaltung/zusagen/{clauses[1].id}")
    page.get_by_role("checkbox").check()
    page.keyboard.press(keys)
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/{clauses[1].id}")
    assert state_of(portal, clauses[1]) == Review.OPEN


def test_they_stay_switched_on_and_can_be_switched_off(staff, clauses):
    visitor = staff()
    page = visitor.open(f"verwaltung/zusagen/{clauses[1].id}")
    page.get_by_role("checkbox").check()
    page.reload()
    page.locator("#tasten").wait_for()
    assert page.get_by_role("checkbox").is_checked()
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/{clauses[1].id}")


def test_the_last_and_the_first_lead_nowhere(staff, clauses):
    page = staff().open(f"verwaltung/zusagen/{clauses[0].id}")
    page.get_by_role("checkbox").check()
    page.keyboard.press("k")
    page.wait_for_timeout(300)
    assert page.url.endswith(f"/{clauses[0].id}")


def test_the_review_without_script(staff, clauses, portal):
    visitor = staff(java_script_enabled=False)
    visitor.expect(400)
    page = visitor.open("verwaltung/vereinbarung")
    follow(page.get_by_role("link", name="Zusagen durchsehen"))
    first = page.url.rsplit("/", 1)[-1]
    assert first == str(clauses[0].id)
    assert not page.locator("#tasten").is_visible()

    page.fill("#title", "")
    page.fill("#office", "Tiefbauamt")
    follow(page.locator("#annehmen [type=submit]"))
    assert "Fehler" in page.title()
    assert page.locator("#office").input_value() == "Tiefbauamt"
    page.fill("#title", "Mein Titel")
    follow(page.locator("#annehmen [type=submit]"))
    assert "Mein Titel" in page.locator(".bt-flash").inner_text()
    assert page.url.endswith(f"/{clauses[1].id}")

    page.locator("#ablehnen summary").click()
    page.fill("#reason", "Ein Rückblick.")
    follow(page.locator("#ablehnen [type=submit]"))
    assert page.url.endswith(f"/{clauses[2].id}")
    assert [state_of(portal, clause) for clause in clauses[:3]] == [Review.ACCEPTED, Review.REJECTED, Review.OPEN]

    page = visitor.open(f"verwaltung/zusagen/{clauses[1].id}")
    follow(page.locator("form[action$=zuruecknehmen] [type=submit]"))
    assert state_of(portal, clauses[1]) == Review.OPEN
    assert page.locator("#annehmen").is_visible()
