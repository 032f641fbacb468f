"""Where somebody asks from: a name of the city's gazetteer, or coordinates that the browser told."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from ..i18n import gettext as _
from ..mount import setting
from ..text import fold
from ..vereinbarung.reader.places import CITY, Gazetteer
from ..vorhaben.distance import is_position, is_within
from ..vorhaben.geometry import runs

LONGEST = 100
BEZIRKE = frozenset({"stadtbezirk", "bezirk"})
MOST_CHOICES = 6
ALIKE = 70
"""From this similarity on (0 to 100) a name is offered in place of one that nobody knows."""
AROUND_THE_CITY = 0.02
"""So many degrees beyond the outermost border still count, for somebody who lives on the edge."""
_NUMBER = re.compile(r"\s+\d+\s*[a-z]?(?:\s*[-/]\s*\d+\s*[a-z]?)?$", re.IGNORECASE)
_POSTCODE = re.compile(r"^\d{5}\s+|\s*\b\d{5}\b.*$")
_KINDS = re.compile(r"^(?:in |im |ortsteil |stadtteil |stadtbezirk |bezirk )+", re.IGNORECASE)
_STREET = re.compile(r"(?<=\w)str(?:asse)?\b|\bstr\b")


@dataclass(frozen=True)
class Spot:
    """A point to search around. Without a ``name`` the browser told it; ``is_wide`` names a whole part of the city.

    ``lacks_number`` says that a house number was typed which nobody knows, ``is_one_of_many`` that its name alone does
    not tell which place is meant.
    """

    lat: float
    lon: float
    name: str = ""
    bezirk: str = ""
    is_wide: bool = False
    lacks_number: bool = False
    is_one_of_many: bool = False

    @property
    def args(self):
        """As it stands in an address."""
        return {"q": self.name} if self.name and not self.is_one_of_many else {"lat": self.lat, "lon": self.lon}


@dataclass(frozen=True)
class Answer:
    """A spot, or one sentence that says why there is none; ``choices`` are places that may be meant."""

    spot: Spot | None = None
    problem: str = ""
    choices: tuple = ()


class Directory:
    """The names of a gazetteer, to be looked up as people type them."""

    def __init__(self, gazetteer):
        self.places = tuple(place for place in gazetteer.places if place.kind.lower() not in CITY)
        self._city = [fold(name) for name in gazetteer.city]
        self._by_key = {}
        for place in self.places:
            for name in (place.name, *place.aliases):
                known = self._by_key.setdefault(_key(name), [])
                if place not in known:
                    known.append(place)

    @property
    def parts(self):
        """The parts of the city (Ortsteile and the like) whose middle is known, by name."""
        parts = (place for place in self.places if place.is_district and is_placed(place))
        return sorted((place for place in parts if place.kind.lower() not in BEZIRKE), key=lambda p: fold(p.name))

    def look_up(self, typed):
        """The places that carry this name, and others that may be meant."""
        for words in self._readings(typed):
            key = _key(words)
            if key in self._by_key:
                exact = self._by_key[key]
                return exact, [place for place in self._beginning(key) if place not in exact]
        found = [place for words in self._readings(typed) for place in self._beginning(_key(words))]
        return [], list(dict.fromkeys(found)) or self._alike(typed)

    def _readings(self, typed):
        """What was typed, then with less and less of what a gazetteer does not hold: number, postcode, city."""
        street = typed.split(",")[0]
        yield typed
        yield street
        for words in (_POSTCODE.sub("", typed), _POSTCODE.sub("", street)):
            yield words
            yield _NUMBER.sub("", words)
            yield _KINDS.sub("", _NUMBER.sub("", words))
        for city in self._city:
            yield _NUMBER.sub("", re.sub(rf"\b{re.escape(city)}\b", "", fold(_POSTCODE.sub("", typed))).strip())

    def _beginning(self, key):
        if len(key) < 3:
            return []
        return _distinct(place for known, places in self._by_key.items() if known.startswith(key) for place in places)

    def _alike(self, typed):
        near = process.extract(_key(typed), self._by_key.keys(), scorer=fuzz.WRatio, limit=12, score_cutoff=ALIKE)
        return _distinct(place for key, _score, _index in near for place in self._by_key[key])


def directory():
    """The names that the city knows, or ``None``; read anew when the file changes."""
    path = setting("GAZETTEER")
    try:
        now = Path(path).stat() if path else None
    except OSError:
        return None
    return _directory(str(path), now.st_mtime_ns, now.st_size) if now else None


@lru_cache(maxsize=16)
def _directory(path, changed, size):
    try:
        return Directory(Gazetteer.from_file(path))
    except (OSError, ValueError):
        return None


def asked(args, bezirke):
    """From where the address asks; an empty answer where it asks from nowhere."""
    if "lat" in args or "lon" in args:
        return _told(args, bezirke)
    if typed := " ".join(args.get("q", "").replace("\x00", " ").split())[:LONGEST]:
        return _named(typed)
    return Answer()


def bezirk_of(spot, bezirke):
    """The Stadtbezirk in which a spot lies, as far as the gazetteer or true borders tell."""
    if spot.bezirk:
        named = (b for b in bezirke if fold(spot.bezirk) in {fold(str(n)) for n in (b.number, b.name, b.short_name)})
        return next(named, None)
    true = (b for b in bezirke if b.outline and not b.is_sketch)
    return next((b for b in true if is_within(spot.lat, spot.lon, b.outline)), None)


def _told(args, bezirke):
    try:
        lat, lon = (float(args.get(key, "")[:30].replace(",", ".")) for key in ("lat", "lon"))
    except ValueError:
        return Answer(problem=_("These coordinates cannot be read."))
    if not is_position(lat, lon):
        return Answer(problem=_("These coordinates cannot be read."))
    if not _is_in_city(lat, lon, bezirke):
        return Answer(problem=_("This place lies outside of %(city)s.", city=setting("CITY")))
    return Answer(Spot(round(lat, 3), round(lon, 3)))


def _named(typed):
    known = directory()
    if known is None:
        return Answer(problem=_("No place names are known here. Your browser can tell where you are."))
    exact, others = known.look_up(typed)
    placed = [place for place in exact if is_placed(place)]
    others = tuple(_spot(place) for place in others if is_placed(place))[:MOST_CHOICES]
    if len(placed) == 1:
        return Answer(_spot(placed[0], typed), choices=others)
    if placed:
        problem = _("There are several places of this name. Which one do you mean?")
        return Answer(problem=problem, choices=tuple(_spot(place, is_one_of_many=True) for place in placed))
    if exact:
        return Answer(problem=_("%(name)s is known, but not where it lies.", name=exact[0].name), choices=others)
    return Answer(problem=_("No place is called “%(name)s”.", name=typed), choices=others)


def _spot(place, typed="", is_one_of_many=False):
    return Spot(
        place.lat,
        place.lon,
        name=place.name,
        bezirk=place.bezirk,
        is_wide=place.is_district,
        lacks_number=bool(_NUMBER.search(typed.split(",")[0])) and not _NUMBER.search(place.name),
        is_one_of_many=is_one_of_many,
    )


def is_placed(place):
    """Does the gazetteer say where it lies?"""
    return place.lat is not None and place.lon is not None and is_position(place.lat, place.lon)


def _is_in_city(lat, lon, bezirke):
    """Within the frame of the Stadtbezirke; of the places in the gazetteer where none are loaded."""
    corners = [corner for bezirk in bezirke if bezirk.outline for corner in _corners(bezirk.outline)]
    if not corners and (known := directory()):
        corners = [(place.lon, place.lat) for place in known.places if is_placed(place)]
    if not corners:
        return True
    lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return (
        min(lats) - AROUND_THE_CITY <= lat <= max(lats) + AROUND_THE_CITY
        and min(lons) - AROUND_THE_CITY <= lon <= max(lons) + AROUND_THE_CITY
    )


def _corners(outline):
    return (corner for run in runs(outline) for corner in run)


def _distinct(places):
    return list(dict.fromkeys(places))


def _key(name):
    """Equal for what is the same name in another spelling: blanks, hyphens, umlauts, ``Str.``"""
    return _STREET.sub("strasse", fold(name)).replace(" ", "")
