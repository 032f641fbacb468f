from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from ..forms import Form
from ..i18n import lazy_gettext as _
from .models import BLOCK_DAYS, CATEGORIES, LAW, Kind, Outcome, Rule

LONGEST = 5000

RULE_WORDS = {
    Rule.ATTACK.value: _("Rule 1: no insults, no attacks on people"),
    Rule.HATE.value: _("Rule 2: no hate against groups of people"),
    Rule.THREAT.value: _("Rule 3: no threats, no calls for violence"),
    Rule.DATA.value: _("Rule 4: no data of other people"),
    Rule.ADVERT.value: _("Rule 5: no advertising"),
    Rule.OFF_TOPIC.value: _("Rule 6: it has to do with the Vorhaben"),
    LAW: _("A law (please name it)"),
}

CATEGORY_WORDS = {
    Rule.ATTACK.value: _("It insults or attacks somebody"),
    Rule.HATE.value: _("It stirs up hate against a group"),
    Rule.THREAT.value: _("It threatens, or calls for violence"),
    Rule.DATA.value: _("It gives away data of somebody"),
    Rule.ADVERT.value: _("It is advertising"),
    Rule.OFF_TOPIC.value: _("It has nothing to do with the Vorhaben"),
    LAW: _("It breaks a law"),
    "other": _("Something else"),
}


def _rules():
    return [SelectChoice("", _("Please choose")), *(SelectChoice(value, word) for value, word in RULE_WORDS.items())]


def _written(form, field):
    """Blanks alone are no text, and nothing is longer than a contribution."""
    field.data = (field.data or "").strip()
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


class ReportForm(Form):
    """A report; it needs no account."""

    category = RadioField(
        _("What is wrong with it?"),
        choices=[SelectChoice(value, CATEGORY_WORDS[value]) for value in CATEGORIES],
        validators=[InputRequired(_("Please choose one answer."))],
    )
    explanation = TextAreaField(
        _("Please explain it in a few words"),
        description=_("Which part do you mean, and why does it break the rule or the law?"),
        validators=[_written],
    )
    name = StringField(
        _("Your name (you may leave it out)"), validators=[Optional(), Length(max=200, message=_("This is too long."))]
    )
    email = StringField(
        _("Your e-mail address (you may leave it out)"),
        description=_("We write to you what was decided. The address is used for nothing else."),
        validators=[
            Optional(),
            Length(max=254, message=_("This is too long.")),
            Regexp(r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+$", message=_("This is no e-mail address.")),
        ],
    )
    in_good_faith = BooleanField(_("To the best of my knowledge, what I say here is true and complete."))

    def validate_in_good_faith(self, field):
        """European law asks for it where somebody says that a law is broken."""
        if self.category.data == LAW and not field.data:
            raise ValidationError(_("Please confirm that what you say is true to the best of your knowledge."))


class CodeForm(Form):
    """The code that somebody kept."""

    code = StringField(
        _("Your code"),
        description=_("Twelve letters and digits, such as K7QF-3M2P-X9TD."),
        validators=[
            InputRequired(_("Please write something.")),
            Length(max=40, message=_("There is no case with this code. Please look at it again.")),
        ],
    )


class RestrictForm(Form):
    """A restriction with its statement of reasons."""

    kind = RadioField(
        _("What shall happen?"),
        choices=[
            SelectChoice(Kind.BLACKENED.value, _("Make a passage unreadable, the rest stays")),
            SelectChoice(Kind.HIDDEN.value, _("Hide the contribution, a note stays in its place")),
        ],
        validators=[InputRequired(_("Please choose one answer."))],
    )
    passages = TextAreaField(
        _("Which passage?"),
        description=_(
            "Copy it here from the text. Only to make a passage unreadable; each passage on a line of its own."
        ),
    )
    rule = SelectField(_("Which rule?"), choices=_rules)
    law = StringField(
        _("Which law?"),
        description=_("Only if it breaks a law, such as: section 185 of the criminal code (insult)."),
        validators=[Length(max=200, message=_("This is too long."))],
    )
    facts = TextAreaField(
        _("What is the reason?"),
        description=_("The author gets this text, and can object for six months."),
        validators=[_written],
    )

    def validate_passages(self, field):
        """What to blacken must be said; whether it stands there the action looks."""
        if self.kind.data == Kind.BLACKENED.value and not (field.data or "").strip():
            raise ValidationError(_("Please say which passage is to be made unreadable."))

    def validate_rule(self, field):
        """A statement without a rule is none."""
        if not field.data:
            raise ValidationError(_("Please say which rule or which law it breaks."))

    def validate_law(self, field):
        """A law has a name."""
        if self.rule.data == LAW and not (field.data or "").strip():
            raise ValidationError(_("Please name the law."))


class LeaveForm(Form):
    """Why a reported contribution stays."""

    left_reason = TextAreaField(
        _("Why does it stay?"),
        description=_("Whoever reported it reads this text."),
        validators=[_written],
    )


class PublishForm(Form):
    """One button; to take a restriction back one may say why."""


class DecideForm(Form):
    """What becomes of an objection."""

    outcome = RadioField(
        _("What do you decide?"),
        choices=[
            SelectChoice(Outcome.CONFIRMED.value, _("The decision stays")),
            SelectChoice(Outcome.REVOKED.value, _("The decision is taken back")),
        ],
        validators=[InputRequired(_("Please choose one answer."))],
    )
    why = TextAreaField(
        _("Why do you decide so?"), description=_("Whoever objected reads this text."), validators=[_written]
    )


class ObjectionForm(Form):
    """Why somebody does not agree."""

    words = TextAreaField(
        _("Why do you not agree?"),
        description=_("Somebody who has not decided yet reads it and decides anew."),
        validators=[_written],
    )


class NoteForm(Form):
    """A word for colleagues."""

    note = TextAreaField(
        _("Note for the team"), description=_("Stays internal. Nobody outside ever reads it."), validators=[_written]
    )


class SanctionForm(Form):
    """A warning, or with ``days`` a block."""

    rule = SelectField(_("Which rule?"), choices=_rules)
    law = StringField(_("Which law?"), validators=[Length(max=200, message=_("This is too long."))])
    facts = TextAreaField(
        _("What is the reason?"),
        description=_("The person gets this text, and can object for six months."),
        validators=[_written],
    )
    validate_rule = RestrictForm.validate_rule
    validate_law = RestrictForm.validate_law


class BlockForm(SanctionForm):
    """A block ends by itself."""

    days = SelectField(_("How long?"), coerce=int, choices=[SelectChoice(days, str(days)) for days in BLOCK_DAYS])


class AnswerForm(Form):
    """An answer in the name of the city."""

    office = StringField(
        _("Which office answers?"),
        description=_("It stands beside the name of the city. You may leave it out."),
        validators=[Length(max=200, message=_("This is too long."))],
    )
    body = TextAreaField(_("Answer of the city"), validators=[_written])


class TemplateForm(Form):
    """Words to use again."""

    name = StringField(
        _("Name of the template"),
        validators=[InputRequired(_("Please write something.")), Length(max=200, message=_("This is too long."))],
    )
    lang = SelectField(_("Language"))
    text = TextAreaField(_("Text"), validators=[_written])
