import enum
from datetime import date, datetime

from sqlalchemy import JSON, Column, Enum, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..bezirk.models import Bezirk
from ..vereinbarung.models import Clause


def stored(kind):
    """An enumeration stored by its value, as text: new values need no change of type."""
    return Enum(
        kind, native_enum=False, length=20, create_constraint=False, values_callable=lambda k: [m.value for m in k]
    )


class Publication(enum.StrEnum):
    """Who may see a record at all."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Status(enum.StrEnum):
    """How far a Vorhaben is. The first seven are the steps of the line, in order."""

    ANNOUNCED = "announced"
    PREPARATION = "preparation"
    PARTICIPATION = "participation"
    EVALUATION = "evaluation"
    DECIDED = "decided"
    UNDERWAY = "underway"
    DONE = "done"
    PAUSED = "paused"
    DROPPED = "dropped"


STEPS = tuple(Status)[:7]
OVER = (Status.DONE, Status.DROPPED)


class Precision(enum.StrEnum):
    """How exactly a date is known; the stored date is the first day of that span."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


vorhaben_bezirk = Table(
    "beteiligung_vorhaben_bezirk",
    Base.metadata,
    Column("vorhaben_id", ForeignKey("beteiligung_vorhaben.id", ondelete="CASCADE"), primary_key=True),
    Column("bezirk_number", ForeignKey(Bezirk.number), primary_key=True),
    Index("ix_beteiligung_vorhaben_bezirk_bezirk_number", "bezirk_number", "vorhaben_id"),
)


class Vorhaben(Base):
    """One thing the city plans, as residents find it.

    Without a place and without a Stadtbezirk it is meant for the whole city. ``search`` holds its words folded.
    ``end_first`` is the end that was planned first: a later one is a delay, and ``delay_reason`` says why.
    """

    __tablename__ = "beteiligung_vorhaben"
    __table_args__ = (
        Index("ix_beteiligung_vorhaben_list", "publication", "is_citywide", "status"),
        Index("ix_beteiligung_vorhaben_open", "publication", "open_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    publication: Mapped[Publication] = mapped_column(stored(Publication), default=Publication.DRAFT)
    status: Mapped[Status] = mapped_column(stored(Status), default=Status.ANNOUNCED)
    clause_id: Mapped[int | None] = mapped_column(ForeignKey(Clause.id), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_vorhaben.id"), index=True)
    topic: Mapped[str]
    topic_slug: Mapped[str] = mapped_column(index=True)
    is_citywide: Mapped[bool] = mapped_column(default=True)
    start_on: Mapped[date | None]
    start_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    end_on: Mapped[date | None]
    end_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    end_first: Mapped[date | None]
    end_first_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    delay_reason: Mapped[str | None]
    open_from: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    no_participation_reason: Mapped[str | None]
    office: Mapped[str | None]
    next_step: Mapped[str | None]
    search: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    clause: Mapped[Clause | None] = relationship()
    parent: Mapped["Vorhaben | None"] = relationship(remote_side=id, back_populates="children")
    children: Mapped[list["Vorhaben"]] = relationship(back_populates="parent", order_by="Vorhaben.id")
    texts: Mapped[list["VorhabenText"]] = relationship(back_populates="vorhaben", cascade="all, delete-orphan")
    places: Mapped[list["Place"]] = relationship(
        back_populates="vorhaben", cascade="all, delete-orphan", order_by="Place.id"
    )
    history: Mapped[list["StatusChange"]] = relationship(
        back_populates="vorhaben", cascade="all, delete-orphan", order_by="StatusChange.on, StatusChange.id"
    )
    bezirke: Mapped[list[Bezirk]] = relationship(secondary=vorhaben_bezirk, order_by=Bezirk.number)

    __mapper_args__ = {"version_id_col": version}

    def is_open(self, at: datetime) -> bool:
        """Can people take part at this moment?"""
        return bool(self.open_from and self.open_until and self.open_from <= at < self.open_until)


class Origin(enum.StrEnum):
    """Who made a text in this language."""

    WRITTEN = "written"
    MACHINE = "machine"
    CORRECTED = "machine, corrected"


class VorhabenText(Base):
    """What a Vorhaben says of itself in one language; German (``de``) is the one that counts."""

    __tablename__ = "beteiligung_vorhaben_text"

    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    origin: Mapped[Origin] = mapped_column(stored(Origin), default=Origin.WRITTEN)

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="texts")


class Place(Base):
    """Where a Vorhaben happens: words first, then a point (WGS84 degrees) and, where known, a line or an area."""

    __tablename__ = "beteiligung_place"
    __table_args__ = (Index("ix_beteiligung_place_point", "lat", "lon"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    words: Mapped[str]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    geometry: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="places")


class StatusChange(Base):
    """A step in the life of a Vorhaben, with the reason that the public may read."""

    __tablename__ = "beteiligung_status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(stored(Status))
    on: Mapped[date]
    reason: Mapped[str]
    author_name: Mapped[str]

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="history")
