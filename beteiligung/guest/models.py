from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base
from ..beitrag.models import Beitrag
from ..vorhaben.models import Vorhaben

PREFIX = "gast:"
"""How the ids of guests begin, so that none can be a host's or an account's."""


class Guest(Base):
    """Somebody who has shown once that an e-mail address is theirs, by the click in a mail.

    One address is one person, whatever names they use. Ids are never used twice.
    """

    __tablename__ = "beteiligung_guest"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    @property
    def person_id(self):
        """The id under which this person speaks."""
        return f"{PREFIX}{self.id}"


class WaitingBeitrag(Base):
    """What somebody wrote whose address is not confirmed yet.

    It is no Beitrag: no list, count, search, feed or moderator can meet it. ``said`` holds what the form asked for.
    Confirmed, it becomes one and this row goes; else it goes at ``expires_at``.
    """

    __tablename__ = "beteiligung_waiting_beitrag"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    lang: Mapped[str]
    said: Mapped[dict] = mapped_column(JSON)
    written_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
