from wtforms import EmailField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from ..addresses import LONGEST, normalised
from ..forms import Form
from ..i18n import lazy_gettext as _
from .models import Rhythm

RHYTHMS = (
    SelectChoice(Rhythm.WEEKLY.value, _("Once a week, if there is news")),
    SelectChoice(Rhythm.DAILY.value, _("Every day, if there is news")),
    SelectChoice(Rhythm.AT_ONCE.value, _("At once")),
)


class RhythmForm(Form):
    """How often somebody wants to hear."""

    rhythm = RadioField(
        _("How often?"),
        choices=RHYTHMS,
        default=Rhythm.WEEKLY.value,
        validators=[InputRequired(_("Please choose one answer."))],
    )


class AddressForm(Form):
    """Where the mails go."""

    address = EmailField(
        _("E-mail address"),
        render_kw={"autocomplete": "email", "maxlength": LONGEST},
        validators=[InputRequired(_("Please give an e-mail address."))],
    )

    def validate_address(self, field):
        """One mailbox, in one spelling."""
        if (address := normalised(field.data)) is None:
            raise ValidationError(_("This is no complete e-mail address. It looks like this: name@example.org"))
        self.mailbox = address


class FollowForm(AddressForm, RhythmForm):
    """Both, for somebody whom the host does not know."""
