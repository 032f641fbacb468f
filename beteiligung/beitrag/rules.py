"""Who may do what. Each answer is a plain bool about a person and a thing."""

from ..roles import MODERATION


def may_submit(person):
    """Whoever is logged in may say something."""
    return person is not None


def may_moderate(person):
    """Publish and hide."""
    return person is not None and MODERATION in person.roles


def may_read(person, beitrag):
    """Authors see their own before it is published; moderators see everything."""
    return (
        beitrag.visibility == "published"
        or may_moderate(person)
        or (person is not None and person.id == beitrag.author_id)
    )
