"""What every form of ours shares: CSRF that no host setting switches off, messages in the page's language."""

from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField
from wtforms import Form as PlainForm
from wtforms.meta import DefaultMeta


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


def _plain(value):
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value
