"""Places: a city's gazetteer, the names of it that a clause holds, and names that only look like places."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from .lexicon import words

WORD = re.compile(r"[^\W_]+(?:[-’'°][^\W_]+)*")
DISTRICTS = words("stadtbezirk bezirk ortsteil stadtteil district quarter quartier innenstadt")
CITY = frozenset(("city", "stadt", "self"))
LOCATIVE = words("in im nach aus bei an am auf zwischen ortsteil stadtteil stadtbezirk bezirk raum ortsteile und")
LARGEST_FILE = 20_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a gazetteer; `ambiguous` names are places only after a preposition such as `in`."""

    name: str
    kind: str = "place"
    bezirk: str = ""
    lat: float | None = None
    lon: float | None = None
    aliases: tuple = ()
    ambiguous: bool = False

    @property
    def is_district(self):
        return self.kind.lower() in DISTRICTS


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a clause's text names a place."""

    place: Place
    start: int
    end: int


class Gazetteer:
    """The places of one city, found in a text with their inflected forms; the longest name wins."""

    def __init__(self, places=()):
        self.places = tuple(places)
        self.city = tuple(place.name for place in self.places if place.kind.lower() in CITY)
        self._by_name, self._trie = {}, {}
        for place in self.places:
            for name in (place.name, *place.aliases):
                self._by_name.setdefault(_fold(name), place)
                self._add(name, place)

    @classmethod
    def from_file(cls, path):
        """A gazetteer from CSV or GeoJSON (docs/gazetteer.md); a ValueError says what is wrong."""
        path = Path(path)
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"The gazetteer {path.name} is larger than {LARGEST_FILE} bytes.")
        try:
            text = path.read_text(encoding="utf-8-sig")
            rows = _features(text) if text.lstrip().startswith(("{", "[")) else _table(text)
        except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as error:
            raise ValueError(f"The gazetteer {path.name} is neither CSV nor GeoJSON in UTF-8.") from error
        places = [place for row in rows if (place := _place(row))]
        if not places:
            raise ValueError(f"The gazetteer {path.name} holds no place with a name.")
        return cls(places)

    def names(self):
        """The name of every place, in the order of the file."""
        return [place.name for place in self.places]

    def lookup(self, name):
        """The entry of that name or alias, or None."""
        return self._by_name.get(_fold(name))

    def mentions(self, text):
        """Every place the text names, in order; a name inside a longer one does not count."""
        words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            place, count = self._longest(words, at)
            if place is None or words[at][0][:1].islower() or (place.ambiguous and not _is_located(words, at)):
                at += 1
                continue
            found.append(Mention(place, words[at][1], words[at + count - 1][2]))
            at += count
        return found

    def _longest(self, words, at):
        """The place of the longest name that begins at a word, and how many words it takes."""
        nodes, best = [self._trie], (None, 0)
        for step in range(at, len(words)):
            forms = _forms(words[step][0])
            nodes = [node[form] for node in nodes for form in forms if form in node]
            if not nodes:
                break
            ends = [node[""] for node in nodes if "" in node]
            best = (ends[0], step - at + 1) if ends else best
        return best

    def _add(self, name, place):
        words = [match.group() for match in WORD.finditer(name)]
        if not words:
            return
        node = self._trie
        for word in words:
            node = node.setdefault(word.lower(), {})
        node.setdefault("", place)


SITE_ENDINGS = (
    "straße|strasse|str|platz|allee|weg|gasse|ring|damm|ufer|brücke|tunnel|park|wald|see|teich|bach|stadion|"
    "halle|bahnhof|hafen|"
    "viertel|quartier|siedlung|kaserne|gelände|areal|markt|turm|tor|schloss|halde|zeche|heide|bad|anger|wiese|"
    "aue|graben|steig|kamp"
)
GENERIC = words(
    "fuhr einbahn sack "
    "arbeits ausbildungs betreuungs spiel bolz sport park stell kita studien pflege schul rad fuß geh "
    "wander um aus hin heim wohn innen stadt land bundes landes kreis durchgangs fahrrad vorbehalts einkaufs "
    "kunstrasen frauenhaus ganztags marken liege jugend kinder kinderspiel kindergarten sitz abstell lager "
    "umschlag schwimm hallen frei lehrschwimm turn sport mehrzweck veranstaltungs konzert mess markt wohnungs "
    "arbeits immobilien ausbildungs gewerbe industrie misch wald bürger volks schrebergarten alt neu neben "
    "haupt anlieger spielstraßen wohngebiets laub stadtteil sanierungs entwicklungs bau sammel feuerwehr fach "
    "denk schnell umgehungs zufahrts verbindungs rettungs bürgersteig gehweg radschnell schleich feld "
    "wirtschafts bildungs berufs lebens ausweg still halte bus fernbus parkplatz taxi betriebs firmen werks "
    "solar wind energie technologie gründer wissenschafts innovations natur klima ideen jahr ozean fest "
    "weihnachts wochen floh kontinuität arbeitsplatz ober unter außen binnen fried kirchen rathaus bauern "
    "ernährungs stromver jahrmarkts kultur"
)
NAMED_SITE = re.compile(
    rf"\b(?:[A-ZÄÖÜ][\wäöüß]+-){{1,6}}(?:{SITE_ENDINGS.title()})[sn]?\b(?!-)"
    rf"|\b[A-ZÄÖÜ][a-zäöüß]{{2,}}er (?:{'|'.join(w.title() for w in SITE_ENDINGS.split('|'))}|Teiche|Norden|"
    rf"Süden|Osten|Westen|Innenstadt|Hof|Feld|Bruch)\b"
    rf"|\b[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:{SITE_ENDINGS})s?\b(?![-*])"
    r"|\b(?:Bahnhof|Haltepunkt|Stadtteil|Ortsteil|Stadtbezirk|Ortschaft|Naturschutzgebiet|Schloss|Zeche|Halde|"
    r"Gut|Burg|Grundschule|Gesamtschule|"
    r"Gymnasium|Realschule|Friedhof|Siedlung|Quartier|Kita|Freibad|Hallenbad|Stadion|Theater|Museum|Kloster|"
    r"Insel|Straße)"
    r" (?:(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Zum|Zur) )?[A-ZÄÖÜ][\wäöüß]{2,}(?:-[A-ZÄÖÜ][\wäöüß]+){0,5}"
    r"|\bLinien? [A-Z]{0,2}\d{1,3}(?:/\d{1,3}){0,5}\b|\b[US]\d{1,2}\b(?!\d)",
)
NOT_NAMES = re.compile(
    r"(?:dieser|jeder|aller|unser|unter|über|hinter|wieder|ehemaliger|grüner|neuer|großer|kleiner|"
    r"öffentlicher|städtischer|zentraler|weiterer|"
    r"anderer|runder|digitaler|sicherer|solcher|welcher|mancher|kommunaler|bürger|kinder|guter|alter)\b|"
    r"u[1-9]$|(?:kita|quartier|stadtteil|ortsteil|straße) "
    r"(?:und|oder|der|die|das)\b",
    re.I,
)


