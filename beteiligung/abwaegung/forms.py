from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ..beitrag.models import Stance
from ..forms import Form
from ..i18n import lazy_gettext as _
from .models import Disposition

LONGEST_TITLE = 200
LONGEST_TEXT = 10_000

DISPOSITION_WORDS = {
    Disposition.TAKEN_UP: _("Taken up"),
    Disposition.PARTLY: _("Taken up in part"),
    Disposition.PLANNED: _("Planned already"),
    Disposition.NOT_TAKEN_UP: _("Not taken up"),
    Disposition.OUTSIDE: _("Outside our power"),
}

_TOO_LONG = Length(max=LONGEST_TEXT, message=_("At most 10,000 characters."))


def _one_line(text):
    return " ".join((text or "").split())


def _stripped(text):
    return (text or "").strip()


def _title(label, description=None):
    checks = [
        InputRequired(_("Please write the argument in one sentence.")),
        Length(max=LONGEST_TITLE, message=_("At most 200 characters.")),
    ]
    return StringField(label, description=description or "", filters=[_one_line], validators=checks)


def _stance():
    return SelectField(
        _("What does it say about the Vorhaben?"),
        choices=[
            SelectChoice(Stance.PRO.value, _("for it")),
            SelectChoice(Stance.CONTRA.value, _("against it")),
            SelectChoice(Stance.NEUTRAL.value, _("neutral")),
            SelectChoice(Stance.QUESTION.value, _("question")),
        ],
        default=Stance.NEUTRAL.value,
    )


class NewArgumentForm(Form):
    """An argument with nothing but its name."""

    title = _title(_("Argument in one sentence"), _("For instance: Without care the pond fills with rubbish."))
    stance = _stance()


class ArgumentForm(Form):
    """Everything about one argument. What is empty is missing before the weighing can be closed."""

    seen = HiddenField()
    title = _title(_("Argument in one sentence"))
    stance = _stance()
    assessment = TextAreaField(
        _("Expert assessment"),
        description=_("Is it true, and what do those who know say of it? Not yet what follows from it."),
        filters=[_stripped],
        validators=[_TOO_LONG],
    )
    disposition = SelectField(
        _("What becomes of it?"),
        choices=[
            SelectChoice("", _("Please choose")),
            *(SelectChoice(value.value, word) for value, word in DISPOSITION_WORDS.items()),
        ],
        validators=[Optional()],
        filters=[lambda value: value or None],
    )
    reason = TextAreaField(
        _("Reason, in plain words (public)"),
        description=_("What is taken up, what not, and why? Everybody who said this gets these words."),
        filters=[_stripped],
        validators=[_TOO_LONG],
    )
    reason_simple = TextAreaField(
        _("Reason in easy German (public)"),
        description=_("Short sentences, one a line. Whoever reads easy German gets these words."),
        filters=[_stripped],
        validators=[_TOO_LONG],
    )

    NAMES = ("title", "stance", "assessment", "disposition", "reason", "reason_simple")

    def values(self):
        """What the argument takes over."""
        found = {name: self[name].data for name in self.NAMES}
        return {
            **found,
            "stance": Stance(found["stance"]),
            "disposition": Disposition(found["disposition"]) if found["disposition"] else None,
        }


class WholeForm(Form):
    """The administration's view of the whole."""

    seen = HiddenField()
    assessment = TextAreaField(
        _("Assessment of the whole"),
        description=_("What was said most, where people agree and where they do not, whom nobody has heard."),
        filters=[_stripped],
        validators=[_TOO_LONG],
    )
    proposal = TextAreaField(
        _("Proposal to the body"),
        description=_("What the administration proposes that the body decides."),
        filters=[_stripped],
        validators=[_TOO_LONG],
    )


class ReopenForm(Form):
    """Why work on a closed weighing goes on."""

    reason = StringField(
        _("Why is it opened again?"),
        filters=[_one_line],
        validators=[InputRequired(_("Please say why.")), Length(max=500, message=_("At most 500 characters."))],
    )


class MergeForm(Form):
    """Into which other argument."""

    into = SelectField(_("Merge with"), coerce=int, choices=[])
