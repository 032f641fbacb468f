"""Sentence patterns of agreements: each makes a title that is sound German, or none."""

import re

from . import phrases, verbs
from .arrange import infinitive, nominal, with_soll
from .chunks import chunked
from .deeds import DETERMINED, done, second
from .speech import ASKS, BACKWARD, EXAMINES, PRONOUNS, Title, told, with_front

FOR = re.compile(
    r"\bfür (.+?) (?:ein|aus|einsetzen|einzusetzen|stark machen|starkmachen|stark|aussprechen|eintreten)(?=$|,|"
    r" und | sowie )"
)
THERE_BE = re.compile(r"^(.*?) ?\b(?:soll|sollen|wird|muss|müssen) es (?:künftig |auch |weiterhin )?(.+) geben$")
STRIVE = re.compile(
    r"(?i)\b(?:streben|strebt|wünschen|wünscht|brauchen|benötigen|fordern|befürworten|begrüßen|verlangen)\b"
)
WISH = re.compile(
    r"(?i)\b(?:wollen|möchten|ein|dafür|darauf|ziel|einsetzen|eintreten|wünschen|hinwirken|erreichen|will|möchte|"
    r"achten|sorgen|sicherstellen|streben|tragen|sicher|erwarten|erwartet|fordern|fordert|setzt|setzen|verlangen)\b"
)
DEMAND = re.compile(r"\b(?:erwarten|fordern|verlangen|erwartet|fordert)\b", re.I)
ADDRESSEE = re.compile(
    r"(?:\b[Vv](?:om|on der|on den|on dem|on)|\b[Ff]ordern (?:wir )?(?:(?:daher|deshalb|auch) )*(?:das|die|den)) "
    r"([A-ZÄÖÜ][\w*-]*(?: [A-ZÄÖÜ]{2,})?(?:(?: und | der | des )[A-ZÄÖÜ][\w*-]*){0,3})(?= auf\b|.*\bvo[nm]\b|$| )"
)


def of(unit, actors):
    """All titles that the patterns make of one main clause, the best kind first."""
    for pattern in (examined, demanded, that, to_do, stood_for, done, second):
        title = pattern(unit, actors)
        if title is not None and title.text:
            yield title


def examined(unit, actors):
    """`prüfen, ob X eingerichtet werden kann` → `Prüfung: X einrichten`; else the question as it stands."""
    main = " ".join(unit.main)
    asked = unit.opening if ASKS.match(unit.opening) else next((one for one in unit.after if ASKS.match(one)), "")
    if not asked or not EXAMINES.search(main):
        return None
    match = ASKS.match(asked)
    words_ = asked[match.end() :].split()
    made = _plan(words_, actors) if re.match(r"(?:ob|wie)\b", asked, re.I) else None
    if made:
        rest, verb, passive = made
        text = infinitive(rest, verb, passive, room=phrases.LONGEST - 9)
        return Title(f"Prüfung: {text}", 0.3) if text and len(text) > 12 else None
    if words_[1:2] == ["durch"] and words_[0].lower() in PRONOUNS:
        # `ob dies durch die Schaffung von X gelingt`: the means is what is examined.
        text = nominal(
            [word for part in chunked(words_[2:])[:2] for word in part if part.kind != "adv"], phrases.LONGEST - 9
        )
        return Title(f"Prüfung: {text}", 0.2) if text else None
    if (words_[:1] and words_[0].lower() in PRONOUNS) or set(words_) & BACKWARD:
        return None
    at = unit.after.index(asked) + 1 if asked in unit.after else 0
    if at and at < len(unit.after) and unit.after[at].startswith("dass "):
        asked = f"{asked}, {unit.after[at]}"
    whole = f"Prüfen, {phrases.small(asked)}"
    return Title(phrases.clipped(whole), 0.1 if len(whole) <= phrases.LONGEST else -0.6)


