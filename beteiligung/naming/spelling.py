"""How a name may be written."""

import unicodedata

LONGEST = 150
"""Letters of a name: more does not fit into a menu."""

_JOINERS = "\u200c\u200d"
"""Persian is not written without them."""


def tidy(name):
    """On one line, with single blanks."""
    return " ".join(name.split())


def is_plain(name):
    """Nothing but letters and signs: nothing that turns the direction of what stands beside it."""
    return all(letter in _JOINERS or not unicodedata.category(letter).startswith("C") for letter in name)
