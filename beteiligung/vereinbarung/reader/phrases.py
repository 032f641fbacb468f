"""Noun phrases for titles: the article off, the adjective right, shortened at a joint and never inside a word."""

import re

from .lexicon import words

LONGEST = 80
ARTICLES = {
    "der",
    "die",
    "das",
    "den",
    "dem",
    "des",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "unsere",
    "unser",
    "unseren",
    "unserer",
}
PREPOSITIONS = words(
    "in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um über unter vor zwischen "
    "seit während wegen trotz innerhalb außerhalb entlang gemäß anhand bis ab als wie gemeinsam zusammen laut "
    "mittels per pro je angesichts hinsichtlich bezüglich aufgrund infolge zugunsten mithilfe nebst samt "
    "neben hinter statt anstatt ins ans aufs fürs ums übers"
)
JOINTS = PREPOSITIONS | {
    "und",
    "sowie",
    "oder",
    "bzw.",
    "sondern",
    "damit",
    "dass",
    "die",
    "ob",
    "–",
    "-",
    "um",
    "insbesondere",
    "etwa",
}
FILLERS = words(
    "weiterhin auch daher deshalb dabei dazu hierzu hierfür dafür darum damit noch bereits grundsätzlich "
    "insbesondere künftig zukünftig ebenfalls ebenso zudem außerdem stets uns sich wir es so sowohl verstärkt "
    "konsequent nachdrücklich aktiv intensiv möglichst jeweils unbedingt ganz besonders gegebenenfalls ggf. "
    "dann hier dort jetzt nun deutlich gezielt vermehrt stetig kontinuierlich laufend weitestgehend eng sehr "
    "selbst dauerhaft entsprechend unter_anderem u.a. nicht_nur politisch konkret sinnvoll zügig schnell "
    "schnellstmöglich kurzfristig mittelfristig langfristig zunächst perspektivisch erstmalig gerade "
    "vor_allem schrittweise massiv jedoch aber doch daneben zusätzlich darüber_hinaus genau"
)
DANGLING = (
    JOINTS
    | ARTICLES
    | FILLERS
    | words(
        "dar fort fest her hin ab bei diese dieser dieses diesen diesem ihre ihrer ihren seine seiner seinen "
        "alle aller allen mehr nicht keine kein keinen eines welche deren dessen sein ihr jede jeder jeden "
        "jedem jedes einige viele weitere weiterer weiteren beim neue neuen bestehende bestehenden ist sind "
        "hat haben wird werden soll sollen will wollen muss müssen kann können"
    )
)


def strip_article(words):
    """Without a leading article; the adjectives after it take the article's ending (`das neue Bad` → `Neues Bad`)."""
    if len(words) < 2 or words[0].lower() not in ARTICLES:
        return words
    if words[1].lower() in PREPOSITIONS:
        return _without_attribute(words)
    article, rest = words[0].lower(), list(words[1:])
    if len(rest) > 1 and re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:e|en)", rest[0]) and rest[1][:1].isupper():
        # `das Kommunale Zentrum`: the adjective of a name.
        rest[0] = _strong(article, rest[0]) if article == "das" else rest[0]
    for at, word in enumerate(rest):
        if not word[:1].islower() or word in PREPOSITIONS:
            break
        if re.fullmatch(r"[\wäöüß-]{3,}(?:e|en),?", word) and any(one[:1].isupper() for one in rest[at + 1 :]):
            rest[at] = _strong(article, word)
    return rest


def _without_attribute(words):
    """`die im Plan genannten Orte`: the long attribute goes, its last adjective and the noun stay."""
    for at in range(3, len(words) - 1):
        if (
            re.fullmatch(r"[a-zäöüß]{3,}(?:e|en)", words[at])
            and words[at + 1][:1].isupper()
            and words[at] not in DANGLING
        ):
            return strip_article([words[0], *words[at:]])
    return words


def _strong(article, adjective):
    comma = "," if adjective.endswith(",") else ""
    word = adjective.rstrip(",")
    if article == "das" and word.endswith("e"):
        return word + "s" + comma
    if article == "der" and word.endswith("e"):
        return word + "r" + comma
    if article == "die" and word.endswith("en"):
        return word[:-1] + comma
    return adjective


def without_fillers(words):
    return [word for word in words if word.rstrip(",").lower() not in FILLERS]


def capital(text):
    """With a capital first letter, quotation marks skipped."""
    match = re.search(r"\w", text)
    return text[: match.start()] + text[match.start()].upper() + text[match.end() :] if match else text


def fit(words, verb="", before="", room=LONGEST):
    """The phrase with its verb in at most 80 characters, shortened at its joints."""
    room -= len(before)
    words = [word for word in words if word]
    if len(_line(words, verb)) > room:
        words = without_fillers(words) or words
    for _ in range(len(words)):
        if len(_line(words, verb)) <= room:
            break
        words = _shorter(words)
    words = words if verb else _tidy(words)
    line = _line(words, verb)
    if len(line) > room:
        line = _line(_hard(words, room), "")
    return before + capital(line)


