import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..vorhaben.models import Vorhaben, stored

LONGEST = 5000


class Stance(enum.StrEnum):
    """How somebody stands to a Vorhaben."""

    PRO = "pro"
    CONTRA = "contra"
    NEUTRAL = "neutral"
    QUESTION = "question"


class Visibility(enum.StrEnum):
    """Who may read a Beitrag. Of a hidden one the public sees that it was there, and why it is not."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class Beitrag(Base):
    """What one person has to say about one Vorhaben, or about another Beitrag.

    The author is an id and a name as the host knew them on that day; there is no user table here, and none of the
    host's is touched. ``root_id`` is the first Beitrag of the thread, ``depth`` how many stand above this one.
    """

    __tablename__ = "beteiligung_beitrag"
    __table_args__ = (
        Index("ix_beteiligung_beitrag_thread", "vorhaben_id", "depth", "submitted_at"),
        Index("ix_beteiligung_beitrag_queue", "visibility", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_beitrag.id"), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_beitrag.id"), index=True)
    depth: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[str]
    author_name: Mapped[str]
    is_official: Mapped[bool] = mapped_column(default=False)
    stance: Mapped[Stance] = mapped_column(stored(Stance))
    body: Mapped[str]
    visibility: Mapped[Visibility] = mapped_column(stored(Visibility), default=Visibility.SUBMITTED)
    submitted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    moderated_at: Mapped[datetime | None]
    moderated_by: Mapped[str | None]
    hidden_reason: Mapped[str | None]

    vorhaben: Mapped[Vorhaben] = relationship()
    parent: Mapped["Beitrag | None"] = relationship(remote_side=id, foreign_keys=parent_id)
