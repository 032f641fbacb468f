from wtforms import DateTimeLocalField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from ..attachment.links import is_address
from ..forms import Form
from ..i18n import lazy_gettext as _
from .models import Task

MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class MeetingForm(Form):
    """When and where a body meets. ``at`` is the city's clock."""

    at = DateTimeLocalField(_("Begins"), format=MOMENT, description=_("Day and time"), validators=[InputRequired()])
    room = StringField(_("Where?"), validators=[Length(max=200)])
    web_url = StringField(_("Page for people"), validators=[Length(max=2000)])

    def validate_at(self, field):
        """No city plans before or after people can read of it."""
        if field.data and not 1900 <= field.data.year <= 2200:
            raise ValidationError(_("Please write a day such as 2026-11-20."))

    def validate_web_url(self, field):
        """A page that one can open."""
        if field.data and not is_address(field.data.strip()):
            raise ValidationError(_("Please write a whole address that begins with https://."))


class AgendaForm(Form):
    """What is said of one item of an agenda."""

    number = StringField(
        _("Number on the agenda"), description=_("As in the invitation, such as Ö 3.1"), validators=[Length(max=20)]
    )
    task = SelectField(_("What is the body asked for?"))
    paper_number = StringField(_("Number of the paper"), validators=[Length(max=100)])

    @classmethod
    def showing(cls, **values):
        """The form with what can be chosen, filled with what was sent."""
        form = cls(**values)
        form.task.choices = [(task.value, task.value) for task in Task]
        return form

    @classmethod
    def showing_fresh(cls, item=None):
        """The form for an item as it is, or for a new one."""
        about = {"number": item.number, "task": item.task.value, "paper_number": item.paper_number} if item else {}
        return cls.showing(formdata=None, data=about)

    def values(self):
        """What was written."""
        return {
            "number": (self.number.data or "").strip(),
            "task": Task(self.task.data),
            "paper_number": (self.paper_number.data or "").strip(),
        }
