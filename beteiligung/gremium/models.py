import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..bezirk.models import Bezirk
from ..vorhaben.models import Vorhaben, stored


class GremiumKind(enum.StrEnum):
    """What kind of body it is."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    BEZIRKSVERTRETUNG = "bezirksvertretung"


class Gremium(Base):
    """An elected body of the city. A Bezirksvertretung belongs to one Stadtbezirk, the others to the whole city.

    ``oparl_url`` is kept byte for byte as it was given; ``web_url`` is the page for people. ``told_until`` is up to
    when its members were told of news for the whole city.
    """

    __tablename__ = "beteiligung_gremium"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[GremiumKind] = mapped_column(stored(GremiumKind))
    name: Mapped[str]
    bezirk_number: Mapped[int | None] = mapped_column(ForeignKey(Bezirk.number), unique=True)
    oparl_url: Mapped[str | None]
    web_url: Mapped[str | None]
    told_until: Mapped[datetime | None]

    bezirk: Mapped[Bezirk | None] = relationship()
    meetings: Mapped[list["Meeting"]] = relationship(back_populates="gremium", order_by="Meeting.at, Meeting.id")


class Meeting(Base):
    """One meeting of a body. ``at`` is when it begins; a cancelled one stays, so that its papers are not lost."""

    __tablename__ = "beteiligung_meeting"
    __table_args__ = (Index("ix_beteiligung_meeting_when", "gremium_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gremium_id: Mapped[int] = mapped_column(ForeignKey(Gremium.id))
    at: Mapped[datetime]
    room: Mapped[str] = mapped_column(default="")
    cancelled: Mapped[bool] = mapped_column(default=False)
    oparl_url: Mapped[str | None]
    web_url: Mapped[str | None]

    gremium: Mapped[Gremium] = relationship(back_populates="meetings")
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="AgendaItem.position, AgendaItem.id"
    )


class Task(enum.StrEnum):
    """What a body is asked to do with a Vorhaben in a meeting."""

    DECIDE = "decide"
    OPINION = "opinion"
    INFORMATION = "information"


class AgendaItem(Base):
    """A Vorhaben on the agenda of a meeting. ``number`` is what the invitation prints, such as ``Ö 3.1``."""

    __tablename__ = "beteiligung_agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), index=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(default="")
    task: Mapped[Task] = mapped_column(stored(Task), default=Task.INFORMATION)
    paper_number: Mapped[str] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")
    vorhaben: Mapped[Vorhaben] = relationship()


class Inquiry(Base):
    """A question of a body to the administration, with a due date and an answer. Public only when the body says so.

    ``decided_on`` is the day on which the body said so. ``lang`` is the language in which the asker is told.
    """

    __tablename__ = "beteiligung_inquiry"
    __table_args__ = (Index("ix_beteiligung_inquiry_open", "gremium_id", "answered_at", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gremium_id: Mapped[int] = mapped_column(ForeignKey(Gremium.id))
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    author_id: Mapped[str]
    author_name: Mapped[str]
    lang: Mapped[str] = mapped_column(default="de")
    text: Mapped[str]
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    answer: Mapped[str | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None]
    decided_on: Mapped[date | None]

    gremium: Mapped[Gremium] = relationship()
    vorhaben: Mapped[Vorhaben] = relationship()

    def is_late(self, today: date) -> bool:
        """Is the answer due and not there?"""
        return self.answered_at is None and self.due_on < today


class Remark(Base):
    """What a member says to the others of the body about a Vorhaben. Public only when the body says so.

    ``decided_on`` is the day on which the body said so. What was withdrawn keeps its place, not its words.
    """

    __tablename__ = "beteiligung_remark"
    __table_args__ = (Index("ix_beteiligung_remark_talk", "gremium_id", "vorhaben_id", "said_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gremium_id: Mapped[int] = mapped_column(ForeignKey(Gremium.id))
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    author_id: Mapped[str]
    author_name: Mapped[str]
    body: Mapped[str]
    said_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None]
    decided_on: Mapped[date | None]

    gremium: Mapped[Gremium] = relationship()
    vorhaben: Mapped[Vorhaben] = relationship()
