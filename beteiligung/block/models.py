from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base


class Block(Base):
    """For this time one person may not write. Reading, reporting and objecting stay open to them."""

    __tablename__ = "beteiligung_block"
    __table_args__ = (Index("ix_beteiligung_block_person", "person_id", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
