"""Who may do what with the clauses of an agreement."""

from ..roles import ADMINISTRATION


def may_review(person):
    """Accept, correct, merge, split and reject what was read automatically."""
    return person is not None and ADMINISTRATION in person.roles
