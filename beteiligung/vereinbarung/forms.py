from datetime import date

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, StopValidation, ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _


def _is_day(form, field):
    """A day of the calendar, not only the shape of one: pages compare it with today."""
    try:
        written = date.fromisoformat(field.data).isoformat()
    except ValueError:
        written = None
    if written != field.data:
        raise StopValidation(_("This is no day of the calendar."))


class _Decision(Form):
    """Carries along what the page showed, to notice that somebody else decided in between."""

    seen = HiddenField()
    go_on = True


class ReviewForm(_Decision):
    """What counts for a clause; the reader's values stand in it until somebody writes something else."""

    title = StringField(_("Title"), validators=[DataRequired(_("Please give a title.")), Length(max=160)])
    places = StringField(
        _("Places"), description=_("Several places are separated by a semicolon."), validators=[Length(max=500)]
    )
    start = StringField(
        _("From"), description=_("Year-month-day, for instance 2027-09-01"), validators=[Optional(), _is_day]
    )
    end = StringField(
        _("Until"), description=_("Year-month-day, for instance 2027-12-31"), validators=[Optional(), _is_day]
    )
    office = StringField(_("Responsible office"), validators=[Length(max=160)])

    @classmethod
    def showing(cls, clause):
        """The form filled with what counts today."""
        times = (clause.value("deadlines") or [{}])[0]
        return cls(
            formdata=None,
            title=clause.value("title"),
            places="; ".join(clause.value("places") or ()),
            start=times.get("from"),
            end=times.get("to"),
            office=clause.corrected.get("office"),
        )

    def values(self, clause):
        """What was written, in the shape in which clauses keep it."""
        places = [name.strip() for name in (self.places.data or "").split(";") if name.strip()]
        return {
            "title": self.title.data.strip(),
            "places": places,
            "deadlines": self._deadlines(clause),
            "office": (self.office.data or "").strip() or None,
        }

    def _deadlines(self, clause):
        """The reader's list where its first time still stands; else the one that was written."""
        read = list(clause.deadlines or ())
        first = read[0] if read else {}
        start, end = self.start.data or None, self.end.data or None
        if (first.get("from"), first.get("to")) == (start, end):
            return read
        written = {"from": start, "to": end}
        return [{key: value for key, value in written.items() if value}] if start or end else []

    def validate_end(self, field):
        """The end does not come before the start."""
        if field.data and self.start.data and not self.start.errors and field.data < self.start.data:
            raise ValidationError(_("The end lies before the start."))


class RejectForm(_Decision):
    """Why a clause is no promise."""

    reason = TextAreaField(
        _("Why is this no promise?"), validators=[DataRequired(_("Please give a reason.")), Length(max=500)]
    )

    @classmethod
    def without_reason(cls):
        """The same token and stamp for a decision that needs no words."""
        form = cls()
        del form.reason
        form.go_on = False
        return form


class MergeForm(_Decision):
    """With which clause it is one."""

    other = SelectField(_("Counts together with"), coerce=int)

    @classmethod
    def for_clause(cls, clause, others):
        """Offers the clauses around it."""
        form = cls()
        form.other.choices = [(other.id, f"{other.number}: {other.value('title')}") for other in others]
        return form


def _whole(value):
    """A radio button's number; nothing chosen stays nothing, for WTForms to complain about."""
    return int(value) if value not in (None, "", "None") else None


class SplitForm(_Decision):
    """Before which sentence the second promise begins."""

    at = RadioField(_("The second promise begins with"), coerce=_whole)

    @classmethod
    def for_clause(cls, clause, points):
        """Offers the sentences of the quotation but the first."""
        form = cls()
        ends = [*points, len(clause.quotation)][1:]
        form.at.choices = [
            (point, " ".join(clause.quotation[point:end].split())) for point, end in zip(points, ends, strict=True)
        ]
        form.go_on = False
        return form
