"""The machine's help while staff write: ask it for a language, and take its words into the form."""

from datetime import UTC, datetime

from flask import request
from sqlalchemy import select

from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..i18n import gettext as _
from ..rendition import actions
from ..rendition.models import Rendition
from ..rendition.things import fingerprint, thing, words_of
from ..vorhaben.models import Publication, Vorhaben
from ..vorhaben.snapshot import TEXTS
from ..vorhaben.text_form import mark
from .renditions import translates_into

ASK, TAKE = "uebersetzen", "uebernehmen"


class Drafts:
    """What the machine has for each language of one Vorhaben: asked of the database only where there is a machine."""

    def __init__(self, session, vorhaben):
        self._vorhaben, self._rows = vorhaben, {}
        if vorhaben is not None and vorhaben.id and translates_into("en"):
            own = select(Rendition).where(Rendition.thing == f"vorhaben:{vorhaben.id}")
            self._rows = {row.lang: row for row in session.scalars(own)}

    def state(self, lang):
        """``ask``, ``waits`` or ``take``; ``None`` where the machine cannot help: it gets only what is public."""
        if lang.startswith("de") or self._vorhaben is None or self._vorhaben.publication != Publication.PUBLISHED:
            return None
        if not translates_into(lang):
            return None
        row = self._rows.get(actions.base(lang))
        if row is not None and row.is_done and row.follows == fingerprint(words_of(self._vorhaben)):
            return "take"
        return "waits" if row is not None and row.state == "waiting" else "ask"

    def words(self, lang):
        """What the machine said."""
        return self._rows[actions.base(lang)].words


def wanted():
    """The language for which somebody wants help with this request, or ``None``."""
    return request.form.get(ASK) or request.form.get(TAKE)


def helped(vorhaben, form):
    """Do what was asked for; the sentence that says so."""
    lang = wanted()
    part = next((part for part in form.texts if part.lang.data == lang), None)
    if part is None or not form.csrf_token.validate(form):
        return _("This page was open for too long, or you are no longer logged in. Please load it again.")
    return _ask(vorhaben, lang) if ASK in request.form else _take(vorhaben, part, lang)


def _ask(vorhaben, lang):
    if not translates_into(lang):
        return _("No machine speaks this language here.")
    try:
        with unit_of_work() as session:
            record = session.get(Vorhaben, vorhaben.id)
            actions.ask(session, [thing(record)], actions.base(lang), now=datetime.now(UTC))
    except BeteiligungError as error:
        return _(error.message) % error.values
    return _("The machine is asked. Its draft is here in some minutes; nothing was saved.")


def _take(vorhaben, part, lang):
    drafts = Drafts(current_session(), vorhaben)
    if drafts.state(lang) != "take":
        return _("The machine has no draft of the present German text.")
    words = drafts.words(lang)
    for name in TEXTS:
        part[name].data = words.get(name, "")
    part.drafted.data = mark(words)
    return _("The machine's draft stands in the form. Please read it; it is not saved yet.")