def candidates(text, mentions, city=()):
    """Names that look like places and are not among the mentions: streets, squares, parks, stations, lines."""
    taken = [(m.start, m.end) for m in mentions]
    found = []
    for match in NAMED_SITE.finditer(text):
        name = match.group()
        if any(match.start() < end and start < match.end() for start, end in taken) or NOT_NAMES.match(name):
            continue
        if _is_generic(name) or any(name.startswith(one) for one in city):
            continue
        found.append(Mention(Place(name, "candidate"), match.start(), match.end()))
    return found


def _is_generic(name):
    """A common compound such as `Spielplatz`; a hyphen or a second word makes a name of it."""
    if "-" in name or " " in name:
        return bool(re.match(r"(?:[US]-Bahn|Rad-|Geh-|Park-|Spiel-|Sport-|ÖPNV-|P\+R-|Fuß-|Bus-|E-)", name))
    stem = re.sub(rf"(?:{SITE_ENDINGS})[sn]?$", "", name.lower())
    return stem in GENERIC or len(stem) < 3 or any(stem.endswith(word) and len(word) > 5 for word in GENERIC)


def _fold(name):
    return re.sub(r"[\W_]+", "", name.lower())


def _forms(word):
    """A word's possible dictionary forms, the likeliest first; a common word in lower case is no name."""
    low = word.lower()
    forms = [low]
    if low.endswith(("str", "straße", "strasse")):
        stem = re.sub(r"(?:str|straße|strasse)$", "", low)
        forms += [stem + "straße", stem + "str", stem + "strasse"]
    for ending, with_ in (
        ("es", ""),
        ("s", ""),
        ("n", ""),
        ("en", "e"),
        ("en", ""),
        ("er", "e"),
        ("er", ""),
        ("es", "e"),
        ("em", "e"),
        ("en", "er"),
    ):
        if low.endswith(ending) and len(low) - len(ending) > 2:
            forms.append(low[: -len(ending)] + with_)
    if low.endswith("er") and len(low) > 4:
        stem = low[:-2]
        forms += [stem + "e", stem + "en", stem + "um", stem + "el"]
    return forms


def _is_located(words, at):
    return at > 0 and words[at - 1][0].lower() in LOCATIVE


def _table(text):
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    return list(csv.DictReader(text.splitlines(), delimiter=dialect))


def _features(text):
    data = json.loads(text)
    features = data.get("features", []) if isinstance(data, dict) else data
    rows = []
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict):
            properties = feature.get("properties") if isinstance(feature.get("properties"), dict) else feature
            rows.append({**properties, **_point(feature.get("geometry"))})
    return rows


def _point(geometry):
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) > 1:
        return {"lon": geometry["coordinates"][0], "lat": geometry["coordinates"][1]}
    return {}


def _place(row):
    name = str(row.get("name") or "").strip()
    if not name:
        return None
    aliases = row.get("aliases") or ()
    if isinstance(aliases, str):
        aliases = re.split(r"[|;]", aliases)
    return Place(
        name=name,
        kind=str(row.get("kind") or "place").strip(),
        bezirk=str(row.get("bezirk") or row.get("stadtbezirk") or "").strip(),
        lat=_number(row.get("lat")),
        lon=_number(row.get("lon")),
        aliases=tuple(str(alias).strip() for alias in aliases if str(alias).strip()),
        ambiguous=str(row.get("ambiguous") or "").strip().lower() in ("1", "yes", "true", "ja"),
    )


def _number(value):
    try:
        return float(value) if value not in (None, "") else None
    except (TypeError, ValueError):
        return None
