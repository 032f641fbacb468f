"""Tiles kept on disk, for so many days and in so much room; what a server does not have is remembered too."""

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .pictures import kind

DAY = 86_400
BLOCK = 4096
"""What the smallest file takes on most disks."""
ROOM_LEFT = 0.9
"""A full shelf is emptied down to this part of it, so that it is not full again at once."""
LOOKED_AFTER = 0.05
"""Room is counted whenever this part of it was filled anew."""


class Kept(NamedTuple):
    """A picture and how many seconds it is still good for; none or fewer means that it has expired."""

    picture: bytes
    seconds: float

    @property
    def is_fresh(self):
        """Need nobody ask for it again?"""
        return self.seconds > 0


class Shelf:
    """The tiles of one source in a folder of their own, so that another source begins with an empty one."""

    def __init__(self, folder, name, days, room):
        self._root = Path(folder)
        self.folder = self._root / hashlib.sha256(name.encode()).hexdigest()[:12]
        self.seconds, self._room, self._filled = days * DAY, room, room

    def get(self, tile):
        """What is kept of a tile, or ``None``."""
        file = self._file(tile)
        try:
            picture, fetched = file.read_bytes(), file.stat().st_mtime
        except OSError:
            return None
        return Kept(picture, fetched + self.seconds - time.time()) if kind(picture) else None

    def put(self, tile, picture):
        """Keep a picture."""
        file = self._file(tile)
        self._write(file, picture)
        file.with_suffix(".none").unlink(missing_ok=True)
        self._filled += max(len(picture), BLOCK)
        if self._filled >= self._room * LOOKED_AFTER:
            self._filled = 0
            self._make_room()

    def lacks(self, tile):
        """Was it found lately that this tile cannot be had?"""
        file = self._file(tile).with_suffix(".none")
        try:
            return time.time() < file.stat().st_mtime + int(file.read_text())
        except (OSError, ValueError):
            return False

    def put_nothing(self, tile, seconds):
        """Remember for so long that this tile cannot be had."""
        self._write(self._file(tile).with_suffix(".none"), str(seconds).encode())

    def _file(self, tile):
        return self.folder / str(tile.z) / str(tile.x) / f"{tile.y}.tile"

    @staticmethod
    def _write(file, content):
        """Whole or not at all, also when several processes write at once."""
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{time.time_ns():x}.part")
        part.write_bytes(content)
        part.replace(file)

    def _make_room(self):
        """What was fetched longest ago goes first, whatever source it came from."""
        files = []
        for path in self._root.rglob("*"):
            with suppress(OSError):  # another process was quicker
                if path.is_file():
                    files.append((path.stat().st_mtime, max(path.stat().st_size, BLOCK), path))
        total = sum(size for _at, size, _path in files)
        for _at, size, path in sorted(files) if total > self._room else ():
            path.unlink(missing_ok=True)
            total -= size
            if total <= self._room * ROOM_LEFT:
                break
