"""By which of its words a Vorhaben is found, and where they stand."""

from sqlalchemy import delete, select
from sqlalchemy import text as sql
from sqlalchemy.orm import selectinload

from ..search.models import SearchEntry, SearchWord
from ..undisturbed import undisturbed
from .models import Vorhaben

CHUNK = 500


def said(vorhaben, first=("de",)):
    """Everything that can be found: field, tag of its language, words. Texts in the languages ``first`` come first."""
    order = {tag: place for place, tag in enumerate(first)}
    texts = sorted(vorhaben.texts, key=lambda text: (order.get(text.lang, len(order)), text.lang))
    yield from _told(texts[:1])
    for place in vorhaben.places:
        yield "place", "de", place.words
    for bezirk in vorhaben.bezirke:
        yield "place", "de", bezirk.name
    yield "topic", "de", vorhaben.topic
    for term in vorhaben.terms:
        yield "topic", "de", term.name
    yield from _told(texts[1:])


def _told(texts):
    for version in texts:
        yield "title", version.lang, version.title
        yield "summary", version.lang, version.summary
        for field in ("description", "goal", "affected"):
            if words := getattr(version, field):
                yield "description", version.lang, words


def refresh_search(vorhaben):
    """Bring what the search knows of it in step with what it says; to be called by whoever changes its words."""
    if vorhaben.entry is None:
        vorhaben.entry = SearchEntry()
    vorhaben.entry.tell(said(vorhaben))


def reindex(session):
    """Forget what the search knows and read every Vorhaben anew; return how many."""
    for model in (SearchEntry, SearchWord):
        session.execute(delete(model))
    with undisturbed():
        session.expire_all()
    number, last = 0, 0
    loaded = [selectinload(getattr(Vorhaben, name)) for name in ("texts", "places", "bezirke", "terms", "entry")]
    while some := session.scalars(
        select(Vorhaben).where(Vorhaben.id > last).order_by(Vorhaben.id).limit(CHUNK).options(*loaded)
    ).all():
        for vorhaben in some:
            refresh_search(vorhaben)
        session.flush()
        number, last = number + len(some), some[-1].id
        with undisturbed():
            session.expunge_all()
    for model in (Vorhaben, SearchEntry, SearchWord):
        # with numbers of rows the database goes from a few hits to their records, and not the other way round
        session.execute(sql(f"ANALYZE {model.__tablename__}"))
    return number
