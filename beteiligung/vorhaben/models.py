import enum
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..bezirk.models import Bezirk
from ..origin import GERMAN, Provenance, stored, tags
from ..search.models import SearchEntry
from ..term.models import Term
from ..vereinbarung.models import Clause


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


class CostPrecision(enum.StrEnum):
    """How exactly a cost is known."""

    EXACT = "exact"
    ESTIMATE = "estimate"
    ROUGH = "rough"


vorhaben_bezirk = Table(
    "beteiligung_vorhaben_bezirk",
    Base.metadata,
    Column("vorhaben_id", ForeignKey("beteiligung_vorhaben.id", ondelete="CASCADE"), primary_key=True),
    Column("bezirk_number", ForeignKey(Bezirk.number), primary_key=True),
    Index("ix_beteiligung_vorhaben_bezirk_bezirk_number", "bezirk_number", "vorhaben_id"),
)

vorhaben_clause = Table(
    "beteiligung_vorhaben_clause",
    Base.metadata,
    Column("vorhaben_id", ForeignKey("beteiligung_vorhaben.id", ondelete="CASCADE"), primary_key=True),
    Column("clause_id", ForeignKey(Clause.id), primary_key=True),
    Index("ix_beteiligung_vorhaben_clause_clause_id", "clause_id", "vorhaben_id"),
)

vorhaben_term = Table(
    "beteiligung_vorhaben_term",
    Base.metadata,
    Column("vorhaben_id", ForeignKey("beteiligung_vorhaben.id", ondelete="CASCADE"), primary_key=True),
    Column("term_id", ForeignKey(Term.id), primary_key=True),
    Index("ix_beteiligung_vorhaben_term_term_id", "term_id", "vorhaben_id"),
)


_HAS_PARENT = text("parent_id IS NOT NULL")


