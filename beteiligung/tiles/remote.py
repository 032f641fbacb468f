"""A base map that comes from a map server, through a shelf of our own. Nobody waits long for it."""

import logging
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress

from . import download
from .shelf import Kept

AT_ONCE = 4
"""So many tiles are asked for, and so many visitors wait, at a time in each process; pages have the rest."""
PATIENCE = 0.3
"""Seconds that a visitor waits beyond the time that a download may take."""
GONE = 86_400
USELESS = 600
STRIKES = 5
"""So many useless answers one after another mean that nothing good comes from there."""
SHORTEST_REST, LONGEST_REST = 30, 600
"""Seconds for which a dead source is left alone, doubled each time."""

logger = logging.getLogger(__name__)


class Busy(Exception):
    """Too many wait already; the same question may be answered in a second."""


class Remote:
    """Asks for a tile once at a time, for none while the source is down, and shows old ones until it is back."""

    def __init__(self, address_of, shelf):
        self._address_of, self._shelf = address_of, shelf
        self._asked, self._lock, self._seats = {}, threading.Lock(), threading.BoundedSemaphore(AT_ONCE)
        self._strikes = 0

    def get(self, tile):
        """What there is of a tile as ``Kept``, or ``None``; raises ``Busy``."""
        kept = self._shelf.get(tile)
        if kept and kept.is_fresh:
            return kept
        if self._shelf.lacks(tile) or self._rests():
            return kept
        if kept:
            self._ask(tile)  # the old one is shown meanwhile
            return kept
        return self._wait(tile)

    def _wait(self, tile):
        if not self._seats.acquire(blocking=False):
            raise Busy
        began = time.time()
        try:
            asked = self._ask(tile)
            if asked is None:
                raise Busy
            return asked.result(download.SECONDS + PATIENCE)
        except TooSlow:  # whatever hangs there, looking up its name for instance
            self._rest(began)
            return None
        finally:
            self._seats.release()

    def _ask(self, tile):
        """The answer to come; one for all who ask for the same tile."""
        with self._lock:
            if tile in self._asked:
                return self._asked[tile]
            if len(self._asked) >= AT_ONCE:
                return None
            answer = Future()
            kept = self._shelf.get(tile)
            if kept and kept.is_fresh:  # it came while we waited for the lock
                answer.set_result(kept)
                return answer
            self._asked[tile] = answer
        threading.Thread(target=self._fetch, args=(tile, answer), daemon=True).start()
        return answer

    def _fetch(self, tile, answer):
        try:
            with suppress(OSError):  # a full disk is no reason to show nothing
                self._store(tile, answer)
        finally:
            with self._lock:
                del self._asked[tile]
            if not answer.done():
                answer.set_result(None)

    def _store(self, tile, answer):
        began = time.time()
        try:
            picture = download.download(self._address_of(tile))
        except download.Missing:
            self._shelf.put_nothing(tile, GONE)
        except download.Useless:
            self._shelf.put_nothing(tile, USELESS)
            self._strike(began)
        except download.Down:
            self._rest(began)
        else:
            answer.set_result(Kept(picture, self._shelf.seconds))
            self._strikes = 0
            self._resting.unlink(missing_ok=True)
            self._shelf.put(tile, picture)

    def _strike(self, began):
        self._strikes += 1
        if self._strikes >= STRIKES:
            self._strikes = 0
            self._rest(began)

    @property
    def _resting(self):
        """A file, so that all processes of the host know; it holds for how many seconds."""
        return self._shelf.folder / "resting"

    def _rests(self):
        """Is the source left alone? When the time is over, one of us tries; the others see what comes of it."""
        try:
            since, seconds = self._resting.stat().st_mtime, int(self._resting.read_text())
        except (OSError, ValueError):
            return False
        if time.time() < since + seconds:
            return True
        with suppress(OSError):
            self._resting.touch()  # the one who tries; all others see it resting
        return False

    def _rest(self, began):
        """Leave it alone, longer each time; those who failed together count once."""
        seconds = SHORTEST_REST
        with suppress(OSError, ValueError):
            if self._resting.stat().st_mtime > began:
                return
            seconds = min(2 * int(self._resting.read_text()), LONGEST_REST)
        logger.warning("The map server does not answer as it should; asked again in %s seconds.", seconds)
        with suppress(OSError):
            self._shelf.folder.mkdir(parents=True, exist_ok=True)
            self._resting.write_text(str(seconds))
