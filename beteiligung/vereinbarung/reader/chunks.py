"""The words of a clause in chunks: noun phrases with their genitives, prepositional phrases, adverbs."""

import re

from . import verbs
from .lexicon import words
from .phrases import PREPOSITIONS

DETERMINERS = words(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner unser unsere unseren "
    "unserem unserer unseres dieser diese dieses diesen diesem ihr ihre ihren ihrem ihrer sein seine seinen seinem "
    "seiner jeder jede jedes jeden jedem alle allen aller beide beiden mehr weniger viele vielen einige einigen "
    "mehrere "
    "mehreren weitere weiteren zwei drei vier fünf sechs sieben acht neun zehn mindestens wenigstens genügend "
    "ausreichend genug solche solchen solcher"
)
GENITIVE = words("der des eines einer unserer unseres ihrer seiner dieser dieses aller beider")
NEW = DETERMINERS - GENITIVE
NO_ADJECTIVES = words(
    "wollen sollen sollten sollte müssen dürfen werden können möchten haben sind bleiben dabei daher eher aber "
    "immer wieder "
    "weiter weiterhin hinter unter über neben zwischen gegen wegen außer seither bisher"
)
LINKS = words("und oder sowie bzw. & /")
ABSTRACT = re.compile(r"(?:ung|heit|keit|schaft|tät|ichte)$")
TIMES = words("Jahr Jahre Jahren Monat Monate Monaten Woche Wochen Tag Tage Wahlperiode Zukunft Dauer")
ADJECTIVE = re.compile(r"[a-zäöüß0-9*,/-]{2,}(?:e|en|er|es|em)-?,?")


class Chunk(list):
    """The words of one phrase; `kind` is np, pp or adv."""

    def __init__(self, kind, given=()):
        super().__init__(given)
        self.kind = kind


def noun(word):
    """Whether a word is written as a noun, a name or a number."""
    return word[:1].isupper() or word[:1].isdigit() or word[:1] in '„“"»‚+§'


def chunked(tokens):
    """The tokens in chunks, in their order."""
    found, at = [], 0
    while at < len(tokens):
        word = tokens[at].lower().rstrip(",")
        if word in PREPOSITIONS and at + 1 < len(tokens):
            start = at + 1
            while start < len(tokens) and (tokens[start].lower() in PREPOSITIONS or _adverb_of_next(tokens, start)):
                start += 1
            end = _noun_phrase(tokens, start)
            kind = "pp" if end > start else "adv"
            end = max(end, at + 1)
        elif word in LINKS and found and found[-1].kind != "adv" and at + 1 < len(tokens):
            start = at + 2 if tokens[at + 1] in ("auch", "insbesondere", "damit") and at + 2 < len(tokens) else at + 1
            begin = start + 1 if tokens[start].lower() in PREPOSITIONS else start
            end = _noun_phrase(tokens, begin)
            if end > begin:
                found[-1].extend([tokens[at], *tokens[start:end]])
                at = end
                continue
            end = at + 1
            found.append(Chunk("adv", tokens[at:end]))
            at = end
            continue
        else:
            end = _noun_phrase(tokens, at)
            kind = "np" if end > at else "adv"
            end = max(end, at + 1)
        found.append(Chunk(kind, tokens[at:end]))
        at = end
    return found


def _noun_phrase(tokens, at):
    """The index after the noun phrase that begins at `at`; `at` itself where none does."""
    n = at
    while n < len(tokens) and not noun(tokens[n]):
        fits = _modifies(tokens[n], n > at) or (n > at and _adverb_of_next(tokens, n))
        if not (fits and _noun_ahead(tokens, n)):
            return at
        n += 1
    if n >= len(tokens):
        return at
    while n < len(tokens) and noun(tokens[n]):
        last = tokens[n]
        n += 1
        if (
            last.endswith(",")
            or ABSTRACT.search(last)
            or (last in TIMES and tokens[n : n + 1] and not tokens[n][:1].isdigit())
        ):
            break
    return _attributes(tokens, n)


def _modifies(word, inside):
    low = word.lower().rstrip(",")
    if low in NO_ADJECTIVES or (word.islower() and word.endswith("n") and verbs.is_known(low)):
        return False
    return (
        low in DETERMINERS
        or (low in LINKS and inside)
        or bool(ADJECTIVE.fullmatch(word))
        or (inside and low in ("sehr", "besonders", "möglichst", "noch", "mehr", "so", "neu", "gut", "ganz", "als"))
    )


def _noun_ahead(tokens, at):
    """Whether a noun follows after nothing but adjectives and articles."""
    for n in range(at, min(at + 9, len(tokens))):
        if noun(tokens[n]):
            return True
        if not _modifies(tokens[n], True) and not _adverb_of_next(tokens, n):
            return False
    return False


def _adverb_of_next(tokens, n):
    """Whether a small word only qualifies the adjective after it (`nachhaltig wirtschaftende Betriebe`)."""
    after = tokens[n + 1] if n + 1 < len(tokens) else ""
    plain = re.fullmatch(r"[a-zäöüß]{4,}", tokens[n]) and tokens[n] not in PREPOSITIONS | NO_ADJECTIVES | DETERMINERS
    if not plain or verbs.is_known(tokens[n]) or tokens[n].endswith("en"):
        return False
    one_more = n + 2 < len(tokens) and after.islower() and ADJECTIVE.fullmatch(tokens[n + 2]) and not noun(after)
    fits = ADJECTIVE.fullmatch(after) or (one_more and tokens[n + 2].islower() and after not in PREPOSITIONS)
    return bool(fits and after.islower() and after not in DETERMINERS)


def _attributes(tokens, n):
    """Past the genitives and the further links of an enumeration that belong to the noun before `n`."""
    while n < len(tokens):
        word, last = tokens[n].lower(), tokens[n - 1]
        genitive = word in GENITIVE or re.fullmatch(r"[a-zäöüß]{3,}er", word)
        if last.endswith(",") or (genitive and not last.endswith(",")):
            end = _noun_phrase(tokens, n)
        elif word in LINKS and n + 1 < len(tokens) and tokens[n + 1].lower() not in PREPOSITIONS:
            end = _noun_phrase(tokens, n + 1)
            end = n if end == n + 1 else end
        else:
            return n
        if end <= n:
            return n
        n = end
    return n