def _first_of_two(words_):
    """The first of two clauses that share their last word: `X ausgebaut und Y gepflegt werden` → `X ausgebaut "
    "werden`."""
    for n in range(1, len(words_) - 2):
        word = words_[n].rstrip(",")
        if words_[n + 1] not in ("und", "sowie", "oder") or not word.islower():
            continue
        participle = verbs.from_participle(word) and re.search(r"t$|^(?:\w{2,6})?ge", word)
        if words_[-1] in ("werden", "wird") and n + 2 < len(words_) - 2 and participle:
            return [*words_[:n], word, words_[-1]]
        if word in ("bleibt", "bleiben", "ist", "sind", "wird") or (
            re.search("t$", word) and verbs.is_known(verbs.from_finite(word) or "")
        ):
            return [*words_[:n], word]
        if n > 1 and verbs.is_infinitive(word) and verbs.is_known(word):
            return [*words_[:n], word]
    return words_


def _plan(words_, actors):
    """(words, infinitive, passive?) of a clause with its verb last, where a partner or nobody acts; else None."""
    words_ = [*words_[:-1], words_[-1].rstrip(",")] if words_ else []
    if words_ and words_[-1] in ("kann", "können", "soll", "sollen", "muss", "müssen", "könnte", "könnten", "sollte"):
        modal, words_ = True, words_[:-1]
    else:
        modal = False
    words_ = _first_of_two(words_)
    if words_[-1:] in (["werden"], ["wird"]) and len(words_) > 2 and words_[-2].islower():
        verb = verbs.from_participle(words_[-2])
        subject = words_[0].lower() in PRONOUNS
        return (words_[:-2], verb, True) if verb and not subject else None
    text = " ".join(words_)
    match = re.match(rf"(?i:{actors.subject}) ", text) or re.match(
        rf"[Dd]ie (?:Stadt|Verwaltung)(?: [A-ZÄÖÜ]\w+)?(?= {DETERMINED})|[Dd]ie (?:Stadt|"
        rf"Verwaltung) (?=[A-ZÄÖÜ]\w+ (?:für|in|im|an|am|zu|auf) )",
        text,
    )
    if not match:
        return None
    rest = text[match.end() :].split()
    if not rest or rest[0].lower() in PRONOUNS or set(rest) & BACKWARD:
        return None
    verb = rest[-1] if modal else verbs.from_finite(rest[-1])
    return (rest[:-1], verb, False) if verb and rest[-1].islower() and verbs.is_infinitive(verb) else None


def demanded(unit, actors):
    """`Wir erwarten vom Land, dass …` → `Land: …`."""
    main = " ".join(unit.main)
    if not DEMAND.search(main):
        return None
    match = ADDRESSEE.search(main)
    if not match or actors.opens.match(match[1]):
        return None
    label = f"{phrases.capital(match[1])}: "
    room = phrases.LONGEST - len(label)
    for clause in unit.after:
        if clause.startswith("dass "):
            text = _after_dass(clause[5:].split(), actors, room, labelled=True)
        else:
            text = _to_do(clause, room)
        if text:
            return Title(label + text, 0.5)
    rest = DEMAND.split(main[: match.start()] + main[match.end() :])[-1].split()
    rest = [word for word in rest if word.lower() not in ("wir", "auf", "auch", *phrases.FILLERS)]
    text = nominal(rest, room)
    return Title(label + text, 0.3) if len(text) > 15 else None


def _after_dass(words_, actors, room=phrases.LONGEST, labelled=False):
    """What a `dass` clause wants: an infinitive where a partner or nobody acts, else a sentence with `soll`."""
    words_ = re.split(r",? und dass ", " ".join(words_))[0].split()
    if words_ and words_[0].lower() in PRONOUNS:
        if labelled and words_[0].lower() in ("es", "er", "sie") and words_[-1].endswith("t") and words_[-1].islower():
            verb = verbs.from_finite(words_[-1])
            return infinitive(words_[1:-1], verb, False, room) if verb and verbs.is_infinitive(verb) else ""
        return ""
    made = _plan(words_, actors)
    if made:
        return infinitive(*made, room)
    words_ = _first_of_two(words_)
    return "" if set(words_) & BACKWARD else with_soll(words_, room)


