"""Form fields for votes and days, and a version that somebody has seen."""

from wtforms import DateField, HiddenField

from ..i18n import lazy_gettext as _
from ..vorhaben.fields import _Typed

MOST_VOTES = 1000
"""No council has more seats."""


class SeenField(HiddenField):
    """The version that was on the screen."""

    @property
    def version(self):
        """As a number; what is none fits no version."""
        return int(self.data) if is_number(self.data) else None


class VotesField(_Typed):
    """A number of votes."""

    wrong = _("Please write a number of votes from 0 to 1000.")

    def read(self, text):
        """The number that was typed."""
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MOST_VOTES):
            raise ValueError(text)
        return int(text)

    def show(self, number):
        """As one would type it."""
        return str(number)


class DayField(DateField):
    """A day; what cannot be read is said in our words, and no city decides before 1900."""

    def process_formdata(self, valuelist):
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Please write a day such as 2026-11-20.")) from error
        if self.data is not None and not 1900 <= self.data.year <= 2200:
            self.data = None
            raise ValueError(_("Please write a day such as 2026-11-20."))


def is_number(text):
    """Digits, and few enough of them for a database."""
    return bool(text) and str(text).isascii() and str(text).isdigit() and len(str(text)) < 10
