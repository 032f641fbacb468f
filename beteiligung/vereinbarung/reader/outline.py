"""Blocks put in order: chapters, items with their parts, paragraphs torn off at a page break."""

import re
from dataclasses import dataclass, field

from .actors import PARTIES
from .blocks import BOLD
from .contents import fold, plain
from .lines import TERMINAL

AGREEMENT = re.compile(
    r"(?:koalitions|kooperations|bündnis|gestaltungs)(?:vertrag|vereinbarung)|vereinbarung|zusammenarbeit|"
    r"arbeitsprogramm",
    re.I,
)
SIGNED = re.compile(
    r"[A-ZÄÖÜ][\wäöüß/ .()-]{1,40}, ?(?:den |im |am )?(?:\d{1,2}\.|xx\.|_+\.?|\.+)? ?(?:\d{1,2}\.|"
    r"[A-ZÄÖÜ][a-zä]+) ?\d{4}\.?"
)
PARTY = re.compile(rf"(?:{PARTIES}|90)", re.I)
BETWEEN_PARTIES = re.compile(
    r"(?:die|der|den|zwischen|und|freie[nr]?|partei\w*|fraktion\w*|\w*verband|ratsfraktion\w*|bündnis)", re.I
)
INFINITIVE_END = re.compile(r"\b[a-zäöüß]{3,}(?:en|ern|eln)[.:]?$")


@dataclass(slots=True)
class Item:
    """A bullet or paragraph with its place in the agreement; whether it is a clause is decided elsewhere."""

    block: object
    chapter: str = ""
    topic: str = ""
    path: tuple = ()
    lead: str = ""
    bulleted: bool = False
    signed: bool = False
    parts: list = field(default_factory=list)

    @property
    def kind(self):
        return self.block.kind

    @property
    def start(self):
        return self.block.start

    @property
    def end(self):
        return max([self.block.end, *(part.end for part in self.parts)])

    def sections(self, text):
        """The pieces of the item itself, then those of each part."""
        return [self.block.pieces(text), *(part.pieces(text) for part in self.parts)]


@dataclass(slots=True)
class Outline:
    title: str
    items: list


def arrange(text, blocks, contents, is_sentence):
    """Give every bullet and paragraph its chapter, join what was torn apart, hang parts under their item."""
    title, first = _title(text, blocks, contents)
    blocks = _join_torn(text, [block for block in blocks if block.kind != "note"])
    blocks = _bold_items(text, blocks)
    items = _walk(text, blocks, contents, first)
    return Outline(title, _hang_parts(text, items, is_sentence))


def _title(text, blocks, contents):
    """The agreement's heading, and the block it is: the first top heading that names an agreement."""
    begin = next((n for n, block in enumerate(blocks) if block.kind == "bullet" or block.end - block.start > 300), 12)
    front = [block for block in blocks[: min(begin, 12)] if not SIGNED.fullmatch(block.raw(text).strip("*_ "))]
    for block in front:
        if fold(block.raw(text)) not in contents and AGREEMENT.search(block.raw(text)):
            return plain(block.raw(text)), block
    for block in front:
        if block.kind == "heading" and block.level == 1:
            return plain(block.raw(text)), None
    return (plain(front[0].raw(text)), None) if front and front[0].start < 500 else ("", None)


def _join_torn(text, blocks):
    """A paragraph between two bullets belongs to the first where a page break or a tight list says so."""
    bullets = [n for n, block in enumerate(blocks) if block.kind == "bullet"]
    tight = sum(not blocks[n].blank_before for n in bullets) > 0.4 * len(bullets) if bullets else False
    between = [n for n in range(1, len(blocks) - 1) if _is_between(blocks, n) and not _leads(text, blocks[n])]
    rare = len(between) <= max(2, 0.15 * len(bullets))
    joined, between = [], set(between)
    for n, block in enumerate(blocks):
        last = joined[-1] if joined else None
        if last is not None and n in between and last.kind == "bullet" and (block.cut or (tight and rare)):
            last.spans.extend(block.spans)
        else:
            joined.append(block)
    return joined


def _is_between(blocks, n):
    return (
        blocks[n].kind == "paragraph"
        and not blocks[n].bold
        and blocks[n - 1].kind == "bullet"
        and blocks[n + 1].kind == "bullet"
    )


def _leads(text, block):
    return _tail(text, block).endswith(":")


def _tail(text, block):
    """The last words of a block: looking at its end costs the same however long it is."""
    start, end = block.spans[-1]
    return text[max(start, end - 80) : end].rstrip("*_ ")


def _bold_items(text, blocks):
    """A bold line with a verb is an item, not a heading, where the chapters have headings of their own."""
    others = any(block.kind == "heading" and not block.bold for block in blocks)
    bolds = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.bold and block.level == 7]
    if not others or not bolds:
        return blocks
    for n in bolds:
        name = plain(blocks[n].raw(text))
        follows = blocks[n + 1].kind if n + 1 < len(blocks) else "heading"
        if follows == "bullet" and has_verb(name):
            blocks[n].kind = "bullet"
            blocks[n].mark = "**"
            blocks[n].indent = -1
    return blocks


def has_verb(name):
    return len(name.split()) > 1 and bool(
        INFINITIVE_END.search(name)
        or re.match(r"(?i)wir\b", name)
        or re.search(r"\b(?:wird|werden|wollen|soll|sollen)\b", name)
    )


