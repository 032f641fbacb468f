import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from ..errors import N_, Conflict, LinkOver
from ..outbox import actions as outbox
from . import queries, rules
from .models import MAIL, Account, LoginSession, OneTimeLink, Purpose, UsedProof

LINK_MINUTES = 60
"""How long a login link works; mails are sometimes slow."""


def ask_for_link(session, address, *, lang, now, back=None):
    """Send a login link. Whether the address is known makes no difference, neither in what is done nor in the mail."""
    jti = give_link(
        session, Purpose.LOGIN, address, lang=lang, now=now, until=now + timedelta(minutes=LINK_MINUTES), back=back
    )
    outbox.put(session, "login_link", address=address, lang=lang, facts={"jti": jti}, key=f"login:{jti}", now=now)
    return jti


def give_link(session, purpose, subject, *, lang, now, until, back=None):
    """A link that works once; what stands in the database opens nothing without the host's key."""
    jti = secrets.token_urlsafe(18)
    link = OneTimeLink(
        jti=jti, purpose=purpose.value, subject=subject, next=back, lang=lang, created_at=now, expires_at=until
    )
    session.add(link)
    session.flush()
    return jti


def use_link(session, jti, purpose, *, now):
    """Take the link: of two who try at once, one gets it."""
    taken = session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.jti == jti,
            OneTimeLink.purpose == purpose.value,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:
        raise LinkOver(N_("This link was used already, or it is too old. Please ask for a new one."))
    link = queries.link(session, jti, purpose)
    session.refresh(link)
    return link


def enter_by_mail(session, jti, name, *, now):
    """Use a login link; the first time it makes an account with this name. Returns the account and the link."""
    link = use_link(session, jti, Purpose.LOGIN, now=now)
    account = queries.by_identity(session, MAIL, link.subject)
    account = account or create(session, MAIL, link.subject, name, email=link.subject, lang=link.lang, now=now)
    return account, link


def create(session, issuer, subject, name, *, email, lang, now):
    """A new account. Two at once for one person become one; two people never get one name."""
    account = Account(
        issuer=issuer,
        subject=subject,
        email=email,
        name=name,
        name_key=rules.name_key(name),
        lang=lang,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        if known := queries.by_identity(session, issuer, subject):
            return known
        raise NameTaken from None
    return account


def rename(session, account, name):
    """Another pseudonym from now on; what was written keeps the old one."""
    try:
        with session.begin_nested():
            account.name, account.name_key = name, rules.name_key(name)
    except IntegrityError:
        raise NameTaken from None


def open_session(session, account, *, now, days):
    """Log a browser in; returns the secret that it keeps."""
    secret = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            digest=queries.digest(secret),
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    account.seen_at, account.warned_at = now.replace(hour=0, minute=0, second=0, microsecond=0), None
    session.flush()
    return secret


def close_session(session, secret):
    """Log a browser out; a copy of its cookie is worth nothing from now on."""
    session.execute(delete(LoginSession).where(LoginSession.digest == queries.digest(secret)))


def spend_proof(session, digest, expires):
    """Count a proof of work; ``False`` where it was counted before. ``expires`` is a Unix time."""
    try:
        with session.begin_nested():
            session.add(UsedProof(digest=digest, expires_at=datetime.fromtimestamp(expires, UTC)))
    except IntegrityError:
        return False
    return True


class NameTaken(Conflict):
    """Somebody else has this name."""

    def __init__(self):
        super().__init__(N_("Somebody else has this name already. Please choose another one."))
