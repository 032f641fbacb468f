"""New borders: every Vorhaben is looked at again, and what changes for the public is said in its history."""

from .assigning import follow_places, grounds, with_places
from .editing import keep_version
from .models import FieldChange, Publication
from .snapshot import snapshot

REASON = "Die Stadt hat die Grenzen ihrer Stadtbezirke eingetragen."
"""Stands in public beside the old and the new value; German is the text that counts."""


def redraw(session, *, now):
    """Let all Stadtbezirke follow from the places; return for how many Vorhaben they changed."""
    known, changed = grounds(session), 0
    for vorhaben in with_places(session) if known else ():
        before = list(vorhaben.bezirke)
        follow_places(vorhaben, known)
        if vorhaben.bezirke != before:
            _explain(session, vorhaben, [bezirk.short_name for bezirk in before], now)
            changed += 1
    session.flush()
    return changed


def _explain(session, vorhaben, before, now):
    vorhaben.is_citywide, vorhaben.updated_at = False, now
    if vorhaben.publication == Publication.PUBLISHED:
        after = snapshot(vorhaben)["bezirke"]
        vorhaben.changes.append(
            FieldChange(at=now, author_name="", field="bezirke", old=before, new=after, reason=REASON)
        )
    if vorhaben.versions:
        keep_version(session, vorhaben, "", now)
