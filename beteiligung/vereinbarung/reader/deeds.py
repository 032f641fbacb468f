"""Main clauses that say what is done: `Wir wollen X tun`, `X wird getan`, `X ist zu tun`, `Wir tun X`."""

import re

from . import phrases, verbs
from .arrange import infinitive, nominal
from .chunks import chunked
from .lexicon import words
from .speech import ASKS, BACKWARD, EXAMINES, MODAL, NO_PROMISE, PRONOUNS, Title, holds_thing, told, with_front

OFFICE = re.compile(
    r"(?:[Dd]ie|[Dd]er) (?:Stadt|Verwaltung|Stadtverwaltung|Rat|Kommune|Gemeinde|"
    r"Stadtrat)(?: (?!und\b)[A-ZÄÖÜ][a-zäöüß]+)?$"
)
DETERMINED = r"(?:die|den|das|dem|der [A-Z]|ein|eine|einen|mehr|im|in|zu|auch|noch|alle|ihre|ihren|keine|keinen)\b"
ENTRUSTS = words("ermutigen beauftragen bitten auffordern ermuntern")
ZU_INSIDE = re.compile(
    r"\bzu [a-zäöüß]+(?:en|ern|eln)(?= |$)(?! [a-zäöüß]*(?:en|er|e)? ?[A-ZÄÖÜ])|\b(?:aus|an|ein|ab|auf|um|vor|"
    r"fort)zu[a-zäöüß]{3,}en\b"
)
LEFT_OVER = words("das die der dem den denen was so dort solche jene")


def done(unit, actors):
    """The main clause: `Wir wollen X tun`, `X wird getan`, `X ist zu tun`, `Wir tun X`."""
    words_ = unit.main
    asked = any(ASKS.match(one) for one in (unit.opening, *unit.after))
    if (asked and EXAMINES.search(" ".join(words_))) or (any(word in ENTRUSTS for word in words_) and unit.after):
        return None
    modal = next((n for n, word in enumerate(words_) if word.lower() in MODAL and n < len(words_) - 1), None)
    agent = _agent(words_, actors)
    if modal is not None and (agent is None or modal <= agent[2]):
        return _modal(unit, modal, actors)
    if agent is not None:
        return _present(unit, agent, actors)
    return _must_be(unit)


def second(unit, actors):
    """`Wir werden X tun und Y tun`: the second verb phrase by itself."""
    words_ = unit.main
    modal = next((n for n, word in enumerate(words_) if word.lower() in MODAL and n < len(words_) - 1), None)
    agent = _agent(words_, actors)
    if modal is None or agent is None or modal > agent[2]:
        return None
    joints = [
        n
        for n in range(modal + 2, len(words_) - 2)
        if words_[n] in ("und", "sowie")
        and words_[n - 1].islower()
        and verbs.is_known(verbs.from_zu([words_[n - 1]])[0])
    ]
    rest = words_[joints[0] + 1 :] if joints else []
    if len(rest) < 2 or not ends_in_verb(rest) or set(rest) & (BACKWARD | MODAL):
        return None
    return Title(infinitive(rest[:-1], rest[-1], False), -0.25) if holds_thing(rest[:-1]) else None


def _agent(words_, actors):
    """(start, end, index of the finite verb) where a partner is the subject, at the opening or behind the verb."""
    text = " ".join(words_)
    for match in actors.opens.finditer(text):
        start = len(text[: match.start()].split())
        end = start + len(match.group().split())
        if start == 0 and end < len(words_):
            return start, end, end
        before = words_[start - 1]
        if (
            before.islower()
            and re.search(r"(?:en|ern|eln|t|tun)$", before)
            and (verbs.is_known(before) or match.group() == "wir" or before in MODAL)
        ):
            return start, end, start - 1
    return None


def _modal(unit, at, actors):
    words_ = unit.main
    field, rest = words_[:at], words_[at + 1 :]
    text = " ".join(field)
    match = actors.opens.fullmatch(text) or OFFICE.fullmatch(text)
    inner = None if match else _inner_agent(rest, actors)
    if match:
        field = []
    elif inner:
        rest = rest[inner:]
    rest, verb, passive = _tail(rest, words_[at].lower(), bool(match or inner), bool(field))
    if not verb:
        agent_alone = (
            (match or inner)
            and words_[at].lower() in ("wollen", "will", "möchten", "möchte")
            and not ends_in_verb(rest)
        )
        text = told(nominal(with_front(field, rest)), unit) if agent_alone else ""
        return Title(text, 0.1) if text else None
    if not (match or inner or passive) or (field[-1:] and field[-1] in ("und", "sowie", "aber")):
        return None
    if any(part.kind == "adv" and part[0].lower() not in phrases.FILLERS for part in chunked(field)[:-1]):
        return None
    return _with_second(_made(unit, field, rest, verb, passive), words_, verb, passive)


