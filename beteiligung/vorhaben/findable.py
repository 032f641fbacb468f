"""By which of its words a Vorhaben is found, and where they stand."""

from sqlalchemy import delete, select, true
from sqlalchemy import text as sql
from sqlalchemy.orm import object_session, selectinload

from ..naming import queries as naming
from ..naming.models import Subject
from ..origin import GERMAN
from ..search.models import SearchEntry, SearchWord
from ..term.models import Term
from ..undisturbed import undisturbed
from .models import Vorhaben

CHUNK = 500
_UNNAMED = naming.Names()


def said(vorhaben, first=("de",), names=_UNNAMED):
    """Everything that can be found: field, tag of its language, words. Texts in the languages ``first`` come first.

    ``names`` are what its topic and its terms are called in other languages.
    """
    order = {tag: place for place, tag in enumerate(first)}
    texts = sorted(vorhaben.texts, key=lambda text: (order.get(text.lang, len(order)), text.lang))
    yield from _told(texts[:1])
    for place in vorhaben.places:
        yield "place", "de", place.words
    for bezirk in vorhaben.bezirke:
        yield "place", "de", bezirk.name
    yield from _called(Subject.TOPIC, vorhaben.topic_slug, vorhaben.topic, first, names)
    for term in vorhaben.terms:
        yield from _called(Subject.TERM, term.slug, term.name, first, names)
    yield from _told(texts[1:])


def _called(subject, slug, german, first, names):
    yield "topic", GERMAN, german
    for lang, name in names.others(subject, slug, first):
        yield "topic", lang, name


def _told(texts):
    for version in texts:
        yield "title", version.lang, version.title
        yield "summary", version.lang, version.summary
        for field in ("description", "goal", "affected"):
            if words := getattr(version, field):
                yield "description", version.lang, words


def refresh_search(vorhaben, names=None):
    """Bring what the search knows of it in step with what it says; to be called by whoever changes its words."""
    if vorhaben.entry is None:
        vorhaben.entry = SearchEntry()
    vorhaben.entry.tell(said(vorhaben, names=_names_of(vorhaben) if names is None else names))


def _names_of(vorhaben):
    session = object_session(vorhaben)
    if session is None:
        return _UNNAMED
    with session.no_autoflush:  # it need not be whole yet
        return naming.some(session, topic=[vorhaben.topic_slug], term=[term.slug for term in vorhaben.terms])


def reindex(session):
    """Forget what the search knows and read every Vorhaben anew; return how many."""
    for model in (SearchEntry, SearchWord):
        session.execute(delete(model))
    with undisturbed():
        session.expire_all()
    number = _read(session, true())
    for model in (Vorhaben, SearchEntry, SearchWord):
        # with numbers of rows the database goes from a few hits to their records, and not the other way round
        session.execute(sql(f"ANALYZE {model.__tablename__}"))
    return number


def reindex_named(session, subject, slugs):
    """The same for those alone whose topic, or one of whose terms, is called otherwise now."""
    if subject == Subject.TOPIC:
        return _read(session, Vorhaben.topic_slug.in_(slugs))
    return _read(session, Vorhaben.terms.any(Term.slug.in_(slugs)))


def _read(session, which):
    number, last, names = 0, 0, naming.everything(session)
    loaded = [selectinload(getattr(Vorhaben, name)) for name in ("texts", "places", "bezirke", "terms", "entry")]
    query = select(Vorhaben).where(which).order_by(Vorhaben.id).limit(CHUNK).options(*loaded)
    while some := session.scalars(query.where(Vorhaben.id > last)).all():
        for vorhaben in some:
            refresh_search(vorhaben, names)
        session.flush()
        number, last = number + len(some), some[-1].id
        with undisturbed():
            session.expunge_all()
    return number
