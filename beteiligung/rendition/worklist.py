"""What the city says beside its Vorhaben, and what of it lacks a text in a language: arguments, decisions, answers."""

from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from ..abwaegung.models import Abwaegung, AbwaegungState, Argument
from ..beitrag.models import Beitrag, Visibility
from ..beschluss.models import Beschluss
from ..origin import SIMPLE, Origin
from ..vorhaben.models import Publication, Vorhaben
from ..vorhaben.worklist import Lack
from .models import Rendition, RenditionState
from .things import FIELDS, fingerprint, words_of

MOST = 200
"""So many of a kind are listed at once."""

KINDS = ("argument", "abwaegung", "beschluss", "beitrag")
"""What can be told in another language beside the Vorhaben itself."""


class Row(NamedTuple):
    """Something to look after: its kind and id, the Vorhaben it is about, and how its German words begin."""

    kind: str
    id: int
    vorhaben_id: int
    begins: str


def numbers(session, lang):
    """How much lacks what in one language."""
    missing = sum(
        session.scalar(
            select(func.count()).select_from(_missing(kind, lang).with_only_columns(_model(kind).id).subquery())
        )
        for kind in KINDS
    )
    found = dict.fromkeys(Lack, 0) | {Lack.MISSING: missing}
    for _row, lacks in _told(session, lang):
        for lack in lacks:
            found[lack] += 1
    return found


def rows(session, lang, lack):
    """What lacks this, kind by kind, the newest first; at most some of each kind."""
    if lack != Lack.MISSING:
        return [row for row, lacks in _told(session, lang) if lack in lacks]
    found = []
    for kind in KINDS:
        query = _missing(kind, lang).order_by(_model(kind).id.desc()).limit(MOST)
        found += [_row(kind, record) for record in session.scalars(query)]
    return found


def _model(kind):
    return {"argument": Argument, "abwaegung": Abwaegung, "beschluss": Beschluss, "beitrag": Beitrag}[kind]


def _public(kind):
    """All of a kind that everybody can read; of contributions those of the city alone."""
    published = Vorhaben.publication == Publication.PUBLISHED
    if kind == "argument":
        query = select(Argument).join(Argument.abwaegung).join(Abwaegung.vorhaben)
        query = query.options(joinedload(Argument.abwaegung))
        return query.where(published, Abwaegung.state == AbwaegungState.PUBLISHED)
    model = _model(kind)
    query = select(model).join(model.vorhaben).where(published)
    if kind == "abwaegung":
        said = (Abwaegung.assessment != "") | (Abwaegung.proposal != "")
        return query.where(Abwaegung.state == AbwaegungState.PUBLISHED, said)
    if kind == "beitrag":
        return query.where(Beitrag.is_official, Beitrag.visibility == Visibility.PUBLISHED)
    return query


def _missing(kind, lang):
    key = getattr(Rendition, f"{kind}_id")
    there = select(key).where(key.is_not(None), Rendition.lang == lang, Rendition.state == RenditionState.DONE)
    return _public(kind).where(_model(kind).id.not_in(there))


def _told(session, lang):
    """What was told in a language, and what that lacks. A machine's words of residents are theirs to ask for."""
    for kind in KINDS:
        model, key = _model(kind), getattr(Rendition, f"{kind}_id")
        joined = and_(key == model.id, Rendition.lang == lang, Rendition.state == RenditionState.DONE)
        query = _public(kind).join(Rendition, joined).add_columns(Rendition).order_by(model.id.desc())
        for record, rendition in session.execute(query):
            yield _row(kind, record), set(_lacks(record, rendition))


def _lacks(record, rendition):
    if rendition.follows != fingerprint(words_of(record)):
        yield Lack.OLDER
    if rendition.origin == Origin.MACHINE:
        yield Lack.MACHINE
    if rendition.lang == SIMPLE and rendition.checked_on is None:
        yield Lack.UNCHECKED


def _row(kind, record):
    words = words_of(record)
    begins = next((words[name] for name in FIELDS[kind] if name in words), "")
    vorhaben_id = record.abwaegung.vorhaben_id if kind == "argument" else record.vorhaben_id
    return Row(kind, record.id, vorhaben_id, begins[:120])
