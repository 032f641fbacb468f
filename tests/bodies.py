"""Elected bodies, their people, and what is said and asked among them."""

from datetime import timedelta

from beteiligung import Person
from beteiligung.gremium.models import Gremium, GremiumKind, Inquiry, Meeting, Remark
from beteiligung.roles import ADMINISTRATION, BEZIRKSVERTRETUNG, GESCHAEFTSSTELLE, MODERATION

from . import records

SECRET = "GEHEIMWORT"
ASKED = "GEHEIMFRAGE"
ANSWERED = "GEHEIMANTWORT"


def somebody(id_, *roles, **fields):
    """A person of the host."""
    return Person(id=id_, name=f"Name {id_}", roles=frozenset(roles), **fields)


PEOPLE = {
    "anonymous": None,
    "resident": somebody("resident", bezirk=2),
    "moderator": somebody("moderator", MODERATION),
    "member": somebody("member", BEZIRKSVERTRETUNG, bezirk=2),
    "colleague": somebody("colleague", BEZIRKSVERTRETUNG, bezirk=2),
    "other member": somebody("other", BEZIRKSVERTRETUNG, bezirk=1),
    "council": somebody("council", BEZIRKSVERTRETUNG, gremien=frozenset({"rat"})),
    "office": somebody("office", GESCHAEFTSSTELLE, bezirk=2),
    "other office": somebody("office1", GESCHAEFTSSTELLE, bezirk=1),
    "administration": somebody("amt", ADMINISTRATION),
}


def bezirksvertretung(bezirk):
    """The body of a Stadtbezirk."""
    kind = GremiumKind.BEZIRKSVERTRETUNG
    return Gremium(slug=f"bv-{bezirk.number}", kind=kind, name=f"BV {bezirk.short_name}", bezirk=bezirk)


def meeting(body, days, **fields):
    """A meeting so many days from the clock."""
    return Meeting(gremium=body, at=records.today() + timedelta(days=days), **fields)


def remark(body, vorhaben, text=SECRET, *, author="member", **fields):
    """Something that a member said."""
    who = {"author_id": author, "author_name": f"Name {author}"}
    return Remark(gremium=body, vorhaben=vorhaben, body=text, said_at=records.today(), **who, **fields)


def inquiry(body, vorhaben, text=ASKED, *, due=7, answer=None, **fields):
    """A question, due in so many days; with an answer if there is one."""
    now = records.today()
    if answer:
        fields |= {"answer": answer, "answered_by": "Amt", "answered_at": now}
    asked = {"asked_at": now - timedelta(days=20), "due_on": records.day() + timedelta(days=due)}
    who = {"author_id": "member", "author_name": "Name member"}
    return Inquiry(gremium=body, vorhaben=vorhaben, text=text, **asked, **who, **fields)
