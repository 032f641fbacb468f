"""The folder of the files: random names, written at once or not at all, and nothing that a web server would show."""

import hashlib
import io
import os
import re
import secrets
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import BeteiligungError

NAME = re.compile(r"[0-9a-f]{32}")
PIECE = 1 << 20
PART = "part-"
"""How a file begins that is being written."""
PATIENCE = 24 * 3600
"""Seconds for which a file without a record may still become part of one: somebody may be filling in its form."""


class Kept(NamedTuple):
    """A file that lies in the store."""

    name: str
    media_type: str
    size: int
    digest: str
    width: int | None = None
    height: int | None = None
    seconds: int | None = None


class Store:
    """Files under random names in two levels of folders. Several processes may share it."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def path(self, name):
        """Where a file of that name lies; a name that we did not give is none."""
        if not NAME.fullmatch(name):
            raise ValueError(f"no name of a stored file: {name!r}")
        return self.folder / name[:2] / name

    def holds(self, name):
        """Is there such a file?"""
        return bool(NAME.fullmatch(name)) and self.path(name).is_file()

    def keep(self, files):
        """Write checked files; all of them, or none."""
        kept = []
        try:
            for file in files:
                kept.append(self._write(file))
        except BaseException:
            self.remove(entry.name for entry in kept)
            raise
        return kept

    def remove(self, names):
        """Take files away; what is gone already is no trouble."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    @contextmanager
    def undertaking(self, kept=()):
        """What was ``kept`` for a change stays only if the change does; what it lets go is removed afterwards.

        Where the change was refused with a reason, it stays too: the form comes back and brings it along.
        """
        released = []
        try:
            yield released
        except BeteiligungError:
            raise
        except BaseException:
            self.remove(entry.name for entry in kept)
            raise
        self.remove(released)

    def names(self):
        """Every file in the store with its age in seconds; of half-written ones the path inside of the store."""
        now = time.time()
        for path in sorted(self.folder.glob("??/*")):
            with suppress(FileNotFoundError):  # another process was quicker
                yield (
                    (path.name if NAME.fullmatch(path.name) else f"{path.parent.name}/{path.name}"),
                    (now - path.stat().st_mtime),
                )

    def discard(self, name):
        """Remove what ``names`` told, half-written files too."""
        path = self.path(name) if NAME.fullmatch(name) else self.folder / name
        path.unlink(missing_ok=True)

    def _write(self, file):
        name = secrets.token_hex(16)
        target = self.path(name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=PART)  # nobody else may read it
        try:
            with os.fdopen(handle, "wb") as out:
                digest, size = _copied(file.data, out)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return Kept(name, file.media_type, size, digest, file.width, file.height, file.seconds)


def _copied(data, out):
    """Write bytes, or a file piece by piece; say their sum and how many they were."""
    digest, size = hashlib.sha256(), 0
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    source.seek(0)
    while piece := source.read(PIECE):
        out.write(piece)
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size
