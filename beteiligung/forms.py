"""What every form of ours shares: CSRF that no host setting switches off, messages in the page's language."""

from flask_babel import get_locale
from flask_wtf import FlaskForm


class Form(FlaskForm):
    """Base of all forms; the token works in hosts with and without ``CSRFProtect``."""

    class Meta(FlaskForm.Meta):
        csrf = True

        @property
        def locales(self):  # WTForms' own messages know German too
            return [get_locale().language]
