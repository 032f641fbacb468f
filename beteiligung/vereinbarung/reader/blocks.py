"""Lines gathered into blocks: headings, bullets, paragraphs, each whole across line ends and page breaks."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .contents import fold
from .lexicon import words
from .lines import BLANKS, BULLET, FOOTNOTE, HASHES, TERMINAL, marker

OPEN_ENDS = words(
    "und oder sowie bzw der die das des dem den ein eine einer eines einem einen in im an am auf aus bei mit "
    "nach von vom zu zum zur für durch gegen ohne um über unter vor zwischen als wie dass ob wenn weil auch "
    "nicht unser unsere unserer unseren unserem ihre ihrer ihren seine seiner seinen diese dieser diesen "
    "dieses alle aller allen mehr sehr wir sie es werden wird soll sollen wollen will kann können muss müssen"
)
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
SHORT = 90


@dataclass(slots=True)
class Block:
    """A piece of the text with the spans of its lines; `cut` says that a page break stands before it."""

    kind: str
    spans: list = field(default_factory=list)
    indent: int = 0
    mark: str = ""
    level: int = 0
    blank_before: bool = False
    cut: bool = False
    after_table: bool = False
    bold: bool = False
    parts: list = field(default_factory=list)

    @property
    def start(self):
        return self.spans[0][0]

    @property
    def end(self):
        return self.spans[-1][1]

    def pieces(self, text):
        return [text[start:stop] for start, stop in self.spans]

    def raw(self, text):
        return " ".join(self.pieces(text))


class Gathering:
    """Walks over the lines once and keeps the block that is still open."""

    def __init__(self, text, lines, contents):
        self.text, self.contents = text, contents
        self.lines = [line for line in lines if line.kind != "contents"]
        self.width = wrap_width(self.lines)
        self.blocks = []
        self.blank = self.cut = self.table = False
        self.noted = False
        self.following = _followers(self.lines)

    def run(self):
        for index, line in enumerate(self.lines):
            if line.page_start:
                self.cut = True
            if line.kind == "text":
                self._text(index, line)
                self.blank = self.cut = self.table = False
            elif line.kind == "blank":
                self.blank = True
            elif line.kind == "furniture":
                self.cut = True
            elif line.kind == "table":
                self.table = True
                self.noted = self.noted or "*" in line.text
        return self.blocks

    def _text(self, index, line):
        found = marker(line.text)
        if hashes := HASHES.match(line.text):
            self._hashed(line, hashes)
        elif self._is_setext(index) or self._whole_bold(line):
            self._open("heading", line, 0, level=7 if self._whole_bold(line) else 1, bold=True)
        elif FOOTNOTE.match(line.text[found[1] :] if found else line.text) or (
            self.noted and self.table and line.text.startswith("*")
        ):
            self._open("note", line, 0)
        elif found and self._is_item(index, line, found):
            self._item(index, line, found)
        elif (found and self._numbers(found) and self._is_numbered_heading(index, line, found)) or self._is_heading(
            index, line
        ):
            self._open("heading", line, 0, level=self._level(line))
        elif self._goes_on(line):
            self.blocks[-1].spans.append((line.start, line.end))
        else:
            self._open("paragraph", line, 0, indent=line.indent, bold=bool(BOLD.match(line.text)))

    def _open(self, kind, line, skip, **more):
        span = (line.start + skip, line.end)
        self.blocks.append(Block(kind, [span], blank_before=self.blank, cut=self.cut, after_table=self.table, **more))

    def _hashed(self, line, hashes):
        """A `#` line is a heading, unless somebody's converter put the mark before a bullet or a whole sentence."""
        rest = line.text[hashes.end() :]
        found = BULLET.match(rest)
        if found or (TERMINAL.search(rest) and len(rest) > 100):
            skip = hashes.end() + (len(rest) - len(rest[found.end() :].lstrip(BLANKS)) if found else 0)
            if skip < len(line.text):
                self._open("bullet", line, skip, indent=line.indent, mark=found.group() if found else "#")
            return
        if rest:
            self._open("heading", line, 0, level=len(hashes.group().strip()))

    def _is_setext(self, index):
        line, after = self.lines[index], self.following[index]
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if below is None or below.kind != "rule" or below.text[0] not in "=-" or after is None:
            return False
        return len(line.text) <= SHORT and not TERMINAL.search(line.text) and not marker(line.text)

    @staticmethod
    def _whole_bold(line):
        match = BOLD.match(line.text)
        return bool(match) and not line.text[match.end() :].strip(BLANKS + ":.") and len(line.text) < 200

    def _is_item(self, index, line, found):
        """Whether a marked line begins a list item: no numbered heading, no dash inside a sentence."""
        mark, skip = found
        if fold(line.text) in self.contents and len(line.text) < SHORT:
            return False
        if self._numbers(found):
            return not self._is_numbered_heading(index, line, found) and not self._runs_into(line)
        if mark in "-–—+*o" and line.text[skip : skip + 1].islower() and self._runs_into(line):
            return self.blocks[-1].kind == "bullet" and not self._open_end(commas=False)
        return True

    @staticmethod
    def _numbers(found):
        return (found[0][0].isalnum() and found[0] != "o") or found[0][0] == "("

    def _runs_into(self, line):
        """Whether the sentence before the line is still open and nothing but a line end stands between."""
        if not self.blocks or self.blank or self.blocks[-1].kind not in ("paragraph", "bullet"):
            return False
        if self.blocks[-1].kind == "bullet" and not self._open_end():
            return False
        return not TERMINAL.search(self._last())

    def _is_numbered_heading(self, index, line, found):
        mark, skip = found
        rest = line.text[skip:]
        if len(rest) > SHORT or TERMINAL.search(rest) or not rest[:1].isupper():
            return False
        if self._item_before(mark) or not re.match(r"\d|[IVX]", mark.strip("(")):
            return False
        after = self.following[index]
        nearby = marker(after.text) if after else None
        return not (nearby and self._numbers(nearby) and _style(nearby[0]) == _style(mark))

    def _item_before(self, mark):
        last = self.blocks[-1] if self.blocks else None
        return bool(last and last.kind == "bullet" and last.mark[:1].isdigit() and _style(last.mark) == _style(mark))

    def _item(self, index, line, found):
        mark, skip = found
        if skip < len(line.text):
            body = line.text[skip:]
            self._open("bullet", line, skip, indent=line.indent, mark=mark, bold=bool(BOLD.match(body)))
            return
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if below is not None and below.is_text and not marker(below.text) and fold(below.text) not in self.contents:
            # The extraction set the bullet character on a line of its own: the item begins below it.
            below_mark, below.kind = mark, "blank"
            self._open("bullet", below, 0, indent=line.indent, mark=below_mark, bold=bool(BOLD.match(below.text)))

    def _is_heading(self, index, line):
        text = line.text
        if len(text) <= 120 and fold(text) in self.contents:
            return True
        if not is_short_title(text):
            return False
        if self._goes_on(line) and (self._open_end() or not self.blank):
            return False
        after = self.following[index]
        if after is None:
            return False
        alone = self.lines[index + 1].kind == "blank"
        if alone:
            return self.blank or self._begins()
        return (
            self._begins() and self._stops_early(line, after) and (after.text[:1].isupper() or bool(marker(after.text)))
        )

    def _begins(self):
        """Whether a new thing may begin here: at the top, after a heading, after a finished sentence."""
        return self.blank or not self.blocks or self.blocks[-1].kind == "heading" or bool(TERMINAL.search(self._last()))

    def _stops_early(self, line, after):
        """A line that ends though the next word would have fitted was ended on purpose."""
        word = after.text.split(None, 1)[0] if after.text else ""
        return len(line.text) + 1 + len(word) <= 0.85 * (self.width or 200)

    def _level(self, line):
        found = marker(line.text)
        order = 1 if fold(line.text) in self.contents or not self.contents else 2
        if found and found[0][0].isdigit():
            order = 1 + found[0].strip("().").count(".")
        return order

    def _last(self):
        start, end = self.blocks[-1].spans[-1]
        return self.text[max(start, end - 80) : end]

    def _open_end(self, commas=True):
        """Whether the last line cannot be the end of a sentence: a hyphen, a comma, an article, a preposition."""
        last = self._last().rstrip()
        if last.endswith(("-", "\xad", "/", "–", "„", "(", *([","] if commas else []))):
            return True
        word = re.search(r"[\wäöüß]+$", last)
        return bool(word) and word.group() in OPEN_ENDS

    def _goes_on(self, line):
        """Whether a line without any mark continues the open block."""
        if not self.blocks or self.table or self.blocks[-1].kind in ("heading", "note"):
            return bool(self.blocks) and self.blocks[-1].kind == "note" and not self.blank and not self.table
        last = self.blocks[-1]
        ended = bool(TERMINAL.search(self._last()))
        if not ended and self._last().rstrip().endswith("**") and self.text.startswith("**", last.start):
            return False
        if self.blank or self.cut:
            return self._goes_on_after_gap(last, line, ended)
        if self.width is None:
            return not ended or line.indent > last.indent + 1
        return not (ended and self._ended_early(line))

    def _goes_on_after_gap(self, last, line, ended):
        if last.kind == "bullet" and line.indent > last.indent + 1 and not self.cut:
            return True
        if ended:
            return False
        if line.text[:1].islower() or self._open_end():
            return True
        return len(self._last()) > 60 and bool(TERMINAL.search(line.text))

    def _ended_early(self, line):
        start, end = self.blocks[-1].spans[-1]
        word = line.text.split(None, 1)[0] if line.text else ""
        return end - start + 1 + len(word) <= 0.8 * self.width


