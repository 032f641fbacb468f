"""Who speaks and who acts in an agreement: the partners under any name, the city and its offices."""

import re
from collections import Counter

PARTIES = (
    "spd|sozialdemokrat\\w*|cdu|csu|christdemokrat\\w*|union|fdp|freie[nr]? demokrat\\w*|liberale\\w*|grüne[nr]?|"
    "bündnis ?90(?: ?/ ?die grünen)?|bündnisgrüne\\w*|linke[nr]?|linkspartei|volt|freie[nr]? wähler\\w*|fw|bsw|ödp|"
    "piraten(?:partei)?|uwg|fwg|bfb|ssw|die partei|tierschutzpartei|bürgerliste|wählergemeinschaft\\w*"
)
PARTNERS = (
    "wir|koalition|koalitionäre|koalitionspartner\\w*|koalitionsfraktionen|partner(?:innen)?|vertragspartner\\w*|"
    "kooperation|kooperationspartner\\w*|kooperationsfraktionen|bündnis|bündnispartner\\w*|gestaltungsmehrheit|"
    "mehrheitsfraktionen|ratsfraktionen|fraktionen|unterzeichner\\w*"
)
OFFICES = (
    "stadt|kommune|gemeinde|landkreis|kreis|verwaltung|stadtverwaltung|kreisverwaltung|rat|stadtrat|"
    "gemeinderat|kreistag|"
    "stadtverordnetenversammlung|magistrat|senat|oberbürgermeister\\w*|bürgermeister\\w*|dezernat|"
    "bezirksvertretung(?:en)?|stadtwerke|wirtschaftsförderung|jugendamt|ordnungsamt|gesundheitsamt|"
    "stadtgesellschaft(?:en)?|verkehrsbetriebe|stadtplanung|bauverwaltung"
)
PLURAL_VERBS = (
    "wollen|werden|setzen|streben|fordern|prüfen|treten|begrüßen|unterstützen|vereinbaren|verständigen|planen"
)
OPENING = re.compile(
    rf"(?:^|[.!?:]\s+|[-•·*]\s+)((?:Die )?[A-ZÄÖÜ][\wäöüßÄÖÜ]*(?:(?:, ?| und | & | ?/ ?)(?:die |"
    rf"Die )?[A-ZÄÖÜ][\wäöüß]*){{0,5}})"
    rf" (?:{PLURAL_VERBS})\b",
    re.M,
)
CAPS = re.compile(r"[A-ZÄÖÜ]{2,6}|[A-ZÄÖÜ][a-zäöü]*[A-ZÄÖÜ]+\w*")


class Actors:
    """Knows the words for those who act; names that open three sentences with `wollen` or `werden` are partners."""

    def __init__(self, text=""):
        names = Counter(match.group(1) for match in OPENING.finditer(text))
        found = {part for name, count in names.items() if count > 2 for part in _parts(name)}
        learned = "|".join(sorted((re.escape(name.lower()) for name in found), key=len, reverse=True))
        partners = "|".join(filter(None, (PARTNERS, PARTIES, learned)))
        self.partner = re.compile(rf"\b(?:{partners})\b", re.I)
        self.subject = (
            rf"(?:(?:die |der |unsere |unser )?(?:{partners})(?:(?:,? und |, | & |/ ?)(?:die )?(?:{partners}))*)"
        )
        self.office = re.compile(rf"\b(?:{OFFICES})\b", re.I)
        self.opens = re.compile(rf"{self.subject}\b", re.I)


def _parts(name):
    """The partners in `A, B und C`; a plain plural noun at the opening is no partner unless it looks like a name."""
    parts = [part.strip() for part in re.split(r",| und | & |/", name)]
    named = [re.sub(r"(?i)^die ", "", part) for part in parts]
    if not any(CAPS.fullmatch(part) for part in named):
        return []
    return [part for part in named if len(part) > 1]
