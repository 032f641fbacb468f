"""Words of a clause put in the order and the case of a title: an infinitive, a noun phrase, a sentence with `soll`."""

import re

from . import phrases, verbs
from .chunks import DETERMINERS, chunked, noun
from .lexicon import words
from .shortening import fitted, line, needed_phrase

DATIVE_ARTICLES = words("dem einem ihnen ihm der einer")
ROOM_FOR_FILLERS = 46


def infinitive(given, verb, passive, room=phrases.LONGEST, front=0):
    """`Object circumstances infinitive` in at most `room` characters, or nothing where no object is left."""
    parts = _front_last(given, front, passive)
    parts = _without_adverbs(parts, keep=len(" ".join(given)) + len(verb) < ROOM_FOR_FILLERS)
    parts, verb = _predicate(parts, verb)
    if not parts or not any(noun(word) for part in parts for word in part):
        return ""
    bound = needed_phrase(parts, verb)
    while len(line([word for part in parts for word in part], verb)) > room and parts[0].kind == "pp" and bound != 0:
        if not any(part.kind == "np" for part in parts[1:]) and bound is None:
            break
        parts, bound = parts[1:], bound - 1 if bound else None
    datives = sum(part.kind == "np" for part in parts) > 1
    parts[0][:] = _opening(parts[0], datives, passive)
    for part in parts[1:]:
        if part.kind == "np" and passive:
            part[:] = _accusative(part)
    if any(part.kind == "adv" and part[0].lower() in phrases.PREPOSITIONS for part in parts):
        return ""
    things = [part for part in parts if part.kind == "np"][:1] or parts
    heads = [word.rstrip(",") for part in things for word in part if noun(word)]
    text = re.sub(r",(?= \S+$)", "", fitted(parts, verb, room))
    return (
        text
        if any(phrases.capital(head) in text for head in heads[:1] if len(things) == 1)
        or (len(things) > 1 and any(head in text for head in heads))
        else ""
    )


def _front_last(given, front, passive):
    """`in X` `mehr Y` → `mehr Y` `in X`: what it is about stands first on a card."""
    head, tail = chunked(given[:front]), chunked(given[front:])
    if not front:
        at = next((n for n, part in enumerate(tail) if part.kind == "np"), 0)
        if at and all(part.kind == "pp" for part in tail[:at]) and (passive or at == len(tail) - 1):
            head, tail = tail[:at], tail[at:]
    circumstance = head and all(part.kind == "pp" for part in head)
    one = circumstance and tail and tail[0].kind == "np"
    if one and (len(tail) == 1 or passive) and sum(map(len, head)) < 9:
        head[0][0] = phrases.small(head[0][0])
        return [*tail, *head]
    if head and head[0].kind == "pp" and tail and tail[0].kind == "np" and len(" ".join(given)) > 62:
        return tail
    return [*head, *tail]


def _without_adverbs(parts, keep):
    """Without small words that say little: all of them where the title is long, the empty ones always."""
    kept = []
    for n, part in enumerate(parts):
        last = n == len(parts) - 1
        if part.kind == "adv":
            word = part[0].lower().rstrip(",")
            if (word in phrases.FILLERS and not (keep and word in KEPT)) or (word in KEPT and not keep and not last):
                continue
        kept.append(part)
    return kept


KEPT = words(
    "weiter weiterhin barrierefrei sicher besser verlässlich gezielt dauerhaft früh regelmäßig schneller genauer"
)


def _predicate(parts, verb):
    """The verb with the adverb or the short phrase that belongs to it (`ernst nehmen`, `zur Verfügung stellen`)."""
    while len(parts) > 1 and parts[0].kind == "adv":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].kind == "adv":
        verb, parts = f"{' '.join(parts[-1])} {verb}", parts[:-1]
    last = parts[-1] if len(parts) > 1 else []
    support = verb.split()[-1] in SUPPORT and len(last) < 4 and not any(word.endswith(",") for word in last)
    if last and last.kind == "pp" and support:
        verb, parts = f"{' '.join(last)} {verb}", parts[:-1]
    return parts, verb


SUPPORT = words(
    "stellen stehen nehmen bringen behalten haben lassen rufen setzen legen halten geben machen ziehen führen umsetzen"
)


def _opening(part, datives, passive):
    """The first phrase without its article, unless that shows a dative; the subject of a passive as an object."""
    first = part[0].lower()
    if part.kind != "np":
        return list(part)
    if (
        first in ("dem", "einem")
        or (not passive and first in ("der", "einer"))
        or (datives and first == "den" and not passive)
    ):
        return list(part)
    return phrases.strip_linked(_accusative(part) if passive else part)


