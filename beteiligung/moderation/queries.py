"""What lies in the trays, and everything that belongs to one Beitrag on the moderators' desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from ..beitrag.models import Beitrag, Stance, Visibility
from ..beitrag.queries import answered, readable
from ..vorhaben.models import Publication, Vorhaben, vorhaben_bezirk
from .models import AnswerTemplate, Case, Decision, Kind, LogEntry, Note, Objection, Report

TRAYS = ("neu", "gemeldet", "widerspruch", "antwort", "erledigt")
"""New, reported, objected, waiting for an answer of the city, done."""


@dataclass(frozen=True)
class Narrow:
    """What a moderator wants to see of a tray."""

    vorhaben: str | None = None
    bezirk: int | None = None
    lang: str | None = None
    days: int | None = None

    def conditions(self, when, now):
        """On a query that knows ``Beitrag`` and ``Vorhaben``."""
        if self.vorhaben:
            yield Vorhaben.slug == self.vorhaben
        if self.bezirk:
            yield Vorhaben.id.in_(
                select(vorhaben_bezirk.c.vorhaben_id).where(vorhaben_bezirk.c.bezirk_number == self.bezirk)
            )
        if self.lang:
            yield Beitrag.lang == self.lang
        if self.days:
            yield when <= now - timedelta(days=self.days)


@dataclass(frozen=True)
class Item:
    """One line of a tray: the Beitrag, since when it lies there, and the number that orders equal times."""

    beitrag: Beitrag
    since: datetime
    number: int
    reports: int = 0


def unanswered():
    """The one predicate for what waits for the city: a question in public, without a published official reply."""
    return and_(Beitrag.stance == Stance.QUESTION, Beitrag.is_official.is_(False), readable(), ~answered())


def _tray(name, after):
    """What a tray selects: base, the time that orders it, the number beside it, conditions."""
    if name == "gemeldet":
        base = select(Beitrag, Case.opened_at, Case.id).join(Case, Case.beitrag_id == Beitrag.id)
        return base, Case.opened_at, Case.id, (Case.decided_at.is_(None),)
    if name == "widerspruch":
        base = (
            select(Beitrag, Objection.objected_at, Objection.id)
            .join(Decision, Decision.beitrag_id == Beitrag.id)
            .join(Objection, Objection.decision_id == Decision.id)
        )
        return base, Objection.objected_at, Objection.id, (Objection.decided_at.is_(None),)
    if name == "erledigt":
        base = select(Beitrag, Beitrag.moderated_at, Beitrag.id)
        return base, Beitrag.moderated_at, Beitrag.id, (Beitrag.moderated_at.is_not(None), ~Beitrag.is_official)
    base = select(Beitrag, Beitrag.submitted_at, Beitrag.id)
    if name == "antwort":
        return base, Beitrag.submitted_at, Beitrag.id, (unanswered(), Vorhaben.publication == Publication.PUBLISHED)
    waits = Beitrag.visibility == Visibility.SUBMITTED
    at_once = func.coalesce(Vorhaben.moderation, "after" if after else "before") == "after"
    seen_by_nobody = and_(Beitrag.visibility == Visibility.PUBLISHED, Beitrag.moderated_at.is_(None), at_once)
    waits = or_(waits, and_(seen_by_nobody, Beitrag.is_official.is_(False)))  # somebody looks at it all the same
    return base, Beitrag.submitted_at, Beitrag.id, (waits,)


def page(session, name, narrow, *, now, after=False, size, beyond=None):
    """One page of a tray, and whether there is more; ``beyond`` is the (time, number) of the last line before it."""
    base, when, number, conditions = _tray(name, after)
    query = base.join(Vorhaben, Vorhaben.id == Beitrag.vorhaben_id).where(*conditions, *narrow.conditions(when, now))
    newest_first = name == "erledigt"
    if beyond:
        place, edge = tuple_(when, number), tuple_(*_bound(beyond, when, number))
        query = query.where(place < edge if newest_first else place > edge)
    order = (when.desc(), number.desc()) if newest_first else (when, number)
    query = query.options(joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts)).order_by(*order).limit(size + 1)
    rows = session.execute(query).all()
    counts = _reports(session, [row[0].id for row in rows[:size]]) if name == "gemeldet" else {}
    return [Item(b, since, no, counts.get(b.id, 0)) for b, since, no in rows[:size]], len(rows) > size


def _bound(beyond, when, number):
    return bindparam(None, beyond[0], type_=when.type), bindparam(None, beyond[1], type_=number.type)


def sizes(session, narrow, *, now, after=False):
    """How many lie in each tray that has an end, in one query."""
    counted = []
    for name in TRAYS[:-1]:
        _base, when, number, conditions = _tray(name, after)
        query = _base.join(Vorhaben, Vorhaben.id == Beitrag.vorhaben_id).where(
            *conditions, *narrow.conditions(when, now)
        )
        counted.append(select(func.count()).select_from(query.with_only_columns(number).subquery()).scalar_subquery())
    return dict(zip(TRAYS, session.execute(select(*counted)).one(), strict=False))


def _reports(session, beitrag_ids):
    return dict(
        session.execute(
            select(Case.beitrag_id, func.count(Report.id))
            .join(Report)
            .where(Case.beitrag_id.in_(beitrag_ids), Case.decided_at.is_(None))
            .group_by(Case.beitrag_id)
        ).all()
    )


@dataclass
class Desk:
    """Everything that belongs to one Beitrag, for staff only."""

    beitrag: Beitrag
    cases: list[Case]
    decisions: list[Decision]
    notes: list[Note]
    log: list[LogEntry]
    others: dict[str, int]

    @property
    def case(self):
        """The case that waits, or ``None``."""
        return next((case for case in self.cases if case.decided_at is None), None)

    @property
    def objection(self):
        """The objection that waits, or ``None``."""
        return next((o for d in self.decisions for o in d.objections if o.decided_at is None), None)

    @property
    def restriction(self):
        """What is restricted at the moment, or ``None``."""
        wanted = Kind.HIDDEN if self.beitrag.visibility == Visibility.HIDDEN else Kind.BLACKENED
        return next((d for d in reversed(self.decisions) if d.kind == wanted and d.lifted_at is None), None)


def by_number(session, beitrag_id):
    """A Beitrag with what a page says about it, whatever its state; for staff."""
    return session.scalar(
        select(Beitrag)
        .where(Beitrag.id == beitrag_id)
        .options(joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts), joinedload(Beitrag.parent))
    )


def desk(session, beitrag):
    """What the staff must know before they decide."""
    cases = select(Case).where(Case.beitrag_id == beitrag.id).options(selectinload(Case.reports)).order_by(Case.id)
    decisions = (
        select(Decision)
        .where(Decision.beitrag_id == beitrag.id)
        .options(
            selectinload(Decision.objections).joinedload(Objection.report),
            joinedload(Decision.case).selectinload(Case.reports),
            joinedload(Decision.block),
        )
        .order_by(Decision.id)
    )
    return Desk(
        beitrag=beitrag,
        cases=list(session.scalars(cases)),
        decisions=list(session.scalars(decisions)),
        notes=list(session.scalars(select(Note).where(Note.beitrag_id == beitrag.id).order_by(Note.id))),
        log=list(session.scalars(log_of(beitrag.id).limit(50))),
        others=_others(session, beitrag.author_id),
    )


def _others(session, author_id):
    """How many Beiträge this person wrote, and how often something was decided about them."""
    kinds = select(Decision.kind, func.count()).where(Decision.person_id == author_id, Decision.lifted_at.is_(None))
    found: dict[str, Any] = {kind.value: number for kind, number in session.execute(kinds.group_by(Decision.kind))}
    written = select(func.count()).select_from(Beitrag).where(Beitrag.author_id == author_id)
    return {"written": session.scalar(written), **found}


def log_of(beitrag_id):
    """Every act about one Beitrag, the newest first."""
    return select(LogEntry).where(LogEntry.beitrag_id == beitrag_id).order_by(LogEntry.id.desc())


def whole_log(beitrag_id=None, case_id=None, before=None):
    """The log, the newest first; ``before`` is the number of the last entry of the page before."""
    query = select(LogEntry).order_by(LogEntry.id.desc())
    if beitrag_id:
        query = query.where(LogEntry.beitrag_id == beitrag_id)
    if case_id:
        query = query.where(LogEntry.case_id == case_id)
    return query.where(LogEntry.id < before) if before else query


def report_by_code(session, digest):
    """A report with its case and what was decided; the code is the key."""
    return session.scalar(select(Report).where(Report.code_digest == digest).options(joinedload(Report.case)))


def decision_of_case(session, case):
    """What was decided about a case, or ``None`` while it waits."""
    return session.scalar(
        select(Decision)
        .where(Decision.case_id == case.id)
        .options(selectinload(Decision.objections))
        .order_by(Decision.id.desc())
        .limit(1)
    )


def _statement():
    return select(Decision).options(
        joinedload(Decision.beitrag).joinedload(Beitrag.vorhaben).selectinload(Vorhaben.texts),
        joinedload(Decision.case).selectinload(Case.reports),
        joinedload(Decision.block),
        selectinload(Decision.objections),
    )


def statement_by_code(session, digest):
    """A statement of reasons for whoever holds its code."""
    return session.scalar(_statement().where(Decision.code_digest == digest, Decision.kind != Kind.LEFT))


def statement_of(session, beitrag_id, kinds=(Kind.HIDDEN, Kind.BLACKENED)):
    """The newest statement about a Beitrag, also one that was taken back since."""
    return session.scalar(
        _statement()
        .where(Decision.beitrag_id == beitrag_id, Decision.kind.in_(kinds))
        .order_by(Decision.id.desc())
        .limit(1)
    )


def statements_about(session, beitrag_id):
    """Everything that was decided about one Beitrag and that its author may read, the oldest first."""
    return session.scalars(
        select(Decision)
        .where(Decision.beitrag_id == beitrag_id, Decision.kind != Kind.LEFT)
        .options(selectinload(Decision.objections))
        .order_by(Decision.id)
    ).all()


def statements_for(session, person, *, most=100):
    """Everything that was decided about what one person wrote, the newest first."""
    return session.scalars(
        _statement()
        .where(Decision.person_id == person.id, Decision.kind != Kind.LEFT)
        .order_by(Decision.id.desc())
        .limit(most)
    ).all()


def decisions_about(session, author_id, *, most=100):
    """Restrictions, warnings and blocks of one person, the newest first; for moderators."""
    return session.scalars(
        select(Decision)
        .where(Decision.person_id == author_id, Decision.kind != Kind.LEFT)
        .options(joinedload(Decision.block))
        .order_by(Decision.id.desc())
        .limit(most)
    ).all()


def questions(session, beitrag, *, most=50):
    """What else waits for an answer on the same Vorhaben, the oldest first."""
    return session.scalars(
        select(Beitrag)
        .where(unanswered(), Beitrag.vorhaben_id == beitrag.vorhaben_id, Beitrag.id != beitrag.id)
        .order_by(Beitrag.submitted_at, Beitrag.id)
        .limit(most)
    ).all()


def templates(lang=None):
    """The words that are kept, by name."""
    query = select(AnswerTemplate).order_by(func.lower(AnswerTemplate.name), AnswerTemplate.id)
    return query.where(AnswerTemplate.lang == lang) if lang else query


def vorhaben_with_talk():
    """What the filter offers: Vorhaben on which somebody wrote."""
    wrote = exists().where(Beitrag.vorhaben_id == Vorhaben.id).correlate(Vorhaben)
    return select(Vorhaben).where(wrote).options(selectinload(Vorhaben.texts)).order_by(Vorhaben.slug)
