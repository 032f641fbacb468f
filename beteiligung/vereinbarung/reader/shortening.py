"""A title shortened: whole phrases go, the one the verb needs stays, and nothing is cut inside a phrase's head."""

from . import phrases
from .chunks import DETERMINERS, noun
from .lexicon import words

NEGATIONS = words("nicht nur kein keine keinen keinem keiner")
# The preposition that a verb's object stands with: such a phrase is never dropped.
BOUND = {
    "an": words("festhalten arbeiten teilnehmen beteiligen orientieren anknüpfen"),
    "für": words("sorgen kämpfen streiten werben einsetzen eintreten starkmachen"),
    "auf": words("hinwirken achten dringen verzichten reagieren setzen schauen drängen hinarbeiten eingehen legen"),
    "um": words("kümmern bemühen"),
    "zu": words("beitragen einladen ermutigen"),
    "gegen": words("angehen vorgehen wehren kämpfen"),
    "über": words("beraten informieren sprechen"),
    "mit": words("auseinandersetzen befassen zusammenarbeiten kooperieren"),
    "in": words("investieren einbeziehen einbinden eingreifen"),
}
SHORT_FORMS = {"am": "an", "ans": "an", "zum": "zu", "zur": "zu", "im": "in", "ins": "in", "aufs": "auf", "fürs": "für"}


def _with_und(parts):
    """`für A, für B` with `und` where the last link of the enumeration was dropped."""
    if len(parts) > 1 and parts[-2][-1].endswith(",") and parts[-1].kind == "pp" and "und" not in parts[-1]:
        parts[-2][-1:] = [parts[-2][-1].rstrip(","), "und"]
    return parts


def fitted(parts, verb, room):
    """The phrases with their verb, shortened from the end, never inside a phrase's head."""
    given = [word for part in parts for word in part]
    if len(line(given, verb)) > room and any(word.lower() in NEGATIONS for word in given):
        return ""
    if len(line(given, verb)) > room:
        given = phrases.without_fillers(given) or given
    while len(line(given, verb)) > room and len(parts) > 1:
        shorter = _without_one(parts, verb)
        if shorter is None:
            break
        parts = _with_und(shorter)
        given = [word for part in parts for word in part]
    return phrases.fit(given, verb, room=room)


def _without_one(parts, verb):
    """Without the last link of the last prepositional phrase, or without that phrase; None where none can go."""
    bound = needed_phrase(parts, verb)
    loose = [
        n for n, part in enumerate(parts) if part.kind in ("pp", "adv") and n != bound and (n or bound is not None)
    ]
    at = loose[-1] if loose else bound
    if at is None:
        return None
    part = parts[at]
    shorter = _without_last_link(part)
    if shorter:
        return [*parts[:at], shorter, *parts[at + 1 :]]
    if at == bound:
        return None
    # `durch den Einsatz von X`, `im Zusammenhang mit Y`: the first is nothing without the second.
    pair = at > 1 and parts[at - 1].kind == "pp" and at - 1 != bound
    pair = pair and (part[0] == "von" or parts[at - 1][-1] in ("Zusammenhang", "Hinblick", "Rahmen"))
    return [*parts[: at - 1 if pair else at], *parts[at + 1 :]]


def needed_phrase(parts, verb):
    """The index of the prepositional phrase that is the verb's object, or of the last one where it has no other."""
    last = verb.split()[-1] if verb else ""
    for n, part in enumerate(parts):
        first = part[0].lower()
        if part.kind == "pp" and last in BOUND.get(SHORT_FORMS.get(first, first), ()):
            return n
    if not any(part.kind == "np" for part in parts):
        return max((n for n, part in enumerate(parts) if part.kind == "pp"), default=None)
    return None


def _without_last_link(part):
    """A prepositional phrase up to its last `und` or its last genitive; None where it has none to lose."""
    ends = {"und", "oder", "sowie"} | (
        {"der", "des"} if part[0] in ("von", "für", "mit", "zu", "zur", "zum", "gegen") else set()
    )
    cuts = [n for n, word in enumerate(part) if n > 1 and word in ends]
    if part[0] == "von" and any(part[n] in ("und", "oder", "sowie") and noun(part[n - 1]) for n in cuts):
        return None
    if part.kind != "pp" or not cuts or part[0].lower() == "zwischen":
        return _without_qualities(part)
    kept = list(part[: cuts[-1]])
    if any(word.endswith(",") for word in kept):
        first = next(n for n, word in enumerate(kept) if word.endswith(","))
        kept = [] if part[0] == "von" else kept[: first + 1]
    kept = phrases.without_comma(kept)
    return type(part)("pp", kept) if len(kept) > 1 and noun(kept[-1]) and not kept[-1].endswith("-") else None


def line(given, verb):
    return " ".join([*given, verb] if verb else given).strip(" ,;")


def _without_qualities(part):
    """A prepositional phrase with its noun but without two or more adjectives before it; None where it has fewer."""
    at = next((n for n, word in enumerate(part) if noun(word)), 0)
    qualities = [word for word in part[1:at] if word not in DETERMINERS]
    if part.kind != "pp" or len(qualities) < 3:
        return None
    return type(part)("pp", [part[0], *(word for word in part[1:at] if word in DETERMINERS), *part[at:]])
