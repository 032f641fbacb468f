"""Physical lines with their offsets, and what on a page is not text: headers, page numbers, tables."""

import re
from dataclasses import dataclass
from itertools import pairwise

# Everything that `str.strip` takes off, and what has no width or no meaning at all.
BLANKS = (
    " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f"
    "\u2060\u3000\ufeff" + "".join(map(chr, range(0x20)))
)
BREAKS = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
BULLET = re.compile(
    r"(?:[-\x7f\x95–—•·*▪▫■□●○◦‣⁃∙➢➤►▶▸»✓✔→+\uf0b7\uf0a7]|o)(?=[ \t\xa0]|$)"
    r"|[\x7f\x95•·▪■●○◦‣➢➤►▶▸✓✔\uf0b7\uf0a7](?=\S)"
)
NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[a-zA-Z]\)|[ivxIVX]{1,5}[.)])\)?(?=[ \t\xa0])")
MONTHS = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    "jan|feb|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez"
)
NOT_A_MARKER = re.compile(
    rf"\d{{1,4}}\.?[ \t\xa0]+(?:(?:{MONTHS})\b|prozent|%|€|euro|millionen|mio|"
    rf"jahre?n?\b|lebensjahr|quartal|halbjahr|jahrhundert|meter|kilometer|km\b|uhr\b|tage?n?\b|monate?n?\b|"
    rf"stadt|plätze|wohnungen|bäume|menschen|kinder)",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(
    r"(?:seite|s\.|page)?[ \t]*[-–—|\[(]*[ \t]*\d{1,4}[ \t]*[-–—|\])]*(?:[ \t]*(?:/|von|of)[ \t]*\d{1,4})?", re.I
)
TERMINAL = re.compile(r"""[.!?…:;]["'“”«»‘’)\]*_]*$""")
HASHES = re.compile(r"#{1,6}(?=[ \t]|$)[ \t]*")
RULE = re.compile(r"(?:[-=_*~][ \t]*){3,}$")
FOOTNOTE = re.compile(r"(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹†])[)\]]|\[\^?\d+\]:?[ \t]|[¹²³⁴⁵⁶⁷⁸⁹†][ \t]?\S")


@dataclass(slots=True)
class Line:
    """One line without its margins; `start` and `end` point into the source."""

    start: int
    end: int
    indent: int
    text: str
    kind: str = "text"
    page_start: bool = False

    @property
    def is_text(self):
        return self.kind == "text"


def split(text):
    """All lines of the text, blank ones too, with page furniture and tables marked as such."""
    lines = list(_cut(text))
    _mark_numbers(lines)
    _mark_tables(lines)
    _mark_running_headers(lines)
    return lines


def _cut(text):
    at, page = 0, False
    for match in (*BREAKS.finditer(text), None):
        stop = match.start() if match else len(text)
        yield _line(text, at, stop, page)
        if match:
            page = match.group() == "\f"
            at = match.end()


def _line(text, start, stop, page):
    raw = text[start:stop]
    left = len(raw) - len(raw.lstrip(BLANKS))
    body = raw.strip(BLANKS)
    indent = len(raw[:left].expandtabs(4))
    first = start + left if body else start
    return Line(first, first + len(body), indent, body, "text" if body else "blank", page)


def _mark_numbers(lines):
    """Rules and page numbers are no text; a lone number is one wherever it stands."""
    for line in lines:
        if line.is_text and RULE.match(line.text):
            line.kind = "rule"
        elif line.is_text and len(line.text) < 24 and PAGE_NUMBER.fullmatch(line.text):
            line.kind = "furniture"


def cells(text):
    """The cells of a table row, or one cell for ordinary text."""
    marker = BULLET.match(text) or NUMBER.match(text)
    body = text[marker.end() :].lstrip(BLANKS) if marker else text
    if body.startswith("|") and body.count("|") > 1:
        return [cell.strip() for cell in body.strip("|").split("|")]
    parts = [part for part in re.split(r"\t+| {3,}", body) if part.strip()]
    return parts or [body]


def _mark_tables(lines):
    for line in lines:
        if not line.is_text:
            continue
        row = cells(line.text)
        spaced = "\t" not in line.text and not line.text.startswith("|")
        if spaced and (line.text[-1] in ".!?,;-“" or line.text[0].islower()):
            continue
        if len(row) > 1 and all(len(cell) < 90 for cell in row) and not TERMINAL.search(row[0]):
            line.kind = "table"


def fold_line(text):
    """A line as it looks on every page: without case, marks and the page's own number."""
    return re.sub(r"[\W_\d]+", " ", text).strip().lower()


def _mark_running_headers(lines):
    """A short line that comes back on other pages is furniture if it shows signs of one.

    A heading such as "Maßnahmen" may come back in every chapter too, so repetition alone is not enough.
    """
    places = {}
    for index, line in enumerate(lines):
        if _may_run(line) and (key := fold_line(line.text)):
            places.setdefault(key, []).append(index)
    front = set(fold_line(" ".join(_title_lines(lines))).split())
    paged = any(line.page_start for line in lines)
    for key, found in places.items():
        if len(found) > 1 and _runs(lines, key, found, front, paged):
            for index in found:
                lines[index].kind = "furniture"


def _title_lines(lines):
    """The short lines at the head of the text, up to its first sentence or bullet."""
    for line in [line for line in lines[:60] if line.is_text][:8]:
        if BULLET.match(line.text) or (len(line.text) > 60 and line.text.endswith(".")):
            return
        yield line.text


def _may_run(line):
    return (
        line.kind in ("text", "table")
        and len(line.text) < 100
        and not BULLET.match(line.text)
        and not line.text.startswith("#")
        and not re.search(r"[.;,:!-]$", line.text)
        and not line.text[:1].islower()
    )


def _runs(lines, key, found, front, paged):
    """Whether the places where a line comes back are those of a running header."""
    if paged and all(_at_edge(lines, index) for index in found):
        return True
    words = key.split()
    from_title = len(words) > 1 and all(word in front for word in words)
    inside = sum(_interrupts(lines, index) for index in found)
    if from_title and len(found) > 2 and any(_numbered(lines, index) for index in found):
        return True
    alone = all(_stands_alone(lines, index) for index in found[1:])
    return bool(inside) and (from_title or alone or _counts_pages(lines, found))


def _at_edge(lines, index):
    """Whether a line is among the first or last two of its page."""
    for step in (-1, 1):
        at, texts = index, 0
        while texts < 2:
            if step < 0 and lines[at].page_start:
                return True
            at += step
            if not 0 <= at < len(lines) or (step > 0 and lines[at].page_start):
                return True
            texts += lines[at].kind in ("text", "table")
            if abs(at - index) > 12:
                break
    return False


def _numbered(lines, index):
    return any(
        lines[i].kind == "furniture" for i in (index - 2, index - 1, index + 1, index + 2) if 0 <= i < len(lines)
    )


def _counts_pages(lines, found):
    """Whether the line bears a number that rises from one place to the next."""
    numbers = [re.search(r"(\d{1,4})\D*$", lines[index].text) for index in found]
    if not all(numbers):
        return False
    counted = [int(number[1]) for number in numbers]
    return all(a < b for a, b in pairwise(counted))


def _stands_alone(lines, index):
    around = [lines[i].kind for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return all(kind != "text" and kind != "table" for kind in around)


def _interrupts(lines, index):
    """Whether the line stands at a page's edge or in the middle of a sentence or list."""
    if lines[index].page_start or _numbered(lines, index):
        return True
    before, after = _neighbour(lines, index, -1), _neighbour(lines, index, 1)
    if before is None or after is None:
        return False
    return len(before.text) > 40 and not TERMINAL.search(before.text) and after.text[:1].islower()


def _neighbour(lines, index, step):
    """The nearest line that is not blank, looking a few lines far."""
    for _ in range(6):
        index += step
        if not 0 <= index < len(lines):
            return None
        if lines[index].kind != "blank":
            return lines[index]
    return None


def marker(text):
    """The bullet or number a line begins with, as (mark, length with blanks), or None."""
    match = BULLET.match(text)
    if not match:
        match = NUMBER.match(text)
        if not match or NOT_A_MARKER.match(text) or re.match(r"\d{4}|\d{1,3}\b(?![.)])(?!\.\d)", match.group()):
            return None
    body = text[match.end() :]
    return match.group(), len(text) - len(body.lstrip(BLANKS))
