"""The page on which staff set the places of a Vorhaben."""

from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from ..forms import Form
from ..i18n import lazy_gettext as _
from .forms import MOST_ROWS, PlacePart


class PlacesForm(Form):
    """The places as rows, and ways to get more of them. Nothing is stored before it is saved."""

    seen = HiddenField()
    places = FieldList(FormField(PlacePart), max_entries=MOST_ROWS)
    wanted = StringField(
        _("Search a place by its name"),
        description=_("Street, square, school, part of the city"),
        validators=[Length(max=100)],
    )
    pasted = TextAreaField(
        _("Paste GeoJSON"), description=_("Points, lines and areas, in degrees or in metres (EPSG:25832)")
    )
    file = FileField(_("Or choose a GeoJSON file"))
    reason = TextAreaField(
        _("Why do the places change?"),
        description=_("This sentence stands in public beside the old and the new value."),
        validators=[Length(max=500)],
    )

    @classmethod
    def showing(cls, places, **fields):
        """The form with these places, as ``editing.values_of`` gives them, and an empty row."""
        rows = [
            {
                "number": place.get("id"),
                "words": place["words"],
                "point": (place["lat"], place["lon"]) if place.get("lat") is not None else None,
                "shape": place.get("geometry"),
            }
            for place in places
        ]
        return cls(formdata=None, places=[*rows, {}], **fields)

    def rows(self):
        """What stands in the rows, as ``editing.edit`` takes it; a row without words and without a place is none."""
        return [_row(row) for row in self.places.data if (row["words"] or "").strip() or row["point"] or row["shape"]]


def _row(row):
    lat, lon = row["point"] or (None, None)
    number = int(row["number"]) if str(row["number"] or "").isdecimal() else None
    return {
        "id": number,
        "words": (row["words"] or "").strip(),
        "lat": lat,
        "lon": lon,
        "geometry": row["shape"],
    }
