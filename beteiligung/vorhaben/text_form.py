"""The part of the form that holds what a Vorhaben says of itself in one language."""

import hashlib
import json

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from ..forms import CheckedText, Part
from ..i18n import lazy_gettext as _
from ..origin import SIMPLE, Origin
from .snapshot import TEXTS
from .telling import CHECK


class TextPart(CheckedText, Part):
    """What it says of itself in one language.

    ``drafted`` is a mark of the words that a machine wrote into an empty form: what is saved unchanged is its.
    """

    lang = HiddenField()
    drafted = HiddenField()
    title = StringField(
        _("Name"), description=_("As neighbours would call it. At most 100 characters."), validators=[Length(max=100)]
    )
    summary = TextAreaField(_("In two sentences"), validators=[Length(max=600)])
    goal = TextAreaField(_("Goal: what shall be better afterwards?"), validators=[Length(max=1000)])
    affected = TextAreaField(_("Who is affected?"), validators=[Length(max=1000)])
    description = TextAreaField(_("More about it"), validators=[Length(max=10_000)])


def text_values(part):
    """What was written in one language, in the shape in which ``telling.tell`` takes it."""
    words = {name: (part[name] or "").strip() for name in TEXTS}
    origin = {}
    if part.get("drafted"):
        origin = {"drafted": (Origin.MACHINE if part["drafted"] == mark(words) else Origin.CORRECTED).value}
    check = {}
    if part["lang"] == SIMPLE:
        check = {"checked_by": (part.get("checked_by") or "").strip(), "checked_on": part.get("checked_on")}
    return {**words, **origin, **check, **({"still_fits": True} if part.get("still_fits") else {})}


def names_of(lang):
    """What can be merged alone in one language."""
    return (*TEXTS, *(CHECK if lang == SIMPLE else ()))


def mark(words):
    """Recognises words that nobody has changed."""
    told = json.dumps([(words.get(name) or "").replace("\r\n", "\n").strip() for name in TEXTS])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
