"""A card's title: what shall be done, as a phrase of at most 80 characters from the operative sentence."""

import re

from . import patterns, phrases
from .commitment import rank
from .mainclause import PARENTHESIS, QUOTED, main_of

FINITE = re.compile(
    r" (?:ist|sind|hat|haben|wird|werden|gilt|gelten|sieht|sehen|steht|stehen|setzt|setzen|lässt|bietet|"
    r"bieten|leistet|macht|machen|enthält|"
    r"fordert|richtet|fördern|soll|sollen|muss|müssen|kann|können|bleibt|bleiben|organisiert|koordinieren|"
    r"begrüßen|denken|wollen)\b"
)
CONNECTORS = re.compile(
    r"^(?:(?:deshalb|deswegen|daher|dazu|außerdem|zudem|darüber hinaus|zusätzlich|insbesondere|dabei|hierzu|"
    r"hierfür|auch|aber auch|aus diesem grund|darum|grundsätzlich)\b,? )+",
    re.I,
)


def make(text, said, acts, actors, bold=""):
    """The title of a clause: its own bold one, or made from the sentence that says most."""
    own = phrases.fit(bold.rstrip(":. ").split()) if bold else ""
    if own and len(own) > 4:
        return own
    best, most = "", -99.0
    for n, sentence in enumerate(said):
        weight = _weight(sentence, acts[n], n)
        if weight + 1 < most:
            continue
        for rank_of_pattern, title in _tries(sentence, acts[n], actors):
            worth = weight + _worth(title) - 0.25 * rank_of_pattern
            if worth > most and phrases.is_good(title):
                best, most = title, worth
    return best or _last_resort(said or [text], actors)


def _worth(title):
    """How well a phrase reads on a card: neither a stump nor a circumstance without its object."""
    words = title.split()
    worth = -1.5 * (len(title) < 20) - 0.7 * (len(title) < 28)
    if phrases.is_prepositional(words):
        alone = not any(not phrases.is_prepositional(part) for part in phrases.chunks(words[:-1])[1:])
        worth -= 0.5 if words[-1] in phrases.WITH_PREPOSITION else 2.5 if alone else 0.6
    worth -= 1.0 * bool(
        re.search(r"(?i)\b(?:diese[rsnm]?|dies|ihre?[nrms]?|solche[rsn]?|gleiches|beides|ziel|gerecht)\b", title)
    )
    worth -= 2.5 * bool(re.search(r"\b(?:beauftragen|befassen|verfolgen|verzeichnen|einsehen|ansehen|leisten)$", title))
    return worth


def _weight(sentence, act, index):
    """How much a sentence says for a card: its act, names and numbers in it, and whether it can stand alone."""
    weight = min(rank(act), 3.2)
    weight += 0.4 * bool(QUOTED.search(sentence)) + 0.5 * bool(re.search(r"\b\d{2,}", sentence))
    weight -= 1.5 * bool(phrases.WEAK_STARTS.match(sentence) and not re.match(r"(?i)wir\b", sentence))
    weight -= 0.6 * bool(re.search(r"(?i)\b(?:diese[rsnm]?|dies|dieselben|ihre?[nrms]?)\b", act.core[:60]))
    return weight - 0.12 * index


def _tries(sentence, act, actors):
    """Titles from the most telling pattern to the plainest, with the pattern's place."""
    held, plain = _hold(sentence)
    examines = act.kind == "examine"
    for place, pattern in enumerate(
        (
            patterns.whether,
            patterns.demanded,
            patterns.that,
            patterns.to_do,
            patterns.fronted,
            patterns.stands_for,
            patterns.main,
        )
    ):
        found = pattern(plain, actors)
        if found is None:
            continue
        words, verb, label = found
        said = " ".join([*words, verb])
        if examines and not label and not re.search(r"(?i)prüf|untersuch|studie|analyse", said):
            label = "Prüfung: "
        words = [word for part in words for word in _release(part, held).split()]
        if words:
            title = phrases.fit(phrases.object_first(phrases.strip_article(words)), verb, label)
            yield max(place - 4, 0), _unbalanced(title)


