"""The short words of the demonstration in other languages: files beside the entries tell them by the German words."""

import json
from itertools import chain

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from beteiligung.origin import Origin
from beteiligung.rendition.models import Rendition, RenditionState
from beteiligung.rendition.things import SHORT, fingerprint, marks, thing
from beteiligung.vorhaben.models import Vorhaben

AUTHOR = "Demonstration"


def render(session, slugs, folder, now):
    """Tell each short word and reason whose German stands in a file of ``folder``, unless it is told; return how many.

    Where a file lacks some of them, the others are told all the same. They follow no more than they say, so the work
    list shows that something is missing.
    """
    told = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    if not told:
        return 0
    there = set(map(tuple, session.execute(select(Rendition.thing, Rendition.lang))))
    found = list(chain.from_iterable(map(_things, _records(session, slugs))))
    rows = [
        _row(one, lang, words, now)
        for lang, known in told.items()
        for one in found
        if (one.name, lang) not in there and (words := _known(one, known))
    ]
    if rows:
        session.execute(insert(Rendition), rows)
    return len(rows)


def _records(session, slugs):
    wanted = select(Vorhaben).where(Vorhaben.slug.in_(slugs)).order_by(Vorhaben.id)
    loaded = selectinload(Vorhaben.history), selectinload(Vorhaben.changes)
    return session.scalars(wanted.options(*loaded))


def _things(vorhaben):
    return [thing(vorhaben, SHORT), *map(thing, vorhaben.history), *map(thing, vorhaben.changes)]


def _known(one, known):
    return {name: known[text] for name, text in one.words.items() if text in known}


def _row(one, lang, words, now):
    german = {name: one.words[name] for name in words}
    return {
        "thing": one.name,
        "lang": lang,
        "vorhaben_id": one.vorhaben_id,
        "status_change_id": None,
        "field_change_id": None,
        **one.reference,
        "words": words,
        "follows": fingerprint(german),
        "bases": marks(german),
        "state": RenditionState.DONE,
        "origin": Origin.WRITTEN,
        "author": AUTHOR,
        "written_at": now,
    }
