"""Under which ids and which address one human being is known here."""

from dataclasses import dataclass

from sqlalchemy import select

from ..account import queries as accounts
from ..account.models import MAIL, Account
from ..beitrag import receipts
from ..beitrag.models import Beitrag, BeitragOrigin
from ..errors import N_, RuleBroken
from ..guest import queries as guests
from ..guest.models import Guest


@dataclass(frozen=True)
class Traces:
    """All ids of one person; ``address`` only where a click in a mail has proved that it is theirs."""

    ids: tuple[str, ...]
    address: str | None = None
    account: Account | None = None
    guest: Guest | None = None


def of_person(session, person_id, *, alone=False):
    """Everything about this person. Whoever logs in by e-mail is also the guest of that mailbox.

    The host's word about an address, or another provider's, proves nothing about what a guest wrote: it does not count.
    ``alone`` leaves it at this one id.
    """
    account, guest = accounts.by_person_id(session, person_id), guests.by_person_id(session, person_id)
    if not alone and account is not None and account.issuer == MAIL:
        return of_address(session, account.subject)
    if not alone and guest is not None:
        return of_address(session, guest.email)
    return Traces((person_id,), account=account, guest=guest)


def entered(session, *, code=None, number=None):
    """The id of whoever said something that staff typed in: by the code on their receipt, or by its number.

    Nobody has an account for it, and each sheet is a person of its own. What was written online has an author who is
    known in another way.
    """
    known = Beitrag.receipt == receipts.digest(code) if code is not None else Beitrag.id == number
    found = session.scalar(select(Beitrag).where(known))
    if found is None:
        raise RuleBroken(N_("There is no such contribution."))
    if found.origin == BeitragOrigin.ONLINE or found.is_official:
        raise RuleBroken(N_("Contribution %(number)s was written online. Please name its author."), number=found.id)
    return found.author_id


def of_address(session, address):
    """Everything about whoever reads this mailbox, with our own login or as a guest."""
    account, guest = accounts.by_identity(session, MAIL, address), guests.by_address(session, address)
    ids = tuple(each.person_id for each in (account, guest) if each is not None)
    return Traces(ids, address, account, guest)
