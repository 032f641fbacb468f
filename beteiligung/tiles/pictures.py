"""What counts as a picture: told by its first bytes, whatever its server says."""

MOST_BYTES = 500_000
_PNG, _JPEG, _RIFF, _WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"WEBP"


def kind(picture):
    """``image/png`` and the like, or ``None`` for everything else."""
    if picture.startswith(_PNG):
        return "image/png"
    if picture.startswith(_JPEG):
        return "image/jpeg"
    return "image/webp" if picture.startswith(_RIFF) and picture[8:12] == _WEBP else None
