from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length

from ..forms import CheckedText, Form
from ..i18n import lazy_gettext as _
from .things import fingerprint

LONGEST = 12_000
_LABELS = {
    "title": _("Title"),
    "body": _("Answer"),
    "text": _("What was decided?"),
    "assessment": _("Assessment"),
    "proposal": _("Proposal"),
    "reason": _("Reason"),
    "deviation_reason": _("Why otherwise than proposed?"),
    "next_step": _("Next step"),
    "delay_reason": _("Reason for the delay"),
    "no_participation_reason": _("Why nobody can take part"),
    "wish_answer": _("The city answers the wish for participation"),
    "open_points": _("Still open"),
    "fixed_points": _("Settled"),
}


class RenditionForm(CheckedText, Form):
    """What one thing says in another language; ``seen`` is a mark of what stood there when the page was opened."""

    seen = HiddenField()
    everywhere = BooleanField(
        _("Use these words wherever the German reason is the same and nobody told it in other words")
    )

    @property
    def words(self):
        """What was written, field by field."""
        return {name: (self[name].data or "").strip() for name in self.names}

    @property
    def checked(self):
        """The testing group and the day, or nobody."""
        return (self.checked_by.data or "").strip(), self.checked_on.data


def form_for(thing, rendition, suggested=None, **more):
    """A form with a field for each of the thing's that says something; ``suggested`` words stand where none are."""
    names = list(thing.words)
    fields = {name: TextAreaField(_label(name), validators=[Length(max=LONGEST)]) for name in names}
    words = rendition.words if rendition is not None else {}
    shown = {**(suggested or {}), **words}
    known = {"seen": fingerprint(words), "everywhere": True, **{name: shown.get(name, "") for name in names}}
    if rendition is not None:
        known |= {"checked_by": rendition.checked_by, "checked_on": rendition.checked_on}
    return type("ThisForm", (RenditionForm,), {**fields, "names": names})(data=known, **more)


def _label(name):
    """Of a point its heading and number, and of its reason that it is one."""
    kind, *number = name.split(".")
    words = [str(_LABELS[kind])] + [
        str(int(part) + 1) if part.isdigit() else f"– {_LABELS['reason']}" for part in number
    ]
    return " ".join(words) if number else _LABELS[kind]
