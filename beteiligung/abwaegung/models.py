import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..beitrag.models import Beitrag, Stance
from ..vorhaben.models import Vorhaben, stored


class AbwaegungState(enum.StrEnum):
    """Open: being worked on. Closed: complete, on the desk of the body. Published: everybody can read it."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class Disposition(enum.StrEnum):
    """What becomes of an argument."""

    TAKEN_UP = "taken_up"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_TAKEN_UP = "not_taken_up"
    OUTSIDE = "outside"


class StepKind(enum.StrEnum):
    """What was done with a weighing as a whole."""

    STARTED = "started"
    CLOSED = "closed"
    REOPENED = "reopened"
    PUBLISHED = "published"


class Abwaegung(Base):
    """The weighing of what was said about one Vorhaben.

    What comes after it was published is weighed in a next ``round``, counted from 1: the earlier ones stay as they are.
    ``assessment`` is the administration's view of the whole, ``proposal`` what it proposes that the body decides.
    """

    __tablename__ = "beteiligung_abwaegung"
    __table_args__ = (UniqueConstraint("vorhaben_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[AbwaegungState] = mapped_column(stored(AbwaegungState), default=AbwaegungState.OPEN)
    assessment: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    vorhaben: Mapped[Vorhaben] = relationship()
    arguments: Mapped[list["Argument"]] = relationship(
        back_populates="abwaegung", cascade="all, delete-orphan", order_by="Argument.position, Argument.id"
    )
    steps: Mapped[list["WeighingStep"]] = relationship(
        back_populates="abwaegung", cascade="all, delete-orphan", order_by="WeighingStep.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Argument(Base):
    """One argument of many contributions, what experts say of it, what becomes of it and why.

    ``reason`` is in plain German, ``reason_simple`` in easy German: both are told to the authors. ``easy`` is all
    that it says in easy German, a rendition like those in other languages.
    """

    __tablename__ = "beteiligung_argument"

    id: Mapped[int] = mapped_column(primary_key=True)
    abwaegung_id: Mapped[int] = mapped_column(ForeignKey(Abwaegung.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    stance: Mapped[Stance] = mapped_column(stored(Stance), default=Stance.NEUTRAL)
    assessment: Mapped[str] = mapped_column(default="")
    disposition: Mapped[Disposition | None] = mapped_column(stored(Disposition))
    reason: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    abwaegung: Mapped[Abwaegung] = relationship(back_populates="arguments")
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="argument", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def reason_simple(self):
        """The reason in easy German, or nothing."""
        return self.easy.words.get("reason", "") if self.easy else ""


class Assignment(Base):
    """A contribution carries an argument, perhaps several. A person said so, also where a machine suggested it."""

    __tablename__ = "beteiligung_assignment"

    argument_id: Mapped[int] = mapped_column(ForeignKey(Argument.id, ondelete="CASCADE"), primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), primary_key=True, index=True)
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[str]
    was_suggested: Mapped[bool] = mapped_column(default=False)

    argument: Mapped[Argument] = relationship(back_populates="assignments")
    beitrag: Mapped[Beitrag] = relationship()


class SetAside(Base):
    """A contribution that carries no argument to weigh (a question that was answered, a double), with the reason."""

    __tablename__ = "beteiligung_set_aside"
    __table_args__ = (Index("ix_beteiligung_set_aside_beitrag_id", "beitrag_id"),)

    abwaegung_id: Mapped[int] = mapped_column(ForeignKey(Abwaegung.id, ondelete="CASCADE"), primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str]
    set_at: Mapped[datetime]
    set_by: Mapped[str]

    beitrag: Mapped[Beitrag] = relationship()


class RefusedSuggestion(Base):
    """A person said of a suggestion that it is not right: it is not made again."""

    __tablename__ = "beteiligung_refused_suggestion"

    argument_id: Mapped[int] = mapped_column(ForeignKey(Argument.id, ondelete="CASCADE"), primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), primary_key=True, index=True)
    refused_at: Mapped[datetime]
    refused_by: Mapped[str]


class WeighingStep(Base):
    """Begun, closed, reopened with a reason, published: who did it and when. For the staff."""

    __tablename__ = "beteiligung_weighing_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    abwaegung_id: Mapped[int] = mapped_column(ForeignKey(Abwaegung.id, ondelete="CASCADE"), index=True)
    kind: Mapped[StepKind] = mapped_column(stored(StepKind))
    at: Mapped[datetime]
    by_id: Mapped[str]
    by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")

    abwaegung: Mapped[Abwaegung] = relationship(back_populates="steps")
