"""Where the words of a search stand in what is shown."""

from functools import cached_property

from ..db import current_session
from ..search.excerpts import Finder
from ..vorhaben.findable import said
from ..vorhaben.remembered import shelf
from . import language, words


class Findings:
    """Looked for when a card asks for it: one that is kept does not ask again."""

    def __init__(self, filters):
        self._wanted, self._known = filters.wanted, {}

    def of(self, vorhaben):
        """The fields of a Vorhaben that hold the words; none where no text was searched."""
        if not self._wanted.words:
            return []
        if vorhaben.id not in self._known:
            first = (language.current(), words.told(vorhaben).lang, "de")
            texts = said(vorhaben, first, shelf(current_session()).names)
            self._known[vorhaben.id] = self._finder.findings(texts)
        return self._known[vorhaben.id]

    @cached_property
    def _finder(self):
        return Finder(self._wanted)
