from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from ..forms import Form
from ..i18n import lazy_gettext as _


class DoneForm(Form):
    """A button; it carries along what the page showed."""

    seen = HiddenField()


class AnswerForm(DoneForm):
    """What the city says to those who ask for participation."""

    reason = TextAreaField(
        _("Answer, with the reason"),
        description=_("It stands in public."),
        validators=[InputRequired(_("Please write something.")), Length(max=1000)],
    )
