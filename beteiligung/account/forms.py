from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, ValidationError

from ..addresses import normalised
from ..forms import Form
from ..i18n import lazy_gettext as _
from . import rules


class AddressField(EmailField):
    """An e-mail address; only a click in a mail will prove that it is somebody's own."""

    def pre_validate(self, form):
        """Say what is missing, as far as one can see it."""
        typed = (self.data or "").strip()
        self.data = normalised(typed) or typed
        if typed and not normalised(typed):
            raise ValidationError(_("This is no e-mail address. It looks like this: name@example.org"))


class NameField(StringField):
    """The name that everybody reads above a contribution."""

    def pre_validate(self, form):
        """A name one can say, and nobody takes for the city."""
        self.data = rules.tidy(self.data or "")
        if not self.data:
            return
        if len(self.data) > rules.LONGEST_NAME:
            raise ValidationError(_("At most %(limit)s characters, please.", limit=rules.LONGEST_NAME))
        if not rules.has_letters(self.data):
            raise ValidationError(_("A name has at least two letters or digits."))
        if "@" in self.data or "://" in self.data or "www." in self.data.lower():
            raise ValidationError(_("Please give no e-mail address and no link: everybody reads this name."))
        if rules.is_of_nobody(self.data):
            raise ValidationError(_("This name stands for people whose account is deleted. Please choose another one."))
        if rules.sounds_official(self.data):
            raise ValidationError(_("This name sounds as if the city spoke. Please choose another one."))


class LoginForm(Form):
    """Where the login mail goes."""

    email = AddressField(_("Your e-mail address"), validators=[DataRequired(_("Please give your e-mail address."))])


class NameForm(Form):
    """The pseudonym of an account."""

    name = NameField(
        _("Name under which you write"),
        description=_("Everybody can read it. It need not be your real name."),
        validators=[DataRequired(_("Please choose a name."))],
    )
