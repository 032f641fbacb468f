"""News and next steps in the language of whoever reads them, where people told them in it: for mails and feeds.

What only a machine said, what is older than the German words, and easy German that nobody has checked stays German:
neither a mail nor a feed has room for a label.
"""

from ..origin import GERMAN, SIMPLE, Origin
from ..rendition import queries
from ..rendition.things import SHORT

_TOLD = {
    "status": ("status_change", "reason"),
    "change": ("field_change", "reason"),
    "wish": (SHORT, "wish_answer"),
}
"""Which thing gives the reason of a piece of news, and in which of its words."""


def in_language(session, found, lang):
    """The same news with these reasons; one query, and none for German."""
    if lang == GERMAN:
        return list(found)
    rows = _rows(session, {_name(one) for one in found if one.kind in _TOLD}, lang)
    return [_worded(one, rows.get(_name(one))) for one in found]


def short(session, vorhaben, name, lang):
    """One short word of a Vorhaben, and the language it is in."""
    german, thing = (getattr(vorhaben, name) or "").strip(), f"{SHORT}:{vorhaben.id}"
    row = _rows(session, {thing}, lang).get(thing) if german and lang != GERMAN else None
    text = _text(row, name, german)
    return (text, row.lang) if text else (german, GERMAN)


def _rows(session, names, lang):
    return {row.thing: row for row in queries.told(session, names, lang if lang == SIMPLE else lang.split("-")[0])}


def _name(one):
    return f"{_TOLD[one.kind][0]}:{one.number}" if one.kind in _TOLD else None


def _worded(one, row):
    field = _TOLD[one.kind][1] if row else ""
    text = _text(row, field, (one.about["reason"] or "").strip() if row else "")
    return one._replace(about={**one.about, "reason": text}) if text else one


def _text(row, field, german):
    """What a rendition says there, if it needs no label; else ``None``."""
    if row is None or row.origin == Origin.MACHINE or (row.lang == SIMPLE and not row.is_checked):
        return None
    return None if row.is_behind({field: german}, field) else row.words.get(field)
