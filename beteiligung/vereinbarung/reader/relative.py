"""Relative times: kept as they are written, and counted from the agreement's period where that is sound."""

import re
from datetime import date, timedelta

NUMBER = r"(?:\d{1,3}|ein(?:e[nrms]?|)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|hundert|wenigen|paar)"
SPAN = (
    r"(?:jahre?n?|monate?n?|wochen?|tage?n?|wahlperioden?|ratsperioden?|legislatur(?:periode)?n?|"
    r"haushaltsjahre?n?|schuljahre?n?)"
)
NEAR = r"(?:kommenden|nächsten|folgenden|ersten|laufenden|künftigen|bevorstehenden|anstehenden)"
TERM = (
    r"(?:wahlperiode|ratsperiode|legislaturperiode|legislatur|amtszeit|amtsperiode|vertragslaufzeit|"
    r"laufzeit (?:dieser|der) vereinbarung)"
)
RELATIVE = re.compile(
    rf"\b(?:(?:kurz|mittel|lang)(?:- (?:und|bis) (?:mittel|lang))?fristig(?:e[nrms]?)?(?: (?:und|oder|"
    rf"bis) (?:mittel|lang)fristig)?|"
    rf"(?:auch |noch |bereits )?(?:in|innerhalb|während|für|im laufe|binnen) (?:der |den |die |"
    rf"des )?{NEAR} (?:{NUMBER} )?{SPAN}(?: der {TERM})?|"
    rf"(?:innerhalb|binnen|in|nach)(?: von| der| den)? (?:{NUMBER}) {SPAN}|"
    rf"(?:noch )?(?:in|innerhalb|während|im laufe|im verlauf|für(?: die dauer)?|bis zum (?:ende|ablauf|"
    rf"abschluss)|bis ende|bis zur (?:mitte|halbzeit|hälfte)|"
    rf"bis mitte|zu beginn|zum ende|in der ersten hälfte|in der zweiten hälfte|am ende)(?: (?:der|dieser|die|"
    rf"diese|des|dieses|unserer|laufenden|kommenden|neuen|nächsten|aktuellen))* {TERM}|"
    rf"(?:noch )?in diesem jahr|noch dieses jahr|im (?:kommenden|nächsten|laufenden) (?:jahr|schuljahr|"
    rf"haushaltsjahr)|(?:im|mit dem) (?:kommenden|nächsten) (?:doppel)?haushalt|"
    rf"für die dauer (?:der|des) \w+|jedes jahr|jährlich|(?:ein|zwei|drei|vier|mehr)mal (?:im|"
    rf"pro) (?:kalender)?jahr|alle (?:{NUMBER}) (?:jahre|monate|wochen)|"
    rf"jeden monat|monatlich|halbjährlich|vierteljährlich|alljährlich|zweijährlich|zeitnah|umgehend|"
    rf"unverzüglich|schnellstmöglich|so schnell wie möglich|"
    rf"(?:in|ab|mit) (?:absehbarer zeit|sofort)|zu beginn des (?:kommenden|nächsten) jahres|dauerhaft|"
    rf"perspektivisch)\b",
    re.I,
)
WORDS = {
    "ein": 1,
    "eine": 1,
    "einem": 1,
    "einer": 1,
    "einen": 1,
    "eines": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "zwölf": 12,
    "hundert": 100,
}


def find(text):
    """The relative times of a text as they are written, each once."""
    found = []
    for match in RELATIVE.finditer(text):
        if not _looks_back(text, match) and match.group() not in found:
            found.append(match.group())
    return found


def _looks_back(text, match):
    """`nach zwei Jahren` after a perfect tells of the past; `alljährlich` in an attribute is still a rhythm."""
    if not re.match(r"(?i)in|nach|innerhalb", match.group()):
        return False
    return bool(
        re.search(r"(?i)\b(?:seit|vergangenen|letzten)\b[^.]{0,20}$", text[max(0, match.start() - 30) : match.start()])
    )


def resolve(raw, period):
    """{"raw", "from", "to"} of a relative time counted from the agreement's period, or None where that is not sound."""
    if period is None:
        return None
    first, last = period
    low = raw.lower()
    if re.search(TERM, low):
        middle = first + (last - first) / 2
        if "bis" in low or "ende" in low:
            return {"raw": raw, "to": (middle if re.search(r"mitte|halbzeit|hälfte", low) else last).isoformat()}
        if "ersten hälfte" in low:
            return {"raw": raw, "from": first.isoformat(), "to": middle.isoformat()}
        if "zweiten hälfte" in low:
            return {"raw": raw, "from": middle.isoformat(), "to": last.isoformat()}
        return (
            None
            if "beginn" in low or "nächsten" in low
            else {"raw": raw, "from": first.isoformat(), "to": last.isoformat()}
        )
    amount = re.search(
        rf"(?:{NEAR}|innerhalb(?: von| der)?|binnen|innerhalb der {NEAR}) ({NUMBER}) (jahr|monat|tag|woche)", low
    )
    if not amount or re.match(r"nach", low):
        return None
    number = int(amount[1]) if amount[1].isdigit() else WORDS.get(amount[1])
    if not number:
        return None
    return {
        "raw": raw,
        "from": first.isoformat(),
        "to": min(_later(first, number, amount[2]), max(last, first)).isoformat(),
    }


def _later(first, number, unit):
    if unit in ("tag", "woche"):
        return first + timedelta(days=number * (1 if unit == "tag" else 7) - 1)
    months = first.month - 1 + number * (12 if unit == "jahr" else 1)
    year = min(first.year + months // 12, 9998)
    return date(year, months % 12 + 1, 1) + timedelta(days=first.day - 2)
