"""Dates as a city knows them: a day, a month, a quarter or only a year."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from .models import Precision

_MONTHS = {Precision.DAY: 0, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
_TYPED = re.compile(
    r"(?:(?:(\d\d?)\.)?(\d\d?)[./])?(\d{4})|Q([1-4])[ /](\d{4})|([1-4])\. Quartal (\d{4})", re.IGNORECASE
)
_FORM = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


class When(NamedTuple):
    """The first day of a span, and how long that span is."""

    on: date
    precision: Precision

    @classmethod
    def parse(cls, text):
        """Read ``2027``, ``2027-Q3``, ``2027-09`` or ``2027-09-15``; anything else is a ValueError."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"neither year, quarter, month nor day: {text!r}")
        year, quarter, month, day = (int(part) if part else None for part in found.groups())
        if quarter:
            return cls(date(year, 3 * quarter - 2, 1), Precision.QUARTER)
        if day:
            return cls(date(year, month, day), Precision.DAY)
        return cls(date(year, month or 1, 1), Precision.MONTH if month else Precision.YEAR)

    @classmethod
    def typed(cls, text):
        """Read a time as people type it: ``2027``, ``Q3 2027``, ``09.2027``, ``15.9.2027``, or as ``parse`` does."""
        text = " ".join(text.split())
        found = _TYPED.fullmatch(text)
        if not found:
            return cls.parse(text)
        day, month, year, *quarters = found.groups()
        if not year:
            quarter, year = quarters[:2] if quarters[0] else quarters[2:]
            return cls.parse(f"{year}-Q{quarter}")
        return cls.parse("-".join([year, *(part.zfill(2) for part in (month, day) if part)]))

    @property
    def written(self):
        """As ``parse`` reads it."""
        return {
            Precision.DAY: self.on.isoformat(),
            Precision.MONTH: f"{self.on:%Y-%m}",
            Precision.QUARTER: f"{self.on.year:04d}-Q{(self.on.month + 2) // 3}",
            Precision.YEAR: f"{self.on.year:04d}",
        }[self.precision]

    @property
    def for_typing(self):
        """As ``typed`` reads it, the way it is usual in German forms."""
        return {
            Precision.DAY: f"{self.on:%d.%m.%Y}",
            Precision.MONTH: f"{self.on:%m.%Y}",
            Precision.QUARTER: f"Q{(self.on.month + 2) // 3} {self.on.year:04d}",
            Precision.YEAR: f"{self.on.year:04d}",
        }[self.precision]

    @classmethod
    def of(cls, on, precision):
        """The two columns of a record as one thing, or ``None``."""
        return cls(on, precision or Precision.DAY) if on else None

    @classmethod
    def of_day(cls, day):
        """An ISO day from an agreement: the last day of a year is known to the year."""
        return cls.parse(day[:4] if day.endswith("-12-31") else day)

    @property
    def last_day(self):
        """The last day that still fits."""
        months = _MONTHS[self.precision]
        if not months:
            return self.on
        year, month = divmod(self.on.year * 12 + self.on.month - 1 + months - 1, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])
