"""What the host's people may be here. The host maps its own roles to these names."""

MODERATION = "moderation"
"""Publishes and hides contributions."""

ADMINISTRATION = "administration"
"""Looks after Vorhaben and answers in the name of the city."""

BEZIRKSVERTRETUNG = "bezirksvertretung"
"""Sits in an elected body: the Bezirksvertretung of a Stadtbezirk, or one that is named in ``Person.gremien``."""

GESCHAEFTSSTELLE = "geschaeftsstelle"
"""The office of an elected body: keeps its meetings, records what it decided."""
