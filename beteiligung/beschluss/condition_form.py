from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from ..attachment.links import is_address
from ..forms import Form
from ..i18n import lazy_gettext as _
from .fields import DayField, SeenField
from .forms import LONGEST_URL
from .models import ConditionState


class ConditionForm(Form):
    """How far a condition is."""

    seen = SeenField()
    state = SelectField(_("How far is it?"))
    due_on = DayField(_("Due on"))
    report = TextAreaField(_("What was done?"), description=_("In words for everybody."), validators=[Length(max=5000)])
    proof = TextAreaField(
        _("How can one see that?"),
        description=_("For instance: photo of 4 November, checked by the advisory board."),
        validators=[Length(max=1000)],
    )
    proof_url = StringField(_("Link to the proof"), validators=[Length(max=LONGEST_URL)])
    reason = TextAreaField(
        _("Why does something change?"),
        description=_("Needed where the day is moved or the condition is dropped. Everybody reads it."),
        validators=[Length(max=1000)],
    )

    def values(self):
        """What was written, as ``execution`` takes it."""
        return {
            "state": ConditionState(self.state.data),
            "due_on": self.due_on.data,
            "report": (self.report.data or "").strip(),
            "proof": (self.proof.data or "").strip(),
            "proof_url": (self.proof_url.data or "").strip() or None,
        }

    def validate_proof_url(self, field):
        """A page that one can open."""
        if field.data and not is_address(field.data.strip()):
            raise ValidationError(_("Please write a whole address that begins with https://."))
