from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from .models import LONGEST, Stance


class BeitragForm(Form):
    """A contribution or a reply: how somebody stands to it, and why."""

    stance = RadioField(
        _("How do you stand on this?"),
        choices=[
            SelectChoice(Stance.PRO.value, _("for it")),
            SelectChoice(Stance.CONTRA.value, _("against it")),
            SelectChoice(Stance.NEUTRAL.value, _("neutral")),
            SelectChoice(Stance.QUESTION.value, _("question")),
        ],
        validators=[InputRequired(_("Please choose one answer."))],
    )
    body = TextAreaField(
        _("Your contribution"),
        description=_("At most 5,000 characters. Please give no names of other people."),
        validators=[InputRequired(_("Please write something."))],
    )

    def validate_body(self, field):
        """Say how much is too much, and count as people count: a line end is one character."""
        field.data = field.data.strip()
        if not field.data:
            raise ValidationError(_("Please write something."))
        if len(field.data) > LONGEST:
            raise ValidationError(
                _(
                    "%(length)s of %(limit)s characters. Please shorten by %(over)s.",
                    length=len(field.data),
                    limit=LONGEST,
                    over=len(field.data) - LONGEST,
                )
            )


class HideForm(Form):
    """Why a contribution is taken out of public view."""

    reason = TextAreaField(
        _("What is the reason?"),
        description=_("Everybody can read this text in place of the contribution."),
        validators=[DataRequired(_("Please give a reason.")), Length(max=500)],
    )
