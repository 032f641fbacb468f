"""Times named in a clause: deadlines with dates, relative times as they are written, and neither of both left out."""

import re
from datetime import date, timedelta

from . import relative
from .moments import MOMENT, span

RANGE_JOIN = re.compile(r"\s*(?:bis(?: zum(?: jahre?)?| ins jahr| ende| einschließlich)?|[-–—]|und|/)\s*", re.I)
SHORT_YEAR = re.compile(r"\s?(?:[-–/])\s?(?:20)?(\d\d)(?!\d|\.)")
UNTIL = re.compile(
    r"\b(?:(?:bis|spätestens|längstens)(?: (?:spätestens|einschließlich|möglichst|möglichst schon|bereits|schon))?"
    r"(?: (?:zum|zur|zu|im|in|am|ins|mit|bis|bis zum|bis zur|in der|vor))?"
    r"(?: (?:jahre?|jahres|schuljahr|kalenderjahr|ablauf des jahres|ablauf|ende des jahres|ende|"
    r"abschluss des jahres))?(?: des jahres| von)?|"
    r"noch (?:im|in|innerhalb)(?: (?:laufe )?(?:des )?(?:jahre?s?|kalenderjahre?s?))?|"
    r"noch|zum|innerhalb des jahres)\s*$",
    re.I,
)
BEFORE = re.compile(
    r"\b(?:noch )?vor(?: (?:dem|der|ablauf|beginn|dem jahr|beginn des jahres|ende|jahresende))?(?: jahre?s?)?\s*$", re.I
)
SINCE = re.compile(
    r"\b(?:ab(?: (?:dem|der|mitte|anfang|ende))?(?: (?:jahre?|schuljahr|kalenderjahr|haushaltsjahr))?|"
    r"beginnend (?:im|in|ab|mit)(?: (?:dem )?jahre?)?|"
    r"frühestens(?: (?:ab|im|in))?(?: jahre?)?|von)\s*$",
    re.I,
)
AFTER = re.compile(
    r"\b(?:nach(?: (?:dem|ende|ablauf|dem jahr))?(?: (?:des )?jahre?s?)?|über(?: (?:den zeitraum|das jahr|"
    r"ende|das ende(?: des jahres)?))?)\s*$|\bnach\b[^.;()]{0,60}\($",
    re.I,
)
WITHIN = re.compile(
    r"\b(?:im(?: laufe des| verlauf des)?|in|während|für|am|zum|zu|den|der|dem|jeweils|zwischen|von)"
    r"(?: (?:den|die|das|dem|der))?(?: (?:jahre?n?s?|kalenderjahre?|haushaltsjahre?|haushalte?|zeitraum|"
    r"doppelhaushalte?|schuljahre?|wahlperiode|laufe))*\s*$"
    r"|\b(?:zeitraum|jahre?n?|schuljahr|haushaltsjahr|haushalt|doppelhaushalt|(?:förder|entwicklungs|"
    r"jugendförder|schulentwicklungs|nahverkehrs|\w+)?plan(?:s|es)?|programm(?:s|es)?)\s*\(?$",
    re.I,
)
PERIOD_NOUN = re.compile(
    r"\b\w*(?:zeitraum|jahren?|plan(?:e?s)?|pläne|programm(?:e?s)?|haushalt(?:e?s)?|periode|konzept(?:e?s)?)\s*\(?$",
    re.I,
)
PAST = re.compile(
    r"\b(?:seit|von|aus dem jahre?|aus|vom|stand|im jahre? gegründet|gegründet|nach dem stand|wie|gegenüber|"
    r"im vergleich zu|verglichen mit)(?: dem| den| der)?(?: jahre?)?\s*$",
    re.I,
)
PERFECT = re.compile(
    r"\b(?:haben|hat|hatte|hatten|wurde|wurden|war|waren)\b|\b(?:ist|sind)\b[^.,;]{0,120}\b\w*ge\w+(?:t|en)\b", re.I
)
FUTURE = re.compile(
    r"\b(?:werden|wird|soll|sollen|wollen|will|möchten|müssen|muss|streben|anstreben|planen|bis|ab|ziel|gilt|prüfen)\b",
    re.I,
)
BEYOND = re.compile(r"\s*hinaus\b", re.I)
NAME_BEFORE = re.compile(
    r"(?:[„\"“‚«][^“”\"»]{0,60}|\b(?:agenda|vision|masterplan|strategie|universiade|olympia\w*|spiele|"
    r"europameisterschaft|weltmeisterschaft|em|wm|"
    r"kommunalwahl|bundestagswahl|landtagswahl|europawahl|nrw|iga|buga|din|iso|en|nr\.|§|horizont|city|region|"
    r"stadt|ruhr|projekt|initiative|konzept|leitbild|zukunft)\s)$",
    re.I,
)


def find(text, period=None):
    """(deadlines, relative, resolved) of one clause; `resolved` are the relative times that the period makes sound."""
    deadlines, used = [], []
    moments = list(MOMENT.finditer(text))
    skip = -1
    for index, match in enumerate(moments):
        if index <= skip:
            continue
        found, skip = _deadline(text, moments, index)
        if found and not _same(found, deadlines):
            deadlines.append(found)
            used.append(match.start())
    written = relative.find(text)
    resolved = [entry for raw in written if (entry := relative.resolve(raw, period))]
    return deadlines, written, resolved


def _same(found, deadlines):
    return any((found.get("from"), found.get("to")) == (entry.get("from"), entry.get("to")) for entry in deadlines)


