"""Make passages of a text unreadable. Pure."""

import re

from ..errors import N_, RuleBroken

BAR = "█████"
"""As long as every other one: what stood there cannot be counted."""


def blacken(text, passages):
    """The text with each passage gone; each must stand there."""
    wanted = _wanted(passages)
    if not wanted:
        raise RuleBroken(N_("Please say which passage is to be made unreadable."))
    for passage in wanted:
        if not _pattern(passage).search(text):
            missing = " ".join(passage)
            raise RuleBroken(N_("This passage does not stand in the contribution: %(passage)s"), passage=missing)
        text = _pattern(passage).sub(BAR, text)
    return text


def blackened(text, passages):
    """The text without those passages that stand in it."""
    for passage in _wanted(passages):
        text = _pattern(passage).sub(BAR, text)
    return text


def _wanted(passages):
    return [passage.split() for passage in passages if passage.strip()]


def _pattern(words):
    """Wherever these words stand, with whatever blanks between them."""
    return re.compile(r"\s+".join(map(re.escape, words)))
