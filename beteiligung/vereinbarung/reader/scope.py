"""How far a clause reaches: a site, one district, every district, the city, or beyond it."""

import re

EVERY = re.compile(
    r"\b(?:(?:in )?jede[mnrs]? (?:einzelnen? )?|pro |je |(?:in )?alle[nr]? (?:\w+ )?|"
    r"sämtliche[nr]? )(?:stadtteil|stadtbezirk|bezirk|ortsteil|quartier|ortschaft|ortsbezirk)"
    r"(?:e|en|s|es|n)?\b|\bin den (?:einzelnen |\w+ )?(?:stadtbezirken|bezirken|ortsteilen|ortschaften)\b|"
    r"\bbezirksvertretungen\b|\bbezirks- und\b|"
    r"\bzuständigkeit der bezirke\b|\bortsbeiräte[n]?\b|\bstadtteilweit\b",
    re.I,
)
EVERY_CHAPTER = re.compile(
    r"(?:unsere |die )?(?:stadtbezirke|bezirke|bezirksvertretungen|ortsteile|ortschaften|stadtbezirke und .*)", re.I
)
BEYOND = re.compile(
    r"\b(?:auf (?:landes|bundes|eu)-?ebene|auf landes- und bundesebene|in nrw|vom land|beim land|"
    r"gegenüber (?:dem )?(?:land|bund)|das land|"
    r"von bund|bund und land|land und bund|bund, land|landesregierung|bundesregierung|bundesrat|"
    r"landesgesetzgeber|ministerium|"
    r"fernverkehr\w*|(?:ic|ice)-\w+|\w*verkehrsverbund\w*|vrr|vrs|rmv|mvv|hvv|vbb|metropolregion|"
    r"europäische[nrm]? kommission|"
    r"interkommunal\w*|nachbarstädte\w*|nachbarkommunen|regional(?:er|e|en) zusammenarbeit|region|"
    r"im ruhrgebiet|im rheinland|"
    r"städtetag\w*|bahn ag|deutsche[nr]? bahn)\b",
    re.I,
)
ACTS = frozenset(("promise", "intent", "examine", "demand", "continue"))
FAR = re.compile(
    r"\b(?:fernverkehr\w*|(?:ic|ice)-(?:netz|anbindung|halt)\w*|\w*verkehrsverbund\w*|auf landesebene|"
    r"auf bundesebene)\b",
    re.I,
)
MODEL = re.compile(
    r"\b(?:erfahrungen|erkenntnissen?|vorbild|beispiel|pilotprojekt\w*|modellprojekt\w*|analog zu[rm]?|"
    r"ähnlich wie|orientieren|"
    r"vergleichbar|wie bereits|bekannt aus)\b[^.;]{0,60}$",
    re.I,
)
EXAMPLE = re.compile(r"\b(?:wie )?(?:zum beispiel|z\. ?b\.|beispielsweise|etwa|insbesondere)\b[^.;]{0,20}$", re.I)


def is_elsewhere(text, mention):
    """Whether a place is only a model or a name inside a quoted title."""
    before = text[max(0, mention.start - 90) : mention.start]
    sentence = re.split(r"[.!?] ", before)[-1]
    if MODEL.search(sentence) and not EXAMPLE.search(sentence):
        return True
    return _in_longer_title(text, mention)


def _in_longer_title(text, mention):
    """`Gesundes X` in quotation marks is a title; the place's name alone in them is the place."""
    before, after = text[max(0, mention.start - 90) : mention.start], text[mention.end : mention.end + 90]
    opened = max(before.rfind(mark) for mark in "„«“")
    if opened < 0 or opened < max(before.rfind(mark) for mark in "”»") or not re.match(r"[^„.]{0,80}[“”»]", after):
        return False
    return bool(re.search(r"\w", before[opened:])) or not re.match(r"s?[“”»]", after)


def placed(text, said, acts, here):
    """The places that say where the clause happens: in its acts, unless few of them name one, or in its opening."""
    acting = [(one, text.find(one)) for one, act in zip(said, acts, strict=True) if act.kind in ACTS]
    inside = [[m.place for m in here if at <= m.start < at + len(one)] for one, at in acting]
    if 0 < sum(map(bool, inside)) * 2 < len(inside):
        return []
    first = text.find(said[0]) + len(said[0]) if said else 0
    only = len({m.place.name for m in here}) == 1
    opening = [m.place for m in here if m.start < 25 or (only and m.start < first and not any(inside))]
    return [place for places in inside for place in places] or opening


def judge(operative, cores, chapter, places, commitment):
    """The scope of a clause from its operative sentences, their main clauses (`cores`) and the places in them."""
    if EVERY.search(operative) or EVERY_CHAPTER.fullmatch(chapter):
        return "every-district"
    if commitment == "demand" and BEYOND.search(operative):
        return "beyond"
    if any(not place.is_district for place in places):
        return "site"
    if places:
        return "district"
    return "beyond" if BEYOND.search(cores) or FAR.search(operative) else "citywide"
