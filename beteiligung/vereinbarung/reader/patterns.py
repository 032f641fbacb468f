"""Sentence patterns of agreements, each with the words and the infinitive that say what shall be done."""

import re

from . import fields, phrases, verbs
from .commitment import STANCE_VERBS
from .lexicon import words
from .mainclause import main_of

DASS = re.compile(r",? (?:so )?dass (.+)$")
WHETHER = re.compile(
    r"\b(?:(?:ge|über)?prüf\w+|untersuch\w+|klären|verfolgen|sondieren|ausloten|beraten|"
    r"ermitteln)(?: \w+){0,2}, (?:ob|wie|wo|inwieweit|inwiefern|welche\w*|ab wann|was|"
    r"unter welchen)\b(?: und (?:wie|wo|ob))? (.+)$"
)
ZU_CLAUSE = re.compile(
    r", ((?:(?!, ).)+?(?:\bzu [a-zäöüß]+(?:en|ern|eln)|\b[a-zäöüß]+zu[a-zäöüß]{2,}(?:en|ern|eln)))(?=[,.;]|$|"
    r" und | sowie )"
)
FOR = re.compile(
    r"\bfür (.+?) (?:ein|aus|einsetzen|einzusetzen|stark machen|starkmachen|aussprechen|eintreten)(?=$|,| und | sowie )"
)
STRIVE = (
    r"\b(?:streben|strebt|wünschen|wünscht|brauchen|benötigen|fordern|befürworten|"
    r"planen)\b(?: {subject})?((?: (?:uns|sich|daher|deshalb|auch|unter_anderem|hierdurch|zudem|"
    r"verstärkt))*) (.+?)(?: an)?(?=$|, )"
)
FRONTED = re.compile(r"(\w+) werden (?:soll|sollen|muss|müssen) (.+)$")
DEMANDED_FIRST = re.compile(
    r"(?:vom|von der|von den|von) ([A-ZÄÖÜ][\w*-]*(?:(?: und | der | des )[A-ZÄÖÜ][\w*-]*){0,3}) (?:erwarten|"
    r"fordern|verlangen) (?:wir|.{3,40}?)(?:, (.+)| (.+))$",
    re.I,
)
DEMANDED_THING = re.compile(
    r"\b(?:erwarten|fordern|verlangen)\b (?:wir )?(?:vom|von der|von den|von) ([A-ZÄÖÜ][\w*-]*(?:(?: und |"
    r" der | des )[A-ZÄÖÜ][\w*-]*){0,3}) ([^,]+)"
)
DEMANDED = re.compile(
    r"\b(?:erwarten|fordern|verlangen|erwartet|fordert)\b(?: (?:wir|daher|deshalb|auch))* (?:von (?:der |den |"
    r"dem )?|vom )?((?:das |die |den )?[A-ZÄÖÜ][\w*-]*(?:(?: und | der | des |, |"
    r" )[A-ZÄÖÜ][\w*-]*){0,3})(?: auf)?,"
)
MODAL = words(
    "wollen will möchten möchte sollen soll sollten sollte müssen muss dürfen darf werden wird werde kann können"
)


def whether(plain, actors):
    """`prüfen, ob X eingerichtet werden kann` → `Prüfung: X einrichten`."""
    match = WHETHER.search(plain)
    if not match:
        return None
    words, verb = _verb_last(match[1], actors)
    if len(words) > 2 and words[0].lower() in ("diese", "dies", "sie", "er", "es", "dieser", "dieses"):
        # `ob dies durch die Schaffung von X gelingt`: the means is what is examined.
        words = words[1:]
        words, verb = (words[1:], "") if words[0] == "durch" else (words, verb)
    return (phrases.strip_article(words), verb, "Prüfung: ") if words else None


