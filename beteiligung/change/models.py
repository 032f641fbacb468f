from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base

EVERYTHING = 0
"""The number that stands for all Vorhaben: something changed that many of them share."""


class Change(Base):
    """That a Vorhaben changed: the database itself keeps one row for each (see ``triggers``), whoever wrote.

    ``number`` counts the changes in the order in which they are seen, ``token`` is thrown anew each time: what was
    rolled back, or comes from a backup, cannot be taken for something else. A deleted Vorhaben keeps its row.
    """

    __tablename__ = "beteiligung_change"

    vorhaben_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, index=True)
    token: Mapped[int] = mapped_column(BigInteger)
