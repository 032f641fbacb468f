"""Form fields for what only Vorhaben have: times as exact as they are known, euros, points, shapes."""

import json
import re

from wtforms import StringField, TextAreaField

from ..errors import NotImportable
from ..i18n import lazy_gettext as _
from . import shapes
from .when import When

LONGEST_LINE = 300
MOST_LINES = 40


class _Typed(StringField):
    """Keeps what was typed when it cannot be read, so that nobody has to type it again."""

    def process_formdata(self, valuelist):
        self._typed = (valuelist[0] if valuelist else "").replace("\x00", "").strip()
        try:
            self.data = self.read(self._typed) if self._typed else None
        except (ValueError, OverflowError, RecursionError, NotImportable) as error:
            self.data = None
            raise ValueError(self.wrong) from error

    def _value(self):
        typed = getattr(self, "_typed", None)
        return typed if typed is not None else self.show(self.data) if self.data is not None else ""


class WhenField(_Typed):
    """A day, a month, a quarter or a year, as exact as it is known."""

    wrong = _("Please write a time such as 2027, Q3 2027, 09.2027 or 15.09.2027.")

    def read(self, text):
        """The time that was typed; no city plans before or after people can read of it."""
        found = When.typed(text)
        if not 1900 <= found.on.year <= 2200:
            raise ValueError(text)
        return found

    def show(self, when):
        """As one would type it."""
        return When(*when).for_typing


class EuroField(_Typed):
    """Whole euros, with or without dots between the thousands."""

    wrong = _("Please write whole euros, for instance 1.200.000.")

    def read(self, text):
        """The number that was typed."""
        plain = re.sub(r"(?:,-+|,00)?\s*(?:€|Euro)?$", "", text).replace(" ", "").replace("\u00a0", "")
        if not re.fullmatch(r"[0-9]{1,13}|[0-9]{1,3}(\.[0-9]{3}){1,4}", plain):
            raise ValueError(text)
        return int(plain.replace(".", ""))

    def show(self, amount):
        """With dots, as in German letters."""
        return f"{amount:,}".replace(",", ".")


class CoordinatesField(_Typed):
    """A point as latitude and longitude, or in metres of UTM zone 32."""

    wrong = _("Please write latitude and longitude such as 51.4818, 7.2162, or UTM such as 32U 376100 5704900.")

    def read(self, text):
        """Both numbers; commas may stand for points where a semicolon or a blank parts the two. UTM 32N is read too."""
        if point := shapes.utm_point(text):
            return point
        parts = re.split(r"\s*;\s*|,\s+|\s+", text) if re.search(r"[;\s]", text) else text.split(",")
        lat, lon = (float(part.replace(",", ".")) for part in parts)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError(text)
        return lat, lon

    def show(self, point):
        """The same notation everywhere."""
        return f"{point[0]}, {point[1]}"


class ShapeField(_Typed):
    """A line or an area."""

    wrong = _("This is no GeoJSON of a point, line or area in degrees.")

    def read(self, text):
        """The checked geometry."""
        (found,) = shapes.read(text)
        return found.geometry

    def show(self, shape):
        """In one line."""
        return json.dumps(shape)


class NumbersField(_Typed):
    """Whole numbers, parted by semicolons or commas."""

    wrong = _("Please write numbers, for instance 41; 57.")

    def read(self, text):
        """Each number once, in order."""
        return list(dict.fromkeys(int(part) for part in re.split(r"\s*[;,]\s*", text.strip("; ")) if _is_number(part)))

    def show(self, numbers):
        """As one would type it."""
        return "; ".join(map(str, numbers))


class LinesField(TextAreaField):
    """One point a line."""

    def process_formdata(self, valuelist):
        self.data = [line.strip() for line in (valuelist[0] if valuelist else "").splitlines() if line.strip()]
        if len(self.data) > MOST_LINES or any(len(line) > LONGEST_LINE for line in self.data):
            raise ValueError(_("At most 40 lines with at most 300 characters each."))

    def _value(self):
        return "\n".join(self.data or ())


def _is_number(part):
    if not re.fullmatch(r"[0-9]{1,6}", part):
        raise ValueError(part)
    return True
