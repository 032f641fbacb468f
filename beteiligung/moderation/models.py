import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..beitrag.models import Beitrag
from ..block.models import Block
from ..vorhaben.models import stored


class Rule(enum.StrEnum):
    """The rules of the house, in the order in which the page numbers them."""

    ATTACK = "attack"
    HATE = "hate"
    THREAT = "threat"
    DATA = "data"
    ADVERT = "advert"
    OFF_TOPIC = "off-topic"


RULES = tuple(Rule)
LAW = "law"
"""In place of a rule of the house: an act of law, which must be named."""

CATEGORIES = (*(rule.value for rule in Rule), LAW, "other")
"""What somebody can report: a breach of a rule, of a law, or something else."""


BLOCK_DAYS = (7, 30, 90)
"""How long a block may last; there is none for ever."""


class Kind(enum.StrEnum):
    """What a decision does."""

    LEFT = "left"
    HIDDEN = "hidden"
    BLACKENED = "blackened"
    WARNING = "warning"
    BLOCK = "block"


RESTRICTIONS = (Kind.HIDDEN, Kind.BLACKENED)


class Outcome(enum.StrEnum):
    """What became of an objection."""

    CONFIRMED = "confirmed"
    REVOKED = "revoked"


class Act(enum.StrEnum):
    """What the log tells."""

    PUBLISHED = "published"
    REPORTED = "reported"
    LEFT = "left"
    HIDDEN = "hidden"
    BLACKENED = "blackened"
    LIFTED = "lifted"
    OBJECTED = "objected"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"
    WARNED = "warned"
    BLOCKED = "blocked"
    ANSWERED = "answered"
    NOTED = "noted"
    TEMPLATE = "template"


class Case(Base):
    """Everything that was reported about one Beitrag until somebody decided; only one is open at a time."""

    __tablename__ = "beteiligung_moderation_case"
    __table_args__ = (
        Index(
            "uq_beteiligung_moderation_case_open",
            "beitrag_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        Index("ix_beteiligung_moderation_case_queue", "decided_at", "opened_at"),
        Index("ix_beteiligung_moderation_case_beitrag_id", "beitrag_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id))
    opened_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]

    beitrag: Mapped[Beitrag] = relationship()
    reports: Mapped[list["Report"]] = relationship(back_populates="case", order_by="Report.id")

    @property
    def number(self):
        """How people name it: M-2026-0147."""
        return f"M-{self.opened_at.year}-{self.id:04d}"


class Report(Base):
    """One person's report of a Beitrag. Who reported need not say who they are; of the code only a digest is kept."""

    __tablename__ = "beteiligung_moderation_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id), index=True)
    category: Mapped[str]
    explanation: Mapped[str]
    name: Mapped[str | None]
    address: Mapped[str | None]
    reporter_id: Mapped[str | None] = mapped_column(index=True)
    in_good_faith: Mapped[bool]
    lang: Mapped[str]
    reported_at: Mapped[datetime]
    code_digest: Mapped[str] = mapped_column(unique=True)

    case: Mapped[Case] = relationship(back_populates="reports")


class Decision(Base):
    """A statement of reasons: what was decided, on which ground, from which facts, by whom.

    ``original`` is the text of a Beitrag before a part of it was blackened, ``older`` are those of its earlier
    versions by their ids; moderators and the author alone read them. A decision that was taken back keeps its words
    and gets ``lifted_at``.
    """

    __tablename__ = "beteiligung_moderation_decision"
    __table_args__ = (Index("ix_beteiligung_moderation_decision_person", "person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey(Case.id), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey(Block.id))
    kind: Mapped[Kind] = mapped_column(stored(Kind))
    person_id: Mapped[str]
    rule: Mapped[str | None]
    law: Mapped[str | None]
    facts: Mapped[str]
    is_automated: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[str]
    by_name: Mapped[str]
    decided_at: Mapped[datetime]
    object_until: Mapped[datetime]
    original: Mapped[str | None]
    older: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    lifted_at: Mapped[datetime | None]
    code_digest: Mapped[str] = mapped_column(unique=True)

    beitrag: Mapped[Beitrag] = relationship()
    case: Mapped[Case | None] = relationship()
    block: Mapped[Block | None] = relationship()
    objections: Mapped[list["Objection"]] = relationship(back_populates="decision", order_by="Objection.id")


class Objection(Base):
    """Somebody does not agree with a decision: the author, or the person who reported. Another person decides."""

    __tablename__ = "beteiligung_moderation_objection"
    __table_args__ = (
        Index(
            "uq_beteiligung_moderation_objection_author",
            "decision_id",
            unique=True,
            sqlite_where=text("report_id IS NULL"),
            postgresql_where=text("report_id IS NULL"),
        ),
        Index("uq_beteiligung_moderation_objection_reporter", "decision_id", "report_id", unique=True),
        Index("ix_beteiligung_moderation_objection_queue", "decided_at", "objected_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.id))
    report_id: Mapped[int | None] = mapped_column(ForeignKey(Report.id))
    words: Mapped[str]
    objected_at: Mapped[datetime]
    outcome: Mapped[Outcome | None] = mapped_column(stored(Outcome))
    reason: Mapped[str | None]
    by_id: Mapped[str | None]
    by_name: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship(back_populates="objections")
    report: Mapped[Report | None] = relationship()


class Note(Base):
    """What the staff tell each other about a Beitrag. It never leaves the staff."""

    __tablename__ = "beteiligung_moderation_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id), index=True)
    body: Mapped[str]
    by_name: Mapped[str]
    written_at: Mapped[datetime]


class AnswerTemplate(Base):
    """Words that the staff use again and again when they answer, in one language."""

    __tablename__ = "beteiligung_moderation_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    lang: Mapped[str]
    body: Mapped[str]
    by_name: Mapped[str]
    changed_at: Mapped[datetime]


class LogEntry(Base):
    """One act of moderation. The database refuses to change or remove a row.

    It refers to nothing by a foreign key, so that nothing that is removed elsewhere can touch it. ``details`` hold
    what the yearly figures are counted from.
    """

    __tablename__ = "beteiligung_moderation_log"
    __table_args__ = (
        Index("ix_beteiligung_moderation_log_beitrag", "beitrag_id", "id"),
        Index("ix_beteiligung_moderation_log_at", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[Act] = mapped_column(stored(Act))
    role: Mapped[str]
    by_id: Mapped[str | None]
    by_name: Mapped[str | None]
    beitrag_id: Mapped[int | None]
    case_id: Mapped[int | None]
    reason: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
