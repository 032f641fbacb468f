"""Readings as an import gets them, made by hand: what the reader makes of a text is tested elsewhere."""

import hashlib
from collections import Counter
from datetime import date

from beteiligung.vereinbarung import actions
from beteiligung.vereinbarung.reading import Clause, Reading

from .. import records

RADWEG = "Wir bauen bis 2027 einen Radweg an der Königsallee."
PARK = "Der Westpark bekommt neue Bänke und mehr Schatten."
SCHULE = "Jede Grundschule erhält schnelles Internet bis Ende 2026. Die Stadt prüft zudem neue Spielgeräte."
BAD = "Das Freibad in Wattenscheid bleibt erhalten."
BUS = "Busse fahren abends im Viertelstundentakt."
FIVE = (RADWEG, PARK, SCHULE, BAD, BUS)


def clauses(*texts, chapter="Mobilität", **changes):
    """One clause for each text, in one chapter; ``changes`` replace any field of all of them."""
    source, seen, found, at = "\n".join(texts), Counter(), [], 0
    for text in texts:
        seen[text] += 1
        start = source.index(text, at)
        at = start + len(text)
        fields = {
            "chapter": chapter, "topic": chapter, "start": start, "end": at, "text": text,
            "title": text.rstrip(".")[:80], "commitment": "promise", "scope": "citywide",
            "fingerprint": hashlib.sha256(f"{text}#{seen[text]}".encode()).hexdigest()[:32],
        }  # fmt: skip
        found.append(Clause(**{**fields, **changes}))
    return found


def reading(*texts, title="Vereinbarung für Bochum", **changes):
    """An agreement that holds nothing but these clauses; the lines of ``texts`` are its source."""
    return Reading(clauses(*texts, **changes), [], title, (date(2025, 11, 1), date(2030, 10, 31)))


def imported(session, *texts, apply=True, replace=False, now=records.NOW, **changes):
    """Import a text with these clauses, as the command does, and commit it."""
    done = actions.import_reading(
        session,
        "\n".join(texts),
        reading(*texts, **changes),
        file_name="vertrag.md",
        now=now,
        apply=apply,
        replace=replace,
    )
    session.commit()
    return done
