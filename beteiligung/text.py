"""People's words, kept as written and made safe when shown. The only module that knows bleach."""

import re
import unicodedata

import bleach
from bleach.linkifier import Linker
from markupsafe import Markup

LONGEST = 10_000
"""bleach needs quadratic time for nested tags; longer texts are handed to it piece by piece."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"`{}|\\^]+", re.IGNORECASE)
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def prose(source: str | None) -> Markup:
    """Plain text as paragraphs with links. What looks like a tag is shown as it was typed, never obeyed."""
    parts = _PARAGRAPH.split((source or "").replace("\r\n", "\n"))
    return Markup("".join(f"<p>{_line_ends(part.strip())}</p>" for part in parts if part.strip()))


def _line_ends(paragraph):
    pieces = (paragraph[start : start + LONGEST] for start in range(0, len(paragraph), LONGEST))
    escaped = "".join(bleach.clean(piece, tags=frozenset(), strip=False) for piece in pieces)
    return Linker(callbacks=[_outside], url_re=_LINK).linkify(escaped).replace("\n", "<br>")


def _outside(attributes, new=False):
    attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


def fold(text: str) -> str:
    """For comparing and searching: small letters, umlauts and accents resolved, single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def slug(text: str, *, longest: int = 60) -> str:
    """A name for a URL: ASCII, small letters, hyphens, cut between words."""
    words, size = [], 0
    for word in re.findall(r"[a-z0-9]+", fold(text)):
        size += len(word) + 1
        if words and size > longest:
            break
        words.append(word)
    return "-".join(words)[:longest] or "vorhaben"
