import enum
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, and_, delete, event
from sqlalchemy.orm import Mapped, attributes, mapped_column, relationship

from ..abwaegung.models import Abwaegung, Argument
from ..base import Base
from ..beitrag.models import Beitrag
from ..beschluss.models import Beschluss
from ..origin import SIMPLE, Provenance, stored
from ..vorhaben.models import FieldChange, StatusChange, Vorhaben
from .things import fingerprint, marks


class RenditionState(enum.StrEnum):
    """Waiting: the machine was asked. Done: there are words. Failed: the machine could not."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Rendition(Provenance, Base):
    """What one thing says in another language; of each thing one in each language, for everybody.

    ``thing`` names it (``beitrag:17``); one of the references leads to it, so that it goes when that goes, and none of
    them means the text of the Vorhaben itself, or its short words (``short:17``). ``words`` holds its fields,
    ``follows`` a fingerprint of the original, ``bases`` one of each of its words. A text that people wrote in other
    languages themselves stands beside a Vorhaben as ``VorhabenText``.
    """

    __tablename__ = "beteiligung_rendition"
    __table_args__ = (
        UniqueConstraint("thing", "lang"),
        Index("ix_beteiligung_rendition_page", "vorhaben_id", "lang"),
        Index("ix_beteiligung_rendition_queue", "state", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(String(40))
    lang: Mapped[str] = mapped_column(String(20))
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    beitrag_id: Mapped[int | None] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), index=True)
    argument_id: Mapped[int | None] = mapped_column(ForeignKey(Argument.id, ondelete="CASCADE"), index=True)
    abwaegung_id: Mapped[int | None] = mapped_column(ForeignKey(Abwaegung.id, ondelete="CASCADE"), index=True)
    beschluss_id: Mapped[int | None] = mapped_column(ForeignKey(Beschluss.id, ondelete="CASCADE"), index=True)
    status_change_id: Mapped[int | None] = mapped_column(ForeignKey(StatusChange.id, ondelete="CASCADE"), index=True)
    field_change_id: Mapped[int | None] = mapped_column(ForeignKey(FieldChange.id, ondelete="CASCADE"), index=True)
    words: Mapped[dict] = mapped_column(JSON, default=dict)
    bases: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")
    follows: Mapped[str] = mapped_column(String(16), default="", server_default="")
    state: Mapped[RenditionState] = mapped_column(stored(RenditionState), default=RenditionState.DONE)
    asked_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")

    def follow(self, words):
        """These are the words of the original that it tells."""
        self.follows, self.bases = fingerprint(words), marks(words)

    def is_behind(self, words, name):
        """Has this word of the original changed since? Where each was not written down, any change counts."""
        known = self.bases.get(name)
        return known != marks({name: words[name]})[name] if known else self.follows != fingerprint(words)

    @property
    def is_done(self):
        """Are there words?"""
        return self.state == RenditionState.DONE


def _easy(column):
    """The easy German of a record, read with all others of the same query; it is written by the actions alone."""
    parent = next(iter(column.property.columns[0].foreign_keys)).column
    joined = and_(parent == column, Rendition.lang == SIMPLE)
    return relationship(Rendition, primaryjoin=joined, uselist=False, viewonly=True, lazy="selectin")


Argument.easy = _easy(Rendition.argument_id)
Beschluss.easy = _easy(Rendition.beschluss_id)


@event.listens_for(Beitrag, "after_update")
def _forget(mapper, connection, beitrag):
    """Whoever changes, hides, withdraws or empties a Beitrag: nothing of its old words stays in any language."""
    if any(attributes.get_history(beitrag, name).has_changes() for name in ("body", "visibility")):
        connection.execute(delete(Rendition.__table__).where(Rendition.__table__.c.beitrag_id == beitrag.id))
