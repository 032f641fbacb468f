"""Which items are clauses: acts stay, talk, review, procedure among the partners and signatures go."""

import re

from .contents import fold
from .outline import has_verb

FOREWORD = re.compile(
    r"\b(?:präambel|vorwort|vorbemerkung\w*|einleitung|einführung|vorspann|grußwort|leitbild|unsere haltung|"
    r"was uns (?:eint|leitet|trägt))\b",
    re.I,
)
FOREWORD_TALK = re.compile(
    r"\b(?:wähler\w*|kommunalwahl|wahlergebnis|gewählt|koalitionsvertrag|kooperationsvertrag|vertrauen|wahlperiode)\b",
    re.I,
)
PROCEDURE_CHAPTER = re.compile(
    r"\b(?:organisatorisch\w*|zusammenarbeit (?:der|im|zwischen|in der)\b.*|form der zusammenarbeit|"
    r"unsere zusammenarbeit|zusammenarbeit|"
    r"arbeitsweise|verfahren|verfahrensfragen|verfahrensregeln|kooperationsausschuss|koalitionsausschuss|"
    r"koalitionsrunde|"
    r"ausschussarbeit|ausschüsse|beiräte|arbeitsgruppen|gremien\w*|ratssitzungen|personal(?:ia|fragen|"
    r"entscheidungen)|besetzung\w*|"
    r"schlussbestimmung\w*|schlussbemerkung\w*|geltungsdauer|laufzeit|inkrafttreten|unterschriften|unterzeichnung|"
    r"spielregeln|vereinbarungen zur zusammenarbeit|regeln der zusammenarbeit|grundlagen der zusammenarbeit)\b",
    re.I,
)
PROCEDURE = re.compile(
    r"\b(?:koalitionsausschuss\w*|koalitionsrunde\w*|kooperationsausschuss\w*|kooperationsrunde\w*|"
    r"lenkungskreis|koordinierungskreis|"
    r"fraktionsvorsitzende\w*|fraktionsvorsitz\w*|fraktionsgeschäftsführ\w*|fraktionssitzung\w*|fraktionszwang|"
    r"wechselnde\w* mehrheit\w*|abstimmungsverhalten|stimmverhalten|"
    r"stimmen (?:im rat )?(?:\w+ ){0,3}(?:einheitlich|gemeinsam)|gegeneinander|"
    r"(?:gemeinsame\w* )?anträge (?:werden )?(?:\w+ ){0,4}(?:gemeinsam|abgestimmt|abgelehnt|eingebracht)|"
    r"listenverbindung\w*|vorschlagsrecht\w*|"
    r"sachkundige\w*|stellvertretende\w* ausschussmitglied\w*|ausschussvorsitz\w*|ausschussbesetzung|"
    r"vorsitz (?:des|der|im)|"
    r"zuständigkeitskatalog|anwesenheitspflicht|vertragspartner\w*|koalitionsvertrag\w*|kooperationsvertrag\w*|"
    r"dieser (?:vereinbarung|vertrag)|diese vereinbarung|dieses vertrag\w*|dieser vereinbarung|"
    r"vereinbarung (?:gilt|tritt|endet)|"
    r"aufsichtsrats?mandat\w*|mandat\w* (?:werden|zu vergeben)|präsidien|dezernent\w*|beigeordnete\w*|"
    r"bürgermeister(?:innen)?posten|"
    r"ratsmitglied\w*|vorbesprechung\w*|koalitionsfraktion\w*|kooperationsfraktion\w*|verhandlungs\w*|"
    r"haushaltsanträge)\b",
    re.I,
)
PARTNERS_AMONG = re.compile(
    r"\b(?:fraktionen|partner|koalitionspartner|partnerinnen)\b[^.]{0,80}\b(?:verpflichten sich|"
    r"informieren sich|stimmen sich|"
    r"vertreten|vertrauensvoll|gegenseitig|miteinander|untereinander|einvernehmlich|verabreden|einigen sich)\b",
    re.I,
)
SUBSTANCE = frozenset(("promise", "intent", "examine", "demand", "continue"))


