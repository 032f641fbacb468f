from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..vorhaben.models import Vorhaben


class Wish(Base):
    """One person's wish that people may take part in one Vorhaben. Of the person only the host's id is kept."""

    __tablename__ = "beteiligung_wish"
    __table_args__ = (UniqueConstraint("vorhaben_id", "author_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    author_id: Mapped[str]
    wished_at: Mapped[datetime]

    vorhaben: Mapped[Vorhaben] = relationship()
