"""Who acts for a body. Each answer is a plain bool about a person and a body."""

from ..roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE


def belongs_to(person, gremium):
    """Does the host say that this person has to do with this body and no other?"""
    if person is None:
        return False
    of_the_bezirk = gremium.bezirk_number is not None and person.bezirk == gremium.bezirk_number
    return of_the_bezirk or gremium.slug in person.gremien


def sits_in(person, gremium):
    """A member of this body."""
    return belongs_to(person, gremium) and BEZIRKSVERTRETUNG in person.roles


def works_for(person, gremium):
    """The office of this body."""
    return belongs_to(person, gremium) and GESCHAEFTSSTELLE in person.roles


def may_read_desk(person):
    """Members and offices of any body, and the administration, read the desk of every body: it holds no secrets."""
    return person is not None and bool({BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, ADMINISTRATION} & person.roles)


def may_read_talk(person, gremium):
    """What members say among themselves is for them and their office alone."""
    return sits_in(person, gremium) or works_for(person, gremium)


def may_talk(person, gremium):
    """Only members speak."""
    return sits_in(person, gremium)


def may_ask(person, gremium):
    """Put a question to the administration in the name of this body."""
    return sits_in(person, gremium) or works_for(person, gremium)


def may_answer(person):
    """Answer a body's question."""
    return person is not None and ADMINISTRATION in person.roles


def may_open(person, gremium):
    """Make public what the body kept to itself: its office does, when the body has said so."""
    return works_for(person, gremium)


def may_keep_meetings(person, gremium):
    """Enter meetings and agendas, record what was decided."""
    return works_for(person, gremium)
