import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event, update
from sqlalchemy.orm import Mapped, attributes, mapped_column, object_session, relationship

from ..base import Base
from ..bezirk.models import Bezirk
from ..text import TALK_RENDERER, talk
from ..vorhaben.models import Vorhaben, stored
from . import likeness

LONGEST = 5000


class Stance(enum.StrEnum):
    """How somebody stands to a Vorhaben."""

    PRO = "pro"
    CONTRA = "contra"
    NEUTRAL = "neutral"
    QUESTION = "question"


class Visibility(enum.StrEnum):
    """Who may read a Beitrag. Of a hidden or withdrawn one the public sees that it was there, and why it is not."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class BeitragOrigin(enum.StrEnum):
    """On which way a Beitrag came. All but the first were typed in by staff."""

    ONLINE = "online"
    PAPER = "paper"
    PHONE = "phone"
    EVENT = "event"


class Beitrag(Base):
    """What one person has to say about one Vorhaben, or about another Beitrag.

    The author is an id and a name as the host knew them on that day; there is no user table here, and none of the
    host's is touched. ``root_id`` is the first Beitrag of the thread, ``depth`` how many stand above this one.

    What was public once (``published_at``) keeps its place for good. Among the answers to one Beitrag the place is
    ``position``, counted from 1 in the order in which they became public; ``replies`` is how many there are. Both
    are set here, whoever publishes, so that each page of answers is found without counting. ``supports`` is how
    many people support it. ``rendered`` is the body as HTML, made by the version ``renderer`` of the renderer;
    ``plain`` is the body as the search compares it. Of the receipt only a hash is kept. ``bezirk_number`` is where
    the author says to live, if they say it, ``bezirk_part`` the Ortsteil there: that one is only ever counted.
    ``lang`` is the language of the page on which it was written: what we write to the author is in it. ``origin``
    is the way on which it came, ``origin_note`` says more (which event), ``sheet`` is the number on the paper, and
    ``entered_by`` the id of whoever typed it in.
    """

    __tablename__ = "beteiligung_beitrag"
    __table_args__ = (
        Index("ix_beteiligung_beitrag_thread", "vorhaben_id", "depth", "submitted_at"),
        Index("ix_beteiligung_beitrag_queue", "visibility", "submitted_at"),
        Index("ix_beteiligung_beitrag_supported", "vorhaben_id", "depth", "supports"),
        Index("ix_beteiligung_beitrag_strongest", "vorhaben_id", "stance", "supports", "id"),
        Index("ix_beteiligung_beitrag_balance", "vorhaben_id", "visibility", "is_official", "stance", "origin"),
        Index("ix_beteiligung_beitrag_sheet", "vorhaben_id", "sheet", unique=True),
        Index(
            "ix_beteiligung_beitrag_people",
            *("vorhaben_id", "visibility", "is_official", "author_id", "bezirk_number", "stance"),
        ),
        Index("ix_beteiligung_beitrag_author", "author_id", "vorhaben_id"),
        UniqueConstraint("parent_id", "position"),
        UniqueConstraint("receipt"),
        CheckConstraint("parent_id < id", name="older_parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vorhaben_id: Mapped[int] = mapped_column(ForeignKey(Vorhaben.id))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_beitrag.id"), index=True)
    root_id: Mapped[int | None] = mapped_column(ForeignKey("beteiligung_beitrag.id"), index=True)
    depth: Mapped[int] = mapped_column(default=0)
    position: Mapped[int | None]
    replies: Mapped[int] = mapped_column(default=0)
    supports: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[str]
    author_name: Mapped[str]
    bezirk_number: Mapped[int | None] = mapped_column(ForeignKey(Bezirk.number))
    bezirk_part: Mapped[str] = mapped_column(default="", server_default="")
    is_official: Mapped[bool] = mapped_column(default=False)
    stance: Mapped[Stance] = mapped_column(stored(Stance))
    lang: Mapped[str] = mapped_column(default="de")
    body: Mapped[str]
    plain: Mapped[str] = mapped_column(default="", deferred=True)
    rendered: Mapped[str] = mapped_column(default="")
    renderer: Mapped[int] = mapped_column(default=0)
    visibility: Mapped[Visibility] = mapped_column(stored(Visibility), default=Visibility.SUBMITTED)
    submitted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    moderated_at: Mapped[datetime | None]
    moderated_by: Mapped[str | None]
    hidden_reason: Mapped[str | None]
    receipt: Mapped[str | None] = mapped_column(String(64))
    origin: Mapped[BeitragOrigin] = mapped_column(
        stored(BeitragOrigin), default=BeitragOrigin.ONLINE, server_default=BeitragOrigin.ONLINE.value
    )
    origin_note: Mapped[str] = mapped_column(default="", server_default="")
    sheet: Mapped[str | None]
    entered_by: Mapped[str | None]

    vorhaben: Mapped[Vorhaben] = relationship()
    parent: Mapped["Beitrag | None"] = relationship(remote_side=id, foreign_keys=parent_id)

    code = None
    """The receipt in clear, known only to whoever has just written."""


class Support(Base):
    """One person's support for one Beitrag. Of the person only the host's id is kept."""

    __tablename__ = "beteiligung_support"
    __table_args__ = (UniqueConstraint("beitrag_id", "author_id"), Index("ix_beteiligung_support_author", "author_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"))
    author_id: Mapped[str]
    supported_at: Mapped[datetime]


class Revision(Base):
    """What a Beitrag said before its author changed it; ``was_public`` if everybody could read that."""

    __tablename__ = "beteiligung_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    beitrag_id: Mapped[int] = mapped_column(ForeignKey(Beitrag.id, ondelete="CASCADE"), index=True)
    stance: Mapped[Stance] = mapped_column(stored(Stance))
    body: Mapped[str]
    was_public: Mapped[bool]
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime]


@event.listens_for(Beitrag, "before_insert")
@event.listens_for(Beitrag, "before_update")
def _keep_in_step(mapper, connection, beitrag):
    """Whoever stores a Beitrag: its HTML and its searchable text fit the body, and once public it has a place."""
    if attributes.get_history(beitrag, "body").has_changes() or beitrag.renderer is None:
        beitrag.plain, beitrag.rendered = likeness.plain(beitrag.body), str(talk(beitrag.body))
        beitrag.renderer = TALK_RENDERER
    if beitrag.visibility == Visibility.PUBLISHED and beitrag.published_at is None:
        beitrag.published_at = beitrag.moderated_at or beitrag.submitted_at
    if beitrag.parent_id is not None and beitrag.published_at is not None and beitrag.position is None:
        beitrag.position = _next_place(connection, beitrag)


def _next_place(connection, beitrag):
    """Counted at the parent in one statement, so that two who publish at once wait for each other."""
    table = Beitrag.__table__
    counted = update(table).where(table.c.id == beitrag.parent_id).values(replies=table.c.replies + 1)
    number = connection.scalar(counted.returning(table.c.replies))
    session = object_session(beitrag)
    key = session.identity_key(Beitrag, beitrag.parent_id) if session is not None else None
    if key is not None and (parent := session.identity_map.get(key)) is not None:
        attributes.set_committed_value(parent, "replies", number)
    return number
