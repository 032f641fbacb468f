import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from ..errors import N_, NotImportable
from ..signals import announce, vereinbarung_imported
from .models import Clause, Fassung, Vereinbarung
from .versions import Change, compare

STRANGER = 0.3
"""A version in which less than this share of the known promises is found again is taken for another agreement."""


@dataclass(frozen=True)
class Imported:
    """What an import did or would do: ``changes`` is empty for the same text; ``stored`` says whether it was done."""

    vereinbarung: Vereinbarung
    changes: list[Change]
    stored: bool
    is_first: bool = False


def import_reading(session, source, reading, *, file_name, now, apply=None, replace=False):
    """Store an agreement with its clauses, or compare a new version with the stored one.

    ``source`` is the text that the offsets of ``reading`` index into. The same text a second time changes nothing.
    A first agreement is stored unless ``apply`` is False; a new version only with ``apply``: what changed is updated,
    what is gone is marked, nothing is deleted. A text without a clause is refused, and so is one in which hardly a
    known promise is found again, unless ``replace`` says that this is meant.
    """
    if not reading.clauses:
        raise NotImportable(N_("%(file)s holds no measure that the partners promise."), file=file_name)
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    known = session.scalars(select(Vereinbarung)).first()
    if known is not None and known.newest.digest == digest:
        return Imported(known, [], stored=False)
    is_first = known is None
    if is_first:
        known, apply = _new(reading, file_name), apply is not False
    changes = compare(_read_clauses(known), reading.clauses)
    if not (is_first or replace):
        _refuse_stranger(known, changes, file_name)
    if apply:
        session.add(known)
        _store(session, known, changes, Fassung(file_name=file_name, digest=digest, source=source, imported_at=now))
        announce(session, vereinbarung_imported, vereinbarung=known)
    return Imported(known, changes, stored=bool(apply), is_first=is_first)


def _refuse_stranger(known, changes, file_name):
    """Another city's agreement in place of ours would mark every promise as gone."""
    before = sum(change.old is not None for change in changes)
    again = sum(change.old is not None and change.new is not None for change in changes)
    if again < before * STRANGER:
        raise NotImportable(
            N_("In %(file)s only %(again)s of %(before)s promises of %(title)s are found again. Nothing was changed."),
            file=file_name,
            again=again,
            before=before,
            title=known.title,
        )


def _new(reading, file_name):
    start, end = reading.period or (None, None)
    return Vereinbarung(title=reading.title or file_name, period_from=start, period_to=end)


def _read_clauses(vereinbarung):
    """What was read from a text; the halves of a split clause follow the clause they come from."""
    return [clause for clause in vereinbarung.clauses if clause.split_from_id is None]


def _store(session, vereinbarung, changes, fassung):
    fassung.number = len(vereinbarung.fassungen) + 1
    vereinbarung.fassungen.append(fassung)
    session.flush()
    for change in changes:
        if change.kind == "gone":
            change.old.gone_at = fassung.imported_at
            continue
        clause = change.old or Clause()
        clause.fassung = fassung
        _update(clause, change.new, change.number, fassung.source)
        if change.old is None:
            vereinbarung.clauses.append(clause)
    _follow_whole(vereinbarung)
    session.flush()


def _follow_whole(vereinbarung):
    """The parts of a split clause stand where it stands, and go when it goes. A part comes later than its whole."""
    for part in sorted((c for c in vereinbarung.clauses if c.split_from is not None), key=lambda part: part.id):
        whole = part.split_from
        part.number, part.chapter, part.topic, part.gone_at = whole.number, whole.chapter, whole.topic, whole.gone_at


def _update(clause, read, number, source):
    """Take over what the reader found; what staff corrected stands beside it and stays."""
    clause.gone_at = None
    clause.number = number
    clause.start, clause.end = read.start, read.end
    clause.quotation = source[read.start : read.end]
    for name in ("fingerprint", "chapter", "topic", "text", "title", "commitment", "scope"):
        setattr(clause, name, getattr(read, name))
    for name in ("deadlines", "relative", "places"):
        setattr(clause, name, list(getattr(read, name)))