def _with_second(title, words_, verb, passive):
    """A short title with the second verb phrase after `und`, where both are infinitives and fit."""
    if title is None or passive or len(title.text) > 26 or verb not in words_:
        return title
    rest = words_[words_.index(verb) + 1 :]
    if len(rest) < 3 or rest[0] != "und" or not verbs.is_infinitive(rest[-1]) or set(rest) & (BACKWARD | MODAL):
        return title
    text = f"{title.text} und {infinitive(rest[1:-1], rest[-1], False)}" if holds_thing(rest[1:-1]) else ""
    head, _, tail = text.partition(" und ")
    return Title(f"{head} und {phrases.small(tail)}", title.worth) if 0 < len(text) < 64 else title


def ends_in_verb(rest):
    return bool(rest) and rest[-1].islower() and verbs.is_infinitive(rest[-1])


def _inner_agent(rest, actors):
    """How many words after the finite verb name a partner or the city."""
    text = " ".join(rest)
    match = actors.opens.match(text) or re.match(
        r"(?:die|der) (?:Stadt|Verwaltung|Stadtverwaltung|Kommune)(?= (?:die|den|das|dem|der [A-Z]|ein|eine|"
        r"einen|mehr|im|in|zu|auch|noch)\b)",
        text,
    )
    return len(match.group().split()) if match else 0


def _tail(rest, modal, agent, has_thing):
    """(words, infinitive, passive?) of what follows a modal verb, up to the first complete verb."""
    for n, word in enumerate(rest):
        plain = word.rstrip(",")
        ends = n == len(rest) - 1 or word.endswith(",") or rest[n + 1] in ("und", "sowie", "oder", "aber")
        if not ends and n and _before_more(rest, n):
            return [*rest[:n], *_more(rest, n)], plain, False
        if not (ends and plain.islower()) and not (
            n + 1 < len(rest) and rest[n + 1].rstrip(",") in ("werden", "lassen")
        ):
            continue
        participle = verbs.from_participle(plain)
        follows = rest[n + 1].rstrip(",") if n + 1 < len(rest) else ""
        if participle and (follows == "werden" or (modal in ("wird", "werden") and not agent and ends)):
            return rest[:n], participle, True
        if participle and _later_passive(rest, n):
            return rest[:n], participle, True
        if follows == "lassen" and verbs.is_infinitive(plain):
            return rest[:n], f"{plain} lassen", False
        if n == len(rest) - 3 and rest[n + 1] in ("und", "oder") and verbs.is_infinitive(rest[-1]):
            continue
        plain = verbs.from_zu([plain])[0]
        if not ends or not verbs.is_infinitive(plain) or (n == 0 and not has_thing and n < len(rest) - 1):
            continue
        if n < len(rest) - 1 and not word.endswith(",") and not _complete(rest, n, has_thing):
            continue
        if n == len(rest) - 2:
            continue
        if n == len(rest) - 1 and n > 1 and rest[n - 1] in ("und", "oder") and verbs.is_infinitive(rest[n - 2]):
            return rest[: n - 2], f"{rest[n - 2]} {rest[n - 1]} {plain}", False
        return rest[:n], plain, False
    return rest, "", False


def _before_more(rest, n):
    """Whether the infinitive stands before the rest of its object (`Anreize schaffen für X`)."""
    after = rest[n + 1].lower()
    known = verbs.is_known(rest[n]) and rest[n].islower() and rest[n - 1][:1].isupper()
    return (
        known
        and after in phrases.PREPOSITIONS
        and not any(verbs.is_infinitive(word) and word.islower() for word in rest[n + 1 :])
    )


def _more(rest, n):
    first = chunked(rest[n + 1 :])
    return phrases.without_comma(list(first[0])) if first else []


def _later_passive(rest, n):
    """Whether `erweitert und gepflegt werden` shares its last word."""
    later = rest.index("werden") if "werden" in rest else 0
    return later > n + 2 and rest[n + 1] in ("und", "sowie") and bool(verbs.from_participle(rest[later - 1]))


def _complete(rest, n, has_thing):
    """Whether the words before an infinitive and `und` hold its object, so that it is no adjective."""
    if rest[n + 1] not in ("und", "sowie", "oder", "aber") or not verbs.is_infinitive(rest[n].rstrip(",")):
        return False
    sure = verbs.is_known(verbs.from_zu([rest[n]])[0]) or (
        n and rest[n - 1][:1].isupper() and rest[n + 2][:1].islower()
    )
    return sure and (has_thing or any(one[:1].isupper() for one in rest[:n]))


