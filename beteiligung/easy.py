"""Easy German of arguments and decisions: whoever weighs or records says it here, and the renditions keep it.

The renditions know arguments and decisions, not the reverse; so they give their own to ``keeps`` and ``knows``.
"""

_keepers, _knowers = [], []


def keeps(action):
    """This action keeps the words."""
    _keepers.append(action)
    return action


def knows(function):
    """This function knows where the words come from."""
    _knowers.append(function)
    return function


def known(record):
    """What is known of the easy German of a record, as facts for a mail: who made and who checked it, is it older?"""
    return next((facts for know in _knowers if (facts := know(record))), None)


def write(session, record, words, person, *, now):
    """Tell a record in easy German: ``words`` by field, an empty one takes it away."""
    for keep in _keepers:
        keep(session, record, words, person, now=now)
