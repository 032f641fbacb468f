"""Text broken into lines without knowing the font: by widths that no usual font exceeds."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_WIDTHS = {
    "'| ": 32,
    "ijlIJ/іїІЇ": 36,
    ".,:;-·!f()": 44,
    "rtгґ–": 50,
    "cszєзст?": 60,
    "GUÜдмКЧ": 80,
    "DHNOQÖ&ИЙЛНОП": 86,
    "wыД": 92,
    "MW%—…@юЦжфМФ": 105,
    "mшщЮЖ": 115,
    "ШЩ": 130,
}
"""In hundredths of the height of the letters; heavy letters of the widest font that servers usually have."""
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
USUAL, WIDE = 70, 100
ARABIC_USUAL = 66
LIGHT = 0.9
"""How much narrower usual letters are than heavy ones."""
ELLIPSIS = "…"
SOFT, NO_BLANK = "\u00ad", "\u200b"
"""At the end of a piece: a hyphen is set if the line ends here; the next piece follows without a blank."""
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]{3}-)(?=[^\W\d_]{3})")


class Lines(NamedTuple):
    """Some text as it is set: its lines, and the height of its letters. ``is_whole`` where nothing was left out."""

    lines: tuple[str, ...]
    size: int
    is_whole: bool = True


def fitted(text, sizes, width, parts: Callable[[str], tuple] = lambda word: (word,)):
    """The text as large as it fits; only at the smallest size words are parted or left out.

    ``sizes`` are pairs of a size, the largest first, and how many lines there may be. ``parts`` takes a long word apart
    where a reader would.
    """
    words = [piece for word in " ".join(text.split()).split(" ") for piece in _hyphened(word)]
    for size, most in sizes:
        lines = _filled(words, size, width)
        if len(lines) <= most and all(wide(line, size) <= width for line in lines):
            return Lines(tuple(lines), size)
    smallest, most = sizes[-1]
    pieces = [piece for word in words for piece in _parted(word, smallest, width, parts)]
    lines = _filled(pieces, smallest, width)
    if len(lines) <= most:
        return Lines(tuple(lines), smallest)
    return Lines((*lines[: most - 1], _cut(lines[most - 1], smallest, width)), smallest, is_whole=False)


def wide(text, size):
    """About how wide a text is at most."""
    return sum(map(_width, text)) * size / 100


@lru_cache(maxsize=2000)
def _width(letter):
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    if unicodedata.category(letter) in ("Mn", "Cf", "Cc"):
        return 0
    if unicodedata.bidirectional(letter) == "AL":
        return ARABIC_USUAL
    return USUAL if ord(letter) < 0x2000 else WIDE


def _filled(words, size, width):
    """As many words on each line as fit."""
    lines = [""]
    for word in words:
        joint = "" if not lines[-1] or lines[-1].endswith((SOFT, NO_BLANK)) else " "
        longer = lines[-1].removesuffix(SOFT) + joint + word
        if not lines[-1] or wide(longer.removesuffix(SOFT), size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [re.sub(f"{SOFT}$", "-", line).replace(NO_BLANK, "") for line in lines]


def _hyphened(word):
    """A word that has hyphens already can be parted there."""
    *pieces, last = _AFTER_HYPHEN.split(word)
    return [*(piece + NO_BLANK for piece in pieces), last]


def _parted(word, size, width, parts):
    """A word that is wider than the line, in pieces that are not; each but the last ends with a soft hyphen."""
    if wide(word, size) <= width:
        return [word]
    room, pieces = width - wide("-", size), [""]
    for part in parts(word):
        for bit in [part] if wide(part, size) <= room else _letters(part):
            if pieces[-1] and wide(pieces[-1] + bit, size) > room:
                pieces.append("")
            pieces[-1] += bit
    return [piece + SOFT for piece in pieces[:-1]] + pieces[-1:]


def _letters(word):
    """Its letters, each with the marks that stand on it."""
    found = []
    for letter in word:
        if found and unicodedata.category(letter) in ("Mn", "Cf"):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _cut(line, size, width):
    """The line with three dots instead of what no longer fits."""
    words = line.rstrip("-").split(" ")
    while len(words) > 1 and wide(" ".join(words) + " " + ELLIPSIS, size) > width:
        words.pop()
    kept = " ".join(words)
    while kept and wide(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept + (" " if len(words) > 1 else "") + ELLIPSIS
