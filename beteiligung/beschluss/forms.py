"""The forms with which a decision is recorded and carried out. Rows come and go by buttons, without a script."""

from urllib.parse import urlsplit

from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from ..attachment.links import is_address
from ..forms import Form, Part
from ..gremium.models import Task
from ..i18n import lazy_gettext as _
from ..vorhaben.models import Status
from . import oparl
from .fields import DayField, SeenField, VotesField, is_number
from .models import Result
from .rules import AFTER_REJECTION

MOST_ROWS = 40
LONGEST_URL = 2000


class GroupPart(Part):
    """How one group voted."""

    group = StringField(_("Group"), validators=[Length(max=100)])
    yes = VotesField(_("Yes"))
    no = VotesField(_("No"))
    abstain = VotesField(_("Abstentions"))

    def validate_group(self, field):
        """Votes belong to somebody."""
        if not (field.data or "").strip() and any(self[name].data for name in ("yes", "no", "abstain")):
            raise ValidationError(_("Please say which group this is."))


class ConditionPart(Part):
    """What is demanded, by whom, until when."""

    number = HiddenField()
    text = TextAreaField(_("What is demanded?"), validators=[Length(max=1000)])
    office = StringField(_("Responsible office"), validators=[Length(max=200)])
    due_on = DayField(_("Due on"))

    def validate_text(self, field):
        """Whoever names an office or a day demands something."""
        if not (field.data or "").strip() and (self.number.data or self.office.data or self.due_on.data):
            raise ValidationError(_("Please say what is demanded."))