class Vorhaben(Base):
    """One thing the city plans, as residents find it.

    Without a place and without a Stadtbezirk it is meant for the whole city. ``entry`` is what the search knows of it.
    ``end_first`` is the end that was planned first: a later one is a delay, and ``delay_reason`` says why.
    ``clause`` is the one it comes from, ``further_clauses`` are others that it fulfils too. ``cost_amount`` is in
    whole euros. ``fixed_points`` are pairs of what is settled and why. ``checked_on`` is the day on which staff last
    said that all of it still holds; whoever has never said so is overdue. ``closed_to`` are the ways of being known
    (``beteiligung.account.rules``) that are open in this city and closed here. ``open_set_at`` is when somebody last
    wrote down when one can take part. ``moderation`` is ``before`` or ``after`` where moderators read contributions at
    another time than in the rest of the city.
    """

    __tablename__ = "beteiligung_vorhaben"
    __table_args__ = (
        Index("ix_beteiligung_vorhaben_list", "publication", "is_citywide", "status"),
        Index("ix_beteiligung_vorhaben_open", "publication", "open_until"),
        Index("ix_beteiligung_vorhaben_check", "publication", "next_check_on"),
        Index("ix_beteiligung_vorhaben_parent_id", "parent_id", sqlite_where=_HAS_PARENT, postgresql_where=_HAS_PARENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    publication: Mapped[Publication] = mapped_column(stored(Publication), default=Publication.DRAFT)
    status: Mapped[Status] = mapped_column(stored(Status), default=Status.ANNOUNCED)
    clause_id: Mapped[int | None] = mapped_column(ForeignKey(Clause.id), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_vorhaben.id"))
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
    start_actual: Mapped[date | None]
    start_actual_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    end_actual: Mapped[date | None]
    end_actual_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    open_from: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    open_set_at: Mapped[datetime | None]
    no_participation_reason: Mapped[str | None]
    open_points: Mapped[list] = mapped_column(JSON, default=list)
    fixed_points: Mapped[list] = mapped_column(JSON, default=list)
    closed_to: Mapped[list] = mapped_column(JSON, default=list)
    moderation: Mapped[str | None] = mapped_column(String(6))
    wish_answer: Mapped[str | None]
    wish_answered_at: Mapped[datetime | None]
    office: Mapped[str | None]
    contact: Mapped[str | None]
    cost_amount: Mapped[int | None] = mapped_column(BigInteger)
    cost_precision: Mapped[CostPrecision | None] = mapped_column(stored(CostPrecision))
    cost_source: Mapped[str | None]
    next_step: Mapped[str | None]
    next_step_on: Mapped[date | None]
    next_step_precision: Mapped[Precision | None] = mapped_column(stored(Precision))
    checked_on: Mapped[date | None]
    next_check_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
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
    changes: Mapped[list["FieldChange"]] = relationship(
        back_populates="vorhaben", cascade="all, delete-orphan", order_by="FieldChange.at, FieldChange.id"
    )
    versions: Mapped[list["Version"]] = relationship(
        back_populates="vorhaben", cascade="all, delete-orphan", order_by="Version.number"
    )
    entry: Mapped[SearchEntry | None] = relationship(cascade="all, delete-orphan")
    bezirke: Mapped[list[Bezirk]] = relationship(secondary=vorhaben_bezirk, order_by=Bezirk.number)
    further_clauses: Mapped[list[Clause]] = relationship(secondary=vorhaben_clause, order_by=Clause.number)
    terms: Mapped[list[Term]] = relationship(secondary=vorhaben_term, order_by="Term.kind, Term.number, Term.name")

    __mapper_args__ = {"version_id_col": version}

    def is_open(self, at: datetime) -> bool:
        """Can people take part at this moment?"""
        return bool(self.open_from and self.open_until and self.open_from <= at < self.open_until)

    def text_in(self, lang: str) -> "VorhabenText":
        """What it says of itself in this language (a public tag), else in German; the one place that chooses."""
        by_lang = {text.lang: text for text in self.texts}
        return next((by_lang[tag] for tag in tags(lang) if tag in by_lang), self.texts[0])

    def title_in(self, lang: str) -> str:
        """The title in this language, else in German."""
        return self.text_in(lang).title

    @property
    def german(self) -> "VorhabenText | None":
        """The text that counts."""
        return next((text for text in self.texts if text.lang == GERMAN), None)

    def is_older(self, text: "VorhabenText") -> bool:
        """Was the German text changed since this one was written after it?"""
        return text.lang != GERMAN and self.german is not None and (text.edition or 1) < (self.german.edition or 1)


class VorhabenText(Provenance, Base):
    """What a Vorhaben says of itself in one language; German (``de``) is the one that counts.

    ``edition`` counts the changes of the German text; in another language it is the edition that this text follows.
    """

    __tablename__ = "beteiligung_vorhaben_text"

    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    affected: Mapped[str] = mapped_column(default="")
    edition: Mapped[int] = mapped_column(default=1, server_default="1")

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
    """A step in the life of a Vorhaben, with the reason that the public may read.

    ``recorded_at`` is when it was written down: now, for whoever does not say. What came with an import says ``None``
    and is news to nobody.
    """

    __tablename__ = "beteiligung_status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(stored(Status))
    on: Mapped[date]
    recorded_at: Mapped[datetime | None] = mapped_column(index=True)
    reason: Mapped[str]
    author_name: Mapped[str]

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="history")

    def __init__(self, **values):
        """Whoever forgets when it was recorded makes news all the same."""
        super().__init__(**{"recorded_at": datetime.now(UTC), **values})


class FieldChange(Base):
    """A time, a cost or a place that was changed after publication: old, new, and the reason for the public.

    The values stand as in a version's snapshot, so that every language can say them. Steps of the status are kept
    as ``StatusChange``.
    """

    __tablename__ = "beteiligung_field_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    author_name: Mapped[str]
    field: Mapped[str]
    old: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    reason: Mapped[str]

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="changes")


class Version(Base):
    """Everything a Vorhaben said after one save. The public may compare those that were public."""

    __tablename__ = "beteiligung_vorhaben_version"
    __table_args__ = (UniqueConstraint("vorhaben_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    author_name: Mapped[str]
    is_public: Mapped[bool]
    snapshot: Mapped[dict] = mapped_column(JSON)

    vorhaben: Mapped[Vorhaben] = relationship(back_populates="versions")
