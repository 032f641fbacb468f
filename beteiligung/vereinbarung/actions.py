import hashlib

from sqlalchemy import select

from ..errors import N_, NotImportable
from ..signals import announce, vereinbarung_imported
from .models import Clause, Vereinbarung


def import_reading(session, source, reading, *, file_name, now):
    """Store an agreement with its clauses; return it and whether it is new.

    ``source`` is the text that the offsets of ``reading`` index into. The same text a second time changes nothing.
    A text without a clause is refused, and so is a second agreement: its coming is a change to look at first.
    """
    if not reading.clauses:
        raise NotImportable(N_("%(file)s holds no measure that the partners promise."), file=file_name)
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    known = session.scalars(select(Vereinbarung)).first()
    if known is not None:
        if known.digest == digest:
            return known, False
        raise NotImportable(
            N_("Another agreement is stored already: %(title)s. Nothing was changed."), title=known.title
        )
    vereinbarung = Vereinbarung(
        title=reading.title or file_name,
        file_name=file_name,
        digest=digest,
        source=source,
        period_from=reading.period[0] if reading.period else None,
        period_to=reading.period[1] if reading.period else None,
        imported_at=now,
        clauses=[_clause(clause, number, source) for number, clause in enumerate(reading.clauses, 1)],
    )
    session.add(vereinbarung)
    session.flush()
    announce(session, vereinbarung_imported, vereinbarung=vereinbarung)
    return vereinbarung, True


def _clause(clause, number, source):
    return Clause(
        number=number,
        fingerprint=clause.fingerprint,
        chapter=clause.chapter,
        topic=clause.topic,
        start=clause.start,
        end=clause.end,
        quotation=source[clause.start : clause.end],
        text=clause.text,
        title=clause.title,
        commitment=clause.commitment,
        scope=clause.scope,
        deadlines=list(clause.deadlines),
        relative=list(clause.relative),
        places=list(clause.places),
    )