def demanded(plain, actors):
    """`Wir erwarten vom Land, dass …` → `Land: …`."""
    match = DEMANDED.search(plain) or DEMANDED_FIRST.match(plain)
    if not match:
        return _thing_demanded(plain)
    rest = plain[match.end() :].strip() or match[2] or match[3] or ""
    if rest.startswith("dass "):
        words, verb = _verb_last(rest[5:], actors, drop_subject=True)
    else:
        words, verb = _infinitive(rest)
    who = " ".join(phrases.strip_article(match[1].split()))
    return (words, verb, f"{phrases.capital(who)}: ") if words and len(who) < 40 else None


def _thing_demanded(plain):
    """`Wir fordern vom Land mehr Lehrer` → `Land: Mehr Lehrer`."""
    match = DEMANDED_THING.search(plain)
    return (_noun_phrase(match[2]), "", f"{phrases.capital(match[1])}: ") if match else None


def that(plain, actors):
    """`… setzen uns dafür ein, dass X geschieht`: the clause after `dass`."""
    head = plain.split(", dass ", 1)
    if len(head) < 2 or not re.search(
        r"(?i)\b(?:wollen|möchten|ein|dafür|darauf|ziel|einsetzen|eintreten|wünschen|hinwirken|erreichen|"
        r"achten|sorgen|sicherstellen|streben|tragen|will|sicher|erwarten|erwartet|fordern|fordert)\b",
        head[0],
    ):
        return None
    words, verb = _verb_last(head[1], actors)
    return (words, verb, "") if words else None


def to_do(plain, actors):
    """`… streben an, X zu tun`: the infinitive clause."""
    if not re.search(
        r"(?i)\b(?:an|ein|dafür|ziel|gilt es|es gilt|darauf|beauftragt|bestreben|vor|bemühen|anstreben|planen|"
        r"beabsichtigen|aufgabe|interesse|darum|prozess|entschlossen)\b[^,]{0,40}, ",
        plain,
    ):
        return None
    match = ZU_CLAUSE.search(plain)
    if not match or match[1].split()[0].lower() in ("um", "ohne", "statt", "anstatt", "die", "der", "das", "den"):
        return None
    words, verb = _infinitive(match[1])
    return (words, verb, "") if words else None


def fronted(plain, actors):
    """`Gestärkt werden sollen X` → `X stärken`."""
    match = FRONTED.match(main_of(plain, keep_commas=True))
    verb = verbs.from_participle(match[1].lower()) if match else None
    return (match[2].split(), verb, "") if verb else None


def stands_for(plain, actors):
    """`setzen uns für X ein`, `streben X an`, `wünschen uns X`: X itself."""
    main = main_of(plain, keep_commas=True)
    match = FOR.search(main)
    if match:
        return _noun_phrase(match[1]), "", ""
    found = re.search(STRIVE.format(subject=actors.subject), main, re.I)
    if found and (" an" in found.group() or not found.group().startswith("streb")):
        return _noun_phrase(found[2]), "", ""
    return None


def _noun_phrase(text):
    return _cut(text).split()


def _cut(text):
    """Up to a comma that opens a clause; an enumeration's comma stays."""
    return re.split(
        r", (?=(?:die|der|das|den|dem|deren|dessen|wo|was|um|damit|indem|so|welche\w*|in|mit|bei|auf|zu|durch|"
        r"etwa|unter|ganz|aber|auch)\b)|; | – ",
        text,
    )[0]


def _infinitive(text):
    words = _cut(text).split()
    while words and not re.search(r"(?:en|ern|eln|tun)$", words[-1]):
        words.pop()
    words = verbs.from_zu(words)
    return (words[:-1], words[-1]) if len(words) > 1 else ([], "")


def _verb_last(text, actors, drop_subject=False):
    """Words and infinitive of a clause with its verb at the end."""
    words = _cut(text).rstrip(",").split()
    if drop_subject and words and words[0].lower() in ("es", "sie", "er", "diese", "dieser", "dieses"):
        words = words[1:]
    words = _first_conjunct(fields.without_agent(words, actors))
    while words and words[-1].lower() in (
        "kann",
        "können",
        "soll",
        "sollen",
        "muss",
        "müssen",
        "könnte",
        "könnten",
        "sollte",
    ):
        words = words[:-1]
    if not words:
        return [], ""
    if words[-1] in ("werden", "wird", "ist", "sind") and len(words) > 1:
        verb = verbs.from_participle(words[-2])
        return (words[:-2], verb) if verb else (words[:-1], "")
    verb = verbs.from_finite(words[-1]) if words[-1][0].islower() else None
    if verb in ("sein", "werden", "haben", None):
        return (words[:-1] if words[-1][0].islower() else words), ""
    return _subject_apart(words[:-1]), verb


