from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from ..origin import Origin
from ..vorhaben.models import Publication, Vorhaben
from .models import Rendition, RenditionState
from .things import LINES, MODELS, REASONS, SHORT, marks


def on_page(vorhaben_id, languages, beitrag_ids):
    """What a page about this Vorhaben shows in these languages: of its talk only these contributions."""
    return select(Rendition).where(
        Rendition.vorhaben_id == vorhaben_id,
        Rendition.lang.in_(languages),
        or_(Rendition.beitrag_id.is_(None), Rendition.beitrag_id.in_(beitrag_ids)),
    )


def of(session, thing, lang):
    """The rendition of one thing, or ``None``."""
    return session.scalar(select(Rendition).where(Rendition.thing == thing.name, Rendition.lang == lang))


def told(session, names, lang):
    """The renditions of things of these names in a language, as far as there are words."""
    if not names:
        return []
    done = Rendition.state == RenditionState.DONE
    return session.scalars(
        select(Rendition).where(Rendition.thing.in_(list(names)), Rendition.lang == lang, done)
    ).all()


def next_waiting(after, before):
    """Whoever waits, first come first served; ``after`` is the last one of this run, ``before`` when it began."""
    return (
        select(Rendition)
        .where(Rendition.state == RenditionState.WAITING, Rendition.id > after, Rendition.asked_at <= before)
        .order_by(Rendition.id)
        .limit(1)
    )


def remembered(session, thing, lang):
    """What people wrote in this language for exactly the same German words of another reason or Vorhaben."""
    places = [(kind, "reason") for kind in REASONS] if thing.kind in REASONS else [(SHORT, name) for name in LINES]
    if thing.kind not in (SHORT, *REASONS):
        return {}
    german = {name: text for name, text in thing.words.items() if name in (*LINES, "reason")}
    found = {}
    for name, text in german.items():
        for kind, field in places:
            if name not in found and (words := _told_of(session, kind, field, text, lang)):
                found[name] = words
    return found


def _told_of(session, kind, field, text, lang):
    """Of several the newest; one that follows other German words is none."""
    model = MODELS[kind]
    leads = getattr(Rendition, f"{kind}_id") if kind in REASONS else Rendition.vorhaben_id
    query = (
        select(Rendition)
        .join(model, model.id == leads)
        .where(getattr(model, field) == text, Rendition.thing.startswith(f"{kind}:", autoescape=True))
        .where(Rendition.lang == lang, Rendition.state == RenditionState.DONE, Rendition.origin != Origin.MACHINE)
        .order_by(Rendition.written_at.desc(), Rendition.id.desc())
        .limit(20)
    )
    followed = (row for row in session.scalars(query) if row.bases.get(field) == marks({field: text})[field])
    return next((row.words[field] for row in followed if row.words.get(field)), None)


def same_reasons(session, thing, lang):
    """Other public changes with the same German reason, each with its rendition in this language or ``None``."""
    for kind in REASONS:
        model, key = MODELS[kind], getattr(Rendition, f"{kind}_id")
        query = select(model, Rendition).join(model.vorhaben).options(contains_eager(model.vorhaben))
        query = query.outerjoin(Rendition, and_(key == model.id, Rendition.lang == lang))
        query = query.where(Vorhaben.publication == Publication.PUBLISHED, model.reason == thing.words["reason"])
        others = (model.id != thing.id,) if thing.kind == kind else ()
        yield from session.execute(query.where(*others).order_by(model.id))
