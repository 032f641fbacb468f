"""Texts in other languages that somebody must look after: missing, older than the German one, unchecked."""

import enum
from typing import NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from ..origin import GERMAN, SIMPLE, Origin
from .models import Publication, Vorhaben, VorhabenText


class Lack(enum.StrEnum):
    """What is wrong with a text in another language."""

    MISSING = "missing"
    OLDER = "older"
    UNCHECKED = "unchecked"
    MACHINE = "machine"


class Row(NamedTuple):
    """A text to look after; ``title`` is the German one."""

    vorhaben_id: int
    title: str
    lang: str
    written_at: object
    author: str


German = aliased(VorhabenText)

_LACKS = {
    Lack.OLDER: lambda: VorhabenText.edition < German.edition,
    Lack.UNCHECKED: lambda: and_(VorhabenText.lang == SIMPLE, VorhabenText.checked_on.is_(None)),
    Lack.MACHINE: lambda: VorhabenText.origin == Origin.MACHINE,
}


def numbers(session, languages):
    """For each language how many texts of public Vorhaben lack what, in two queries."""
    public = select(func.count()).where(Vorhaben.publication == Publication.PUBLISHED)
    everything = session.scalar(public.select_from(Vorhaben))
    sums = [func.sum(case((lacks(), 1), else_=0)) for lacks in _LACKS.values()]
    told = _joined(select(VorhabenText.lang, func.count(), *sums)).group_by(VorhabenText.lang)
    found = {lang: {Lack.MISSING: everything, **dict.fromkeys(_LACKS, 0)} for lang in languages}
    for lang, there, *counts in session.execute(told):
        if lang in found:
            found[lang] = {Lack.MISSING: everything - there, **dict(zip(_LACKS, counts, strict=True))}
    return found


def rows(lang, lack):
    """The texts of one language that lack this, the German text that was changed last on top."""
    columns = (German.vorhaben_id, German.title)
    if lack == Lack.MISSING:
        there = select(VorhabenText.vorhaben_id).where(VorhabenText.lang == lang)
        query = (
            select(*columns)
            .join(Vorhaben, Vorhaben.id == German.vorhaben_id)
            .where(German.lang == GERMAN, Vorhaben.publication == Publication.PUBLISHED, Vorhaben.id.not_in(there))
        )
    else:
        query = _joined(select(*columns, VorhabenText.written_at, VorhabenText.author))
        query = query.where(VorhabenText.lang == lang, _LACKS[lack]())
    return query.order_by(German.written_at.desc().nulls_last(), German.title, German.vorhaben_id)


def page(session, lang, lack, *, most, skip=0):
    """One page of them as rows."""
    for vorhaben_id, title, *written in session.execute(rows(lang, lack).limit(most).offset(skip)):
        yield Row(vorhaben_id, title, lang, *(written or (None, "")))


def _joined(query):
    return (
        query.select_from(VorhabenText)
        .join(German, and_(German.vorhaben_id == VorhabenText.vorhaben_id, German.lang == GERMAN))
        .join(Vorhaben, Vorhaben.id == VorhabenText.vorhaben_id)
        .where(Vorhaben.publication == Publication.PUBLISHED, VorhabenText.lang != GERMAN)
    )
