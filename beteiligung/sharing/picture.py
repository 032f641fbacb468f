"""The picture that other sites show beside a link: the facts of a Vorhaben as SVG. Pure: words in, SVG out.

Every word goes in as the text of an element, nothing is referred to: neither a file nor an address. Presentation
attributes alone, so that a policy that forbids styles changes nothing.
"""

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ..leicht import compounds
from .lines import LIGHT, fitted, wide

WIDTH, HEIGHT = 1200, 630
EDGE = 64
MAP_WIDTH, MAP_TOP, MAP_BOTTOM = 356, 96, 452
PLACE_SIZE, PLACE_LEADING = 30, 40
BAND = 474
"""Where the white band begins, in which the foot stands."""
FOOT = 552
"""The middle of the last row: what matters today, and how far it is."""
TITLE_SIZES = ((76, 2), (68, 3), (60, 3), (52, 4), (46, 4), (40, 5))
"""How large a title is set, and on how many lines it may stand then."""
STOPS = 7
LEADING = 1.16

PAGE, HUE, INK, SOFT = "#ffffff", "#f5f1ea", "#192326", "#4a5659"
STRONG, WATER, EDGE_LINE, LAMP, ON_LAMP = "#0a4d5c", "#c4d3d6", "#6f7a7c", "#ffc533", "#241a00"

LATIN = "Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif"
ARABIC = "DejaVu Sans, Noto Sans Arabic, Arial, sans-serif"
"""First a font that has Arabic and Latin letters: the renderer mixes letters up where one line needs two fonts."""
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
RTL_BEGIN, LTR_BEGIN, END = "\u2067", "\u2066", "\u2069"

DESIGN = 1
"""Counted up when the same facts are drawn in another way, so that nobody keeps an old picture."""


class Ground(NamedTuple):
    """The city as a drawing: size, the paths of its Stadtbezirke, and where in it the Vorhaben is."""

    width: float
    height: float
    areas: tuple[str, ...]
    points: tuple[tuple[float, float], ...] = ()
    lines: tuple[str, ...] = ()
    patches: tuple[str, ...] = ()


class Facts(NamedTuple):
    """What a picture says. ``step`` is which of the seven steps it is, if it is one. ``note`` is what matters today.

    The page runs from right to left where ``rtl`` says so; the title may be in another language than the page.
    """

    site: str
    title: str
    title_rtl: bool = False
    state: str = ""
    place: tuple[str, ...] = ()
    note: str = ""
    is_open: bool = False
    step: int | None = None
    rtl: bool = False
    german: bool = True
    ground: Ground | None = None


def drawn(facts):
    """The SVG of these facts, as text."""
    return ET.tostring(_Picture(facts).svg, encoding="unicode")