def _present(unit, agent, actors):
    """`Wir erstellen X`, `X prüfen A und B`: the plural form of the verb is its infinitive."""
    words_ = unit.main
    start, end, finite = agent
    verb = words_[finite].lower()
    front = [] if start == 0 else words_[:finite]
    rest = words_[finite + 1 :] if start == 0 else words_[end:]
    if (verb == "lassen" and rest and verbs.is_infinitive(rest[-1]) and len(rest) > 1) or (
        verb == "lassen" and front and rest
    ):
        return (
            _made(unit, front, rest[:-1], f"{rest[-1].rstrip(',')} lassen", False)
            if verbs.is_infinitive(rest[-1])
            else None
        )
    if rest[:1] == ["und"] and len(rest) > 2 and verbs.is_known(rest[1]) and rest[1].islower():
        verb, rest = f"{verb} und {rest[1]}", rest[2:]
    rest = _first_predicate(rest)
    at = verbs.particle(rest, verb)
    if at is not None:
        prefix = rest[at].rstrip(",")
        rest, whole = rest[:at], prefix + verb if prefix not in ("stark", "infrage") else f"{prefix} {verb}"
    else:
        whole = verb
    if not _trusted(whole, verb, at) or not re.search(r"(?:en|ern|eln|tun)$", whole):
        return None
    return _made(unit, front, rest, whole, False)


def _first_predicate(rest):
    """Up to `und` with another finite verb."""
    for n in range(1, len(rest) - 1):
        if rest[n] in ("und", "sowie") and rest[n + 1].islower() and verbs.is_known(rest[n + 1]):
            return rest[:n]
    return rest


def _trusted(whole, verb, at):
    if at is None:
        verb = verb.split()[0]
        return verb not in verbs.NEEDS_PREFIX and verb not in NO_PROMISE and verbs.is_known(verb)
    return verb != "setzen" or whole not in ("einsetzen",)


def _must_be(unit):
    """`X ist zu tun`, `Gestärkt werden sollen X`."""
    main = " ".join(unit.main)
    found = re.search(
        r"^(.*?)\b(?:ist|sind)\b(.*?(?:\bzu (?!verzeichnen|erwarten|beobachten)\w+en|"
        r"\b[a-zäöüß]{2,}zu[a-zäöüß]{3,}en))$",
        main,
    )
    if not found:
        return None
    field, rest = found[1].split(), verbs.from_zu(found[2].split())
    return _made(unit, field, rest[:-1], rest[-1], True) if rest and verbs.is_infinitive(rest[-1]) else None


def _made(unit, field, rest, verb, passive):
    """The title of an object, what else is said, and an infinitive; None where a bare pronoun is left in it."""
    rest = [word for word in rest if word.lower() not in ("uns", "sich") or verb in ("einsetzen",)]
    if field and field[0].lower() in PRONOUNS | {"was", "wer"} and len(chunked(field)) == 1 and (len(field) == 1):
        return None
    if any(
        word.lower().rstrip(",")
        in PRONOUNS - {"das", "diese", "dieser", "dieses", "diesen", "diesem", "ihr", "ihrer", "dies"}
        for word in [*field, *rest]
    ):
        return None
    if set(rest) & {"nur", "erst"} and any(re.match(r"(?:wenn|wo|soweit|sofern)\b", one) for one in unit.after):
        return None
    if ZU_INSIDE.search(" ".join([*field, *rest])):
        return None
    if any(chunk[-1].lower() in LEFT_OVER for chunk in chunked(rest)) or set(rest) & (BACKWARD - {"dazu", "darum"}):
        return None
    if re.match(r"(?i)(?:was|wer|wem|wen|wie|ob|dass)\b", unit.opening) and not field and not holds_thing(rest):
        return _clause_as_object(unit, rest, verb, passive)
    if field and not passive and chunked(field)[0].kind == "adv":
        field = []
    text = infinitive([*field, *rest] if not field else field + rest, verb, passive, front=len(field))
    return Title(told(text, unit), 0.0) if text else None


def _clause_as_object(unit, rest, verb, passive):
    """`Was der Bericht empfiehlt, setzen wir um` → `Was der Bericht empfiehlt, umsetzen`."""
    if passive or not re.match(r"(?i)was\b", unit.opening):
        return None
    rest = phrases.without_fillers(rest)
    return Title(phrases.clipped(f"{unit.opening}, {' '.join([*rest, verb])}"), -0.4)
