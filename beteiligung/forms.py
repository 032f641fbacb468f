"""What every form of ours shares: CSRF that no host setting switches off, messages in the page's language."""

from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FieldList, FormField, StringField
from wtforms import Form as PlainForm
from wtforms.meta import DefaultMeta
from wtforms.validators import Length, Optional, ValidationError

from .i18n import lazy_gettext as _


class _Ours:
    """What fields of ours have in common."""

    def bind_field(self, form, unbound_field, options):
        """Every field of ours takes text as people mean it: line ends of one kind, no NUL."""
        if not issubclass(unbound_field.field_class, FieldList | FormField):  # these hold fields, and no text
            options = {**options, "filters": [*unbound_field.kwargs.get("filters", ()), _plain]}
        return unbound_field.bind(form=form, **options)

    @property
    def locales(self):  # WTForms' own messages know German too
        return [get_locale().language]


class Form(FlaskForm):
    """Base of all forms; the token works in hosts with and without ``CSRFProtect``."""

    class Meta(_Ours, FlaskForm.Meta):
        csrf = True


class Part(PlainForm):
    """A group of fields that stands several times in a form; the form around it brings the token."""

    class Meta(_Ours, DefaultMeta):
        pass


class CheckedText:
    """For forms about a text in another language: does it still follow the German one, and who has checked it?"""

    still_fits = BooleanField(_("This text still says the same as the German one"))
    checked_by = StringField(
        _("Testing group"),
        description=_("Who has read this text, and for whom Leichte Sprache is made. Everybody can read this name."),
        validators=[Length(max=100)],
    )
    checked_on = DateField(
        _("Checked on"),
        description=_("Without a group and a day the page calls it a draft. Changing the text takes the check away."),
        validators=[Optional()],
    )

    def validate_checked_by(self, field):
        """Both or none."""
        if bool((field.data or "").strip()) != bool(self.checked_on.data):
            raise ValidationError(_("Please give both: the testing group and the day."))


def _plain(value):
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value
