"""What a city says about itself on the pages that the law asks for: read from settings, checked at the start.

Accessibility statement: Implementing Decision (EU) 2018/1523 and section 10b BGG NRW. Privacy notice: article 13 GDPR.
"""

from datetime import date

STATUS = ("full", "partial", "none")
"""How far the pages comply with the rules: fully, partly, not."""

REASONS = ("nonconformity", "burden", "scope")
"""Why something is not accessible: it breaks the rules, it would cost too much, the rules do not cover it."""

METHODS = ("self", "third")
"""Who looked: the city itself, or somebody else."""

ACCESSIBILITY_NEEDS = (
    "a dict with status 'full', 'partial' or 'none', dates made_on and checked_on, method 'self' or 'third', "
    "contact and arbitration with name, email, phone, address, and barriers: a list of dicts with what, why, instead"
)
PRIVACY_NEEDS = (
    "a dict with controller, officer and authority, each with name, email, phone, address, "
    "and processors: a list of texts"
)


def is_contact(value):
    """Texts under the keys of a contact point."""
    keys = {"name", "email", "phone", "address", "languages"}
    return isinstance(value, dict) and value.keys() <= keys and all(isinstance(each, str) for each in value.values())


def is_accessibility(value):
    """Whether ``BETEILIGUNG_ACCESSIBILITY`` can be shown; empty is "the city has not said it yet"."""
    tests = {
        "status": STATUS.__contains__,
        "method": METHODS.__contains__,
        "made_on": lambda day: isinstance(day, date),
        "checked_on": lambda day: isinstance(day, date),
        "contact": is_contact,
        "arbitration": is_contact,
        "barriers": lambda barriers: isinstance(barriers, list | tuple) and all(map(_is_barrier, barriers)),
    }
    return isinstance(value, dict) and all(name in tests and tests[name](said) for name, said in value.items())


def is_privacy(value):
    """Whether ``BETEILIGUNG_PRIVACY`` can be shown; empty is "the city has not said it yet"."""
    tests = {
        "controller": is_contact,
        "officer": is_contact,
        "authority": is_contact,
        "processors": lambda each: isinstance(each, list | tuple) and all(isinstance(one, str) for one in each),
    }
    return isinstance(value, dict) and all(name in tests and tests[name](said) for name, said in value.items())


def _is_barrier(value):
    if not isinstance(value, dict) or not value.get("what") or value.get("reason", REASONS[0]) not in REASONS:
        return False
    return value.keys() <= {"what", "why", "instead", "reason"} and all(isinstance(one, str) for one in value.values())
