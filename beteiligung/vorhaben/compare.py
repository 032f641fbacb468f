"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher

LONGEST = 2_000
"""Longer texts are shown as a whole: comparing takes quadratic time."""


def words(old, new):
    """Runs of (``same``, ``del`` or ``ins``, text)."""
    left, right = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    if len(left) + len(right) > LONGEST:
        return [(kind, text) for kind, text in (("del", old), ("ins", new)) if text]
    runs = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(left[a:b])))
            continue
        runs += [(mark, "".join(part)) for mark, part in (("del", left[a:b]), ("ins", right[c:d])) if part]
    return runs
