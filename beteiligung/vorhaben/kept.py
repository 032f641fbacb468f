"""Answers that are found once and then kept, as long as somebody asks for them."""

from collections import OrderedDict
from threading import Lock


class Kept:
    """Up to ``most`` answers; the one that nobody asked for the longest goes first."""

    def __init__(self, most):
        self._most, self._answers, self._lock = most, OrderedDict(), Lock()

    def __len__(self):
        return len(self._answers)

    def get(self, key, answer):
        """The answer to a question. It is looked for outside of the lock, so that nobody waits for somebody else's."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = answer()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found