class _Picture:
    """One picture while it is drawn. ``start`` is where lines begin: left, in Arabic and Farsi right."""

    def __init__(self, facts):
        self.facts = facts
        self.svg = ET.Element(
            "svg",
            {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}"},
            width=str(WIDTH),
            height=str(HEIGHT),
            direction="ltr",  # also inside of a page from right to left: each line says its own direction
        )
        self.start = WIDTH - EDGE if facts.rtl else EDGE
        self.room = WIDTH - 2 * EDGE - (MAP_WIDTH + 40 if facts.ground else 0)
        self._paper()
        if facts.ground and facts.ground.areas:
            self._map(facts.ground)
        self._words()
        self._foot()
        if facts.step:
            self._line(facts.step)

    def _paper(self):
        self._put("rect", width=WIDTH, height=HEIGHT, fill=HUE)
        self._put("rect", width=WIDTH, height=14, fill=STRONG)
        self._put("rect", y=BAND, width=WIDTH, height=HEIGHT - BAND, fill=PAGE)

    def _words(self):
        facts = self.facts
        self._text(facts.site, 30, 82, SOFT, room=self.room)
        parts = compounds.parts if facts.german else lambda word: (word,)
        title = fitted(clean(facts.title), TITLE_SIZES, self.room, parts)
        y = 112 + (22 if len(title.lines) < 3 else 0)
        for number, line in enumerate(title.lines):
            base = y + title.size + number * round(title.size * LEADING)
            self._set(line, title.size, base, INK, rtl=facts.title_rtl, bold=True)
        self._place(y + round(len(title.lines) * title.size * LEADING) + 28)

    def _place(self, top):
        """At most two statements; the first one may take two lines where there is room for that."""
        told = [clean(line) for line in self.facts.place[:2]]
        rows = min(3, (BAND - 4 - top) // PLACE_LEADING)
        y = top
        for number, line in enumerate(told):
            most = min(2, rows - len(told) + 1) if number == 0 else 1
            for part in fitted(line, ((PLACE_SIZE, max(most, 1)),), self.room / LIGHT).lines:
                y += PLACE_LEADING
                self._set(part, PLACE_SIZE, y, SOFT, rtl=self.facts.rtl)

    def _foot(self):
        """What matters today: yellow only where one can take part now."""
        facts = self.facts
        room = WIDTH - 2 * EDGE - (MAP_WIDTH + 60 if facts.step else 0)
        first, second = (facts.note, facts.state) if facts.is_open else (facts.state, facts.note)
        said = fitted(clean(first), ((34, 1), (30, 1), (26, 1), (23, 1)), room - (56 if facts.is_open else 0))
        if facts.is_open:
            self._lamp(said, room, FOOT - 50 if second else FOOT - 32)
        elif first:
            self._set(said.lines[0], said.size, FOOT - 12 if second else FOOT + 12, STRONG, rtl=facts.rtl, bold=True)
        if second:
            self._text(second, 28, FOOT + (52 if facts.is_open else 32), SOFT, room=room)

    def _lamp(self, said, room, y):
        width = min(room, wide(said.lines[0], said.size) * 0.95 + 56)
        x = self.start - width if self.facts.rtl else self.start
        self._put("rect", x=round(x), y=y, width=round(width), height=64, rx=12, fill=LAMP)
        middle = {"x": round(x + width / 2), "anchor": "middle"}
        self._set(said.lines[0], said.size, y + 44, ON_LAMP, rtl=self.facts.rtl, bold=True, **middle)

    def _map(self, ground):
        """The city without its names; a point that is open is square."""
        scale = min(MAP_WIDTH / ground.width, (MAP_BOTTOM - MAP_TOP) / ground.height)
        left = EDGE if self.facts.rtl else WIDTH - EDGE - MAP_WIDTH
        x = left + (MAP_WIDTH - ground.width * scale) / 2
        y = MAP_TOP + (MAP_BOTTOM - MAP_TOP - ground.height * scale) / 2
        city = self._put("g", transform=f"translate({x:.1f} {y:.1f}) scale({scale:.4f})")
        for area in ground.areas:
            look = {"fill": PAGE, "stroke": WATER, "stroke-width": f"{4 / scale:.1f}", "stroke-linejoin": "round"}
            ET.SubElement(city, "path", {"d": area, **look})
        drawn = {"fill": "none", "stroke": STRONG, "stroke-width": f"{6 / scale:.1f}", "stroke-linecap": "round"}
        for line in ground.lines:
            ET.SubElement(city, "path", {"d": line, **drawn})
        for patch in ground.patches:
            ET.SubElement(city, "path", {"d": patch, "fill": STRONG, "fill-opacity": "0.35"})
        for across, down in ground.points:
            self._mark(x + across * scale, y + down * scale, 15)

    def _mark(self, x, y, size):
        look = {"stroke": HUE, "stroke-width": "4"}
        if self.facts.is_open:
            corner = {"x": round(x - size, 1), "y": round(y - size, 1), "width": 2 * size, "height": 2 * size}
            self._put("rect", rx=4, fill=LAMP, **corner, **{"stroke": ON_LAMP, "stroke-width": "4"})
        else:
            self._put("circle", cx=round(x, 1), cy=round(y, 1), r=size, fill=STRONG, **look)

    def _line(self, step):
        """The seven stops: what is past is filled, what comes is hollow, where it is now is large."""
        near = WIDTH - EDGE - MAP_WIDTH + 16
        places = [near + index * (MAP_WIDTH - 32) / (STOPS - 1) for index in range(STOPS)]
        if self.facts.rtl:
            places = [WIDTH - place for place in places]
        y = FOOT
        self._rail(places[0], places[-1], y, EDGE_LINE, 4)
        self._rail(places[0], places[step - 1], y, STRONG, 6)
        for number, x in enumerate(places, 1):
            if number == step and self.facts.is_open:
                self._mark(x, y, 20)
            elif number == step:
                self._put("circle", cx=round(x), cy=y, r=19, fill=STRONG)
            else:
                look = {"fill": STRONG if number < step else PAGE, "stroke-width": 4}
                look["stroke"] = STRONG if number < step else EDGE_LINE
                self._put("circle", cx=round(x), cy=y, r=11, **look)

    def _rail(self, start, end, y, colour, width):
        self._put("line", x1=round(start), x2=round(end), y1=y, y2=y, **{"stroke": colour, "stroke-width": width})

    def _text(self, text, size, y, colour, *, room):
        """One line in the page's language, cut where it is too long."""
        line = fitted(clean(text), ((size, 1),), room / LIGHT).lines[0]
        self._set(line, size, y, colour, rtl=self.facts.rtl)

    def _set(self, line, size, y, colour, *, rtl, bold=False, x=None, anchor=None):
        """One line; ``rtl`` is the direction of its own language."""
        font = ARABIC if self.facts.rtl or _ARABIC_LETTER.search(line) else LATIN
        anchor = anchor or ("end" if self.facts.rtl else "start")
        look = {"font-size": size, "font-family": font, "fill": colour, "text-anchor": anchor}
        text = self._put("text", x=self.start if x is None else x, y=round(y), **look)
        if bold:
            text.set("font-weight", "700")
        text.text = f"{RTL_BEGIN if rtl else LTR_BEGIN}{line}{END}"

    def _put(self, name, **attributes):
        return ET.SubElement(self.svg, name, {key: str(value) for key, value in attributes.items()})


def clean(text):
    """What XML can carry, and no sign that turns the direction of what follows."""
    return _BIDI.sub("", _NOT_XML.sub("", text))