class BeschlussForm(Form):
    """One decision of a body."""

    seen = SeenField()
    meeting = SelectField(_("Meeting"), coerce=int)
    decided_on = DayField(_("Day of the decision"), description=_("Only where no meeting is chosen."))
    paper_number = StringField(_("Number of the paper"), validators=[Length(max=100)])
    task = SelectField(_("What was the body asked for?"))
    title = StringField(
        _("Title"), description=_("What was decided, in one sentence."), validators=[DataRequired(), Length(max=200)]
    )
    text = TextAreaField(_("Text of the decision"), validators=[DataRequired(), Length(max=20_000)])
    text_simple = TextAreaField(
        _("The decision in easy German"), description=_("Short sentences, one a line."), validators=[Length(max=5000)]
    )
    reason = TextAreaField(
        _("Why was it decided so?"),
        description=_("Everybody reads this, and everybody who took part gets it by e-mail."),
        validators=[DataRequired(), Length(max=5000)],
    )
    result = SelectField(_("Result"))
    after_rejection = SelectField(_("If it was rejected: what becomes of the Vorhaben?"), default="")
    yes = VotesField(_("Yes"))
    no = VotesField(_("No"))
    abstain = VotesField(_("Abstentions"))
    groups = FieldList(FormField(GroupPart), max_entries=MOST_ROWS)
    deviates = BooleanField(_("The body decided otherwise than the administration had proposed."))
    deviation_reason = TextAreaField(
        _("Why does it differ from the proposal?"),
        description=_("Needed where it was adopted with changes, or where the box above is ticked."),
        validators=[Length(max=5000)],
    )
    conditions = FieldList(FormField(ConditionPart), max_entries=MOST_ROWS)
    oparl_url = StringField(
        _("Link into the council information system (OParl)"),
        description=_("The address of the object. It is kept exactly as it is."),
        validators=[Length(max=LONGEST_URL)],
    )
    web_url = StringField(_("Page for people"), validators=[Length(max=LONGEST_URL)])
    correction = TextAreaField(
        _("Why is it corrected?"),
        description=_("This sentence stands in public beside the old and the new wording."),
        validators=[Length(max=1000)],
    )

    @classmethod
    def offering(cls, meetings, system, **values):
        """The form with the meetings that can be chosen; ``system`` is the city's council information system."""
        form = cls(**values)
        form.system = system
        form.days = {meeting.id: day for meeting, day, _word in meetings}
        form.meeting.choices = [(0, _("none of these"))] + [(meeting.id, word) for meeting, _day, word in meetings]
        form.task.choices = [(task.value, task.value) for task in Task]
        form.result.choices = [("", ""), *((result.value, result.value) for result in Result)]
        form.after_rejection.choices = [("", ""), *((status.value, status.value) for status in AFTER_REJECTION)]
        return form

    def values(self):
        """What was written, as ``recording`` takes it."""
        result = Result(self.result.data)
        differs = self.deviates.data or result == Result.CHANGED
        why = (self.deviation_reason.data or "").strip()
        return {
            **{name: (self[name].data or "").strip() for name in ("paper_number", "title", "text", "text_simple")},
            "reason": self.reason.data.strip(),
            "meeting_id": self.meeting.data or None,
            "task": Task(self.task.data),
            "decided_on": self.days.get(self.meeting.data) or self.decided_on.data,
            "result": result,
            "votes_yes": self.yes.data,
            "votes_no": self.no.data,
            "votes_abstain": self._abstained(),
            "votes_by_group": self._groups(),
            "deviates": differs,
            "deviation_reason": why if differs else "",
            "oparl_url": (self.oparl_url.data or "").strip() or None,
            "web_url": (self.web_url.data or "").strip() or None,
            "conditions": self.demanded(),
        }

    def demanded(self):
        """The conditions that were written; an empty row is none."""
        return [
            {
                "id": int(row["number"]) if is_number(row["number"]) else None,
                "text": row["text"].strip(),
                "office": (row["office"] or "").strip(),
                "due_on": row["due_on"],
            }
            for row in self.conditions.data
            if (row["text"] or "").strip()
        ]

    def rejected_to(self):
        """What becomes of the Vorhaben, where it was chosen."""
        return Status(self.after_rejection.data) if self.after_rejection.data else None

    def _abstained(self):
        return self.abstain.data if self.abstain.data is not None else 0 if self.yes.data is not None else None

    def _groups(self):
        rows = [row for row in self.groups.data if (row["group"] or "").strip()]
        return [
            {"group": row["group"].strip(), **{name: row[name] or 0 for name in ("yes", "no", "abstain")}}
            for row in rows
        ]

    def validate_decided_on(self, field):
        """A meeting says the day; without one it must be typed."""
        if self.meeting.data and field.data and self.days.get(self.meeting.data) != field.data:
            raise ValidationError(_("The meeting was on another day. Please choose one of both."))
        if not self.meeting.data and not field.data and not field.errors:
            raise ValidationError(_("Please choose a meeting or give the day."))

    def validate_result(self, field):
        """There is no usual one."""
        if not field.data:
            raise ValidationError(_("Please choose the result."))

    def validate_after_rejection(self, field):
        """Only asked where the body rejected what it was to decide on."""
        asked = self.result.data == Result.REJECTED and self.task.data == Task.DECIDE
        if asked and not field.data:
            raise ValidationError(_("Please say what becomes of the Vorhaben."))

    def validate_deviation_reason(self, field):
        """Whoever decides otherwise says why."""
        if (self.deviates.data or self.result.data == Result.CHANGED) and not (field.data or "").strip():
            raise ValidationError(_("Please say why the body decided otherwise."))

    def validate_no(self, field):
        """Both numbers, or none; and whoever adopts has a majority."""
        if (self.yes.data is None) != (field.data is None) and not (self.yes.errors or field.errors):
            raise ValidationError(_("Please give the votes for and against, or neither."))
        adopted = self.result.data in (Result.ADOPTED, Result.CHANGED)
        if adopted and self.yes.data is not None and field.data is not None and self.yes.data <= field.data:
            raise ValidationError(_("It was adopted, so there must be more votes for it than against it."))

    def validate_groups(self, field):
        """Each group once, and together as many as the whole."""
        groups = self._groups()
        names = [row["group"].casefold() for row in groups]
        if len(set(names)) < len(names):
            raise ValidationError(_("A group stands there twice."))
        total = (self.yes.data, self.no.data, self._abstained())
        if groups and total[0] is not None:
            added = tuple(sum(row[name] for row in groups) for name in ("yes", "no", "abstain"))
            if added != total:
                raise ValidationError(
                    _(
                        "The groups have %(yes)s, %(no)s and %(abstain)s votes together. That is not the total.",
                        **dict(zip(("yes", "no", "abstain"), added, strict=True)),
                    )
                )

    def validate_oparl_url(self, field):
        """Only the city's own system is ever asked."""
        url = (field.data or "").strip()
        if url and not self.system:
            raise ValidationError(
                _("No council information system is set up here. Please leave this empty and give the page for people.")
            )
        if url and not oparl.is_allowed(url, self.system):
            host = urlsplit(self.system).hostname or ""
            raise ValidationError(
                _("This address does not lead into the council information system at %(host)s.", host=host)
            )

    def validate_web_url(self, field):
        """A page that one can open."""
        if field.data and not is_address(field.data.strip()):
            raise ValidationError(_("Please write a whole address that begins with https://."))
