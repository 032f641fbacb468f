"""What is new about published Vorhaben, from the history that is stored. Nothing else is ever told."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select

from ..beitrag.models import Beitrag
from ..beitrag.queries import readable
from ..beschluss.models import Beschluss
from ..gremium.models import Gremium
from ..vorhaben.models import FieldChange, Publication, StatusChange, Vorhaben


class News(NamedTuple):
    """Something that happened to a Vorhaben. ``kind`` and ``about`` are JSON; ``number`` tells it from its like."""

    vorhaben_id: int
    at: datetime
    kind: str
    number: int
    about: dict

    @property
    def fact(self):
        """As it stands in the facts of a mail."""
        return {"kind": self.kind, "at": self.at.isoformat(), "number": self.number, **self.about}


class _Source(NamedTuple):
    """Where one kind of news stands: its moment, its number, what it tells, and what it is joined to."""

    kind: str
    at: Any
    number: Any
    columns: dict
    joined: tuple = ()
    only: tuple = ()


def _told(value):
    """Of places the words; their drawing is nothing to read."""
    return [place["words"] for place in value] if value and isinstance(value[0], dict) else value


_SOURCES = (
    _Source("entered", Vorhaben.published_at, Vorhaben.id, {}),
    _Source(
        "status",
        StatusChange.recorded_at,
        StatusChange.id,
        {"status": StatusChange.status, "on": StatusChange.on, "reason": StatusChange.reason},
        ((StatusChange, StatusChange.vorhaben_id == Vorhaben.id),),
    ),
    _Source(
        "change",
        FieldChange.at,
        FieldChange.id,
        {"field": FieldChange.field, "old": FieldChange.old, "new": FieldChange.new, "reason": FieldChange.reason},
        ((FieldChange, FieldChange.vorhaben_id == Vorhaben.id),),
    ),
    _Source(
        "answer",
        Beitrag.published_at,
        Beitrag.id,
        {},
        ((Beitrag, Beitrag.vorhaben_id == Vorhaben.id),),
        (Beitrag.is_official.is_(True), readable()),
    ),
    _Source("wish", Vorhaben.wish_answered_at, Vorhaben.id, {"reason": Vorhaben.wish_answer}),
    _Source(
        "decision",
        Beschluss.recorded_at,
        Beschluss.id,
        {"body": Gremium.name, "result": Beschluss.result, "on": Beschluss.decided_on},
        ((Beschluss, Beschluss.vorhaben_id == Vorhaben.id), (Gremium, Gremium.id == Beschluss.gremium_id)),
    ),
)


def collect(session, *, since, until, where=(), most=None):
    """Everything after ``since`` up to ``until``, the newest first; ``where`` narrows the Vorhaben."""
    found = [*_opened(session, since, until, where, most)]
    for source in _SOURCES:
        query = select(Vorhaben.id, source.at, source.number, *source.columns.values()).select_from(Vorhaben)
        for model, condition in source.joined:
            query = query.join(model, condition)
        query = query.where(PUBLIC, *source.only, *where, source.at > since, source.at <= until)
        if source.kind != "entered":
            query = query.where(or_(Vorhaben.published_at.is_(None), source.at > Vorhaben.published_at))
        for id_, at, number, *values in session.execute(query.order_by(source.at.desc()).limit(most)):
            found.append(News(id_, at, source.kind, number, _about(source, values)))
    return sorted(found, key=lambda news: (news.at, news.kind, news.number), reverse=True)[:most]


PUBLIC = Vorhaben.publication == Publication.PUBLISHED


def closing(session, *, since, until, lead):
    """Where taking part ends soon: ``lead`` before the end lies in that time, and the end is still to come."""
    rows = session.execute(
        select(Vorhaben.id, Vorhaben.open_until).where(
            PUBLIC,
            Vorhaben.open_from <= until,
            Vorhaben.open_until > max(since + lead, until),
            Vorhaben.open_until <= until + lead,
        )
    )
    return [News(id_, end - lead, "ends", id_, {"until": end.isoformat()}) for id_, end in rows]


def talk(session, *, since, until):
    """How many new contributions of residents each Vorhaben has; only the number is ever told."""
    return dict(
        session.execute(
            select(Beitrag.vorhaben_id, func.count())
            .join(Vorhaben, Vorhaben.id == Beitrag.vorhaben_id)
            .where(
                PUBLIC,
                readable(),
                Beitrag.is_official.is_(False),
                Beitrag.published_at > since,
                Beitrag.published_at <= until,
            )
            .group_by(Beitrag.vorhaben_id)
        ).all()
    )


def touched(session):
    """When something public was last changed or taken back: no copy from before holds any more."""
    vorhaben = select(func.max(Vorhaben.updated_at)).where(Vorhaben.publication != Publication.DRAFT)
    answers = select(func.max(Beitrag.moderated_at)).where(Beitrag.is_official.is_(True))
    return max(filter(None, (session.scalar(vorhaben), session.scalar(answers))), default=None)


def _opened(session, since, until, where, most):
    """Taking part has begun: on its day, or when somebody wrote that it has begun already."""
    begins = or_(Vorhaben.open_from > since, Vorhaben.open_set_at > since)
    begun = and_(Vorhaben.open_from <= until, Vorhaben.open_until > until)
    rows = session.execute(
        select(Vorhaben.id, Vorhaben.open_from, Vorhaben.open_set_at, Vorhaben.open_until)
        .where(PUBLIC, begins, begun, *where)
        .order_by(Vorhaben.open_from.desc())
        .limit(most)
    )
    for id_, begin, written, end in rows:
        at = max(begin, written) if written and written <= until else begin
        yield News(id_, at, "open", int(begin.timestamp()), {"until": end.isoformat()})


def _about(source, values):
    about = dict(zip(source.columns, values, strict=True))
    if source.kind == "change" and about["field"] == "places":
        about |= {"old": _told(about["old"]), "new": _told(about["new"])}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in about.items()}
