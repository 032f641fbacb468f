"""Sentences of a German text; a full stop after an abbreviation, an initial or an ordinal ends none."""

import re
from functools import lru_cache

from .lexicon import words

ABBREVIATIONS = words(
    "z b d h u a v m i e o s ca bzw ggf usw etc evtl inkl exkl str nr abs art dr prof st mind max mio mrd tsd "
    "vgl sog gem lt bspw insb zzgl ehem rd vs ff evt allg bes geb hl ing jh jr sr tel u.a z.b d.h"
)
MONTH = re.compile(r"\s*(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b", re.I)
END = re.compile(r"[.!?…]+[\"“”«»‘’)\]]*(?=\s|$)|(?<=[a-zäöüß][a-zäöüß])[.!?](?=[„»]?[A-ZÄÖÜ][a-zäöü])")


MOST = 300
LONGEST = 1500
LONG_WORD = re.compile(r"\S{80,}")


@lru_cache(maxsize=4096)
def sentences(text):
    """The sentences of a cleaned text, in order; endless words and endless sentences are clipped."""
    text = LONG_WORD.sub(lambda match: match.group()[:80], text)
    return tuple(part[:LONGEST] for part in _split(text)[:MOST])


def _split(text):
    found, begin = [], 0
    for match in END.finditer(text):
        if _goes_on(text, begin, match):
            continue
        found.append(text[begin : match.end()].strip())
        begin = match.end()
    rest = text[begin:].strip()
    return [part for part in (*found, rest) if part]


def _goes_on(text, begin, match):
    if match.group()[0] != ".":
        return text[match.end() : match.end() + 2].strip()[:1].islower()
    after = text[match.end() : match.end() + 16]
    if after.strip()[:1].islower() or after.strip()[:1] in {",", ";"}:
        return True
    word = re.search(r"[\w.]*$", text[max(begin, match.start() - 20) : match.start()]).group()
    if word.isdigit():
        return len(word) < 3 and bool(after.strip()) and not _new_start(after)
    last = word.rsplit(".", 1)[-1].lower()
    return last in ABBREVIATIONS or (len(last) == 1 and last.isalpha())


def _new_start(after):
    """After a number: a month or a noun goes on (an ordinal), an article or pronoun begins anew."""
    if MONTH.match(after):
        return False
    return bool(re.match(r"\s*(?:Der|Die|Das|Wir|Ein|Eine|Dazu|Dies|Diese|Dieser|Es|Im|In|Hier|Für|Auch)\b", after))
