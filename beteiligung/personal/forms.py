from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ..forms import Form
from ..i18n import lazy_gettext as _


class DeleteForm(Form):
    """What shall become of the contributions, and is that really meant? Nothing is chosen beforehand."""

    texts = RadioField(
        _("What shall happen to your contributions?"),
        choices=[
            SelectChoice("keep", _("Let them stand, without me")),
            SelectChoice("remove", _("Delete them too")),
        ],
        validators=[InputRequired(_("Please choose."))],
    )
    sure = BooleanField(
        _("I know that nobody can undo this."), validators=[InputRequired(_("Please confirm that you mean it."))]
    )
