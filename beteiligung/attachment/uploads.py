"""What a file of somebody becomes before anything is stored: checked bytes, or one clear reason why not."""

from typing import BinaryIO, NamedTuple


class Checked(NamedTuple):
    """Bytes that may be stored, and what they are; of a large file the open file itself."""

    data: bytes | BinaryIO
    media_type: str
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
