"""Rules about grammar, by the shape of words and their order: there is no tagger, so what is unsure is left alone."""

import re

from .findings import Finding
from .lexicon import NO_PARTICIPLES, PARTICIPLES, PAST, SUBJUNCTIVE

AUXILIARY = {"wird", "werden", "wirst", "werdet", "wurde", "wurden", "wurdest", "worden"}
PARTICIPLE = re.compile(
    r"(?:(?:ab|an|auf|aus|bei|dar|dazu|durch|ein|fest|fort|frei|her|hin|mit|nach|nieder|statt|teil|um|vor|weg|weiter|wieder|"
    r"zu|zurück|zusammen)?ge[a-zäöüß]{2,}(?:t|en)|(?:[a-zäöüß]*?)(?:be|ent|er|ver|zer|über|unter|miss)[a-zäöüß]{3,}t|"
    r"[a-zäöüß]{2,}iert)"
)
NOUN = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*"
GENITIVE = re.compile(
    rf"\b{NOUN} (?:des|eines|dieses|jedes|meines|seines|ihres|Ihres|unseres) (?:[a-zäöüß]+en )?{NOUN}\b"
    rf"|\b(?:[Ww]egen|[Tt]rotz|[Ii]nnerhalb|[Aa]ußerhalb|[Aa]ufgrund|[Aa]nhand|[Mm]ithilfe|[Aa]nstelle|[Ww]ährend)"
    rf" (?:des|der|eines|einer|dieser|dieses) (?:[a-zäöüß]+ )?{NOUN}"
)
GENITIVE_NOUN = re.compile(r"(?:s|es|en|n|er)$")
NEGATION = re.compile(
    r"\b(?:nicht|kein(?:e|en|em|er|es)?|nie|niemals|niemand(?:en|em)?|nichts|weder|keinesfalls|keineswegs)\b", re.I
)
ALSO = re.compile(r"\b[Nn]icht nur\b|\bVergiss-?mein-?nicht\b")
CONJUNCTIONS = (
    "dass|weil|obwohl|damit|sodass|wenn|falls|während|bevor|nachdem|sobald|solange|indem|ob|wie|wer|was|wo|wofür|warum|"
    "wann|wohin|womit|worüber|wodurch|um|als"
)
RELATIVE = "der|die|das|den|dem|deren|dessen|denen|welche|welcher|welches"
SUBORDINATE = re.compile(rf",\s+(?:so dass|{CONJUNCTIONS})\s(?!auch\b)")
RELATIVE_CLAUSE = re.compile(
    rf",\s+(?:(?:in|an|auf|mit|für|von|bei|aus|zu|über) )?(?:{RELATIVE})\s[^,.:!?]*?\b([a-zäöüß]+)\s*(?=[,.!?]|$)"
)
FINITE = re.compile(r"(?:t|en|ist|muss|kann|soll|will|darf|sind|habe|hatte|war)$")
LEADING = re.compile(r"^\W*(?:Wenn|Weil|Obwohl|Falls|Nachdem|Bevor|Sobald|Solange|Da)\s[^.!?]*?,")
TWO = re.compile(
    r",\s+(?:aber|denn|sondern|doch|jedoch)\s|\b[Ee]ntweder\b.*\boder\b|\b[Ww]eder\b.*\bnoch\b|"
    r"\b(?:und|oder)\s+(?:er|es|wir|ich|man|dann|danach|deshalb|darum|daher|außerdem|dort|hat|ist|wird|kann|muss|will|soll|"
    r"können|müssen|sollen|wollen|haben|sind|werden)\s"
)
YOU = re.compile(r"\b(?:man|du|dich|dir|dein(?:e|en|em|er|es)?|Bürgerinnen und Bürger(?:n)?|Nutzende|Interessierte)\b")
POLITE = re.compile(r"\b(?:hätten?|würden?) (?:\w+ )?gerne?\b")


def find(sentence):
    """What is hard about the shape of a sentence."""
    yield from _verbs(sentence)
    yield from _patterns(sentence)


def _verbs(sentence):
    for word in sentence.words:
        low = word.text.lower()
        written_small = word.text == low or word is sentence.words[0]
        if low in SUBJUNCTIVE and written_small and not POLITE.search(sentence.text):
            yield _word("LS-SUBJ", sentence, word)
        if low in PAST and written_small:
            yield _word("LS-PAST", sentence, word)
    yield from _passive(sentence)


def _passive(sentence):
    """``wird … gebaut`` and ``gebaut werden``, in one clause; ``wird bauen`` is a future, ``wird schön`` a change."""
    words = sentence.words
    for place, word in enumerate(words):
        if word.text.lower() not in AUXILIARY:
            continue
        before = words[place - 1] if place else None
        if before and is_participle(before.text) and not _apart(sentence, before, word):
            yield _span("LS-PASS", sentence, before.start, word.end)
            return
        for after in words[place + 1 :]:
            if _apart(sentence, word, after):
                break
            if is_participle(after.text):
                yield _span("LS-PASS", sentence, word.start, after.end)
                return


def is_participle(word):
    """Whether a word in small letters can only be a participle: ``gebaut``, ``beschlossen``, ``saniert``."""
    if not word[:1].islower() or word in NO_PARTICIPLES:
        return False
    return word in PARTICIPLES or bool(PARTICIPLE.fullmatch(word))


def _apart(sentence, one, other):
    return re.search(r"[,:;]|\b(?:und|oder|aber)\b", _between(sentence, one.end, other.start))


def _patterns(sentence):
    text = sentence.text
    for genitive in GENITIVE.finditer(text):
        if GENITIVE_NOUN.search(genitive[0]):
            yield _match("LS-GEN", sentence, genitive)
            break
    negated = ALSO.sub(lambda found: "x" * len(found[0]), text)
    for negation in NEGATION.finditer(negated):
        yield _match("LS-NEG", sentence, negation)
    for clause in (LEADING.search(text), SUBORDINATE.search(text), _relative(text)):
        if clause:
            yield _match("LS-SUB", sentence, clause)
            break
    if two := TWO.search(text):
        yield _match("LS-ONE", sentence, two)
    for you in YOU.finditer(text):
        yield _match("LS-YOU", sentence, you)


def _relative(text):
    """``, die lange warten``: the verb comes last. ``, die Schule und das Bad`` is a list."""
    found = RELATIVE_CLAUSE.search(text)
    return found if found and FINITE.search(found[1]) else None


def _between(sentence, start, end):
    return sentence.text[start - sentence.offset : end - sentence.offset]


def _word(rule, sentence, word):
    return Finding(rule, sentence.line, word.start, word.end, {"found": word.text})


def _span(rule, sentence, start, end):
    return Finding(rule, sentence.line, start, end, {"found": _between(sentence, start, end)})


def _match(rule, sentence, match):
    start, end = match.start() + sentence.offset, match.end() + sentence.offset
    return Finding(rule, sentence.line, start, end, {"found": match[0].strip(" ,")})