def that(unit, actors):
    """`… setzen uns dafür ein, dass X geschieht`: the clause after `dass`."""
    main = " ".join(unit.main)
    clause = next((one[5:] for one in unit.after if one.startswith("dass ")), "")
    if not clause or not WISH.search(main) or (ADDRESSEE.search(main) and DEMAND.search(main)):
        return None
    text = _after_dass(clause.split(), actors)
    return Title(text, 0.3) if text else None


def to_do(unit, actors):
    """`… streben an, X zu tun`: the infinitive clause."""
    main = " ".join(unit.main)
    if not re.search(
        r"(?i)\b(?:an|ein|dafür|ziel|gilt es|es gilt|darauf|auftrag|beauftragen|beauftragt|bestreben|vor|bemühen|"
        r"anstreben|planen|beabsichtigen|beschließen|verpflichten|versprechen|ermutigen|aufgabe|interesse|darum|"
        r"prozess|entschlossen|bereit)\b",
        main,
    ):
        return None
    for clause in unit.after:
        if text := _to_do(clause):
            return Title(text, 0.3 if not re.search(r"(?i)auftrag", main) else 0.5)
    return None


def _to_do(clause, room=phrases.LONGEST):
    match = re.match(
        r"(.+?(?:\bzu [a-zäöüß]+(?:en|ern|eln|tun)|\b[a-zäöüß]+zu[a-zäöüß]{2,}(?:en|ern|eln)))(?=$| und | sowie |,)",
        clause,
    )
    if not match or match[1].split()[0].lower() in (
        "um",
        "ohne",
        "statt",
        "anstatt",
        "es",
        "sie",
        "ihn",
        "dies",
        "diesen",
    ):
        return ""
    return _to_do_thing(match[1], room)


def _to_do_thing(text, room):
    words_ = verbs.from_zu(text.split())
    if len(words_) < 2 or not verbs.is_infinitive(words_[-1]):
        return ""
    return infinitive(words_[:-1], words_[-1], False, room)


def stood_for(unit, actors):
    """`setzen uns für X ein`, `streben X an`, `wollen X`: X itself, in the nominative."""
    main = " ".join(unit.main)
    if match := THERE_BE.search(main):
        text = nominal(with_front(match[1].split(), match[2].split()))
        return Title(told(text, unit), 0.1) if text else None
    if match := FOR.search(main):
        opens = re.match(r"Für\b", main)
        text = told(nominal(match[1].split()), unit)
        return Title(text, 0.2) if text and not opens else None
    opening = re.match(r"Für (.+?) (?:setzen|machen|treten|werben|setzt) ", main)
    if opening and re.search(r" (?:ein|stark)$", main):
        return Title(told(nominal(opening[1].split()), unit), 0.2)
    found = STRIVE.search(main)
    if (found and not DEMAND.search(found.group())) or (found and not ADDRESSEE.search(main)):
        front, rest = main[: found.start()].split(), main[found.end() :].split()
        text = _thing(front, rest, found.group().lower().startswith("streb"), actors)
        return Title(told(text, unit), 0.2) if text else None
    return None


def _thing(front, rest, needs_an, actors):
    if not actors.opens.match(" ".join(front)):
        match = actors.opens.match(" ".join(rest))
        if not match:
            return ""
        rest = " ".join(rest)[match.end() :].split()
    else:
        front = []
    if needs_an:
        at = verbs.particle(rest)
        if at is None or rest[at].rstrip(",") != "an":
            return ""
        rest = rest[:at]
    while rest and rest[0].lower() in ("uns", "sich", *phrases.FILLERS):
        rest = rest[1:]
    return nominal(with_front(front, rest))
