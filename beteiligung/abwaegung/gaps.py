"""What a weighing still lacks before it may be closed. A page says the same, with links."""

from dataclasses import dataclass

from sqlalchemy import select

from . import queries, rules
from .models import Argument


@dataclass(frozen=True)
class Gaps:
    """``unassigned`` contributions, arguments with what each of them lacks, the proposal, the end of participation."""

    unassigned: int
    arguments: tuple
    lacks_arguments: bool
    lacks_proposal: bool
    is_open_until: object = None

    @property
    def is_complete(self):
        """May it be closed?"""
        return not (
            self.unassigned or self.arguments or self.lacks_arguments or self.lacks_proposal or self.is_open_until
        )

    def lack(self, name):
        """How many arguments lack this."""
        return sum(name in names for _argument, names in self.arguments)


def gaps(session, abwaegung, *, now):
    """Looked up anew each time: what arrives, is hidden or withdrawn meanwhile counts at once."""
    arguments = session.scalars(
        select(Argument).where(Argument.abwaegung_id == abwaegung.id).order_by(Argument.position, Argument.id)
    ).all()
    sizes = queries.sizes(session, abwaegung)
    vorhaben = abwaegung.vorhaben
    return Gaps(
        unassigned=sizes.open,
        arguments=tuple((one, rules.lacking(one)) for one in arguments if rules.lacking(one)),
        lacks_arguments=not arguments and sizes.total > sizes.aside,
        lacks_proposal=not abwaegung.proposal,
        is_open_until=vorhaben.open_until if vorhaben.is_open(now) else None,
    )
