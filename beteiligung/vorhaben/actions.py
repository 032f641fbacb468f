from sqlalchemy import func, select

from ..text import fold, slug
from ..vereinbarung.models import Clause
from .models import Origin, Publication, Status, StatusChange, Vorhaben, VorhabenText
from .when import When


def draft_from_clauses(session, vereinbarung, *, now):
    """One draft Vorhaben for every clause that has none yet; return how many were made."""
    without = select(Clause).where(
        Clause.vereinbarung_id == vereinbarung.id,
        Clause.gone_at.is_(None),
        ~select(Vorhaben.id).where(Vorhaben.clause_id == Clause.id).exists(),
    )
    clauses = session.scalars(without.order_by(Clause.number)).all()
    taken = set(session.scalars(select(Vorhaben.slug)))
    for clause in clauses:
        session.add(_draft(clause, _free(slug(clause.title), taken), now))
    session.flush()
    return len(clauses)


def refresh_search(vorhaben):
    """Fold all its words, in every language, into the one column that the list searches."""
    words = [vorhaben.topic]
    for text in vorhaben.texts:
        words += [text.title, text.summary, text.description or ""]
    words += [place.words for place in vorhaben.places]
    words += [bezirk.name for bezirk in vorhaben.bezirke]
    vorhaben.search = " ".join(dict.fromkeys(fold(" ".join(words)).split()))


def count_drafts(session):
    """How many Vorhaben wait to be published."""
    return session.scalar(select(func.count()).where(Vorhaben.publication == Publication.DRAFT))


def _draft(clause, name, now):
    vorhaben = Vorhaben(
        slug=name,
        publication=Publication.DRAFT,
        status=Status.ANNOUNCED,
        clause=clause,
        topic=clause.topic,
        topic_slug=slug(clause.topic),
        is_citywide=True,
        created_at=now,
        updated_at=now,
    )
    vorhaben.texts.append(VorhabenText(lang="de", title=clause.title, summary=clause.text, origin=Origin.WRITTEN))
    if end := next((d["to"] for d in clause.deadlines if d.get("to")), None):
        vorhaben.end_on, vorhaben.end_precision = When.parse(_shortest(end))
    agreed = clause.vereinbarung.period_from or now.date()
    vorhaben.history.append(
        StatusChange(status=Status.ANNOUNCED, on=agreed, reason=clause.vereinbarung.title, author_name="")
    )
    refresh_search(vorhaben)
    return vorhaben


def _shortest(day):
    """A deadline at the last day of a year is known to the year."""
    return day[:4] if day.endswith("-12-31") else day


def _free(wanted, taken):
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
