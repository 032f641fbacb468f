from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base


class Bezirk(Base):
    """A Stadtbezirk of the city.

    ``lat`` and ``lon`` (WGS84) say where its name stands on the map. ``outline`` is a GeoJSON geometry;
    ``is_sketch`` tells readers that the city has not loaded its true boundaries. ``parts`` are the names of its
    Ortsteile, in the order in which people choose from them.
    """

    __tablename__ = "beteiligung_bezirk"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    short_name: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    outline: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    is_sketch: Mapped[bool] = mapped_column(default=False)
    parts: Mapped[list] = mapped_column(JSON, default=list, server_default="[]")
