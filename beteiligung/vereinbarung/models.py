from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base


class Vereinbarung(Base):
    """A coalition agreement, in the version that counts now.

    ``source`` is the decoded text that the offsets of its clauses index into; ``digest`` (SHA-256 of that text)
    tells whether a file was imported before.
    """

    __tablename__ = "beteiligung_vereinbarung"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    source: Mapped[str]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    imported_at: Mapped[datetime]

    clauses: Mapped[list["Clause"]] = relationship(back_populates="vereinbarung", order_by="Clause.number")


class Clause(Base):
    """A measure that the partners of the agreement promise.

    ``start`` and ``end`` (end exclusive) slice the agreement's ``source``. ``text`` is repaired for reading,
    ``quotation`` is what stands there. ``fingerprint`` recognises the clause in another version of the file.
    ``gone_at`` is set when a later version no longer holds it: a clause is never deleted.
    """

    __tablename__ = "beteiligung_clause"
    __table_args__ = (UniqueConstraint("vereinbarung_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vereinbarung_id: Mapped[int] = mapped_column(ForeignKey(Vereinbarung.id))
    number: Mapped[int]
    fingerprint: Mapped[str]
    chapter: Mapped[str]
    topic: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    quotation: Mapped[str]
    text: Mapped[str]
    title: Mapped[str]
    commitment: Mapped[str]
    scope: Mapped[str]
    deadlines: Mapped[list] = mapped_column(JSON, default=list)
    relative: Mapped[list] = mapped_column(JSON, default=list)
    places: Mapped[list] = mapped_column(JSON, default=list)
    gone_at: Mapped[datetime | None]

    vereinbarung: Mapped[Vereinbarung] = relationship(back_populates="clauses")
