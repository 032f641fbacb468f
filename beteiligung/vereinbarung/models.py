import enum
from datetime import date, datetime

from sqlalchemy import JSON, Enum, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base


class Vereinbarung(Base):
    """A coalition agreement. Its text stands in its versions; its clauses carry what the newest one says."""

    __tablename__ = "beteiligung_vereinbarung"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]

    fassungen: Mapped[list["Fassung"]] = relationship(back_populates="vereinbarung", order_by="Fassung.number")
    clauses: Mapped[list["Clause"]] = relationship(back_populates="vereinbarung", order_by="Clause.number")

    @property
    def newest(self):
        """The version that counts."""
        return self.fassungen[-1]


class Fassung(Base):
    """One version of an agreement's text, as it was imported.

    ``source`` is the decoded text that the offsets of the clauses index into; ``digest`` (SHA-256 of that text)
    tells whether a file was imported before.
    """

    __tablename__ = "beteiligung_fassung"
    __table_args__ = (UniqueConstraint("vereinbarung_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vereinbarung_id: Mapped[int] = mapped_column(ForeignKey(Vereinbarung.id))
    number: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str]
    source: Mapped[str]
    imported_at: Mapped[datetime]

    vereinbarung: Mapped[Vereinbarung] = relationship(back_populates="fassungen")


class Review(enum.StrEnum):
    """What staff said of a clause that was read automatically. Only the first two are promises that count."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    SPLIT = "split"


COUNTING = (Review.OPEN, Review.ACCEPTED)


class Clause(Base):
    """A measure that the partners of the agreement promise.

    ``start`` and ``end`` (end exclusive) slice the source of ``fassung``. ``text`` is repaired for reading,
    ``quotation`` is what stands there. ``fingerprint`` recognises the clause in another version of the file.
    ``gone_at`` is set when a later version no longer holds it: a clause is never deleted. What the reader found
    stays; what staff put right stands beside it in ``corrected`` (title, office, places, deadlines).
    """

    __tablename__ = "beteiligung_clause"
    __table_args__ = (UniqueConstraint("vereinbarung_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vereinbarung_id: Mapped[int] = mapped_column(ForeignKey(Vereinbarung.id))
    fassung_id: Mapped[int] = mapped_column(ForeignKey(Fassung.id))
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
    review: Mapped[Review] = mapped_column(
        Enum(Review, native_enum=False, length=20, values_callable=lambda kind: [m.value for m in kind]),
        default=Review.OPEN,
        index=True,
    )
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None]
    review_reason: Mapped[str | None]
    corrected: Mapped[dict] = mapped_column(JSON, default=dict)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_clause.id"))
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_clause.id"), index=True)

    vereinbarung: Mapped[Vereinbarung] = relationship(back_populates="clauses")
    fassung: Mapped[Fassung] = relationship()
    merged_into: Mapped["Clause | None"] = relationship(remote_side=id, foreign_keys=merged_into_id)
    split_from: Mapped["Clause | None"] = relationship(remote_side=id, foreign_keys=split_from_id)

    def value(self, name):
        """What counts: the corrected value where there is one, else what the reader found."""
        return self.corrected.get(name, getattr(self, name, None))

    @property
    def is_promise(self):
        """Does it count as a promise today?"""
        return self.gone_at is None and self.review in COUNTING
