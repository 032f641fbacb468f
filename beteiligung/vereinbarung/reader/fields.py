"""The fields of a German main clause: what stands before the verb, in the middle, and the verb at its end."""

import re

from . import phrases, verbs


def without_agent(words, actors):
    """Without a leading partner or office: on a card everybody knows who acts."""
    text = " ".join(words)
    match = re.match(
        rf"(?:{actors.subject}|(?:die|der|unsere) (?:stadt|verwaltung|stadtverwaltung|rat|"
        rf"kommune)(?: [A-ZÄÖÜ]\w+)?)(?=[ ,])",
        text,
        re.I,
    )
    rest = text[match.end() :].lstrip(" ,").split() if match else words
    return rest if len(rest) > 1 else words


def up_to_verb(rest, passive=False):
    """The middle field up to its verb, where something follows it (`vorgeben werden mit dem Ziel …`)."""
    if "werden" in rest[:-1]:
        return rest[: rest.index("werden") + 1]
    for at, word in enumerate(rest[:-1]):
        if at and re.fullmatch(r"[a-zäöüß]{4,}(?:en|ern|eln),", word) and any(one[:1].isupper() for one in rest[:at]):
            return [*rest[:at], word.rstrip(",")]
        if at == 0 and passive and word.endswith(",") and verbs.from_participle(word.rstrip(",")):
            return [word.rstrip(",")]
    return rest


def is_agent(field, actors):
    """Whether the words before the finite verb are the partners or the city and nothing else."""
    text = " ".join(field)
    return bool(actors.opens.match(text)) or bool(
        re.fullmatch(r"(?:Die|Der) (?:Stadt|Verwaltung|Stadtverwaltung|Rat|Kommune)(?: [A-ZÄÖÜ]\w+)?", text)
    )


def past_fillers(words):
    while words and words[0].lower() in phrases.FILLERS:
        words = words[1:]
    return words


def tail_verb(rest, has_thing=False):
    """The infinitive at the end of a main clause, a passive one turned active; of two verb phrases the first."""
    if not rest:
        return rest, ""
    passive = rest[-1] == "werden" and len(rest) > 1
    if passive:
        rest = rest[:-1]
    elif rest[-1] in ("können", "lassen", "dürfen", "müssen") and len(rest) > 2:
        return (rest[:-2], rest[-2]) if rest[-1] == "können" else (rest[:-2], f"{rest[-2]} {rest[-1]}")
    rest, second = _conjuncts(rest, passive, has_thing)
    verb = plain_verb(rest[-1])
    if verb in ("sein", "werden", "haben"):
        return rest[:-1], ""
    if verb is None:
        return rest, ""
    return rest[:-1], f"{verb} und {second}" if second else verb


def plain_verb(word):
    """The infinitive a last word is or stands for."""
    if not word[:1].islower():
        return None
    participle = verbs.from_participle(word)
    if participle and not re.search(r"(?:en|ern|eln)$", word):
        return participle
    if participle and re.match(rf"(?:{verbs.PREFIXES})?ge", word) and participle != word:
        return participle
    return word if re.search(r"[a-zäöüß](?:en|ern|eln|tun)$", word) else None


def _conjuncts(rest, passive, has_thing):
    """Cut `X tun und Y machen` after its first verb; keep `analysieren und abbauen` together."""
    for at in range(1, len(rest) - 1):
        if rest[at] not in ("und", "sowie", "oder", "aber") or not rest[at - 1][:1].islower():
            continue
        left = plain_verb(rest[at - 1].rstrip(","))
        if left is None or (passive and not verbs.from_participle(rest[at - 1])):
            continue
        if at == len(rest) - 2:
            return rest[:at], plain_verb(rest[-1])
        before = rest[at - 2].lower() if at > 1 else ""
        if not has_thing and not any(one[:1].isupper() for one in rest[:at]):
            return rest[at + 1 :], ""
        if before not in phrases.ARTICLES and before not in phrases.PREPOSITIONS and before not in phrases.NOUN_OPENERS:
            return rest[:at], ""
    return rest, ""


def thing(field):
    """What stands before the finite verb, if it is a thing and no circumstance."""
    if (
        not field
        or field[0].lower() in phrases.PREPOSITIONS
        or field[0].lower() in phrases.FILLERS
        or field[0].lower() in ("es", "dies", "diese", "diesen", "diesem", "dieser", "dieses", "hier")
    ):
        return []
    return field
