"""Where a text in one language comes from: who made it, who has read it, and which German version it follows."""

import enum
from datetime import date, datetime

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column

GERMAN, SIMPLE = "de", "de-simple"


def stored(kind):
    """An enumeration stored by its value, as text: new values need no change of type."""
    return Enum(
        kind, native_enum=False, length=20, create_constraint=False, values_callable=lambda k: [m.value for m in k]
    )


class Origin(enum.StrEnum):
    """Who made a text in this language."""

    WRITTEN = "written"
    MACHINE = "machine"
    CORRECTED = "machine, corrected"


def tags(lang):
    """In which languages to look for a text, the best first: ``de-simple``, ``de``; German is always the last."""
    return tuple(dict.fromkeys((lang, lang.split("-")[0], GERMAN)))


class Provenance:
    """Columns of a text in one language.

    ``author`` is a name for the staff alone. ``checked_by`` is the testing group that has read a text in Leichte
    Sprache on the day ``checked_on``; a text that was changed since is not checked.
    """

    origin: Mapped[Origin] = mapped_column(stored(Origin), default=Origin.WRITTEN)
    author: Mapped[str] = mapped_column(default="", server_default="")
    written_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(default="", server_default="")
    checked_on: Mapped[date | None]

    @property
    def is_checked(self):
        """Has a testing group read it, as Leichte Sprache must be?"""
        return self.lang == SIMPLE and self.checked_on is not None

    @property
    def is_machine_made(self):
        """Did a machine write it, whether or not somebody corrected it?"""
        return self.origin in (Origin.MACHINE, Origin.CORRECTED)
