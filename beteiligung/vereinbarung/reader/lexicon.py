"""Word lists, written as a text that one can read."""


def words(text):
    """The set of the words of a text."""
    return frozenset(text.split())
