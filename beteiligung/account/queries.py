from hashlib import sha256

from sqlalchemy import select

from .models import PREFIX, Account, LoginSession, OneTimeLink


def digest(secret):
    """What is kept of a browser's secret."""
    return sha256(secret.encode()).hexdigest()


def of_secret(session, secret, now):
    """The account that is logged in where this secret is."""
    return session.scalar(
        select(Account).join(LoginSession).where(LoginSession.digest == digest(secret), LoginSession.expires_at > now)
    )


def entered_after(session, secret, moment, now):
    """Did this browser log in after that moment?"""
    entered = select(LoginSession.digest).where(
        LoginSession.digest == digest(secret), LoginSession.created_at >= moment, LoginSession.expires_at > now
    )
    return session.scalar(entered) is not None


def by_identity(session, issuer, subject):
    """Who is vouched for as this subject."""
    return session.scalar(select(Account).where(Account.issuer == issuer, Account.subject == subject))


def by_person_id(session, person_id):
    """The account behind ``konto:7``."""
    number = person_id.removeprefix(PREFIX)
    known = person_id.startswith(PREFIX) and number.isdecimal() and len(number) < 10
    return session.get(Account, int(number)) if known else None


def link(session, jti, purpose):
    """A link that was given out for this purpose, used or not."""
    return session.scalar(select(OneTimeLink).where(OneTimeLink.jti == jti, OneTimeLink.purpose == purpose))


def name_taken(session, key, but=None):
    """Does somebody else sound like this?"""
    return session.scalar(select(Account.id).where(Account.name_key == key, Account.id != (but or 0))) is not None