def _first_conjunct(words):
    """Up to the first finite verb that is followed by `und`."""
    for at in range(2, len(words) - 2):
        if words[at + 1] in ("und", "sowie") and re.fullmatch(
            r"bleibt|hat|wird|werden|[a-zäöüß]{5,}(?:ert|igt|ützt|llt|elt)", words[at]
        ):
            return words[: at + 1]
    return words


def _subject_apart(words):
    """`Die Gesellschaft die Zahl …` → `Gesellschaft: die Zahl …`, where the subject is short."""
    parts = phrases.chunks(words)
    if (
        len(parts) < 2
        or phrases.is_prepositional(parts[0])
        or parts[1][0].lower() not in phrases.ARTICLES | {"keine", "keinen"}
    ):
        return words
    subject = phrases.strip_article(parts[0])
    rest = [word for part in parts[1:] for word in part]
    if len(" ".join(subject)) > 28:
        return rest
    return [*subject[:-1], subject[-1] + ":", *phrases.strip_article(rest)]


def main(plain, actors):
    """The main clause: object, middle and infinitive."""
    main = main_of(plain, keep_commas=True)
    words = main.split()
    at = next((n for n, word in enumerate(words) if word.lower() in MODAL and n < len(words) - 1), None)
    if at is not None:
        return _modal(words, at, actors)
    to = re.search(
        r"^(.*?)\b(?:ist|sind)\b(.*?(?:\bzu (?!verzeichnen|erwarten|beobachten)\w+en|\b\w+zu\w{2,}en))$", main
    )
    if to:
        field, rest = to[1].split(), verbs.from_zu(to[2].split())
        return [*fields.thing(field), *phrases.without_fillers(rest[:-1])], rest[-1], ""
    return _present(words, actors)


def _modal(words, at, actors):
    """`Wir wollen X tun`, `X wollen wir tun`, `X soll getan werden`."""
    field, rest = words[:at], words[at + 1 :]
    rest = fields.up_to_verb(rest, passive=words[at].lower() in ("wird", "werden"))
    agent = fields.is_agent(field, actors)
    if agent:
        field = []
    else:
        shorter = fields.without_agent(fields.past_fillers(rest), actors)
        agent = len(shorter) < len(fields.past_fillers(rest))
        rest, field = shorter, fields.thing(field)
    passive = rest[-1:] == ["werden"] or words[at].lower() in ("werden", "wird")
    rest, verb = fields.tail_verb(rest, has_thing=bool(field))
    rest = fields.past_fillers(rest)
    if re.match(r"\w+zu\w+en$", verb):
        verb = verbs.from_zu([verb])[0]
    if agent or passive or not verb:
        return [*field, *rest], verb, ""
    return _subject_apart([*field, *rest]), verb, ""


def _present(words, actors):
    """`Wir erstellen X`, `X prüfen A und B`: the plural form of the verb is its infinitive."""
    text = " ".join(words)
    match = actors.opens.search(text)
    if not match:
        return None
    before, after = text[: match.start()].split(), text[match.end() :].split()
    if before:
        verb, field = before[-1], fields.thing(before[:-1])
    else:
        verb, field, after = (after[0] if after else ""), [], after[1:]
    whole, left = verbs.joined(verb, after)
    if verb in STANCE_VERBS and (whole == verb or whole in ("ansehen", "darstellen", "aussehen", "einsehen")):
        return None
    if not re.search(r"(?:en|ern|eln)$", verb):
        return [*field, *fields.past_fillers(after)], "", ""
    return [*field, *fields.past_fillers(left)], whole, ""
