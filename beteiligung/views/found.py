"""Where the words of a search stand in what is shown."""

from ..search.excerpts import Finder
from ..vorhaben.findable import said
from . import words


def findings(filters, shown):
    """For each Vorhaben, by its id, the fields that hold the words; empty where no text was searched."""
    if not filters.wanted.words:
        return {}
    finder = Finder(filters.wanted)
    return {v.id: finder.findings(said(v, first=(words.told(v).lang, "de"))) for v in shown}
