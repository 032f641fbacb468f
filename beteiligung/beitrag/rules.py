"""Who may do what. Each answer is a plain bool about a person and a thing."""

from datetime import timedelta

from ..account.rules import may_speak
from ..roles import ADMINISTRATION, MODERATION
from .models import Visibility


def may_submit(person, ways=None):
    """Whoever is known in a way that is open here may say something; ``None`` asks for no certain way."""
    return person is not None and (ways is None or may_speak(person, ways))


def may_enter(person):
    """Type in what came on paper, by phone or at an event."""
    return person is not None and ADMINISTRATION in person.roles


def speaks_for_city(person):
    """What these people write is a word of the city."""
    return person is not None and ADMINISTRATION in person.roles


def may_moderate(person):
    """Publish and hide."""
    return person is not None and MODERATION in person.roles


def may_read(person, beitrag):
    """Authors see their own before it is published; moderators see everything."""
    return beitrag.visibility == Visibility.PUBLISHED or may_moderate(person) or is_author(person, beitrag)


def is_author(person, beitrag):
    """Did this person write it?"""
    return person is not None and person.id == beitrag.author_id


def may_support(person, beitrag, ways=None):
    """Whoever may write here, whatever others say in public; nobody supports themselves, or the city."""
    return (
        may_submit(person, ways)
        and person.id != beitrag.author_id
        and beitrag.visibility == Visibility.PUBLISHED
        and not beitrag.is_official
    )


def may_edit(person, beitrag, now, window: timedelta):
    """Authors may put right what they wrote, for a while; not once a moderator has hidden or blackened it."""
    changeable = beitrag.visibility in (Visibility.PUBLISHED, Visibility.SUBMITTED) and not beitrag.hidden_reason
    return is_author(person, beitrag) and changeable and now < beitrag.submitted_at + window


def may_withdraw(person, beitrag):
    """Authors may take back what they wrote, whenever they want."""
    return is_author(person, beitrag) and beitrag.visibility != Visibility.WITHDRAWN
