from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..bezirk.models import Bezirk


class Population(Base):
    """How many people live in a Stadtbezirk or a part of it, all of them or those of some ages, as the city counts.

    ``part`` is the name of the Ortsteil, empty for the whole Stadtbezirk. ``source`` says who counted, and when.
    """

    __tablename__ = "beteiligung_population"

    id: Mapped[int] = mapped_column(primary_key=True)
    bezirk_number: Mapped[int] = mapped_column(ForeignKey(Bezirk.number), index=True)
    part: Mapped[str] = mapped_column(default="")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    people: Mapped[int]
    source: Mapped[str] = mapped_column(default="")

    bezirk: Mapped[Bezirk] = relationship()

    @property
    def is_total(self):
        """Does it count people of all ages?"""
        return self.age_from is None and self.age_to is None
