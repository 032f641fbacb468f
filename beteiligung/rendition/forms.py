from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from ..forms import CheckedText, Form
from ..i18n import lazy_gettext as _
from .things import FIELDS, fingerprint

LONGEST = 12_000
_LABELS = {
    "title": _("Title"),
    "body": _("Answer"),
    "text": _("What was decided?"),
    "assessment": _("Assessment"),
    "proposal": _("Proposal"),
    "reason": _("Reason"),
    "deviation_reason": _("Why otherwise than proposed?"),
}


class RenditionForm(CheckedText, Form):
    """What one thing says in another language; ``seen`` is a mark of what stood there when the page was opened."""

    seen = HiddenField()

    @property
    def words(self):
        """What was written, field by field."""
        return {name: (self[name].data or "").strip() for name in self.names}

    @property
    def checked(self):
        """The testing group and the day, or nobody."""
        return (self.checked_by.data or "").strip(), self.checked_on.data


def form_for(thing, rendition, **more):
    """A form with a field for each of the thing's that says something."""
    names = [name for name in FIELDS[thing.kind] if name in thing.words]
    fields = {name: TextAreaField(_LABELS[name], validators=[Length(max=LONGEST)]) for name in names}
    words = rendition.words if rendition is not None else {}
    known = {"seen": fingerprint(words), **{name: words.get(name, "") for name in names}}
    if rendition is not None:
        known |= {"checked_by": rendition.checked_by, "checked_on": rendition.checked_on}
    return type("ThisForm", (RenditionForm,), {**fields, "names": names})(data=known, **more)
