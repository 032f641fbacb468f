"""Texts of residents on their way into files: what would break a file or turn a page round is taken out."""

import re

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows, perhaps beyond the text that they stand in."""
_LIVE = re.compile(r"[\s\u200b\u200e\u200f\ufeff'\"]*[=+\-@|＝＋－＠]|[\t\r\n]")
"""What a spreadsheet may take for a formula at the beginning of a cell; also after blanks and quotes."""


def plain(text):
    """Line ends of one kind; no control characters, which XML forbids; no characters that turn what follows round."""
    return _TURNS.sub("", _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def defused(text):
    """A cell of a CSV file that no spreadsheet reads as a formula: an apostrophe stands before it."""
    text = plain(text)
    return f"'{text}" if _LIVE.match(text) else text
