from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from .models import Gremium, GremiumKind

_FIRST = {GremiumKind.BEZIRKSVERTRETUNG: 0, GremiumKind.COUNCIL: 1, GremiumKind.COMMITTEE: 2}


def all_in_order():
    """The bodies of the city: Bezirksvertretungen by number, then the council, then committees."""
    kind = case(_FIRST, value=Gremium.kind)
    return select(Gremium).options(joinedload(Gremium.bezirk)).order_by(kind, Gremium.bezirk_number, Gremium.name)


def by_slug(session, slug):
    """The body of that name, or ``None``."""
    return session.scalar(select(Gremium).where(Gremium.slug == slug).options(joinedload(Gremium.bezirk)))