def _accusative(part):
    """A masculine subject as an object: `der neue Weg` → `den neuen Weg`, `ein neuer Weg` → `einen neuen Weg`."""
    first, rest = part[0].lower(), list(part[1:])
    if first in ("der", "ein", "kein", "unser", "dieser", "jeder") and rest:
        masculine = first in ("der", "dieser", "jeder") or re.fullmatch(r"[a-zäöüß]{2,}er", rest[0]) or noun(rest[0])
        if (first != "der" and noun(rest[0])) or not masculine:
            return [part[0], *rest]
        swap = {
            "der": "den",
            "ein": "einen",
            "kein": "keinen",
            "unser": "unseren",
            "dieser": "diesen",
            "jeder": "jeden",
        }
        return [swap[first], *(_weak(word, rest) for word in rest[:3]), *rest[3:]]
    if (
        re.fullmatch(r"[a-zäöüß]{3,}er,?", part[0])
        and part[0] not in ("aber", "oder", "immer", "weiter")
        and len(part) > 1
    ):
        return [re.sub(r"er(,?)$", r"en\1", part[0]), *rest]
    return list(part)


def _weak(word, rest):
    head = rest.index(next((one for one in rest if noun(one)), rest[-1]))
    return (
        re.sub(r"er?(,?)$", r"en\1", word)
        if word.islower() and rest.index(word) < head and re.search(r"er?,?$", word)
        else word
    )


def nominal(given, room=phrases.LONGEST):
    """A noun phrase in the nominative with what is attached to it, or nothing where the words hold none."""
    parts = [part for part in chunked(given) if part.kind != "adv" or part[0].lower() not in phrases.FILLERS]
    while parts and parts[0].kind == "adv":
        parts = parts[1:]
    if not parts or parts[0].kind != "np":
        return ""
    if parts[0][0].lower() in ("es", "sie", "dies", "dem", "eines", "einer", "der", "des"):
        return ""
    parts[0][:] = phrases.strip_linked(_nominative(parts[0]))
    stop = next((n for n, part in enumerate(parts) if part.kind == "adv"), len(parts))
    return fitted(parts[:stop], "", room)


def _nominative(part):
    """A masculine object as a subject: `einen neuen Weg` → `ein neuer Weg`."""
    rest, first = list(part[1:]), part[0].lower()
    if first in ("einen", "den", "keinen", "unseren"):
        for at, word in enumerate(rest):
            if noun(word):
                break
            if first == "den" and re.search(r"[^n]n$", next((one for one in rest if noun(one)), "")):
                return list(part)
            rest[at] = re.sub(r"en(,?)$", r"er\1", word)
        return ["Kein" if first == "keinen" else "ein", *rest] if first == "keinen" else rest or list(part)
    if first == "mehr" and rest and re.fullmatch(r"[a-zäöüß]{3,}en", rest[0]):
        return [part[0], re.sub("en$", "er", rest[0]), *rest[1:]]
    bare = re.fullmatch(r"[a-zäöüß]{4,}en", part[0]) and first not in DETERMINERS and len(part) > 1 and noun(part[1])
    if bare and not re.search(r"(?:[ens]|Q)$", part[1]):
        return [re.sub("en$", "er", part[0]), *rest]
    return list(part)


ATTACHED = words("von für mit aus zwischen gegen zu zur zum")


def with_soll(given, room=phrases.LONGEST):
    """A clause with its verb last made a sentence: `X Y bekommt` → `X soll Y bekommen`; any first phrase will do."""
    given = [*given[:-1], given[-1].rstrip(",")] if given else []
    parts = chunked(given[:-1])
    if len(parts) < 1 or not given[-1].islower() or parts[0].kind == "adv":
        return ""
    last, middle = given[-1], [word for part in parts[1:] for word in part]
    plural = last.endswith("n") or last == "sind"
    if last in ("kann", "können", "soll", "sollen", "muss", "müssen"):
        finite, verb = last, ""
    elif last in ("ist", "sind", "hat", "haben", "wird", "werden"):
        verb = {"ist": "sein", "sind": "sein", "hat": "haben", "haben": "haben"}.get(last, "werden")
        finite = "sollen" if plural else "soll"
    else:
        verb = verbs.from_finite(last) or ""
        if not verbs.is_infinitive(verb) or any(
            word in ("und", "sowie") and at and middle[at - 1].islower() for at, word in enumerate(middle)
        ):
            return ""
        finite = "sollen" if plural else "soll"
    if not any(noun(word) for word in parts[0]):
        return ""
    subject = parts[0]
    while subject.kind == "np" and len(parts) > 2 and parts[1].kind == "pp" and parts[1][0] in ATTACHED:
        subject, parts = type(subject)("np", [*subject, *parts[1]]), [subject, *parts[2:]]
        parts[0] = subject
        middle = [word for part in parts[1:] for word in part]
    if verb in ("sein", "werden", "bleiben") and sum(part.kind == "np" for part in parts) == 1:
        lead = 0 if noun(subject[0]) else 1
        if len(subject) > lead + 1 and noun(subject[lead]) and noun(subject[lead + 1]):
            parts = [type(subject)("np", subject[: lead + 1])]
            middle = [*subject[lead + 1 :], *middle]
    first = list(parts[0])
    first[-1] = first[-1].rstrip(",")
    text = " ".join(word for word in [*first, finite, *middle, verb] if word)
    return phrases.clipped(phrases.capital(text), room)
