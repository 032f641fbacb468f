"""A card's title: what shall be done, as a phrase of at most 80 characters; a shortened sentence where that is "
"unsure."""

import re

from . import patterns, phrases
from .arrange import nominal
from .chunks import DETERMINERS, chunked, noun
from .commitment import rank
from .lexicon import words
from .mainclause import QUOTED
from .segments import RELATIVE, units
from .speech import MODAL

ENOUGH = 12
VAGUE = re.compile(
    r"(?i)\b(?:diese[rsnm]?|dies|ihre?[nrms]?|seine?[nrms]?|solche[rsn]?|gleiches|beides|ziele?|davon|daran|"
    r"darauf|daraus|"
    r"darüber|dagegen|damit|dafür|dabei|dort|hier|hierfür|dazu|entsprechende[nrs]?|genannte[nrs]?|"
    r"folgende[nrs]?)\b|^.{0,25}\b(?:sie|er|ihn|ihm|ihnen)\b"
)
THIN_VERBS = re.compile(
    r"\b(?:beauftragen|befassen|verfolgen|verzeichnen|einsehen|ansehen|leisten|machen|geben|haben|erwarten)$"
)
PRONOUN_FIRST = re.compile(
    r"(?i)(?:sie|er|es|dies|diese[rsnm]?|das|ihre?[nrs]?|seine?[nrs]?|wir|uns|man|so|nur so|auch das|das ist|"
    r"dort|dann|all\w* "
    r"diese|beide|solche[nrs]?|hier|davon|dadurch|danach|daran|damit|dabei|dazu|dafür|deshalb|daher|aber|doch|"
    r"nicht|und|oder|sondern|letztere)\b"
)
CORRELATE = words(
    "so dort dafür darauf dazu daran davon daraus das die der das, darum nur dann darunter jene diejenigen"
)


def make(text, said, acts, actors, bold=""):
    """The title of a clause: its own bold one, or made from the sentence that says most."""
    own = phrases.fit(bold.rstrip(":. ").split()) if bold else ""
    if own and len(own) > 4:
        return own
    best, most = "", -99.0
    for n, sentence in enumerate(said):
        weight = _weight(sentence, acts[n], n)
        if weight + 2 < most:
            continue
        for title, worth in _tries(sentence, actors):
            if weight + worth > most and 5 <= len(title) <= phrases.LONGEST:
                best, most = title, weight + worth
    return best or _last_resort(said or [text])


def _weight(sentence, act, index):
    """How much a sentence says for a card: its act, names and numbers in it, and whether it can stand alone."""
    weight = min(rank(act), 3.2)
    weight += 0.4 * bool(QUOTED.search(sentence)) + 0.5 * bool(re.search(r"\b\d{2,}", sentence))
    weight -= 0.8 * bool(PRONOUN_FIRST.match(sentence) and not re.match(r"(?i)wir\b", sentence))
    return weight - 0.15 * index + 0.3 * (not index and weight > 1)


def _tries(sentence, actors):
    """Titles of a sentence with their worth: those of the patterns, the sentence itself, its first noun phrase."""
    found, held = units(sentence, actors)
    anaphoric = bool(PRONOUN_FIRST.match(sentence)) and not re.match(r"(?i)wir\b", sentence)
    for place, unit in enumerate(found):
        sure = False
        for title in patterns.of(unit, actors):
            text = _unbalanced(held.release(title.text))
            if sound(text):
                sure = True
                yield _within(text), title.worth + worth(text) - 0.3 * place
        if not sure:
            text, loss = _headline(unit, actors)
            text = _unbalanced(held.release(text))
            if text:
                yield _within(text), worth(text) - loss - 0.3 * place
            text = "" if anaphoric else _unbalanced(held.release(_first_thing(unit, actors)))
            if len(text) > ENOUGH:
                yield _within(text), worth(text) - 1.9 - 0.3 * place


def _within(text):
    """At most 80 characters, also after the quotations are back."""
    return text if len(text) <= phrases.LONGEST else phrases.clipped(text)


def worth(title):
    """How well a phrase reads on a card: neither a stump nor one that points to something else."""
    value = -1.6 * (len(title) < 20) - 0.5 * (len(title) < 26) - 0.3 * (len(title) > 70)
    value -= 0.9 * bool(VAGUE.search(title)) + 1.2 * bool(THIN_VERBS.search(title)) * (len(title) < 34)
    value -= 0.6 * title.endswith("…") + 0.5 * phrases.is_prepositional(title.split())
    return value - 2.0 * (not any(noun(word) for word in title.split()[1:]) and len(title.split()) > 2)


def sound(title):
    """Whether a made title is sure to be German: nothing left over of a second verb, no word without its other half."""
    if not 5 <= len(title) <= phrases.LONGEST + 40 or PRONOUN_FIRST.match(title.split(": ", 1)[-1]):
        return False
    last = title.rstrip(".").split()[-1]
    ends_well = last in ("sein", "haben", "werden") and re.search(r"\b(?:sollen|soll)\b", title)
    dangles = last.lower().strip("„“”()") in phrases.DANGLING and not ends_well
    return not dangles and bool(re.search(r"[A-ZÄÖÜ„\d]", title))


