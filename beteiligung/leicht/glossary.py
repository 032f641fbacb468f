"""Hard words and what they mean: a German set of ours, and the words that a city adds or says otherwise."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .compounds import plain

SHIPPED = Path(__file__).with_name("words.json")
LARGEST = 1_000_000
_MARKS = str.maketrans("", "", "-\u2010\u2011")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011\u00b7\u00ad][^\W\d_]+)*")


class NoGlossary(ValueError):
    """A file that holds no words; the message says where it is wrong."""


class Entry(NamedTuple):
    """One word, how else it is written, and its explanation in lines."""

    word: str
    forms: tuple
    lines: tuple


class Glossary:
    """Words by every way in which they are written."""

    def __init__(self, entries):
        self.entries = tuple(entries)
        self._by_form = {bare(form): entry for entry in self.entries for form in (entry.word, *entry.forms)}

    def find(self, text):
        """Every word of a text that is explained: where it begins and ends, and its entry."""
        for word in _WORD.finditer(text):
            if entry := self._by_form.get(bare(word[0])):
                yield word.start(), word.end(), entry


def bare(word):
    """A word without hyphens and Mediopunkte; its first letter may be large where a sentence begins."""
    word = plain(word).translate(_MARKS)
    return word[:1] + word[1:].lower()


def load(path=None):
    """Our words with the city's, read again when a file has changed. A city's word with no text takes ours away."""
    return _loaded(*((file, file.stat().st_mtime_ns) for file in (SHIPPED, *([Path(path)] if path else []))))


@lru_cache(maxsize=8)
def _loaded(*files):
    known = {}
    for file, _changed in files:
        for entry in read(file):
            known[bare(entry.word)] = entry
    return Glossary(entry for entry in known.values() if entry.lines)


def read(path):
    """The entries of one file: a JSON list of ``word``, ``forms`` and ``text`` with a sentence a line."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise NoGlossary(f"{path.name} is larger than {LARGEST} bytes")
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise error if isinstance(error, NoGlossary) else NoGlossary(f"{path.name}: {error}") from error
    if not isinstance(found, list):
        raise NoGlossary(f"{path.name} is no list of words")
    return [_entry(one, index, path.name) for index, one in enumerate(found, 1)]


def _entry(one, index, file):
    try:
        word, forms, text = one["word"].strip(), one.get("forms") or [], one.get("text") or ""
        if not _WORD.fullmatch(word) or not all(_WORD.fullmatch(form.strip()) for form in forms):
            raise ValueError("a word must be one word, of letters and hyphens")
        return Entry(word, tuple(form.strip() for form in forms), tuple(filter(None, map(str.strip, text.split("\n")))))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoGlossary(f"{file}: word {index} cannot be read: {error!r}") from error
