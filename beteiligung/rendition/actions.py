"""Ask for renditions, keep what a machine said, write one by hand. Nothing here knows a translator."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from .. import easy
from ..errors import N_, NotAllowed, RuleBroken
from ..origin import SIMPLE, Origin
from ..vorhaben.rules import may_edit
from . import queries
from .models import Rendition, RenditionState
from .things import MODELS, fingerprint, words_of
from .things import thing as thing_of

MOST_WAITING = 2000
"""A machine that has so much to do is asked for nothing more."""

MOST_TRIES = 5
AGAIN = timedelta(hours=20)
"""After this time a translation that failed may be asked for again."""


def ask(session, things, lang, *, now):
    """Let these be translated; return how many were not asked for before. Only what everybody may read."""
    wanted = [thing for thing in things if thing.is_public and thing.words and base(thing.lang) != base(lang)]
    known = _known(session, wanted, lang)
    new = [thing for thing in wanted if _is_needed(known.get(thing.name), thing, now)]
    if new and waiting(session) + len(new) > MOST_WAITING:
        raise RuleBroken(N_("The translator has very much to do. Please try again later."))
    return sum(_put(session, thing, lang, known.get(thing.name), now) for thing in new)


def base(lang):
    """``de-simple`` is German too."""
    return lang.split("-")[0]


def waiting(session):
    """How many wait for the machine."""
    return session.scalar(select(func.count()).where(Rendition.state == RenditionState.WAITING).select_from(Rendition))


def _known(session, things, lang):
    names = [thing.name for thing in things]
    found = session.scalars(select(Rendition).where(Rendition.thing.in_(names), Rendition.lang == lang))
    return {rendition.thing: rendition for rendition in found}


def _is_needed(known, thing, now):
    """Not what a person wrote, not what waits, not what still fits, not at once what failed."""
    if known is None:
        return True
    if known.state == RenditionState.FAILED:
        return known.asked_at is None or known.asked_at < now - AGAIN
    return known.is_done and known.origin == Origin.MACHINE and known.follows != thing.fingerprint


def _put(session, thing, lang, known, now):
    about = {"state": RenditionState.WAITING, "asked_at": now, "tries": 0}
    if known is not None:
        for name, value in about.items():
            setattr(known, name, value)
        return True
    row = Rendition(thing=thing.name, lang=lang, vorhaben_id=thing.vorhaben_id, **thing.reference, **about)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody else asked at the same moment: one request for everybody
        return False
    return True


def keep(session, rendition, thing, words, *, now):
    """What the machine said of a thing as it was when it was asked."""
    rendition.words, rendition.state = words, RenditionState.DONE
    rendition.follow(thing.words)
    rendition.origin, rendition.author, rendition.written_at = Origin.MACHINE, "", now


def failed(session, rendition, *, for_good, now):
    """The machine could not; after some tries nobody waits any longer."""
    rendition.tries += 1
    rendition.asked_at = now
    if for_good or rendition.tries >= MOST_TRIES:
        rendition.state = RenditionState.FAILED


def write(session, thing, lang, person, words, *, checked=("", None), still_fits=False, now):
    """Staff tell a thing in another language, or correct what a machine said of it. Without words it is gone."""
    if not may_edit(person):
        raise NotAllowed(N_("Only the administration may do this."))
    found = queries.of(session, thing, lang)
    return _write(session, thing, lang, found, person, words, checked=checked, still_fits=still_fits, now=now)


def write_everywhere(session, thing, lang, person, before, *, now):
    """The same reason stands in many histories: told or corrected once, it is so in all that nobody told otherwise.

    ``before`` are the words that stood here until now; where the same ones stand, they give way, and a check of the new
    ones counts there too. Returns how many others changed.
    """
    told = queries.of(session, thing, lang)
    if told is None:
        return 0
    checked = told.checked_by, told.checked_on
    same = [(thing_of(found), other) for found, other in queries.same_reasons(session, thing, lang)]
    others = [(one, other) for one, other in same if one.words and _gives_way(other, before, told)]
    for one, other in others:
        _write(session, one, lang, other, person, told.words, checked=checked, still_fits=False, now=now)
    return len(others)


def _gives_way(other, before, told):
    """Not what somebody told otherwise, and no check for none."""
    if other is None or not other.is_done:
        return True
    if other.words == told.words:
        return bool(told.checked_by) and not other.checked_by
    return other.words == before


@easy.keeps
def write_easy(session, record, words, person, *, now):
    """Who weighs or records says it in easy German too, and may do so by the rules of that. What is not changed keeps
    its check and follows the German text that it followed.
    """
    session.flush()
    thing = thing_of(record)
    found = queries.of(session, thing, SIMPLE)
    stands = found.words if found is not None else {}
    words = {name: word for name, word in (stands | words).items() if word}
    if words != stands:
        checked = (found.checked_by, found.checked_on) if found is not None else ("", None)
        _write(session, thing, SIMPLE, found, person, words, checked=checked, still_fits=False, now=now)


@easy.knows
def known_easy(record):
    """What a mail says beside easy words."""
    row = record.easy
    return row and {
        "origin": row.origin.value,
        "is_older": row.follows != fingerprint(words_of(record)),
        "checked_by": row.checked_by,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
    }


def _write(session, thing, lang, found, person, words, *, checked, still_fits, now):
    words = {name: word for name, word in words.items() if word}
    if not words:
        if found is not None:
            session.delete(found)
            _touch(session, thing, lang)
        return None
    if found is None:
        found = Rendition(thing=thing.name, lang=lang, vorhaben_id=thing.vorhaben_id, **thing.reference)
        found.words, found.origin, found.checked_by = {}, Origin.WRITTEN, ""
        session.add(found)
    changed = words != found.words
    if changed:
        made = found.origin in (Origin.MACHINE, Origin.CORRECTED) and bool(found.words)
        found.origin = Origin.CORRECTED if made else Origin.WRITTEN
        found.words, found.author, found.written_at = words, person.name, now
    if changed or still_fits:
        found.follow(thing.words)
    if checked != (found.checked_by, found.checked_on):
        found.checked_by, found.checked_on = checked
    elif changed:
        found.checked_by, found.checked_on = "", None
    found.state = RenditionState.DONE
    session.flush()
    if changed:
        _touch(session, thing, lang)
    return found


def _touch(session, thing, lang):
    """Whoever has the form with these easy words open is told that somebody else saved."""
    if lang == SIMPLE and hasattr(MODELS[thing.kind], "easy"):
        session.flush()
        flag_modified(session.get(MODELS[thing.kind], thing.id, populate_existing=True), "title")
        session.flush()
