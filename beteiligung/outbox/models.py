from datetime import datetime

from sqlalchemy import JSON, Index, and_
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base


class OutboxMail(Base):
    """One mail that is to be sent once.

    It holds facts, not a text: the text is made from them when it is sent, in ``lang``. Either ``recipient_id`` says to
    whom (the address book is asked when the mail goes out, so no address is stored for people of the host) or
    ``address`` does. ``key`` names what it is about; the same is never put twice. ``claimed_until`` keeps a second
    sender away while one is at work. What was sent keeps neither facts nor recipient. ``is_bulk`` mails let all others
    pass: nobody waits for a login behind ten thousand digests.
    """

    __tablename__ = "beteiligung_outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    recipient_id: Mapped[str | None] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(index=True)
    lang: Mapped[str]
    facts: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    is_bulk: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]


WAITING = and_(OutboxMail.sent_at.is_(None), OutboxMail.failed_at.is_(None))
"""Neither sent nor given up."""

Index(
    "ix_beteiligung_outbox_mail_waiting",
    OutboxMail.is_bulk,
    OutboxMail.due_at,
    OutboxMail.id,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
