"""A sentence in its clauses: quotations held, asides dropped, the main clause apart from what hangs on it."""

import re
from dataclasses import dataclass, field

from . import phrases, verbs
from .lexicon import words
from .mainclause import PARENTHESIS, QUOTED

CONNECTORS = re.compile(
    r"^(?:(?:deshalb|deswegen|daher|dazu|außerdem|zudem|darüber hinaus|zusätzlich|insbesondere|dabei|hierzu|"
    r"hierfür|dafür|auch|aber auch|aus diesem grund|darum|grundsätzlich|danach|gleichzeitig|künftig|zukünftig|"
    r"zunehmend|"
    r"ebenso|ebenfalls|mittelfristig|kurzfristig|langfristig|perspektivisch|und)\b,? )+",
    re.I,
)
SUBORDINATORS = words(
    "dass ob wenn weil damit indem obwohl sodass falls sofern soweit bevor nachdem wobei wodurch womit um ohne "
    "statt anstatt wo wie was wer wem wen woher wohin warum wann welche welcher welches welchen welchem deren "
    "dessen denen solange sobald da gleich egal sowie_dass inwieweit inwiefern"
)
AMBIGUOUS = words("ohne statt anstatt um wie da gleich egal")
OPENERS = SUBORDINATORS | words("während sollen soll sollte sollten kann können")
PRONOUNS = r"(?:der|die|das|den|dem|deren|dessen|denen|welche[rsnm]?)"
PREPOSITIONED = r"(?:in|ab|unter|mit|an|auf|aus|bei|für|zu|von|durch|über|unter|nach|vor|gegen|hinter|neben|um)"
RELATIVE = re.compile(rf"(?:und )?(?:{PREPOSITIONED} )?{PRONOUNS}\b", re.I)
VERB_END = re.compile(
    r"(?<![\w*-])[a-zäöüß]{2,}(?:t|en|ern|eln|tun)$|\b(?:ist|sind|sein|hat|kann|soll|muss|will|darf|war|lässt|"
    r"wird|sollte|könnte)$"
)
ZU = re.compile(r"\bzu [a-zäöüß]+(?:en|ern|eln|tun)$|\b[a-zäöüß]{2,}zu(?!letzt)[a-zäöüß]{2,}(?:en|ern|eln|tun)$")
ASIDE = re.compile(
    r"(?:insbesondere|etwa|zum beispiel|möglichst|gegebenenfalls|ggf\.|vor allem|beispielsweise|besonders|"
    r"so weit|soweit|"
    r"wenn möglich|wie|so wie|so viel|so dass|sowohl|gleich|einschließlich|inklusive|darunter|auch|"
    r"ganz besonders|jeweils|nicht zuletzt|sofern|aber auch|samt)\b",
    re.I,
)


@dataclass
class Unit:
    """One main clause: an opening clause before it, its own words, the clauses and asides that follow."""

    opening: str = ""
    main: list = field(default_factory=list)
    after: list = field(default_factory=list)


class Held:
    """Quotations of a sentence, kept as one capitalised word each while it is taken apart."""

    def __init__(self):
        self.kept = []

    def hold(self, text):
        return QUOTED.sub(self._keep, text)

    def _keep(self, match):
        # As long as what it stands for, so that lengths are right while the sentence is taken apart.
        self.kept.append(match.group())
        mark = f"Q{len(self.kept) - 1}"
        return mark + "x" * (len(match.group()) - len(mark) - 1) + "Q"

    def release(self, text):
        return re.sub(r"Q(\d+)x*Q", self._given_back, text)

    def _given_back(self, match):
        return self.kept[int(match[1])] if int(match[1]) < len(self.kept) else match.group()


def units(sentence, actors):
    """(the main clauses of a sentence with what belongs to each, the quotations held meanwhile)."""
    held = Held()
    plain = PARENTHESIS.sub("", held.hold(sentence))
    plain = re.sub(r"(\d) ?[–-] (\d)", r"\1–\2", plain)
    plain = re.sub(r" [–—-] [^–—]{1,120}? [–—-] ", " ", plain)
    plain = re.sub(
        r"(?i)\b(?:unter anderem|vor allem|zum Beispiel|beispielsweise|u\. ?a\.|z\. ?b\.|(?<!^)nicht nur)(?!\w) ?",
        "",
        plain,
    )
    plain = re.sub(r"\s+([,;:])", r"\1", re.sub(r"\s+", " ", plain)).strip(" .!?:;")
    plain = re.sub(r", (?:gegebenenfalls|ggf\.|möglichst|wenn möglich|soweit möglich) [^,]{0,60},", "", plain)
    plain = re.sub(rf"(?<=\d)\. (?={actors.opens.pattern})", "; ", plain, flags=re.I)
    plain = re.sub(
        r"(?<=[\w,]) (?:in der Regel|nach Möglichkeit|in Zukunft|in diesem Zusammenhang|in erster Linie)(?= )",
        "",
        plain,
    )
    plain = _second_apart(plain, actors)
    found = re.split(r"; |(?<=\w{3}): | [–—-] |, (?=(?:und|aber|denn|doch) )", plain)
    return [_unit(_opened(part.strip())) for part in _rejoined(found) if part.strip()], held


