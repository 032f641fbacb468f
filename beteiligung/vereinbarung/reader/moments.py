"""Dates as German texts write them, and the days they cover: a day, a month, a quarter, a season, a year."""

import re
from calendar import monthrange
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jänner",
            "februar feb",
            "märz mär maerz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "dezember dez",
        ),
        1,
    )
    for name in names.split()
}
SEASONS = {
    "frühjahr": (3, 5),
    "frühling": (3, 5),
    "sommer": (6, 8),
    "herbst": (9, 11),
    "winter": (12, 12),
    "jahresbeginn": (1, 3),
    "jahresanfang": (1, 3),
    "jahresende": (10, 12),
    "jahresmitte": (5, 8),
    "anfang": (1, 3),
    "beginn": (1, 3),
    "mitte": (5, 8),
    "ende": (10, 12),
    "sommerpause": (7, 8),
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
ORDINALS = {
    "ersten": 1,
    "erstes": 1,
    "erste": 1,
    "zweiten": 2,
    "zweites": 2,
    "zweite": 2,
    "dritten": 3,
    "drittes": 3,
    "dritte": 3,
    "vierten": 4,
    "viertes": 4,
    "vierte": 4,
}
YEAR = r"(?:19|20|21)\d\d"
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WHEN = (
    rf"(?:(?P<d>\d{{1,2}})\.\s?(?:(?P<m>\d{{1,2}})\.\s?|(?P<mn>{MONTH})\.?\s)(?P<y1>{YEAR}))"
    rf"|(?:(?P<q>[1-4iv]{{1,3}}|ersten?s?|zweiten?s?|dritten?s?|vierten?s?)\.?\s(?P<u>quartals?|"
    rf"halbjahr(?:e?s)?)\s(?:des jahres\s|in\s|im jahre?\s)?(?P<y2>{YEAR}))"
    rf"|(?:(?P<s>{'|'.join(SEASONS)})s?\s(?:des jahres\s|der jahre\s|von\s|im jahre?\s)?(?P<y3>{YEAR}))"
    rf"|(?:(?P<mo>{MONTH})\.?\s(?:des jahres\s|im jahre?\s)?(?P<y4>{YEAR}))"
    rf"|(?:(?P<y5>{YEAR}))"
)
MOMENT = re.compile(rf"(?<![\w.,§/-])(?:{WHEN})(?!\w|/(?!\d\d(?!\d)|(?:19|20)\d\d)|\.\d|,\d|-[a-zA-ZÄÖÜ])", re.I)


def span(match):
    """First and last day of what a date names."""
    try:
        if match["d"]:
            month = int(match["m"]) if match["m"] else MONTHS[match["mn"].lower()]
            day = date(int(match["y1"]), month, int(match["d"]))
            return day, day
        if match["q"]:
            return _part_of_year(match["q"].lower(), match["u"].lower(), int(match["y2"]))
        if match["s"]:
            first, last = SEASONS[match["s"].lower()]
            return _months(int(match["y3"]), first, last)
        if match["mo"]:
            month = MONTHS[match["mo"].lower()]
            return _months(int(match["y4"]), month, month)
        return _months(int(match["y5"]), 1, 12)
    except (ValueError, KeyError):
        return None


def _part_of_year(word, unit, year):
    number = int(word) if word.isdigit() else ROMAN.get(word) or ORDINALS.get(word)
    size = 3 if unit.startswith("q") else 6
    if not number or number * size > 12:
        return None
    return _months(year, (number - 1) * size + 1, number * size)


def _months(year, first, last):
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
