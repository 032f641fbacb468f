from wtforms import HiddenField, StringField
from wtforms.validators import Length, ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from .spelling import LONGEST, is_plain, tidy


class NamesForm(Form):
    """What topics and terms are called in one language; ``seen`` is a mark of what stood there."""

    seen = HiddenField()

    @property
    def names(self):
        """What was written, by subject and slug."""
        return {row[:2]: tidy(self[field_of(row)].data or "") for row in self.rows}


def field_of(row):
    """The name of the field in which something is named."""
    return f"{row.subject}-{row.slug}"


def form_for(rows, seen):
    """A form with a field for each of these rows."""
    fields = {field_of(row): StringField(row.german, validators=[Length(max=LONGEST), _plain]) for row in rows}
    known = {"seen": seen, **{field_of(row): row.name for row in rows}}
    return type("ThisForm", (NamesForm,), {**fields, "rows": rows})(data=known)


def _plain(form, field):
    if not is_plain(tidy(field.data or "")):
        raise ValidationError(_("There is a sign in this name that cannot be shown."))
