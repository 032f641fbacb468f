import hashlib
import json
from datetime import UTC, tzinfo
from typing import NamedTuple

from wtforms import (
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from ..forms import Form, Part
from ..i18n import lazy_gettext as _
from .fields import CoordinatesField, EuroField, LinesField, NumbersField, ShapeField, WhenField
from .models import CostPrecision, Status
from .snapshot import TIMES
from .text_form import TextPart, names_of, text_values

SPARE = 2
"""How many empty rows stand below the places and the settled points."""
MOST_ROWS = 60
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
"""How browsers write a moment; to the minute."""


class PlacePart(Part):
    """One place: words first."""

    number = HiddenField()
    words = StringField(_("The place in words"), validators=[Length(max=200)])
    point = CoordinatesField(
        _("Point"), description=_("Latitude and longitude, for instance 51.4818, 7.2162, or UTM 32U")
    )
    shape = ShapeField(_("Line or area as GeoJSON"), description=_("Only where there is one. WGS 84."))

    def validate_words(self, field):
        """A point that has no words is none that everybody can find."""
        if not (field.data or "").strip() and (self.point.data or self.shape.data):
            raise ValidationError(_("Please say in words where this place is."))


LINES = ("no_participation_reason", "office", "contact", "next_step")
MODERATION = [
    ("", _("As everywhere in the city")),
    ("before", _("Before they appear")),
    ("after", _("After they have appeared")),
]


class Choices(NamedTuple):
    """What can be chosen in the form.

    ``clauses`` are ids by number, ``statuses`` begin with the one it has, ``ways`` are how people can be known in this
    city, with a word for each.
    """

    languages: tuple
    terms: list
    bezirke: list
    clauses: dict
    statuses: tuple
    zone: tzinfo
    ways: tuple = ()


class FixedPart(Part):
    """Something that is settled, and why."""

    what = StringField(_("This is settled"), validators=[Length(max=300)])
    why = StringField(_("Because"), validators=[Length(max=300)])

    def validate_why(self, field):
        """Nobody should argue about what is settled without knowing why."""
        if (self.what.data or "").strip() and not (field.data or "").strip():
            raise ValidationError(_("Please say why this is settled."))


class VorhabenForm(Form):
    """Everything that staff say of a Vorhaben, on one page.

    ``seen`` is the stamp of what was on the screen, ``base`` a fingerprint of each field then: with both a save that
    meets somebody else's keeps what either of them wrote.
    """

    seen = HiddenField()
    base = HiddenField()
    texts = FieldList(FormField(TextPart), max_entries=40)
    topic = StringField(_("Topic"), validators=[InputRequired(_("Please give a topic.")), Length(max=100)])
    terms = SelectMultipleField(_("Programmes and tags"), coerce=int)
    clauses = NumbersField(
        _("Promises of the agreement"),
        description=_("Their numbers, the one it comes from first. Several are separated by a semicolon."),
    )
    parent = StringField(
        _("Part of"),
        description=_("Name or address of the Vorhaben above, for instance of a promise for every Stadtbezirk."),
        validators=[Length(max=200)],
    )
    places = FieldList(FormField(PlacePart), max_entries=MOST_ROWS)
    bezirke = SelectMultipleField(_("Stadtbezirke"), coerce=int)
    start = WhenField(_("Start, planned"))
    end = WhenField(_("End, planned"))
    start_actual = WhenField(_("Start, in fact"))
    end_actual = WhenField(_("End, in fact"))
    cost_amount = EuroField(_("Cost in euros"), description=_("Whole euros, for instance 1.200.000"))
    cost_precision = SelectField(_("How exact?"), validators=[Optional()])
    cost_source = StringField(_("Source and date of this figure"), validators=[Length(max=200)])
    reason = TextAreaField(
        _("Why do times, cost or places change?"),
        description=_("This sentence stands in public beside the old and the new value."),
        validators=[Length(max=500)],
    )
    status = SelectField(_("New state"))
    status_reason = TextAreaField(
        _("Public reason for the new state"), description=_("Needed for every change."), validators=[Length(max=500)]
    )
    open_from = DateTimeLocalField(_("Taking part begins"), format=MOMENT, validators=[Optional()])
    open_until = DateTimeLocalField(_("Taking part ends"), format=MOMENT, validators=[Optional()])
    closed_to = SelectMultipleField(_("Who must not write here?"), description=_("Nothing ticked: as everywhere."))
    moderation = SelectField(
        _("When do moderators read contributions?"),
        choices=[SelectChoice(*choice) for choice in MODERATION],
        default="",
    )
    no_participation_reason = TextAreaField(_("Or: why can nobody take part?"), validators=[Length(max=500)])
    open_points = LinesField(_("Still open"), description=_("One line for each point"))
    fixed_points = FieldList(FormField(FixedPart), max_entries=MOST_ROWS)
    office = StringField(_("Responsible office"), validators=[Length(max=160)])
    contact = TextAreaField(
        _("Contact"),
        description=_("Everybody can read this: a name only if the person agrees."),
        validators=[Length(max=300)],
    )
    next_step = StringField(_("Next step"), validators=[Length(max=300)])
    next_step_on = WhenField(_("Expected"))

    @classmethod
    def offering(cls, choices, values=None, formdata=None):
        """The form with all that can be chosen, filled with ``values`` or with what was sent."""
        form = cls(formdata=formdata, status=choices.statuses[0], **(_shown(values, choices) if values else {}))
        form.choices = choices
        form.terms.choices = [(term.id, term.name) for term in choices.terms]
        form.closed_to.choices = list(choices.ways)
        form.bezirke.choices = [(bezirk.number, bezirk.short_name) for bezirk in choices.bezirke]
        form.status.choices = [(status.value, status.value) for status in choices.statuses]
        form.cost_precision.choices = [("", ""), *((kind.value, kind.value) for kind in CostPrecision)]
        if values:
            form.base.data = json.dumps({name: _mark(value) for name, value in flat(form.values()).items()})
        return form

    def values(self):
        """What was written, in the shape in which ``editing.edit`` takes it."""
        values = {
            name: (self[name].data or "").strip() or None for name in (*LINES, "cost_source", "parent", "moderation")
        }
        values["texts"] = {
            part["lang"]: text_values(part) for part in self.texts.data if part["lang"] in self.choices.languages
        }
        values["topic"] = (self.topic.data or "").strip()
        values["places"] = [_place(row) for row in self.places.data if (row["words"] or "").strip()]
        values["fixed_points"] = [
            {"what": row["what"].strip(), "why": (row["why"] or "").strip()}
            for row in self.fixed_points.data
            if (row["what"] or "").strip()
        ]
        values["open_points"] = self.open_points.data or []
        values["cost_amount"] = self.cost_amount.data
        values["cost_precision"] = CostPrecision(self.cost_precision.data) if self.cost_precision.data else None
        values |= {name: self[name].data for name in (*TIMES, "next_step_on")}
        values |= {name: self._moment(self[name].data) for name in ("open_from", "open_until")}
        values |= {name: sorted(self[name].data or []) for name in ("bezirke", "closed_to", "terms")}
        values["clauses"] = [self.choices.clauses[number] for number in self.clauses.data or []]
        return values

    def merged(self, theirs):
        """The fields that were changed here over those that stand there now."""
        base = _read(self.base.data)
        mine, stands = flat(self.values()), flat(theirs)
        kept = {name: value for name, value in mine.items() if _mark(value) != base.get(name)}
        return raised({**stands, **kept})

    def chosen_status(self):
        """The status that was chosen, or ``None``."""
        return Status(self.status.data) if self.status.data else None

    def _moment(self, naive):
        return naive.replace(tzinfo=self.choices.zone).astimezone(UTC) if naive else None

    def validate_texts(self, field):
        """German is the text that counts."""
        german = next((part for part in field if part.lang.data == "de"), None)
        if german is None or not (german.title.data or "").strip():
            raise ValidationError(_("Please give a German name."))

    def validate_clauses(self, field):
        """Only promises that exist."""
        unknown = [number for number in field.data or [] if number not in self.choices.clauses]
        if unknown:
            raise ValidationError(_("There is no promise %(number)s.", number=unknown[0]))

    def validate_end(self, field):
        """The end does not come before the start."""
        if field.data and self.start.data and field.data.last_day < self.start.data.on:
            raise ValidationError(_("The end lies before the start."))

    def validate_open_from(self, field):
        """An offer that begins also ends."""
        if field.data and not self.open_until.data:
            raise ValidationError(_("Please give both: when taking part begins and when it ends."))

    def validate_open_until(self, field):
        """An offer that ends has begun, and before that."""
        if field.data and not self.open_from.data:
            raise ValidationError(_("Please give both: when taking part begins and when it ends."))
        if field.data and field.data <= self.open_from.data:
            raise ValidationError(_("The end lies before the start."))


def flat(values):
    """The same with each text of each language by itself: what can be merged alone."""
    told = {name: value for name, value in values.items() if name != "texts"}
    for lang, words in values["texts"].items():
        told |= {f"texts.{lang}.{name}": words.get(name) or "" for name in names_of(lang)}
    return told


def raised(told):
    """``flat`` undone."""
    values = {name: value for name, value in told.items() if not name.startswith("texts.")}
    values["texts"] = {}
    for name, value in told.items():
        if name.startswith("texts."):
            _texts, lang, field = name.split(".")
            values["texts"].setdefault(lang, {})[field] = value
    return values


def _shown(values, choices):
    """The form's own shape of ``values``, with empty rows to write in."""
    shown = {name: value for name, value in values.items() if name not in ("places", "texts", "clauses")}
    shown["texts"] = [{"lang": lang, **values["texts"].get(lang, {})} for lang in choices.languages]
    shown["places"] = [
        {
            "number": place.get("id"),
            "words": place["words"],
            "point": (place["lat"], place["lon"]) if place.get("lat") is not None else None,
            "shape": place.get("geometry"),
        }
        for place in values["places"]
    ] + [{}] * SPARE
    shown["moderation"] = values["moderation"] or ""
    shown["fixed_points"] = [*values["fixed_points"], *[{}] * SPARE]
    numbers = {clause_id: number for number, clause_id in choices.clauses.items()}
    shown["clauses"] = [numbers[clause_id] for clause_id in values["clauses"] if clause_id in numbers]
    for name in ("open_from", "open_until"):
        shown[name] = values[name] and values[name].astimezone(choices.zone).replace(
            tzinfo=None, second=0, microsecond=0
        )
    return shown


def _place(row):
    lat, lon = row["point"] or (None, None)
    number = int(row["number"]) if str(row["number"] or "").isdecimal() else None
    return {"id": number, "words": row["words"].strip(), "lat": lat, "lon": lon, "geometry": row["shape"]}


def _mark(value):
    return hashlib.sha256(json.dumps(value or None, default=str, sort_keys=True).encode()).hexdigest()[:8]


def _read(told):
    try:
        base = json.loads(told or "{}")
    except ValueError:
        return {}
    return base if isinstance(base, dict) else {}