def _deadline(text, moments, index):
    """The deadline a date belongs to, and the index of the last date it used up."""
    match = moments[index]
    before = text[max(0, match.start() - 90) : match.start()]
    days = span(match)
    if days is None or _is_not_a_time(text, match, before):
        return None, index
    second = _range_end(text, moments, index)
    if second is not None:
        end, stop, last = second
        begin = max(0, match.start() - _lead(before))
        if _is_past_event(text, match, before) or end < days[0] or not _takes_range(text, match, before):
            return None, last
        sides = {"from": days[0].isoformat(), "to": end.isoformat()}
        if last == index and re.search(r"(?i)\bab\b[^.,]*$", before[-25:]):
            del sides["to"]
        elif last == index and re.search(r"(?i)\bbis\b[^.,]*$", before[-25:]):
            del sides["from"]
        return {**sides, "raw": text[begin:stop].strip()}, last
    return _single(text, match, before, days), index


def _takes_range(text, match, before):
    return not NAME_BEFORE.search(before)


def _range_end(text, moments, index):
    """The end of `2021 – 2025`, `2019/20`, `von März bis Mai 2024`; (last day, end in the text, index used)."""
    match = moments[index]
    tail = SHORT_YEAR.match(text, match.end())
    if match["y5"] and tail and int(match["y5"]) % 100 < int(tail.group(1)) < 60:
        return date(int(match["y5"]) // 100 * 100 + int(tail.group(1)), 12, 31), tail.end(), index
    if index + 1 < len(moments):
        nxt = moments[index + 1]
        join = RANGE_JOIN.fullmatch(text, match.end(), nxt.start())
        days = span(nxt)
        if join and days and (join.group().strip().lower() not in ("und",) or _plural(text, match)):
            return days[1], nxt.end(), index + 1
    return None


def _plural(text, match):
    return bool(
        re.search(r"(?i)\b(?:jahren|jahre|haushalte|zwischen)\s*$", text[max(0, match.start() - 20) : match.start()])
    )


def _lead(before):
    """How much of the words before a date belongs to its wording."""
    for pattern in (UNTIL, BEFORE, SINCE, WITHIN):
        if found := pattern.search(before):
            return len(before) - found.start()
    return 0


def _is_not_a_time(text, match, before):
    """Years in names, statutes and ages; a day of the past is sorted out later."""
    if NAME_BEFORE.search(before) and not re.search(r"(?i)\b(?:bis|ab|im jahr|in|vor|spätestens)(?: \w+)?\s*$", before):
        return True
    after = text[match.end() : match.end() + 40]
    if re.match(
        r"\s?(?:euro|€|menschen|haushalte|bäume|wohnungen|plätze|einwohner|quadratmeter|m²|stück|mal|"
        r"kilometer|meter|tonnen|kwh|mwh)\b",
        after,
        re.I,
    ):
        return True
    opened, closed = before.count("„"), before.count("“") + before.count("”")
    return opened > closed and ("“" in after or "”" in after or '"' in after)


def _is_past_event(text, match, before):
    """Whether the date's own clause tells what has been."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "; ")) + 1
    ends = [at for mark in (". ", "; ") if (at := text.find(mark, match.end())) != -1]
    sentence = text[max(begin, match.start() - 300) : min([*ends, len(text), match.end() + 300])]
    left = text[max(begin, match.start() - 300) : match.start()]
    segment = (
        left.rsplit(",", 1)[-1] + re.split(r"[,;]", sentence[len(left) :], maxsplit=1)[0]
        if len(sentence) > len(left)
        else left
    )
    if PERFECT.search(segment) and not FUTURE.search(segment):
        return True
    return bool(PERFECT.search(sentence)) and not FUTURE.search(sentence)


# `beginnt 2027`, `2027 beginnt`: a bare year is a time at the head of a sentence or after its verb.
STANDS_ALONE = re.compile(r"(?:^|[.!?] )$|(?<![\wäöüß])(?!und |oder |bis )[a-zäöüß]{3,}t $")


def _single(text, match, before, days):
    first, last = days
    soft = bool(match["s"])
    for pattern, build in (
        (BEFORE, lambda: {"to": (first - timedelta(days=1)).isoformat()}),
        (AFTER, lambda: _after(text, match, before, last)),
        (PAST, lambda: None),
        (SINCE, lambda: {"from": first.isoformat()}),
        (UNTIL, lambda: {"to": last.isoformat()}),
        (WITHIN, lambda: {"from": first.isoformat(), "to": last.isoformat()}),
    ):
        found = pattern.search(before)
        if not found:
            continue
        dates = build()
        if dates is None or (pattern not in (UNTIL, BEFORE, SINCE) and _is_past_event(text, match, before)):
            return None
        if (
            pattern is UNTIL
            and found.group().lower().startswith(("noch", "zum"))
            and _is_past_event(text, match, before)
        ):
            return None
        return {**dates, "raw": text[match.start() - (len(before) - found.start()) : match.end()].strip(" (")}
    if (match["y5"] and not STANDS_ALONE.search(before)) or _is_past_event(text, match, before):
        return None
    if match["d"] and not soft:
        return None
    return {"from": first.isoformat(), "to": last.isoformat(), "raw": match.group()}


def _after(text, match, before, last):
    """`nach 2025`, `über 2025 hinaus` begin after it; `über den Zeitraum 2021` within it."""
    if found := re.search(r"(?i)über( \w+ ?\w*)?\s*$", before):
        if BEYOND.match(text, match.end()):
            return {"from": (last + timedelta(days=1)).isoformat()}
        return {"from": date(last.year, 1, 1).isoformat()} if found[1] else None
    return {"from": (last + timedelta(days=1)).isoformat()}