def _headline(unit, actors):
    """(the main clause as it stands, with what follows where it fits; how much was lost)."""
    text = phrases.capital(" ".join(unit.main))
    if unit.opening:
        whole = f"{phrases.capital(unit.opening)}, {phrases.small(' '.join(unit.main))}"
        text = whole if len(whole) <= phrases.LONGEST or re.match(r"(?i)(?:wer|was|wie|wo|ob)\b", unit.opening) else ""
    if not text or not unit.main or actors.opens.match(text) or re.search(r"\bwir\b", text):
        return "", 0.0
    if not _is_sentence(unit.main, bool(unit.opening)):
        return "", 0.0
    modal = any(word in MODAL for word in unit.main)
    loss = 0.5 + 0.4 * bool(unit.opening) + 0.4 * (not modal) + 0.4 * bool(re.search(r"\b(?:uns|unser\w*)\b", text))
    if not unit.opening:
        text = _shorter_sentence(text)
    for clause in unit.after:
        if len(text) + len(clause) + 2 > phrases.LONGEST:
            needed = (
                set(unit.main) & CORRELATE or RELATIVE.match(clause) or re.match(r"(?:dass|was|wie|ob|so)\b", clause)
            )
            text += " …" if needed and len(text) < phrases.LONGEST - 2 else ""
            loss += 0.3 * bool(needed)
            break
        text = f"{text}, {clause}"
    if len(text) > phrases.LONGEST:
        text = phrases.clipped(text)
    return text, loss + 1.8 * bool(PRONOUN_FIRST.match(text)) + 0.3 * bool(VAGUE.search(text))


TEMPORAL = re.compile(
    r" (?:in|im|auf|für) (?:(?:den|der|die|diesem|dieser|einigen|kommenden|nächsten|mittlere|lange|kurze|eine) )+"
    r"(?:Jahren?|Wahlperiode|Zukunft|Sicht|Monaten|Zeit)\b"
)


CIRCUMSTANCES = words("angesichts wegen aufgrund infolge trotz während hinsichtlich gemäß laut")


def _shorter_sentence(text):
    """A long sentence without its empty words and times; with its second phrase first instead of a circumstance."""
    if len(text) > phrases.LONGEST:
        text = " ".join(
            word for word in text.split() if word not in phrases.FILLERS or word in ("es", "so", "sich", "nicht")
        )
    if len(text) > phrases.LONGEST:
        text = TEMPORAL.sub("", text)
    if len(text) > phrases.LONGEST:
        given = text.split()
        at = next((n for n, word in enumerate(given) if word in MODAL), 0)
        head, tail = chunked([phrases.small(given[0]), *given[1:at]]), chunked(given[at + 1 :])
        if at and len(head) == 1 and head[0].kind == "np":
            tail = [part for part in tail if not (part.kind == "pp" and part[0] in CIRCUMSTANCES)]
            shorter = " ".join([*phrases.strip_linked(head[0]), given[at], *(word for part in tail for word in part)])
            text = shorter if len(shorter) <= phrases.LONGEST else text
        if (
            at
            and head[0].kind == "pp"
            and len(tail) > 1
            and tail[0].kind == "np"
            and tail[0][0] not in ("dem", "den", "der")
        ):
            other = " ".join([*tail[0], given[at], *(word for part in tail[1:] for word in part)])
            text = other if len(other) > 44 else text
    head = text.split(", ")[0]
    if len(text) > phrases.LONGEST and len(head) > 40 and _is_sentence(head.split(), False):
        text = head
    return phrases.capital(text)


def _is_sentence(words_, opened):
    """Whether a finite verb stands where a main clause has it: behind its first phrase, first after another clause."""
    return any(word.lower() in FINITE or re.fullmatch(r"[a-zäöüß]{3,}t", word) for word in words_[0 if opened else 1 :])


FINITE = MODAL | words("ist sind hat haben bleibt bleiben gibt bekommen brauchen gehören stehen gelten helfen")


def _first_thing(unit, actors):
    """The first noun phrase of a clause that is no partner, with what is attached to it."""
    parts = chunked(unit.main)
    for at, part in enumerate(parts):
        if part[0].lower() not in DETERMINERS and not noun(part[0]):
            continue
        if (
            part.kind != "np"
            or actors.opens.fullmatch(" ".join(part))
            or part[0].lower() in ("dem", "den", "der", "einem")
        ):
            continue
        after = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].kind == "pp" else []
        text = nominal([*part, *after])
        if len(text) > ENOUGH and not VAGUE.search(text) and not actors.opens.match(text):
            return text
    return ""


def _unbalanced(title):
    """Without a quotation mark or bracket whose other half was cut off."""
    for left, right in ("„“", "()", "“”", "»«"):
        if title.count(left) > title.count(right) and not (left == "“" and "„" in title):
            title = title.replace(left, "")
    return title.strip()


def _last_resort(said):
    """The longest of the first sentences, shortened between two words."""
    whole = max(said[:5], key=len).strip(" .") if said else ""
    rest = re.sub(r"(?i)^wir (?:wollen|werden|möchten|sollen) ", "", whole)
    text = phrases.clipped(_unbalanced(rest or whole)) if rest or whole else ""
    return text if len(text) > 3 else "Maßnahme"
