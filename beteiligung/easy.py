"""Easy German of arguments and decisions: whoever weighs or records says it here, and the renditions keep it.

The renditions know arguments and decisions, not the reverse; so they give their own action to ``keeps``.
"""

_keepers = []


def keeps(action):
    """This action keeps the words."""
    _keepers.append(action)
    return action


def write(session, record, words, person, *, now):
    """Tell a record in easy German: ``words`` by field, an empty one takes it away."""
    for keep in _keepers:
        keep(session, record, words, person, now=now)
