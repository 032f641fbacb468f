"""People's words, kept as written and made safe when shown. The only module that knows bleach."""

import re
import unicodedata

import bleach
from markupsafe import Markup

LONGEST = 10_000
"""bleach needs quadratic time for nested tags; nothing longer than this is handed to it."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def prose(source: str | None) -> Markup:
    """Plain text as paragraphs with links. What looks like a tag is shown as it was typed, never obeyed."""
    escaped = bleach.clean((source or "")[:LONGEST], tags=frozenset(), strip=False)
    paragraphs = (part.strip().replace("\n", "<br>") for part in _PARAGRAPH.split(escaped.replace("\r\n", "\n")))
    html = "".join(f"<p>{part}</p>" for part in paragraphs if part)
    return Markup(bleach.linkify(html, callbacks=[_outside]))


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
