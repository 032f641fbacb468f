"""What the city says beside its Vorhaben, and what of it lacks a text in a language: arguments, decisions, answers,
the short words of a Vorhaben and the reasons of its history.
"""

from itertools import groupby, islice
from typing import NamedTuple

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import joinedload

from ..abwaegung.models import Abwaegung, AbwaegungState, Argument
from ..beitrag.models import Beitrag, Visibility
from ..origin import SIMPLE, Origin
from ..vorhaben.models import FieldChange, Publication, Vorhaben
from ..vorhaben.worklist import Lack
from .models import Rendition, RenditionState
from .things import LINES, MODELS, REASONS, SHORT, WORDLESS, fingerprint, words_of

MOST = 200
"""So many of a kind are listed at once."""

SPOKEN = ("argument", "abwaegung", "beschluss", "beitrag")
BRIEF = (SHORT, *reversed(REASONS))
KINDS = (*SPOKEN, *BRIEF)
"""What can be told in another language beside the long text of a Vorhaben."""


class Row(NamedTuple):
    """Something to look after: its kind and id, the Vorhaben it is about, and how its German words begin.

    ``number`` is how many say the same: a reason that stands in a hundred histories is looked after once.
    """

    kind: str
    id: int
    vorhaben_id: int
    begins: str
    number: int = 1


def numbers(session, lang, kinds=SPOKEN):
    """How much of these kinds lacks what in one language."""
    missing = sum(
        session.scalar(
            select(func.count()).select_from(_missing(kind, lang).with_only_columns(MODELS[kind].id).subquery())
        )
        for kind in kinds
    )
    found = dict.fromkeys(Lack, 0) | {Lack.MISSING: missing}
    for _row, lacks in _told(session, lang, kinds):
        for lack in lacks:
            found[lack] += 1
    return found


def rows(session, lang, lack, kinds=SPOKEN):
    """What lacks this, kind by kind, the newest first; at most some of each kind."""
    if lack != Lack.MISSING:
        return _gathered(row for row, lacks in _told(session, lang, kinds) if lack in lacks)
    found = []
    for kind in kinds:
        query = _missing(kind, lang)
        if kind in REASONS:
            found += _same_reasons(session, kind, query)
            continue
        query = query.order_by(MODELS[kind].id.desc()).limit(MOST)
        found += [_row(kind, record) for record in session.scalars(query)]
    return found


def _same_reasons(session, kind, query):
    """The most frequent first."""
    model, number = MODELS[kind], func.count()
    columns = (func.max(model.id), func.max(model.vorhaben_id), model.reason, number)
    said = query.with_only_columns(*columns).group_by(model.reason).order_by(number.desc(), model.reason).limit(MOST)
    return [Row(kind, id_, about, reason[:120], many) for id_, about, reason, many in session.execute(said)]


def _gathered(rows):
    found = {}
    for row in rows:
        key = (row.kind, row.begins) if row.kind in REASONS else row[:2]
        found[key] = found[key]._replace(number=found[key].number + 1) if key in found else row
    kinds = groupby(found.values(), key=lambda row: row.kind)
    return [row for _kind, some in kinds for row in islice(some, MOST)]


def _public(kind):
    """All of a kind that everybody can read; of contributions those of the city alone."""
    published = Vorhaben.publication == Publication.PUBLISHED
    if kind == "argument":
        query = select(Argument).join(Argument.abwaegung).join(Abwaegung.vorhaben)
        query = query.options(joinedload(Argument.abwaegung))
        return query.where(published, Abwaegung.state == AbwaegungState.PUBLISHED)
    if kind == SHORT:
        return select(Vorhaben).where(published, _says_something())
    model = MODELS[kind]
    query = select(model).join(model.vorhaben).where(published)
    if kind in REASONS:
        query = query.where(model.reason != "")
        return query.where(FieldChange.field.not_in(WORDLESS)) if kind == "field_change" else query
    if kind == "abwaegung":
        said = (Abwaegung.assessment != "") | (Abwaegung.proposal != "")
        return query.where(Abwaegung.state == AbwaegungState.PUBLISHED, said)
    if kind == "beitrag":
        return query.where(Beitrag.is_official, Beitrag.visibility == Visibility.PUBLISHED)
    return query


def _says_something():
    lines = [getattr(Vorhaben, name) != "" for name in LINES]
    lists = [cast(each, String).not_in(("[]", "null")) for each in (Vorhaben.open_points, Vorhaben.fixed_points)]
    return or_(*lines, *lists)


def _key(kind):
    """The column that leads to the record, and what else tells a rendition of this kind from others."""
    if kind == SHORT:
        return Rendition.vorhaben_id, Rendition.thing.startswith(f"{SHORT}:", autoescape=True)
    key = getattr(Rendition, f"{kind}_id")
    return key, key.is_not(None)


def _missing(kind, lang):
    key, mine = _key(kind)
    there = select(key).where(mine, Rendition.lang == lang, Rendition.state == RenditionState.DONE)
    return _public(kind).where(MODELS[kind].id.not_in(there))


def _told(session, lang, kinds):
    """What was told in a language, and what that lacks. A machine's words of residents are theirs to ask for."""
    for kind in kinds:
        model, (key, mine) = MODELS[kind], _key(kind)
        joined = and_(key == model.id, mine, Rendition.lang == lang, Rendition.state == RenditionState.DONE)
        query = _public(kind).join(Rendition, joined).add_columns(Rendition).order_by(model.id.desc())
        for record, rendition in session.execute(query):
            yield _row(kind, record), set(_lacks(words_of(record, kind), rendition))


def _lacks(words, rendition):
    if rendition.follows != fingerprint(words):
        yield Lack.OLDER
    if rendition.origin == Origin.MACHINE:
        yield Lack.MACHINE
    if rendition.lang == SIMPLE and rendition.checked_on is None:
        yield Lack.UNCHECKED


def _row(kind, record):
    begins = next(iter(words_of(record, kind).values()), "")
    about = record.abwaegung if kind == "argument" else record
    vorhaben_id = record.id if kind == SHORT else about.vorhaben_id
    return Row(kind, record.id, vorhaben_id, begins[:120])
