"""Secret codes with which somebody without an account finds their case again, made like the receipts."""

from ..beitrag.receipts import digest, new

__all__ = ["digest", "new_code"]


def new_code():
    """With hyphens, because it stands in addresses."""
    return new().replace(" ", "-")
