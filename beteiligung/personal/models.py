from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base


class Deletion(Base):
    """That something was deleted: what kind of thing, how many, when. It says nothing about whom."""

    __tablename__ = "beteiligung_deletion"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str]
    number: Mapped[int]
