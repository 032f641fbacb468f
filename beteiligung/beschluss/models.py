import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..gremium.models import Gremium, Meeting, Task
from ..vorhaben.models import Vorhaben, stored


class Result(enum.StrEnum):
    """How a body decided on what the administration proposed."""

    ADOPTED = "adopted"
    CHANGED = "changed"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    NOTED = "noted"


class Beschluss(Base):
    """What one body decided, or said as its opinion, about one Vorhaben.

    ``votes_by_group`` is a list of ``{"group": name, "yes": 3, "no": 0, "abstain": 1}``. A decision that deviates from
    the administration's proposal says why. ``text_simple`` is the text in easy German, which stands in ``easy``, a
    rendition like those in other languages; ``reason`` is what everybody who took part is told. ``oparl_url`` is kept
    byte for byte; ``oparl`` is what was read there last, never a fact of its own.
    """

    __tablename__ = "beteiligung_beschluss"
    __table_args__ = (Index("ix_beteiligung_beschluss_body", "gremium_id", "decided_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    gremium_id: Mapped[int] = mapped_column(ForeignKey(Gremium.id))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey(Meeting.id), index=True)
    task: Mapped[Task] = mapped_column(stored(Task), default=Task.DECIDE)
    decided_on: Mapped[date]
    paper_number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    result: Mapped[Result] = mapped_column(stored(Result))
    votes_yes: Mapped[int | None]
    votes_no: Mapped[int | None]
    votes_abstain: Mapped[int | None]
    votes_by_group: Mapped[list] = mapped_column(JSON, default=list)
    deviates: Mapped[bool] = mapped_column(default=False)
    deviation_reason: Mapped[str] = mapped_column(default="")
    oparl_url: Mapped[str | None]
    web_url: Mapped[str | None]
    oparl: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    oparl_at: Mapped[datetime | None]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    vorhaben: Mapped[Vorhaben] = relationship()
    gremium: Mapped[Gremium] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    conditions: Mapped[list["Condition"]] = relationship(
        back_populates="beschluss", cascade="all, delete-orphan", order_by="Condition.position, Condition.id"
    )
    changes: Mapped[list["BeschlussChange"]] = relationship(
        back_populates="beschluss", cascade="all, delete-orphan", order_by="BeschlussChange.at, BeschlussChange.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def text_simple(self):
        """The text in easy German, or nothing."""
        return self.easy.words.get("text", "") if self.easy else ""


class ConditionState(enum.StrEnum):
    """How far a condition is. Late is not a state: it follows from the due date."""

    OPEN = "open"
    UNDERWAY = "underway"
    DONE = "done"
    DROPPED = "dropped"


class Condition(Base):
    """What a body demanded with a decision: by whom, until when, and the proof that it was done.

    ``reminded_on`` is the day on which the office was reminded last.
    """

    __tablename__ = "beteiligung_condition"
    __table_args__ = (Index("ix_beteiligung_condition_due", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    beschluss_id: Mapped[int] = mapped_column(ForeignKey(Beschluss.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]
    office: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[ConditionState] = mapped_column(stored(ConditionState), default=ConditionState.OPEN)
    report: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    proof_url: Mapped[str | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    reminded_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    beschluss: Mapped[Beschluss] = relationship(back_populates="conditions")

    __mapper_args__ = {"version_id_col": version}

    def is_late(self, today: date) -> bool:
        """Is it due and not done?"""
        return bool(self.due_on and self.due_on < today) and self.state in (
            ConditionState.OPEN,
            ConditionState.UNDERWAY,
        )


class BeschlussChange(Base):
    """What was changed in a decision after it was recorded, or how far one of its conditions is: with a reason for all.

    ``changed`` holds the old and the new value of each field. Without ``condition_id`` it is about the decision itself.
    """

    __tablename__ = "beteiligung_beschluss_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    beschluss_id: Mapped[int] = mapped_column(ForeignKey(Beschluss.id, ondelete="CASCADE"), index=True)
    condition_id: Mapped[int | None] = mapped_column(ForeignKey(Condition.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    author_name: Mapped[str]
    reason: Mapped[str]
    changed: Mapped[dict] = mapped_column(JSON)

    beschluss: Mapped[Beschluss] = relationship(back_populates="changes")
    condition: Mapped[Condition | None] = relationship()
