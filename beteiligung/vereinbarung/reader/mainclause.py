"""The main clause of a German sentence: without quotations, parentheses and subordinate clauses."""

import re
from functools import lru_cache

SUBORDINATE = re.compile(
    r"(?:und |oder |aber |sowie )?(?:dass|die|der|das|den|dem|deren|dessen|denen|welche[rsnm]?|wenn|weil|"
    r"damit|ob|wo|wie|um|"
    r"obwohl|sodass|so dass|indem|falls|sofern|soweit|bevor|nachdem|während|wobei|was|wer|wodurch|womit|bei denen|"
    r"(?:in|mit|an|auf|aus|bei|für|zu|von|durch|über|unter|nach) (?:der|dem|den|die|das|denen|deren|welche[rnm]?))\b"
)
QUOTED = re.compile(r"[„“\"»«‚][^„“”\"»«]{0,300}[“”\"«»]")
PARENTHESIS = re.compile(r"\([^()]{0,300}\)")
FIRST_CLAUSE = re.compile(
    r"(?:Soll|Sollen|Sollte|Sollten|Kann|Können|Werden|Um|Wenn|Damit|Da|Weil|Sofern|Soweit|Falls|Wo|Ob|Obwohl|"
    r"Während|Nachdem|Sobald|Solange|Bevor|Wie|Dass|Indem)\b"
)


@lru_cache(maxsize=8192)
def main_clause(sentence):
    """The sentence without quotations, parentheses and subordinate clauses."""
    return main_of(PARENTHESIS.sub(" ", QUOTED.sub(" ", sentence)))


def main_of(text, keep_commas=False):
    """The segments of a sentence that are no subordinate clause; with their commas for a title."""
    pieces = re.split(r"(,\s+| [–—-] |;\s+|:\s+)", text)
    segments = list(zip(pieces[::2], ["", *pieces[1::2]], strict=True))
    kept, inside = [], False
    for n, (part, gap) in enumerate(segments):
        left_out = bool(n) and (_is_subordinate(part) or (inside and keep_commas))
        # A relative clause with an enumeration goes on until its verb.
        inside = (
            left_out
            and not re.search(r"[a-zäöüß](?:t|en|ern|eln)$|\b(?:wird|kann|soll|muss|will|darf|ist|sind)$", part)
            and gap.startswith(",")
        )
        if not left_out:
            kept.append((n, part, gap))
    if len(kept) > 1 and FIRST_CLAUSE.match(kept[0][1]):
        kept = kept[1:]
    joined, last = "", None
    for n, part, gap in kept:
        whole = keep_commas and gap.startswith(",") and last == n - 1
        joined += (", " if whole else " ") + part if joined else part
        last = n
    return re.sub(r"\s+", " ", joined).strip(" .!?:;")


FINITE_INSIDE = re.compile(
    r"\b(?:soll|sollen|wird|werden|will|wollen|muss|müssen|möchten|ist|sind|haben|hat)\b(?= \S+ \S)", re.I
)
ZU_INFINITIVE = re.compile(
    r"(?:\bzu [a-zäöüß]+(?:en|ern|eln)|\b[a-zäöüß]+zu[a-zäöüß]{2,}(?:en|ern|eln))(?: können| lassen| dürfen| müssen)?$"
)


def _is_subordinate(segment):
    """A relative or `dass` clause, or an infinitive with `zu`; no enumeration's link that holds the main verb."""
    if segment.startswith("sondern"):
        return True
    if SUBORDINATE.match(segment):
        return segment.startswith("dass") or not FINITE_INSIDE.search(segment)
    return bool(ZU_INFINITIVE.search(segment)) and not re.search(r"\b(?:ist|sind)\b", segment)