def _walk(text, blocks, contents, first):
    """Items with chapter and topic; the topic is the outermost heading above, the chapter the nearest."""
    stack, items, lead, signed, passed = [], [], "", False, 0
    hashed = any(block.kind == "heading" and text.startswith("#", block.start) for block in blocks)
    heads = [block.level for block in blocks if block.kind == "heading"]
    only_top = heads.count(1) == 1 and heads[0] == 1 and len(heads) > 2 and text.lstrip(" \ufeff\n\r").startswith("#")
    for n, block in enumerate(blocks):
        raw = block.raw(text) if block.end - block.start < 2000 else text[block.start : block.start + 2000]
        passed = block.end
        if SIGNED.fullmatch(raw.strip("*_ ")) and passed > 0.5 * len(text):
            signed = True
            continue
        if block.kind == "heading":
            lead = ""
            if fold(raw) in contents:
                signed = False
            if block is first or (only_top and block.level == 1 and not stack) or _names_parties(plain(raw)):
                continue
            level = _heading_level(block, raw, contents, hashed)
            after = blocks[n + 1] if n + 1 < len(blocks) else None
            if (
                after is not None
                and after.kind == "heading"
                and after.level == block.level
                and fold(raw) not in contents
            ):
                # A heading over a heading of the same look stands above it, or on the title page.
                if not items and not block.bold:
                    continue
                level -= 0.5
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, plain(raw)))
            continue
        item = Item(block, lead=lead if block.kind == "bullet" else "", signed=signed)
        item.path = tuple(name for _, name in stack)
        item.chapter = item.path[-1] if item.path else ""
        item.topic = item.path[0] if item.path else ""
        items.append(item)
        if block.kind == "paragraph":
            lead = raw if _leads(text, block) else ""
    _mark_bulleted(items)
    return items


def _names_parties(name):
    """Whether a line of the title page says nothing but who agrees."""
    words = [word for word in re.split(r"[\s,/&|]+", name) if word]
    parties = sum(bool(PARTY.fullmatch(word)) for word in words)
    others = [word for word in words if not PARTY.fullmatch(word) and not BETWEEN_PARTIES.fullmatch(word)]
    return parties > 0 and len(others) <= (1 if parties == 1 and len(words) < 4 else 0)


def _heading_level(block, raw, contents, hashed):
    """How deep a heading stands; where some have marks, those without stand below them."""
    if fold(raw) in contents and (block.level > 6 or not raw.startswith("#")):
        return 1
    return 8 if hashed and not raw.startswith("#") and not block.bold else block.level


def _mark_bulleted(items):
    """Whether an item's chapter has bullets: its paragraphs are introductions then."""
    with_bullets = {item.path for item in items if item.kind == "bullet"}
    for item in items:
        item.bulleted = item.path in with_bullets


def _hang_parts(text, items, is_sentence):
    """Bullets that belong to the bullet above them become its parts."""
    bold_titles = sum(_bold_title(text, item) for item in items) > 1
    kept = []
    for item in items:
        above = kept[-1] if kept else None
        if above is not None and _is_part(text, item, above, bold_titles, is_sentence):
            above.parts.append(item.block)
        else:
            kept.append(item)
    return kept


def _bold_title(text, item):
    """Whether a bullet begins with a bold title, or is one."""
    return item.block.mark == "**" or item.block.bold


def _is_part(text, item, above, bold_titles, is_sentence):
    block, parent = item.block, above.block
    if block.kind != "bullet" or item.path != above.path or item.lead != above.lead or parent.kind == "heading":
        return False
    if parent.kind == "paragraph":
        return parent.bold and bold_titles and not block.bold and not is_sentence(block.raw(text))
    if block.indent > parent.indent + 1 and parent.mark != "**":
        return True
    if _bold_title(text, above) and not block.bold and bold_titles:
        return _only_title(text, above) or not is_sentence(block.raw(text))
    if block.indent < parent.indent:
        return False
    return _below_by_mark(text, item, above, is_sentence)


def _only_title(text, item):
    """Whether nothing but the title stands in the item itself, or it announces its parts."""
    start, end = item.block.spans[0]
    match = BOLD.match(text[start:end])
    rest = item.block.end - start - match.end() if match else 0
    return item.block.mark == "**" or not match or rest < 25 or _leads(text, item.block)


def _below_by_mark(text, item, above, is_sentence):
    """Nested at the same indent: another mark under a main mark, or fragments after a colon."""
    mark, main = item.block.mark, above.block.mark
    announces = _leads(text, above.block)
    if _rank(mark) > _rank(main):
        return (
            announces
            or _rank(mark) > 1
            or not TERMINAL.search(_tail(text, above.block))
            or not is_sentence(item.block.raw(text))
        )
    if mark == main or not above.parts:
        return announces and mark == main and not is_sentence(item.block.raw(text))
    return False


def _rank(mark):
    """How deep a mark usually stands."""
    if mark == "**":
        return -1
    if mark[:1].isdigit() or mark[:1] == "(":
        return 0 + mark.strip("().").count(".")
    if mark in ("o", "◦", "○", "▪", "▫", "□", "⁃", "‣", "*)") or re.fullmatch(r"[a-z]\)|[ivx]+[.)]", mark):
        return 2
    return 1 if mark in ("-", "–", "—", "+") else 0
