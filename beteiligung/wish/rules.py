"""Who may ask for participation, and when there is something to ask for."""

from ..account.rules import may_speak
from ..vorhaben.models import OVER, Publication
from ..vorhaben.rules import may_edit


def can_be_wished(vorhaben, now):
    """There is no offer now or soon, and it is not too late."""
    if vorhaben.publication != Publication.PUBLISHED or vorhaben.status in OVER:
        return False
    return not (vorhaben.open_until and vorhaben.open_until > now)


def may_wish(person, ways=None):
    """Whoever may write here, once for each Vorhaben; ``None`` asks for no certain way of being known."""
    return person is not None and (ways is None or may_speak(person, ways))


def may_answer(person):
    """The administration answers in the name of the city."""
    return may_edit(person)
