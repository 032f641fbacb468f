from sqlalchemy import case, select

from .models import Kind, Term


def all_in_order():
    """Every term, taxonomy by taxonomy, by number and then by name."""
    order = case({kind: place for place, kind in enumerate(Kind)}, value=Term.kind)
    return select(Term).order_by(order, Term.number.is_(None), Term.number, Term.name)
