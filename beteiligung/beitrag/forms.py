from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from ..vorhaben.fields import WhenField
from ..vorhaben.models import Precision
from .models import LONGEST, BeitragOrigin, Stance

STANCES = [
    SelectChoice(Stance.PRO.value, _("for it")),
    SelectChoice(Stance.CONTRA.value, _("against it")),
    SelectChoice(Stance.NEUTRAL.value, _("neutral")),
    SelectChoice(Stance.QUESTION.value, _("question")),
]


class BezirkField(SelectField):
    """Where somebody lives, if they want to say it: the Stadtbezirk, or an Ortsteil there, and no more."""

    def __init__(self, label=None, **options):
        super().__init__(label, choices=[SelectChoice("", _("I would rather not say"))], default="", **options)

    def offer(self, bezirke):
        """Let these be chosen, with their Ortsteile where the city has named them."""
        self.choices = [*self.choices[:1], *(choice for bezirk in bezirke for choice in _homes(bezirk))]

    @property
    def number(self):
        """The number of the Stadtbezirk, or ``None``."""
        return int(self.data.partition("/")[0]) if self.data else None

    @property
    def part(self):
        """The name of the Ortsteil, or nothing."""
        return (self.data or "").partition("/")[2]


def _homes(bezirk):
    group = bezirk.short_name if bezirk.parts else None
    whole = _("%(name)s, no matter where", name=group) if group else bezirk.short_name
    yield SelectChoice(str(bezirk.number), whole, optgroup=group)
    for part in bezirk.parts:
        yield SelectChoice(f"{bezirk.number}/{part}", part, optgroup=group)


class BeitragForm(Form):
    """A contribution or a reply: how somebody stands to it, and why."""

    stance = RadioField(
        _("How do you stand on this?"),
        choices=STANCES,
        validators=[InputRequired(_("Please choose one answer."))],
    )
    body = TextAreaField(
        _("Your contribution"),
        description=_(
            "At most 5,000 characters. Please give no names of other people. "
            "*Stars* make words stand out, lines that begin with a hyphen become a list."
        ),
        validators=[InputRequired(_("Please write something."))],
    )
    bezirk = BezirkField(
        _("Where do you live? (You need not say.)"),
        description=_("It helps to see which parts of the city speak. It does not stand beside your name."),
    )

    def validate_body(self, field):
        """Say how much is too much, and count as people count: a line end is one character."""
        field.data = field.data.strip()
        if not field.data:
            raise ValidationError(_("Please write something."))
        if len(field.data) > LONGEST:
            raise ValidationError(
                _(
                    "%(length)s of %(limit)s characters. Please shorten by %(over)s.",
                    length=len(field.data),
                    limit=LONGEST,
                    over=len(field.data) - LONGEST,
                )
            )


class EntryForm(BeitragForm):
    """What staff type in from a sheet of paper, a phone call or an event; several, one after the other."""

    origin = RadioField(
        _("How did it reach the city?"),
        choices=[
            SelectChoice(BeitragOrigin.PAPER.value, _("on paper")),
            SelectChoice(BeitragOrigin.PHONE.value, _("by phone")),
            SelectChoice(BeitragOrigin.EVENT.value, _("at an event")),
        ],
        validators=[InputRequired(_("Please choose one answer."))],
    )
    stance = RadioField(_("Stance"), choices=STANCES, validators=[InputRequired(_("Please choose one answer."))])
    said_on = WhenField(
        _("Said or handed in on"),
        description=_("For instance 20.11.2026. A day after the end of participation is marked by itself."),
        validators=[InputRequired(_("Please write a day, for instance 20.11.2026."))],
    )
    note = StringField(
        _("Which event, which box, which number? (public)"),
        description=_("For instance: market stall of 20 November. Needed for an event."),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[Length(max=120, message=_("At most 120 characters."))],
    )
    sheet = StringField(
        _("Number on the sheet (if it has one)"),
        description=_("So that no sheet is entered twice. The public does not see it."),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[Length(max=40, message=_("At most 40 characters."))],
    )
    name = StringField(
        _("Name that may stand there (if one was given)"),
        description=_("A name of their own choice, no full name, no address."),
        filters=[lambda text: " ".join((text or "").split())],
        validators=[Length(max=40, message=_("At most 40 characters."))],
    )
    lang = SelectField(_("Language of these words"), choices=[], default="de")
    body = TextAreaField(
        _("What was said"),
        description=_(
            "Copy it, do not polish it. Write […] for what cannot be read. Leave out names and addresses of people."
        ),
        validators=[InputRequired(_("Please write something."))],
    )
    bezirk = BezirkField(_("Stadtbezirk (if it was said)"))

    def validate_said_on(self, field):
        """The day, and no less exactly."""
        if field.data and field.data.precision != Precision.DAY:
            raise ValidationError(_("Please write a day, for instance 20.11.2026."))

    def validate_note(self, field):
        """Nobody can find an event that has no name."""
        if self.origin.data == BeitragOrigin.EVENT and not field.data:
            raise ValidationError(_("Please say which event it was."))