def is_clause(item, sentence_acts, outline, seen):
    """Whether an item is a measure of the agreement; `sentence_acts` are the acts of its sentences in order."""
    text = seen["text"]
    if item.signed or len(re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", text)) < 2:
        return False
    if _is_procedure(item, text):
        return False
    acts = [act for act in sentence_acts if act.kind in SUBSTANCE]
    if item.kind == "bullet":
        measure = bool(acts or item.parts) or _is_fragment(text, sentence_acts)
        return measure and (bool(acts) or not _is_foreword(item, outline, seen))
    if _is_foreword(item, outline, seen) or text.rstrip().endswith(":"):
        return False
    if item.bulleted or seen["mostly_bullets"]:
        return any(act.actor and _acts_on_its_own(act) for act in acts) and not seen["procedure_chapter"]
    return (
        bool(acts or (item.block.bold and has_verb(text.split(".")[0])))
        and len(text) > 25
        and not seen["procedure_chapter"]
    )


def _acts_on_its_own(act):
    """An introduction's sentence with an agent whose act is more than to be or to stay something."""
    return not re.search(r"\b(?:bleiben|sein)$", act.core) and act.core.split(" ", 1)[0] not in (
        "Das",
        "Dies",
        "Beides",
        "Alles",
    )


def _is_fragment(text, acts):
    """A bullet without a finite verb names its measure: `Ausbau der Radwege`, `Radwege ausbauen`."""
    if len(acts) != 1 or acts[0].kind not in ("description", "stance"):
        return False
    return not has_finite_verb(text) and len(text) < 400


FINITE = re.compile(
    r"\b(?:ist|sind|hat|haben|wird|werden|war|waren|wurde|wurden|kann|können|gilt|gelten|gibt|steht|stehen|"
    r"liegt|liegen|bietet|bieten|"
    r"leistet|leisten|bleibt|bleiben|gehört|gehören|zeigt|zeigen|lebt|leben|braucht|trägt|tragen|macht|machen|"
    r"kommt|kommen|hält|"
    r"findet|finden|stellt|stellen|bildet|bilden|sichert|profitiert|schafft|wächst|dient|dienen|verfügt|"
    r"bedeutet|heißt|ermöglicht|führt|engagiert)\b"
)


def has_finite_verb(text):
    """Whether the text holds a verb that makes it a full sentence; a last infinitive does not."""
    words = text.rstrip(".!? ").split()
    body = " ".join(words[:-1]) if words and re.fullmatch(r"[a-zäöüß]+en", words[-1]) else " ".join(words)
    body = re.split(r", (?:die|der|das|den|dem|welche)\b", body)[0]
    return bool(FINITE.search(body)) or bool(re.match(r"(?i)wir\b", text))


def _is_procedure(item, text):
    if any(PROCEDURE_CHAPTER.fullmatch(name.strip()) for name in item.path):
        return item.kind == "paragraph" or bool(
            PROCEDURE.search(text) or PARTNERS_AMONG.search(text) or _names_offices(text)
        )
    return len(PROCEDURE.findall(text)) > 1 or bool(PARTNERS_AMONG.search(text))


def _names_offices(text):
    return bool(
        re.search(r"(?i)\b(?:fraktion(?:en)?|ausschuss|ausschüsse|partner|mandate?|sitzung\w*|vorsitz\w*)\b", text)
    ) and not re.search(r"(?i)\bbürger\w*|\bbezirk(?:e|en|s)?\b|\bbezirksvertretung", text)


def _is_foreword(item, outline, seen):
    """The preamble: named as such, or a first chapter that bears the agreement's title or thanks the voters."""
    if any(FOREWORD.search(name) for name in item.path):
        return True
    if item.start < seen["begin"]:
        return True
    if item.topic != seen["first_topic"]:
        return False
    name = fold(item.topic)
    return (len(name) > 4 and seen["front"].count(name) > 1) or seen["first_talks"]


def survey(outline, texts, contents, front):
    """Facts about the whole agreement that decide on single items; `front(start)` is the folded text before it."""
    chapters = [n for n, item in enumerate(outline.items) if any(fold(name) in contents for name in item.path)]
    long = chapters or [
        n for n, item in enumerate(outline.items) if (item.path and len(texts[n]) > 60) or item.kind == "bullet"
    ]
    first = outline.items[long[0]] if long else None
    topic = first.topic if first else ""
    opening = " ".join(
        texts[n] for n, item in enumerate(outline.items) if item.topic == topic and item.kind == "paragraph"
    )[:5000]
    bullets = sum(item.kind == "bullet" for item in outline.items)
    return {
        "first_topic": topic,
        "begin": first.start if first else 0,
        "front": front(first.start) if first else "",
        "first_talks": len({match.lower() for match in FOREWORD_TALK.findall(opening)}) > 1
        and sum(item.topic == topic for item in outline.items) < 0.5 * len(outline.items),
        "mostly_bullets": bullets > 0.5 * len(outline.items),
    }
