"""What a file of somebody becomes before anything is stored: checked bytes, or one clear reason why not."""

from typing import NamedTuple


class Checked(NamedTuple):
    """Bytes that may be stored, and what they are."""

    data: bytes
    media_type: str
    width: int | None = None
    height: int | None = None
