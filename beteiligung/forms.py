"""What every form of ours shares: CSRF that no host setting switches off, messages in the page's language."""

from flask_babel import get_locale
from flask_wtf import FlaskForm


class Form(FlaskForm):
    """Base of all forms; the token works in hosts with and without ``CSRFProtect``."""

    class Meta(FlaskForm.Meta):
        csrf = True

        def bind_field(self, form, unbound_field, options):
            """Every field of ours takes text as people mean it: line ends of one kind, no NUL."""
            filters = [*unbound_field.kwargs.get("filters", ()), _plain]
            return unbound_field.bind(form=form, **options, filters=filters)

        @property
        def locales(self):  # WTForms' own messages know German too
            return [get_locale().language]


def _plain(value):
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value
