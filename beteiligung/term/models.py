import enum

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base


class Kind(enum.StrEnum):
    """Which taxonomy a term belongs to. The sustainable development goals are the United Nations' 17."""

    PROGRAMME = "programme"
    STRATEGY = "strategy"
    SDG = "sdg"
    TAG = "tag"


class Term(Base):
    """One entry of a taxonomy that the city sets; ``number`` orders those that have one."""

    __tablename__ = "beteiligung_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(
        Enum(Kind, native_enum=False, length=20, create_constraint=False, values_callable=lambda k: list(map(str, k)))
    )
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    number: Mapped[int | None]
