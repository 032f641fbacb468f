"""Rules about words: abbreviations, hard words, long words, capitals, and two words for one thing."""

import re

from .compounds import hyphenated, segments
from .findings import Finding
from .lexicon import ABBREVIATIONS, CAPITALS, FAMILY, HARD, IMAGES, SAME
from .numbers import ROMAN
from .reading import ABBREVIATION

LONG = 14
"""A part of a word with that many letters is too long to read at once."""
ENDINGS = ("", "e", "n", "s", "en", "er", "es", "em", "ern", "t", "te")
IMAGE = re.compile("|".join(rf"\b{image}\b" for image in IMAGES))
FULL = {re.sub(r"\s", "", short).lower(): full for short, full in ABBREVIATIONS.items()}
FEWEST_CAPITALS = 2


def find(line):
    """What is hard about the words of a line."""
    for short in ABBREVIATION.finditer(line.masked):
        yield _at("LS-ABBR", line, short, better=FULL[re.sub(r"\s", "", short[0]).lower()])
    for image in IMAGE.finditer(line.masked):
        yield _at("LS-IMAGE", line, image)
    for word in (word for sentence in line.sentences for word in sentence.words):
        yield from _of_word(line, word)


def _of_word(line, word):
    place = (line.number, word.start, word.end)
    if word.text.startswith("xxxx"):  # an address of the net
        return
    if easier := _easier(word.text):
        yield Finding("LS-HARD", *place, {"found": word.text, "better": easier})
    elif max(map(len, segments(word.text))) >= LONG:
        shown = hyphenated(word.text)
        more = {"better": shown} if shown != word.text else {}
        yield Finding("LS-WORD", *place, {"found": word.text, **more})
    for part in segments(word.text):
        if len(part) >= FEWEST_CAPITALS and part.isupper() and part.isalpha() and not _known(part):
            yield Finding("LS-CAPS", *place, {"found": part})


def _known(part):
    return part in CAPITALS or ROMAN.fullmatch(part)


def _easier(word):
    """For a hard word with or without an ending; a compound is judged by its shown parts."""
    for part in segments(word.lower()):
        for ending in ENDINGS:
            if part.endswith(ending) and (found := HARD.get(part[: len(part) - len(ending)] if ending else part)):
                return found
            if part.endswith(ending) and ending and (found := HARD.get(part[: len(part) - len(ending)] + "en")):
                return found
    return None


def same(lines):
    """A second word for a thing that had another name before."""
    first = {}
    for line in lines:
        for word in (word for sentence in line.sentences for word in sentence.words):
            low = word.text.lower().replace("-", "")
            group = next((number for number, words in enumerate(SAME) if low in words), None)
            if group is None or not word.text[:1].isupper():
                continue
            name = FAMILY.get(low, low)
            before, spelled = first.setdefault(group, (name, word.text))
            if before != name:
                values = {"found": word.text, "better": spelled}
                yield Finding("LS-SAME", line.number, word.start, word.end, values)


def _at(rule, line, match, **more):
    return Finding(rule, line.number, match.start(), match.end(), {"found": match[0], **more})
