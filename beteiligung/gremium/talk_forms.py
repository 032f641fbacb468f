"""Words of members, questions, answers, and the day on which a body decided to make something public."""

from datetime import date, timedelta

from wtforms import DateField, TextAreaField
from wtforms.validators import ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from .asking import LONGEST_WAIT
from .talking import LONGEST


def _written(form, field):
    field.data = (field.data or "").strip()
    over = len(field.data) - LONGEST
    if not field.data:
        raise ValidationError(_("Please write something."))
    if over > 0:
        said = {"length": len(field.data), "limit": LONGEST, "over": over}
        raise ValidationError(_("%(length)s of %(limit)s characters. Please shorten by %(over)s.", **said))


def _day(form, field):
    if field.data is None:
        field.errors, field.process_errors = [], []
        raise ValidationError(_("This is no day. Please write it like 31.12.2026."))


FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class RemarkForm(Form):
    """A word to the others of the body."""

    body = TextAreaField(_("Your word to the others"), validators=[_written])


class InquiryForm(Form):
    """A question to the administration."""

    body = TextAreaField(_("Your question"), validators=[_written])
    due_on = DateField(_("Answer due on"), format=FORMATS, validators=[_day])

    def validate_due_on(self, field):
        """Not yesterday, not in ten years."""
        if field.data and not self.today < field.data <= self.today + LONGEST_WAIT:
            raise ValidationError(_("The answer must be due later than today, within a year."))

    @classmethod
    def offering(cls, today, days, **kwargs):
        """Empty, with the usual due date."""
        form = cls(data={"due_on": today + timedelta(days=days)}, **kwargs)
        form.today = today
        return form


class AnswerForm(Form):
    """The administration's answer."""

    body = TextAreaField(_("The answer"), validators=[_written])


class OpenForm(Form):
    """On which day the body decided to make it public."""

    decided_on = DateField(_("Day of the body's decision"), format=FORMATS, validators=[_day])

    def validate_decided_on(self, field):
        """It has decided already."""
        if field.data and not date(2000, 1, 1) <= field.data <= self.today:
            raise ValidationError(_("A decision cannot lie in the future."))

    @classmethod
    def on(cls, today, **kwargs):
        """For an office that works on this day."""
        form = cls(**kwargs)
        form.today = today
        return form