def _second_apart(plain, actors):
    """`Wir begrüßen X und werden Y tun`: the second half is a promise of its own."""
    match = re.search(r" und (?=(?:wollen|werden|möchten) )", plain)
    if not match:
        return plain
    own = re.search(r"\bwir\b", plain[: match.start()], re.I) or actors.opens.match(plain)
    modal = re.search(r"(?i)\b(?:wollen|werden|möchten|soll\w*|muss|müssen)\b", plain[: match.start()])
    return f"{plain[: match.start()]}; wir {plain[match.end() :]}" if own and not modal else plain


def _rejoined(found):
    """Parts that begin with `und` stay apart only where they hold a verb of their own before their last word."""
    kept = []
    for part in found:
        own = re.match(r"(?:und|aber|denn|doch) ", part) and not (_finite_inside(part) or re.search(r"\bwir\b", part))
        if own and kept:
            kept[-1] += ", " + part
        else:
            kept.append(part)
    return kept


def _opened(text):
    """Without connectors in front, and a small word at the opening written small."""
    return phrases.small(CONNECTORS.sub("", text))


def _unit(text):
    parts, unit = text.split(", "), Unit()
    at = 0
    if len(parts) > 1 and parts[0].split()[:1] and parts[0].split()[0].lower() in OPENERS:
        at = _end(parts, 0)
        unit.opening, parts, at = ", ".join(parts[:at]), parts[at:], 0
    gap = False
    while at < len(parts):
        end = _hanging(parts, at) if at or not unit.main else at
        if end > at:
            unit.after.append(", ".join(parts[at:end]))
            at, gap = end, True
            continue
        piece = parts[at].split()
        if unit.main and gap and not _goes_on(unit.main, piece):
            break
        if unit.main and not gap:
            unit.main[-1] += ","
        unit.main.extend(piece)
        at, gap = at + 1, False
    return unit


def _goes_on(main, piece):
    """Whether words after a subordinate clause still belong to the main clause: its verb, or the end of its verb."""
    finite = [word.rstrip(",").lower() for word in main if word.rstrip(",").lower() in FINITE]
    by_partner = any(word == "wir" for word in main) and len(main) > 1
    if not finite and not by_partner and not any(verbs.is_known(word) and word.islower() for word in main):
        return True
    at = max((n for n, word in enumerate(main) if word.rstrip(",").lower() in FINITE), default=0)
    if finite and not VERB_END.search(" ".join(main[at + 1 :])):
        return bool(VERB_END.search(piece[-1]))
    return piece[-1] in verbs.SEPARATED and len(piece) < 4


FINITE = words(
    "wollen will möchten möchte sollen soll sollten sollte müssen muss dürfen darf werden wird kann können ist "
    "sind hat haben"
)


def _closed(part):
    """Whether a clause ends with its verb, a quotation after it aside."""
    return bool(VERB_END.search(re.sub(r"(?: Q\d+x*Q)+$", "", part)))


CONDITION = re.compile(r"^(?:wenn|falls|sofern|soweit) .*\b(?:[a-zäöüß]{3,}t|ist|sind|wird|kann)\b")


def _end(parts, at):
    """The index after the clause that begins at `at`: an enumeration in it goes on until its verb."""
    for n in range(at, len(parts)):
        if _closed(parts[n]) or CONDITION.search(parts[n]):
            return n + 1
    return at + 1


def _hanging(parts, at):
    """The index after a subordinate clause or an aside that begins here; `at` itself where none does."""
    part = parts[at]
    if not at:
        return at
    first = part.split()[0].lower() if part.split() else ""
    if first == "und" and len(part.split()) > 1 and part.split()[1].lower() in ("dass", "ob", "damit", "weil"):
        return _end(parts, at)
    if first in SUBORDINATORS and not (first in AMBIGUOUS and not VERB_END.search(part)):
        return _end(parts, at)
    if RELATIVE.match(part):
        end = _end(parts, at)
        return end if _closed(parts[end - 1]) and not any(map(_finite_inside, parts[at:end])) else at
    if ZU.search(part) or first in AMBIGUOUS:
        return at + 1
    if ASIDE.match(part) and not (at > 1 and VERB_END.search(part) and _finite_inside(", ".join(parts[:at]) + " x")):
        return at + 1
    return at


def _finite_inside(part):
    """Whether a clause that looks relative is a main one: it holds a modal verb that is not its last word."""
    return bool(
        re.search(r"\b(?:soll|sollen|wird|will|wollen|muss|müssen|möchten|werden(?= wir\b))\b(?= \S+ \S)", part)
    )
