"""How a document says that it cannot be read, and how much of it may be unpacked."""


class Refusal(Exception):
    """Carries the reason code that `documents.Unreadable` turns into a sentence."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Budget:
    """Counts what was unpacked and refuses more than the limit."""

    def __init__(self, limit):
        self.left = limit

    def spend(self, amount):
        self.left -= amount
        if self.left < 0:
            raise Refusal("too_large")
