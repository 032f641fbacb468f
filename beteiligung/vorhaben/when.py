"""Dates as a city knows them: a day, a month, a quarter or only a year."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from .models import Precision

_MONTHS = {Precision.DAY: 0, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}
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
