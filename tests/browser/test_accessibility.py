"""axe-core finds nothing, on any page in any state, on a phone and a desk, by day and night; and all is large enough.

In Arabic every state is looked at in test_languages.py, in all twelve languages every page in
tests/examples/test_every_language.py. Looking takes most of the time of all tests, so nothing is looked at twice:
structure on both screens, colours by day and by night, the fourth of these screens in easy German.
"""

import pytest

from .states import EVERY, OURS
from .test_looks import CUT_OFF, SMALL_PRINT, SMALL_TARGETS, SPREAD
from .visitor import ALL, COLOURS

SCREENS = {(1280, "light"): ALL, (360, "dark"): ALL, (1280, "dark"): COLOURS}
FOURTH = {(360, "light"): ALL}
"""In easy German: a phone by day."""


@pytest.mark.parametrize("state", EVERY)
def test_every_page_in_every_state(state, arrive, samples):
    """Nothing scrolls sideways, text has 16 pixels, targets have 44, letters may stand apart: one visit, because the
    way there takes longest.
    """
    visitor = arrive()
    EVERY[state](visitor, samples)
    found = {screen: visitor.see(*screen) or visitor.violations(rules=rules) for screen, rules in SCREENS.items()}
    assert not any(found.values()), found
    widest = {width: visitor.see(width) or visitor.overflow() for width in (768, 320, 360)}
    assert widest == {320: 0, 360: 0, 768: 0}
    if state in OURS:
        assert visitor.page.evaluate(SMALL_PRINT) == []
        assert visitor.page.evaluate(SMALL_TARGETS) == []
        visitor.page.evaluate(SPREAD)
        cut_off = {width: visitor.see(width) or visitor.page.evaluate(CUT_OFF) for width in (1280, 360)}
        assert cut_off == {1280: [], 360: []}
        assert visitor.overflow() == 0


@pytest.mark.parametrize("state", OURS)
def test_every_page_in_every_state_in_easy_german(state, arrive, samples):
    visitor = arrive(lang="de-simple", width=360)
    EVERY[state](visitor, samples)
    found = {screen: visitor.see(*screen) or visitor.violations(rules=rules) for screen, rules in FOURTH.items()}
    assert not any(found.values()), found


def test_a_heading_of_a_fixed_height_would_be_found(visitor):
    page = visitor.open("vorhaben")
    low = ".bt-card h3 { overflow: hidden !important; block-size: 1em !important }"
    page.evaluate(SPREAD.replace(".bt p {", f"{low} .bt p {{"))
    assert len(page.evaluate(CUT_OFF)) > 1


def test_axe_would_find_something(visitor):
    page = visitor.open("vorhaben")
    page.evaluate("document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#eee'")
    assert {finding.split(" ")[0] for finding in visitor.violations()} >= {"color-contrast", "html-has-lang"}
