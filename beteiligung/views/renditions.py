"""What a page shows in the reader's language beside the originals, and the wish to have it translated."""

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import inspect, select

from ..abwaegung.queries import published as weighing_of
from ..beitrag.models import Beitrag, Visibility
from ..beschluss.queries import of_vorhaben as decisions_of
from ..db import current_session, unit_of_work
from ..errors import BeteiligungError
from ..forms import Form
from ..i18n import gettext as _
from ..mount import extension_at_hand, setting
from ..origin import GERMAN, SIMPLE, Origin
from ..rendition import actions, queries
from ..rendition.models import RenditionState
from ..rendition.things import REASONS, SHORT, fingerprint, name_of, thing, words_of
from ..vorhaben.models import Vorhaben
from ..vorhaben.snapshot import TEXTS
from . import language
from .limits import count
from .public import bp, published_or_404
from .rendered import told
from .short_words import keep, of_row

MOST = 100
"""So many contributions are asked for at once: as many as a page shows."""


class MachineText:
    """What a Vorhaben says of itself, as a machine says it; a template reads it like a ``VorhabenText``."""

    origin, is_machine_made, is_checked = Origin.MACHINE, True, False

    def __init__(self, words, lang, edition):
        self.lang, self.edition = lang, edition
        for name in TEXTS:
            setattr(self, name, words.get(name, ""))


class Renditions:
    """The renditions that a page about a Vorhaben shows in its language: one query, and none for a German page.

    ``lacks`` is whether the machine could be asked for more, ``waits`` whether it was asked already.
    """

    def __init__(self, session, vorhaben, beitraege=()):
        self.lang, self._vorhaben = actions.base(language.current()), vorhaben
        self.foreign = [b for b in beitraege if is_readable(b) and actions.base(b.lang) != self.lang]
        self._found = {}
        easy = language.current() == SIMPLE
        if self.lang != GERMAN or self.foreign or easy:
            ids = [beitrag.id for beitrag in beitraege]
            wanted = (self.lang, SIMPLE) if easy else (self.lang,)
            rows = session.scalars(queries.on_page(vorhaben.id, wanted, ids)).all()
            self._found = {row.thing: row for row in sorted(rows, key=lambda row: row.lang == SIMPLE)}
            keep(vorhaben.id, self._found.get(name_of(vorhaben, SHORT)))

    def of(self, found):
        """How to tell a record in the page's language, or ``None``. A machine's words of an older original are none."""
        row = self._found.get(name_of(found))
        if row is None or not row.is_done or (isinstance(found, Beitrag) and not is_readable(found)):
            return None
        said = told(row, found)
        if row.origin == Origin.MACHINE and (said.is_older or row.words == words_of(found)):
            return None  # what a machine leaves as it is was in this language already
        return said

    def reason(self, change):
        """Why something changed, as the history says it."""
        return of_row(self._found.get(name_of(change)), {"reason": change.reason.strip()}, "reason", machine=True)

    def text(self, vorhaben):
        """The text of the Vorhaben: written in the reader's language, else a machine's, else German."""
        text = vorhaben.text_in(language.current())
        if text.lang != GERMAN or self.lang == GERMAN or not (told := self.of(vorhaben)):
            return text
        return MachineText(told.words, language.current(), text.edition)

    @property
    def has_draft_words(self):
        """Did no testing group read the easy German of the short words and reasons on this page?"""
        easy = (row for row in self._found.values() if row.lang == SIMPLE and row.is_done and not row.is_checked)
        return any(row.thing.partition(":")[0] in (SHORT, *REASONS) for row in easy)

    @property
    def waits(self):
        """Was the machine asked for something on this page?"""
        return any(row.state == RenditionState.WAITING for row in self._found.values())

    @property
    def lacks(self):
        """Is there something on this page that the machine could be asked for?"""
        if not readers_may(self.lang):
            return False
        own = self.lang != GERMAN and self.text(self._vorhaben).lang == GERMAN
        return own or any(self._is_missing(beitrag) for beitrag in self.foreign) or self._lacks_short_words()

    def _lacks_short_words(self):
        """On a page that shows the history; others show none of these words."""
        if self.lang == GERMAN or "history" in inspect(self._vorhaben).unloaded:
            return False
        told = ((one, None) for one in (*self._vorhaben.history, *self._vorhaben.changes))
        return any(self._is_missing(one, kind) for one, kind in ((self._vorhaben, SHORT), *told))

    def _is_missing(self, found, kind=None):
        words, row = words_of(found, kind), self._found.get(name_of(found, kind))
        if row is None or not row.is_done:
            return bool(words)
        return row.follows != fingerprint(words) and (isinstance(found, Beitrag) or row.origin == Origin.MACHINE)

    @property
    def ids(self):
        """The contributions that could be translated, as an address carries them."""
        return ",".join(str(beitrag.id) for beitrag in self.foreign[:MOST]) or None


