"""The years an agreement is made for, as its own first pages say."""

import re
from datetime import date

YEARS = re.compile(
    r"\b(?:für die jahre|für die (?:wahl|rats|legislatur)?periode|in der (?:wahl|rats|legislatur)periode|"
    r"wahlperiode|ratsperiode|"
    r"legislaturperiode|koalitionsvertrag|kooperationsvertrag|kooperationsvereinbarung|koalitionsvereinbarung|"
    r"zeitraum|jahre|von)\b"
    r"[^\d\n]{0,40}((?:19|20)\d\d)\s*(?:bis(?: zum jahr)?|[-–—/])\s*((?:19|20)?\d\d)\b",
    re.I,
)
BARE = re.compile(r"\b(20\d\d)\s*(?:bis|[-–—/])\s*(20\d\d)\b")
FRONT = 6000


def find(text):
    """(first day, last day) of the years named at the head of the text, or None."""
    front = text[:FRONT]
    match = YEARS.search(front) or BARE.search(front)
    if not match:
        return None
    first, last = int(match.group(1)), match.group(2)
    last = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not 0 < last - first < 12:
        return None
    return date(first, 1, 1), date(last, 12, 31)
