"""What the host's people may be here. The host maps its own roles to these names."""

MODERATION = "moderation"
"""Publishes and hides contributions."""

ADMINISTRATION = "administration"
"""Looks after Vorhaben and answers in the name of the city."""

BEZIRKSVERTRETUNG = "bezirksvertretung"
"""Sits in an elected body: the Bezirksvertretung of a Stadtbezirk, or one that is named in ``Person.gremien``."""

GESCHAEFTSSTELLE = "geschaeftsstelle"
"""The office of an elected body: keeps its meetings, records what it decided."""

OURS = frozenset({MODERATION, ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE})


def is_table(value):
    """Does this setting say which of our roles each role of the host has?"""
    if value is None or not isinstance(value, dict):
        return value is None
    return all(isinstance(name, str) and _is_ours(ours) for name, ours in value.items())


def mapped(roles, table):
    """The roles that somebody has here. With a table nothing counts that does not stand in it, whatever its name."""
    if table is None:
        return frozenset(roles)
    return frozenset(one for name in roles for one in _several(table.get(name, ())))


def _several(ours):
    """The table names one role, or several."""
    return (ours,) if isinstance(ours, str) else ours


def _is_ours(ours):
    return isinstance(ours, str | list | tuple | set | frozenset) and all(one in OURS for one in _several(ours))
