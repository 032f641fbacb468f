"""Twelve languages on every page, each one step away, on the same page with the same filters."""

import re

import pytest

from .states import EVERY, OURS
from .visitor import BUT_COLOURS

NAMES = {"de": "Deutsch", "de-simple": "Einfache Sprache", "en": "English"}


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["vorhaben?bezirk=2&mitmachen=1", "vorhaben/{open}"])
def test_switching_stays_on_the_page(path, script, arrive, samples):
    visitor = arrive(java_script_enabled=script)
    path = path.format(open=samples.open)
    page = visitor.open(path)
    headings = set()
    for lang in ("en", "de-simple", "de"):
        page.locator(".bt-lang summary").click()
        page.locator(f".bt-lang a[hreflang={lang}]").click()
        page.wait_for_url(visitor.portal.url(f"{lang}/{path}"))
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator(".bt-lang summary").inner_text().startswith(NAMES[lang])
        headings.add(page.locator("h1").inner_text())
    assert len(headings) > 1


def test_the_easy_text_says_what_it_is_and_leads_back(visitor, samples):
    page = visitor.open(f"vorhaben/{samples.open}")
    standard = page.url
    page.get_by_role("link", name="In einfacher Sprache lesen (Entwurf)").click()
    page.wait_for_url("**/de-simple/**")
    assert page.get_by_text("Entwurf in einfacher Sprache").is_visible()
    assert page.get_by_text("Die Prüf-Gruppe hat den Text noch nicht gelesen.").is_visible()
    page.get_by_role("link", name="Schwerer Text", exact=True).click()
    page.wait_for_url(standard)


def test_easy_text_stands_a_sentence_a_line(arrive, samples):
    page = arrive(lang="de-simple").open(f"vorhaben/{samples.open}")
    lines = page.locator("section[aria-labelledby=worum] p").all_inner_texts()
    assert len(lines) > 3
    assert not [line for line in lines if re.search(r"[^\d]\. ", line)]  # "4. November" ends no sentence


def test_what_has_no_translation_says_which_language_it_is(arrive, samples):
    for lang, told in (("en", "en"), ("fr", "de")):
        page = arrive(lang=lang).open(f"vorhaben/{samples.decided}")
        assert page.locator(".bt-quote blockquote").get_attribute("lang") == "de"
        reasons = page.locator(".bt-story p > span:not(.bt-sr)")
        assert set(reasons.evaluate_all("all => all.map((reason) => reason.lang)")) == {told}


@pytest.mark.parametrize(("asked", "given"), [("en-GB", "en"), ("de-AT", "de"), ("fr-FR", "fr"), ("nl-NL", "de")])
def test_the_browser_is_asked_first(asked, given, browser, portal):
    context = browser.new_context(locale=asked)
    page = context.new_page()
    page.goto(portal.url("/beteiligung/"))
    assert page.url == portal.url(f"{given}/vorhaben")
    context.close()


ELSEWHERE = {"list, time menu", "list, place menu"}
"""The way to them asks for words that only some languages have."""

PAGES = sorted(OURS.keys() - ELSEWHERE)
OTHERS = ("en", "tr", "fa", "uk", "pl", "fr", "ru", "bg", "ro")
OFTEN_SEEN = ("list", "near me, found", "Vorhaben, open", "inbox")
"""In the other languages these are looked at with their scripts; every page without them in
tests/examples/test_every_language.py."""


ASTRAY = """() => [...document.querySelectorAll(".bt *")].filter((one) => {
  const { direction, display, listStyleType } = getComputedStyle(one);
  if (direction === getComputedStyle(one.parentElement).direction) return false;
  const drawn = ["::before", "::after"].map((side) => getComputedStyle(one, side).content);
  const isMarked = display === "list-item" && listStyleType !== "none";
  return one.matches("td, th") || isMarked || drawn.some((content) => !["none", "normal", '""'].includes(content));
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What stands on the wrong side of words that run the other way: slashes, dots and numbers beside them, and the room
between them and the next cell of a table."""


@pytest.mark.parametrize("state", PAGES)
def test_every_page_holds_from_right_to_left(state, arrive, samples):
    """Arabic turns everything round: what was only ever looked at from the left breaks here."""
    visitor = arrive(lang="ar", width=360)
    EVERY[state](visitor, samples)
    visitor.see(360)
    assert visitor.violations(rules=BUT_COLOURS) == []
    assert visitor.overflow() == 0
    assert visitor.page.evaluate(ASTRAY) == []
    assert visitor.page.locator(".bt").first.evaluate("root => getComputedStyle(root).direction") == "rtl"


@pytest.mark.parametrize("state", OFTEN_SEEN)
@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_seen_often_holds_in_every_other_language_too(lang, state, arrive, samples):
    visitor = arrive(lang=lang, width=360)
    EVERY[state](visitor, samples)
    assert (visitor.violations(rules=BUT_COLOURS), visitor.overflow()) == ([], 0)
