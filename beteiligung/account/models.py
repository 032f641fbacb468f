import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base

MAIL = "mail"
"""The issuer of accounts that log in with a link in an e-mail; their subject is the address."""

PREFIX = "konto:"
"""How the ids of our persons begin, so that none can be a host's."""


class Purpose(enum.StrEnum):
    """What a link is good for."""

    LOGIN = "login"
    GUEST = "guest"


class Account(Base):
    """Somebody who logs in here: known by who vouches for them (``issuer``) and as whom (``subject``).

    ``name`` is the pseudonym that everybody reads; ``name_key`` keeps two people from sounding the same. ``email`` is
    where answers go. Ids are never used twice, or the next person would own what this one wrote. ``seen_at`` is the day
    of the last login, ``warned_at`` when we wrote that an account nobody uses will be deleted.
    """

    __tablename__ = "beteiligung_account"
    __table_args__ = (UniqueConstraint("issuer", "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    email: Mapped[str | None]
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    lang: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]

    @property
    def person_id(self):
        """The id under which this person speaks."""
        return f"{PREFIX}{self.id}"


class LoginSession(Base):
    """One browser in which an account is logged in. Only a digest of its secret is kept; logging out removes it."""

    __tablename__ = "beteiligung_login_session"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    account: Mapped[Account] = relationship()


class OneTimeLink(Base):
    """A link in a mail that works once. ``jti`` is useless by itself: the mail carries it signed.

    ``subject`` is whom or what it is about: an e-mail address for a login. ``next`` is where the person came from.
    """

    __tablename__ = "beteiligung_one_time_link"

    jti: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    subject: Mapped[str]
    next: Mapped[str | None]
    lang: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class UsedProof(Base):
    """A proof of work that was handed in: it counts once, and is remembered until it would expire anyway."""

    __tablename__ = "beteiligung_used_proof"

    digest: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
