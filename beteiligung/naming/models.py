import enum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base
from ..origin import stored


class Subject(enum.StrEnum):
    """What is named."""

    TOPIC = "topic"
    TERM = "term"


class Name(Base):
    """How one topic or term, known by its ``slug``, is called in one language; never in German."""

    __tablename__ = "beteiligung_name"
    __table_args__ = (UniqueConstraint("subject", "slug", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Subject] = mapped_column(stored(Subject))
    slug: Mapped[str]
    lang: Mapped[str] = mapped_column(String(20))
    name: Mapped[str]
