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
    "neben hinter statt anstatt"
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
WITH_PREPOSITION = words(
    "festhalten sorgen hinwirken einladen beraten teilnehmen beteiligen verzichten werben achten arbeiten "
    "kümmern begegnen vorgehen beitragen beginnen investieren einbinden orientieren kooperieren "
    "zusammenarbeiten entgegentreten einbeziehen"
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
WEAK_STARTS = re.compile(
    r"(?:wir|es|sie|er|dies|diese[rsnm]?|das|dass|hier|dort|dazu|dabei|damit|deshalb|daher|dafür|darum|und|"
    r"oder|so|sich|uns|ihre?[nrs]?|"
    r"all(?:e)? diese|darf|dürfen|muss|müssen|soll|sollen|kann|können|wird|werden|will|wollen|hat|ist|sind|"
    r"nur|ob|wie|wo|dessen|deren|solche[nr]?|letztere|dann|dort|nicht|auch|jedoch|aber|wenn|um|man)\b",
    re.I,
)


def strip_article(words):
    """Without a leading article; the adjectives after it take the article's ending (`das neue Bad` → `Neues Bad`)."""
    if len(words) < 2 or words[0].lower() not in ARTICLES:
        return words
    if words[1].lower() in PREPOSITIONS:
        return _without_attribute(words)
    article, rest = words[0].lower(), list(words[1:])
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


def fit(words, verb="", before=""):
    """The phrase with its verb in at most 80 characters, shortened at its joints."""
    room = LONGEST - len(before)
    words = [word for word in words if word]
    if len(_line(words, verb)) > room:
        words = without_fillers(words) or words
    if len(_line(words, verb)) > room and verb not in WITH_PREPOSITION:
        words = _without_opening(words)
    for _ in range(len(words)):
        if len(_line(words, verb)) <= room:
            break
        words = _shorter(words)
    words = words if verb else _tidy(words)
    line = _line(words, verb)
    if len(line) > room:
        line = _line(_hard(words, room), "")
    return before + capital(line)


def chunks(words):
    """The words in phrases: each begins at a preposition, or at an article that follows none."""
    found = []
    for at, word in enumerate(words):
        last = words[at - 1].lower() if at else ""
        opens = word.lower() in PREPOSITIONS and last not in PREPOSITIONS and last not in ("und", "oder", "sowie")
        opens = opens or (
            word.lower() in NOUN_OPENERS
            and last not in PREPOSITIONS
            and last not in ("und", "oder", "sowie", "auch", "von", "mindestens")
        )
        if opens or not found:
            found.append([])
        found[-1].append(word)
    return found


NOUN_OPENERS = words("die den das ein eine einen keine keinen mehr mindestens alle unsere unseren")


def is_prepositional(words):
    return bool(words) and words[0].lower() in PREPOSITIONS


def _without_opening(words):
    """Without circumstances in front of the object: the object is what a card has to say."""
    parts = chunks(words)
    while len(parts) > 1 and is_prepositional(parts[0]):
        parts = parts[1:]
        if all(is_prepositional(part) for part in parts):
            break
    rest = [word for part in parts for word in part]
    return strip_article(rest) if len(rest) < len(words) else words


def object_first(words):
    """`bis 2027 den Weg` → `Weg bis 2027`: what it is about stands first on a card."""
    parts = chunks(words)
    if len(parts) < 2 or not is_prepositional(parts[0]) or parts[1][0].lower() not in NOUN_OPENERS or len(parts[0]) > 4:
        return words
    rest = [word for part in parts[1:2] for word in part]
    return [*strip_article(rest), *parts[0], *(word for part in parts[2:] for word in part)]


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


def is_good(title):
    """Whether a title can stand alone: some words, at least one noun, no pronoun or conjunction at its head."""
    if not 5 <= len(title) <= LONGEST or WEAK_STARTS.match(title) or WEAK_STARTS.match(title.split(": ", 1)[-1]):
        return False
    words = title.split()
    if re.search(
        r" (?:ist|sind|wird|werden|hat|haben|wurde|wurden|kann|können|muss|müssen|soll|sollen|wollen|will|"
        r"dass|wenn|weil) ",
        f"{title} ",
    ):
        return False
    if re.search(r"(?<![\w-])[a-zäöüß]+en (?!lassen)[a-zäöüß]+en$", title) and not re.search(r" und \w+$", title):
        return False
    if words[0].lower() in ARTICLES:
        return False
    return (len(words) > 1 or len(title) > 9) and title.rstrip(".").split()[-1].lower() not in DANGLING
