import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from ..base import Base
from ..vorhaben.models import Vorhaben, stored


class AttachmentKind(enum.StrEnum):
    """What hangs on a Vorhaben."""

    PICTURE = "picture"
    DOCUMENT = "document"
    LINK = "link"
    SIGN_VIDEO = "sign_video"


class Attachment(Base):
    """A picture, a document, a link or a video in sign language of a Vorhaben, in the order in which staff want it.

    ``alt`` says what a picture shows to whoever does not see it. ``lang`` is the language of the document, and of the
    words about it. What was withdrawn keeps its words, for the history; its files are gone.
    """

    __tablename__ = "beteiligung_attachment"
    __table_args__ = (Index("ix_beteiligung_attachment_order", "vorhaben_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"))
    kind: Mapped[AttachmentKind] = mapped_column(stored(AttachmentKind))
    position: Mapped[int]
    title: Mapped[str]
    lang: Mapped[str] = mapped_column(default="de")
    description: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    url: Mapped[str | None]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]

    # A Vorhaben knows what hangs on it by this name alone: the record imports nothing from here.
    vorhaben: Mapped[Vorhaben] = relationship(
        backref=backref("attachments", cascade="all, delete-orphan", order_by="Attachment.position, Attachment.id")
    )
    files: Mapped[list["StoredFile"]] = relationship(
        back_populates="attachment", cascade="all, delete-orphan", order_by="StoredFile.width, StoredFile.id"
    )

    def part(self, name):
        """Of a video in sign language: ``video``, its captions (``text``) or its still picture (``image``)."""
        return next((file for file in self.files if file.part == name), None)

    @property
    def told(self):
        """What a version of the Vorhaben remembers of it."""
        main = self.part("video") or (self.files[-1] if self.files else None)
        digest = main.digest[:12] if main else None
        return {"kind": self.kind.value, "title": self.title, "words": self.alt or self.description} | {
            name: value for name, value in (("url", self.url), ("digest", digest)) if value
        }


class StoredFile(Base):
    """One file on disk under a random name; a picture has one for each width, a video one for each of its parts."""

    __tablename__ = "beteiligung_stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey(Attachment.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[int | None]

    attachment: Mapped[Attachment] = relationship(back_populates="files")

    @property
    def part(self):
        """What it is of a video, by its type: ``video``, ``text`` or ``image``."""
        return self.media_type.split("/")[0]