def _hold(sentence):
    """The sentence without parentheses, each quotation replaced by one capitalised token."""
    held = []

    def keep(match):
        held.append(match.group())
        return f"Q{len(held) - 1}Q"

    plain = QUOTED.sub(keep, sentence)
    plain = PARENTHESIS.sub("", plain)
    plain = re.sub(r"(?i)\b(?:unter anderem|vor allem|u\. ?a\.|z\. ?b\.)(?!\w) ?", "", plain)
    plain = re.sub(r", (?:gegebenenfalls|insbesondere|möglichst|etwa|auch|wie|ggf\.|so weit) [^,]{0,80},", "", plain)
    plain = re.sub(r"(\d) [–-] (\d)", r"\1–\2", plain)
    plain = re.sub(r"(?i)\bnicht nur\b", "", plain)
    head = re.split(r"(?<=\w{3}): (?=[A-ZÄÖÜ])|; ", plain, maxsplit=1)[0]
    plain = head if len(head) > 30 else plain[len(head) :].lstrip(":; ") or plain
    return held, CONNECTORS.sub("", re.sub(r"\s+", " ", plain).strip(" .!?:;"))


def _release(word, held):
    return re.sub(r"Q(\d+)Q", lambda match: held[int(match[1])] if int(match[1]) < len(held) else "", word)


def _unbalanced(title):
    """Without a quotation mark or bracket whose other half was cut off."""
    for left, right in ("„“", "()", "“”", "»«"):
        if title.count(left) > title.count(right) and left != right and not (left == "“" and "„" in title):
            title = title.replace(left, "")
    return title.strip()


def _noun_phrases(sentence):
    """The noun phrases of a sentence's main clause, without their verbs, circumstances last."""
    held, plain = _hold(sentence)
    for piece in FINITE.split(" " + main_of(plain, keep_commas=True)):
        parts = [" ".join(_release(word, held) for word in part).split() for part in phrases.chunks(piece.split())]
        for at, part in enumerate(parts):
            words = part
            if len(words) > 2 and phrases.is_prepositional(words) and words[1].lower() in phrases.ARTICLES:
                words = words[1:]
            if phrases.is_prepositional(words):
                continue
            if at + 1 < len(parts) and phrases.is_prepositional(parts[at + 1]):
                words = [*words, *parts[at + 1]]
            words = _nominal(phrases.strip_article(words))
            while len(words) > 1 and words[-1][:1].islower():
                words = words[:-1]
            yield words


def _nominal(words):
    """Up to the word that ends a noun phrase: a small one after a noun that leads to no other noun."""
    seen = False
    for at, word in enumerate(words):
        if word[:1].isupper() or not word[:1].isalpha():
            seen = True
        elif seen and word not in phrases.JOINTS and word not in phrases.ARTICLES and not _leads_on(words, at):
            return words[:at]
    return words


def _leads_on(words, at):
    """Whether an adjective or genitive article is followed by its noun."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return bool(re.fullmatch(r"[a-zäöüß]{3,}(?:e|en|er|es|em),?", words[at])) and after[:1].isupper()


def _last_resort(said, actors):
    """The first noun phrase that can stand alone, or the first words without the speaker."""
    for sentence in said:
        for words in _noun_phrases(sentence):
            title = _unbalanced(phrases.fit(words))
            if len(title) > 9 and phrases.is_good(title) and not actors.opens.match(title):
                return title
    for sentence in sorted(said, key=len, reverse=True)[:5]:
        words = sentence.rstrip(".").split()
        while words and (
            phrases.WEAK_STARTS.match(words[0])
            or words[0].lower() in phrases.FILLERS
            or words[0].lower() in patterns.MODAL
            or words[0] in ("haben", "hat")
        ):
            words = words[1:]
        title = _unbalanced(phrases.fit(phrases.strip_article(words)))
        if len(title) > 3:
            return title
    return phrases.fit(said[0].split()) if said and said[0].strip() else "Maßnahme"
