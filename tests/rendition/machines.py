"""Machines that translate, as a test needs them: a real server on this machine, and one that only counts."""

import json
from contextlib import contextmanager

from beteiligung.rendition.translator import Unavailable

from ..loopback import send, server


@contextmanager
def libre(say=None):
    """A server that speaks as LibreTranslate does; yields its address and what it was asked, as dictionaries."""
    asked = []

    def answer(handler):
        question = json.loads(handler.body)
        asked.append(question)
        told = (say or (lambda q: f"[{q['target']}] {q['q']}"))(question)
        send(handler, json.dumps({"translatedText": told}).encode())

    with server(answer) as (address, _requests):
        yield address, asked


class Parrot:
    """Says which language it was asked for, and remembers every text that it saw."""

    def __init__(self):
        self.asked, self.is_away, self.meanwhile = [], False, lambda: None

    def translate(self, text, source, target):
        """``[en] text``"""
        if self.is_away:
            raise Unavailable("away")
        self.asked.append((text, source, target))
        self.meanwhile()
        return f"[{target}] {text}"
