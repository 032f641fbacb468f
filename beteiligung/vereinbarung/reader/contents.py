"""The table of contents: found, set aside, and used to know the headings of the text."""

import re

from .lines import BLANKS, marker

TITLE = re.compile(r"(?:inhalt|inhaltsverzeichnis|inhaltsübersicht|gliederung|übersicht|kapitelübersicht)", re.I)
LEADER = re.compile(r"(?:[ \t.…·_]{2,}|\t+| {1,})\(?(?:s\.|seite)?[ \t]*(\d{1,3})\)?$", re.I)
COLUMN_HEADS = {"kapitel", "seite", "kapitel seite", "thema seite", "abschnitt seite"}
LONGEST = 200


def plain(text):
    """A heading without its marks and number, for showing."""
    text = text.strip(BLANKS)
    text = re.sub(r"^#{1,6}[ \t]*", "", text).rstrip("#").strip(BLANKS)
    text = re.sub(r"^[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}:?$", "", text).strip(BLANKS)
    text = re.sub(r"(?i)^(?:kapitel|teil|abschnitt)\s+(?:\d+|[ivxlc]+)\b[.:)]?\s*[-–—:]?\s*(?=\S)", "", text)
    found = marker(text)
    if found and re.match(r"\(?[\d(ivxIVXa-zA-Z]", text) and text[found[1] :]:
        text = text[found[1] :]
    else:
        text = re.sub(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?)[ \t\xa0]+(?=[A-ZÄÖÜ])", "", text)
    text = re.sub(r"^[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}$", "", text.strip(BLANKS))
    return re.sub(r"\s+", " ", text.strip(BLANKS)).rstrip(":").strip()


def fold(text):
    """A heading's identity: letters and digits of its plain form."""
    return re.sub(r"[\W_]+", "", plain(text).lower())


def take(lines):
    """Mark the lines of the table of contents and return {folded heading: its place in the table}."""
    begin = next((i for i, line in enumerate(lines) if line.is_text and TITLE.fullmatch(plain(line.text))), None)
    found = _numbered_run(lines) if begin is None else _after_title(lines, begin)
    return {key: order for order, key in enumerate(found)}


def entry(text):
    """The heading an entry names if it ends with a page number, else None."""
    match = LEADER.search(text)
    if not match or not match.start() or len(text) > LONGEST:
        return None
    gap = text[match.start() : match.start(1)]
    if gap == " " and not re.match(r"[\dIVX#A-ZÄÖÜ]", text):
        return None
    return text[: match.start()].strip(BLANKS + ".…")


def _after_title(lines, begin):
    later = {}
    for index in range(begin + 1, len(lines)):
        if lines[index].kind in ("text", "table") and len(lines[index].text) < LONGEST:
            later.setdefault(fold(lines[index].text), []).append(index)
    lines[begin].kind = "contents"
    keys, held = {}, None
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if line.kind not in ("text", "table"):
            continue
        if (
            line.kind == "table" and line.text.replace("\t", " ").lower().strip() in COLUMN_HEADS
        ) or line.text.lower() in COLUMN_HEADS:
            line.kind = "contents"
            continue
        name = entry(line.text)
        key = fold(name if name is not None else line.text)
        if name is None and (len(line.text) > LONGEST or key in keys or len(later.get(key, ())) < 2):
            if held is not None or key in keys or not _wraps(lines, index):
                break
            held = index
            continue
        if held is not None:
            lines[held].kind = "contents"
            keys.setdefault(fold(lines[held].text + " " + (name or line.text)))
            held = None
        line.kind = "contents"
        keys.setdefault(key)
    return [key for key in keys if key]


def _wraps(lines, index):
    """Whether an entry without a page number goes on in the next line, which has one."""
    after = next((line for line in lines[index + 1 : index + 3] if line.kind != "blank"), None)
    return after is not None and entry(after.text) is not None and len(lines[index].text) < 120


def _numbered_run(lines):
    """A table without a title: at least four lines near the top that end with rising page numbers."""
    run, last = [], 0
    for line in lines[:400]:
        if line.kind not in ("text", "table"):
            continue
        match = LEADER.search(line.text) if entry(line.text) else None
        page = int(match.group(1)) if match else 0
        if match and page >= last:
            run.append(line)
            last = page
        elif len(run) >= 4:
            break
        else:
            run, last = [], 0
    if len(run) < 4:
        return []
    for line in run:
        line.kind = "contents"
    return [fold(entry(line.text)) for line in run]
