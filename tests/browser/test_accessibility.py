"""axe-core finds nothing, on any page, in any language, on a phone and a desk, by day and by night."""

import pytest

from .states import EVERY, EVERY_IN_EACH_LANGUAGE

SCREENS = [(1280, "light"), (360, "dark")]
MORE_SCREENS = [(1280, "dark"), (360, "light")]
"""Only in German: colours and widths do not know the language."""


@pytest.mark.parametrize(("state", "lang"), EVERY_IN_EACH_LANGUAGE)
def test_axe_finds_nothing(state, lang, arrive, samples):
    visitor = arrive(lang=lang)
    EVERY[state](visitor, samples)
    found = {}
    for width, scheme in SCREENS + MORE_SCREENS * (lang == "de"):
        visitor.see(width, scheme)
        found[width, scheme] = visitor.violations()
    assert not any(found.values()), found


def test_axe_would_find_something(visitor):
    page = visitor.open("vorhaben")
    page.evaluate("document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#eee'")
    assert {finding.split(" ")[0] for finding in visitor.violations()} >= {"color-contrast", "html-has-lang"}