def is_readable(beitrag):
    """May everybody read these words?"""
    return beitrag.visibility == Visibility.PUBLISHED


def translates_into(lang):
    """Is there a machine that speaks this language?"""
    speaks = setting("TRANSLATOR_LANGUAGES")
    return actions.base(lang) in (*speaks, GERMAN) and extension_at_hand().translator() is not None


def readers_may(lang):
    """May readers ask for a translation into this language?"""
    return setting("TRANSLATOR_READERS") and translates_into(lang)


@bp.route("/<lang>/vorhaben/<slug>/uebersetzen", methods=["GET", "POST"])
def uebersetzen(slug):
    """Ask the machine for this page, once for everybody. It works in the background; this page says how far it is."""
    vorhaben, lang = published_or_404(slug), actions.base(language.current())
    if not readers_may(lang):
        abort(404)
    form, ids, error = Form(), _ids(request.values.get("beitrag", "")), None
    if form.is_submitted() and form.validate():
        try:
            count("translation", vorhaben=vorhaben.id)
            with unit_of_work() as session:
                actions.ask(session, _wanted(session, vorhaben.id, ids, lang), lang, now=datetime.now(UTC))
            asked = url_for(".uebersetzen", slug=slug, beitrag=_told(ids), gefragt=1)
            return redirect(asked, code=303)
        except BeteiligungError as refused:
            error, vorhaben = refused, published_or_404(slug)
    page = render_template(
        "beteiligung/public/uebersetzen.html",
        vorhaben=vorhaben,
        form=form,
        ids=_told(ids),
        error=error and _(error.message) % error.values,
        renditions=Renditions(current_session(), vorhaben, _contributions(current_session(), vorhaben.id, ids)),
    )
    status = error.status if error else 400 if form.errors else 200
    wait = {"Retry-After": str(error.wait)} if hasattr(error, "wait") else {}
    return page, status, {"X-Robots-Tag": "noindex", **wait}


def _wanted(session, vorhaben_id, ids, lang):
    """What stands on these pages in German, as far as nobody told it in this language; and contributions."""
    vorhaben = session.get(Vorhaben, vorhaben_id)
    if lang != GERMAN and vorhaben.text_in(lang).lang == GERMAN:
        yield thing(vorhaben)
    if lang != GERMAN:
        yield thing(vorhaben, SHORT)
        yield from map(thing, [*vorhaben.history, *vorhaben.changes])
        weighing = weighing_of(session, vorhaben_id)
        yield from map(thing, [weighing, *weighing.arguments] if weighing else [])
        yield from map(thing, decisions_of(session, vorhaben_id))
    yield from map(thing, _contributions(session, vorhaben_id, ids))


def _contributions(session, vorhaben_id, ids):
    query = select(Beitrag).where(Beitrag.id.in_(ids), Beitrag.vorhaben_id == vorhaben_id)
    return session.scalars(query.where(Beitrag.visibility == Visibility.PUBLISHED).order_by(Beitrag.id)).all()


def _ids(text):
    numbers = [part for part in text.split(",")[:MOST] if part.isascii() and part.isdigit() and len(part) < 10]
    return list(dict.fromkeys(map(int, numbers)))


def _told(ids):
    return ",".join(map(str, ids)) or None