def _style(mark):
    """What kind of number a mark is: roman, letter, or digits with their depth."""
    bare = mark.strip("().")
    if bare[:1].isdigit():
        return bare.count(".")
    return "roman" if re.fullmatch(r"[IVXivx]+", bare) else "letter"


def is_short_title(text):
    """A bare line that reads like a heading: short, a capital, no full stop, no open end."""
    if len(text) > SHORT or len(text.split()) > 11 or not re.match(r"[A-ZÄÖÜ„\"»(\d]", text):
        return False
    if TERMINAL.search(text) and not text.endswith(("?", "!")):
        return False
    last = re.search(r"[\wäöüß]+$", text)
    return not text.endswith(("-", ",", "/", "–")) and not (last and last.group() in OPEN_ENDS)


def wrap_width(lines):
    """The width at which the text's lines were wrapped, or None where a line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines if line.is_text and len(line.text) > 25)
    if len(lengths) < 2:
        return None
    width = lengths[int(len(lengths) * 0.95) - 1 if len(lengths) > 20 else -1]
    if width > 160:
        return None
    open_ends = sum(
        not TERMINAL.search(line.text)
        for line, below in pairwise(lines)
        if line.is_text and len(line.text) > 0.6 * width and below.is_text and not marker(below.text)
    )
    return width if open_ends >= max(1, 0.08 * len(lengths)) else None


def _followers(lines):
    """For each line the next one that holds text."""
    found, after = [None] * len(lines), None
    for index in range(len(lines) - 1, -1, -1):
        found[index] = after
        if lines[index].kind in ("text", "table"):
            after = lines[index]
    return found
