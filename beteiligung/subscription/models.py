import enum
import secrets
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from ..vorhaben.models import Vorhaben, stored


class Rhythm(enum.StrEnum):
    """How often somebody wants a mail, if there is news."""

    WEEKLY = "weekly"
    DAILY = "daily"
    AT_ONCE = "at once"


class What(enum.StrEnum):
    """What one can follow: one Vorhaben, whatever lies around a place, or whatever fits a filter of the list."""

    VORHABEN = "vorhaben"
    CIRCLE = "circle"
    FILTER = "filter"


def _handle():
    return secrets.token_urlsafe(12)


class Subscriber(Base):
    """Somebody who gets mails: a person of the host, or an e-mail address without an account.

    ``handle`` stands in signed links in place of the address, and no other row ever has it again. ``asked_at`` is when
    the last mail went out that nobody has answered by a click yet: there is never more than one an hour.
    """

    __tablename__ = "beteiligung_subscriber"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True, default=_handle)
    person_id: Mapped[str | None] = mapped_column(unique=True)
    address: Mapped[str | None] = mapped_column(unique=True)
    lang: Mapped[str]
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]

    subscriptions: Mapped[list["Subscription"]] = relationship(
        back_populates="subscriber", cascade="all, delete-orphan", order_by="Subscription.id"
    )


class Subscription(Base):
    """One thing that one subscriber follows.

    ``criteria`` say what fits, as plain values, ``names`` the same in words. ``scope`` is the same for everybody who
    follows the same. ``since`` is when it began to count: nobody is told of what was before. Until ``confirmed_at`` is
    set, nothing is sent.
    """

    __tablename__ = "beteiligung_subscription"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "scope"),
        Index("ix_beteiligung_subscription_told", "rhythm", "confirmed_at", "scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey(Subscriber.id, ondelete="CASCADE"))
    what: Mapped[What] = mapped_column(stored(What))
    vorhaben_id: Mapped[int | None] = mapped_column(ForeignKey(Vorhaben.id, ondelete="CASCADE"), index=True)
    criteria: Mapped[dict] = mapped_column(JSON, default=dict)
    names: Mapped[dict] = mapped_column(JSON, default=dict)
    scope: Mapped[str] = mapped_column(index=True)
    rhythm: Mapped[Rhythm] = mapped_column(stored(Rhythm), default=Rhythm.WEEKLY)
    since: Mapped[datetime]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    subscriber: Mapped[Subscriber] = relationship(back_populates="subscriptions")
    vorhaben: Mapped[Vorhaben | None] = relationship()


class DigestRun(Base):
    """Until when everybody with this rhythm has been told. The one row that changes, however many subscribe."""

    __tablename__ = "beteiligung_digest_run"

    rhythm: Mapped[Rhythm] = mapped_column(stored(Rhythm), primary_key=True)
    told_until: Mapped[datetime]
