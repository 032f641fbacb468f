from sqlalchemy import select

from .models import Bezirk


def all_in_order():
    """The city's Stadtbezirke by number."""
    return select(Bezirk).order_by(Bezirk.number)