def small(text):
    """With a small first letter, unless it is an abbreviation, a quotation or a noun: for articles and small words."""
    first = text.split(" ", 1)[0]
    adverb = re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]{4,}(?:politisch|logisch|nomisch|lich|weise|mals|falls)", first)
    return text[:1].lower() + text[1:] if first.lower() in SMALL or adverb else text


SMALL = (
    PREPOSITIONS
    | ARTICLES
    | words(
        "ob wie wo was wer welche welcher welches inwieweit inwiefern mehr alle allen aller kein keine keinen "
        "keiner jede "
        "jeder jedes jeden diese dieser dieses diesen diesem dort hier dann so auch nur dass unserem unseres wenn da "
        "sollen soll wollen werden sie er es dies nicht beide weitere viele einige seine seinen seiner ihre "
        "ihren ihrer mindestens wenigstens genügend unsere unser"
    )
)


def clipped(text, room=LONGEST):
    """A sentence in at most `room` characters: whole, or cut between two words with an ellipsis."""
    text = text.strip(" ,;:–-")
    if len(text) <= room:
        return capital(text)
    given, kept = text.split(), []
    for word in given:
        if len(" ".join([*kept, word])) > room - 2:
            break
        kept.append(word)
    while len(kept) > 2 and _waits(kept[-1], given[len(kept)]):
        kept.pop()
    return capital((" ".join(kept) or text[: room - 2].split("-")[0]).rstrip(" ,;:–-")) + " …"


def _waits(word, after):
    """Whether a word is nothing without the next one: an article, a preposition, an adjective before its noun."""
    low = word.lower().strip(",")
    adjective = re.fullmatch(r"[a-zäöüß]{3,}(?:e|en|er|es|em),?", word) and (
        after[:1].isupper() or (after[:1].islower() and re.fullmatch(r"[a-zäöüß]{3,}(?:e|en|er|es|em),?", after))
    )
    linked = after in ("und", "oder", "sowie") and re.fullmatch(r"[a-zäöüß]{3,}(?:e|er|es|em)", word)
    return (
        low in CUT_BEFORE
        or bool(adjective or linked)
        or word.endswith("-")
        or (word[:1].isdigit() and after[:1].isupper())
    )


CUT_BEFORE = (
    PREPOSITIONS
    | ARTICLES
    | words(
        "und oder sowie dass ob wo was wer so mehr keine kein keinen diese dieser diesen ihre ihren ihrer seine "
        "unser nicht "
        "sehr noch alle jede jeden jedem jeder weniger sich auch nur dort dafür dieses weiter deshalb die"
    )
)


def without_comma(words):
    """The words, the last one without its comma."""
    return [*words[:-1], words[-1].rstrip(",")] if words else []


def strip_linked(part):
    """Without the leading article, and without the one after `und`: `der Ausbau und die Pflege` → `Ausbau und "
    "Pflege`."""
    first, rest = part[0].lower(), strip_article(list(part))
    if first not in ARTICLES or len(rest) == len(part):
        return rest
    found = []
    for at, word in enumerate(rest):
        linked = (found and found[-1] in ("und", "sowie", "oder")) or (found and found[-1].endswith(","))
        if linked and word in ("die", "das", "den", "eine", "einen", "ein") and at + 1 < len(rest):
            if rest[at + 1][:1].isupper():
                continue
            return [*found, *strip_article(rest[at:])]
        found.append(word)
    return found


def is_prepositional(words):
    return bool(words) and words[0].lower() in PREPOSITIONS


def _line(words, verb):
    return " ".join([*words, verb] if verb else words).strip(" ,;:–-")


def _shorter(words):
    """Without the last prepositional phrase or conjunct, or the last word where there is none."""
    for at in range(len(words) - 1, 1, -1):
        if words[at].lower() in JOINTS or (words[at - 1].endswith(",")):
            return _tidy(_without_adjectives(words[:at]))
    return _tidy(_without_adjectives(words[:-1]))


def _without_adjectives(words):
    """Without adjectives at the end that have lost their noun."""
    words = list(words)
    while len(words) > 1 and (
        re.fullmatch(r"[a-zäöüß]{3,}(?:e|en|er|es|em),?", words[-1]) or words[-1].lower() in DANGLING
    ):
        words.pop()
    return words


def _hard(words, room):
    """As many words as fit, without a last one that waits for another."""
    kept = []
    for word in words:
        if len(_line([*kept, word], "")) > room:
            break
        kept.append(word)
    if not kept and words:
        # One word longer than a card: a compound is cut at its hyphen, anything else is not cut at all.
        head = words[0].split("-")[0]
        return [head] if len(head) <= room else ["Maßnahme"]
    return _tidy(kept)


def _tidy(words):
    words = list(words)
    while len(words) > 1 and (words[-1].lower().strip(",") in DANGLING or words[-1].endswith("-")):
        words.pop()
    if words:
        words[-1] = words[-1].rstrip(",;:")
    return words
