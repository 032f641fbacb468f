"""A weighing for tests: a Vorhaben whose participation is over, contributions, and ways to sort them."""

from datetime import timedelta

from sqlalchemy import select

from beteiligung import Person
from beteiligung.abwaegung import actions, closing
from beteiligung.abwaegung.models import Abwaegung, Disposition
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.roles import ADMINISTRATION
from beteiligung.vorhaben.models import Status

from .. import records
from ..records import NOW

AMT = Person("amt", "Amt für Grün", frozenset({ADMINISTRATION}))
LATER = NOW + timedelta(days=1)


def over(session, slug="teich", title="Teich am Bahnhof", **changes):
    """A public Vorhaben in evaluation; nobody can write any more."""
    vorhaben = records.vorhaben(slug, title, open_for=-10, status=Status.EVALUATION, **changes)
    session.add(vorhaben)
    session.flush()
    return vorhaben


def say(session, vorhaben, body, *, author="anna", **changes):
    """A public contribution, unless the test says otherwise."""
    found = records.beitrag(vorhaben, body, author=author, name=author.title(), **changes)
    session.add(found)
    session.flush()
    return found


def begin(session, vorhaben, *titles):
    """A weighing with these arguments."""
    weighing = actions.start(session, vorhaben, AMT, now=NOW)
    for title in titles:
        actions.add_argument(session, weighing, AMT, title=title, now=NOW)
    return weighing


def write(session, argument, disposition=Disposition.PARTLY):
    """Everything that an argument needs."""
    values = {
        "assessment": "Fachlich richtig.",
        "disposition": disposition,
        "reason": f"Wir nehmen es auf: {argument.title}.",
        "reason_simple": f"Die Stadt macht das.\nGrund: {argument.title}.",
    }
    actions.save_argument(session, argument, AMT, values, seen=argument.version, now=NOW)


def complete(session, weighing):
    """Nothing is missing any more: what is bare goes to the first argument."""
    bare = session.scalars(
        select(Beitrag.id).where(
            Beitrag.vorhaben_id == weighing.vorhaben_id,
            Beitrag.visibility == Visibility.PUBLISHED,
            Beitrag.is_official.is_(False),
        )
    ).all()
    if bare:
        actions.assign(session, weighing.arguments[0], bare, AMT, now=NOW)
    for argument in weighing.arguments:
        write(session, argument)
    actions.save_whole(session, weighing, AMT, assessment="Viele.", proposal="Bauen.", seen=weighing.version)


def published(session, vorhaben, *titles):
    """A weighing that everybody can read."""
    weighing = begin(session, vorhaben, *(titles or ("Schatten",)))
    complete(session, weighing)
    closing.close(session, weighing, AMT, now=NOW)
    closing.publish(session, weighing, AMT, now=NOW)
    return weighing


def again(session, weighing):
    """As the database has it."""
    session.commit()
    session.expire_all()
    return session.get(Abwaegung, weighing.id)


PRO, CONTRA = Stance.PRO, Stance.CONTRA
