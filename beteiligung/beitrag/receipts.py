"""The receipt: a code with which people look up, without an account, what became of their contribution."""

import hashlib
import re
import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and 1 and no I and O, which people mistake for each other."""

LENGTH, GROUP = 12, 4


def new():
    """A code as people read it: ``7KQ4 M2XA 9TPC``, sixty bits that nobody guesses."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return " ".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def digest(code):
    """What is stored and looked for. Small letters, blanks and hyphens make no difference."""
    plain = re.sub(r"[\W_]", "", code[:100]).upper()
    return hashlib.sha256(f"beteiligung receipt {plain}".encode()).hexdigest()
