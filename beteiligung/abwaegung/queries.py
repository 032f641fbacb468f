"""What lies in a weighing: contributions that count, who carries which argument, and what weighs how much."""

from dataclasses import dataclass, field

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from ..beitrag import likeness
from ..beitrag.models import Beitrag, BeitragOrigin, Stance
from ..beitrag.paging import Order
from ..beitrag.queries import readable
from ..vorhaben.models import Publication, Vorhaben
from .models import Abwaegung, AbwaegungState, Argument, Assignment, SetAside


def newest(vorhaben_id):
    """The weighing of a Vorhaben that people work on, or worked on last."""
    mine = select(Abwaegung).where(Abwaegung.vorhaben_id == vorhaben_id)
    return mine.order_by(Abwaegung.round.desc()).limit(1)


def of_vorhaben(session, vorhaben_id):
    """The newest weighing of a Vorhaben, or ``None``; for staff alone."""
    return session.scalar(newest(vorhaben_id))


def published(session, vorhaben_id, round=None):
    """The weighing of a Vorhaben if everybody may read it, or ``None``: of that round, else the newest."""
    query = newest(vorhaben_id).join(Vorhaben).where(PUBLIC)
    return session.scalar(query.where(Abwaegung.round == round) if round else query)


def published_rounds(session, vorhaben_id):
    """Pairs of a round and the moment at which everybody could read it, the first one first."""
    rows = select(Abwaegung.round, Abwaegung.published_at).join(Vorhaben)
    return session.execute(rows.where(Abwaegung.vorhaben_id == vorhaben_id, PUBLIC).order_by(Abwaegung.round)).all()


PUBLIC = and_(Abwaegung.state == AbwaegungState.PUBLISHED, Vorhaben.publication == Publication.PUBLISHED)
"""The one predicate for a weighing that everybody may read; the query must join ``Vorhaben``."""


def counting():
    """The one predicate for what is weighed: what everybody may read and residents said."""
    return and_(readable(), Beitrag.is_official.is_(False))


def assigned(abwaegung_id):
    """Does this contribution carry an argument?"""
    mine = (Assignment.beitrag_id == Beitrag.id, Argument.abwaegung_id == abwaegung_id)
    return select(Assignment.beitrag_id).join(Argument).where(*mine).correlate(Beitrag, Abwaegung).exists()


def set_aside(abwaegung_id):
    """Was it set aside?"""
    mine = (SetAside.beitrag_id == Beitrag.id, SetAside.abwaegung_id == abwaegung_id)
    return select(SetAside.beitrag_id).where(*mine).correlate(Beitrag, Abwaegung).exists()


def unassigned(abwaegung_id):
    """Neither: this is what is left to do."""
    return ~or_(assigned(abwaegung_id), set_aside(abwaegung_id))


def of_round(abwaegung_id):
    """Does a contribution belong to this round? What a round has sorted stays with it, the rest is the newest one's."""
    anywhere = or_(
        select(Assignment.beitrag_id).where(Assignment.beitrag_id == Beitrag.id).correlate(Beitrag).exists(),
        select(SetAside.beitrag_id).where(SetAside.beitrag_id == Beitrag.id).correlate(Beitrag).exists(),
    )
    return or_(assigned(abwaegung_id), set_aside(abwaegung_id), and_(~anywhere, is_newest(abwaegung_id)))


def is_newest(abwaegung_id):
    """Is there no later round?"""
    this, later = aliased(Abwaegung), aliased(Abwaegung)
    follows = and_(later.vorhaben_id == this.vorhaben_id, later.round > this.round)
    return ~select(later.id).join(this, follows).where(this.id == abwaegung_id).correlate(Abwaegung).exists()


@dataclass(frozen=True)
class Pile:
    """Which contributions a page of the weighing shows; ``beteiligung.beitrag.paging`` pages them, the oldest first."""

    abwaegung_id: int
    show: str = "open"
    stance: Stance | None = None
    origin: BeitragOrigin | None = None
    argument_id: int | None = None
    text: str = ""
    order: Order = Order.WAITING

    @property
    def is_narrow(self):
        """Is anything filtered besides what is left to do?"""
        return bool(self.stance or self.origin or self.argument_id or self.text)

    def conditions(self, person=None):
        """What a contribution must be."""
        yield counting()
        yield of_round(self.abwaegung_id)
        if self.argument_id:
            mine = (Assignment.beitrag_id == Beitrag.id, Assignment.argument_id == self.argument_id)
            yield select(Assignment.beitrag_id).where(*mine).correlate(Beitrag).exists()
        elif self.show == "open":
            yield unassigned(self.abwaegung_id)
        elif self.show == "aside":
            yield set_aside(self.abwaegung_id)
        if self.stance:
            yield Beitrag.stance == self.stance
        if self.origin:
            yield Beitrag.origin == self.origin
        for word in likeness.wanted(self.text) if self.text else ():
            yield Beitrag.plain.contains(word)


@dataclass(frozen=True)
class Sizes:
    """How many contributions count, how many are left to do, how many were set aside."""

    total: int
    open: int
    aside: int

    @property
    def done(self):
        return self.total - self.open


def sizes(session, abwaegung):
    """Counted in one query."""
    mine = (Beitrag.vorhaben_id == abwaegung.vorhaben_id, counting(), of_round(abwaegung.id))
    kinds = ((), (unassigned(abwaegung.id),), (set_aside(abwaegung.id),))
    counts = [select(func.count(Beitrag.id)).where(*mine, *kind).scalar_subquery() for kind in kinds]
    return Sizes(*session.execute(select(*counts)).one())


@dataclass
class Weight:
    """How much an argument weighs: contributions and their supports by stance and way; people by Stadtbezirk."""

    contributions: int = 0
    supports: int = 0
    people: int = 0
    by_stance: dict = field(default_factory=lambda: dict.fromkeys(Stance, 0))
    by_origin: dict = field(default_factory=lambda: dict.fromkeys(BeitragOrigin, 0))
    by_bezirk: dict = field(default_factory=dict)

    def shown(self, smallest):
        """The Stadtbezirke from which enough people say this to be named."""
        return {number: people for number, people in sorted(self.by_bezirk.items()) if people >= smallest}


def weights(session, abwaegung_id):
    """For each argument its ``Weight``, in three queries however many there are. What is hidden does not count."""
    found = {id_: Weight() for id_ in session.scalars(select(Argument.id).where(Argument.abwaegung_id == abwaegung_id))}
    base = (
        select(Assignment.argument_id)
        .join(Argument, Argument.id == Assignment.argument_id)
        .join(Beitrag, Beitrag.id == Assignment.beitrag_id)
        .where(Argument.abwaegung_id == abwaegung_id, counting())
    )
    kinds = (Assignment.argument_id, Beitrag.stance, Beitrag.origin)
    counts = base.add_columns(Beitrag.stance, Beitrag.origin, func.count(), func.sum(Beitrag.supports))
    for argument_id, stance, origin, number, supports in session.execute(counts.group_by(*kinds)):
        weight = found[argument_id]
        weight.contributions += number
        weight.supports += supports
        weight.by_stance[stance] += number
        weight.by_origin[origin] += number
    people = func.count(Beitrag.author_id.distinct())
    for argument_id, number in session.execute(base.add_columns(people).group_by(Assignment.argument_id)):
        found[argument_id].people = number
    where = (Assignment.argument_id, Beitrag.bezirk_number)
    lives = base.add_columns(Beitrag.bezirk_number, people).where(Beitrag.bezirk_number.is_not(None)).group_by(*where)
    for argument_id, bezirk, number in session.execute(lives):
        found[argument_id].by_bezirk[bezirk] = number
    return found


def places(session, abwaegung_id, beitrag_ids):
    """Where these contributions lie: their arguments by contribution, and what was set aside by contribution."""
    mine = (Argument.abwaegung_id == abwaegung_id, Assignment.beitrag_id.in_(beitrag_ids))
    rows = session.execute(
        select(Assignment.beitrag_id, Argument).join(Argument).where(*mine).order_by(Argument.position, Argument.id)
    ).all()
    carried = {}
    for beitrag_id, argument in rows:
        carried.setdefault(beitrag_id, []).append(argument)
    aside = select(SetAside).where(SetAside.abwaegung_id == abwaegung_id, SetAside.beitrag_id.in_(beitrag_ids))
    return carried, {one.beitrag_id: one for one in session.scalars(aside)}


def argument(session, argument_id, vorhaben_id):
    """An argument of the weighing of that Vorhaben, or ``None``."""
    mine = (Argument.id == argument_id, Abwaegung.vorhaben_id == vorhaben_id)
    return session.scalar(select(Argument).join(Abwaegung).where(*mine))


def begun(session):
    """The newest weighing of every public Vorhaben that has one, the newest first."""
    return session.execute(
        select(Vorhaben, Abwaegung)
        .join(Abwaegung, Abwaegung.vorhaben_id == Vorhaben.id)
        .where(Vorhaben.publication == Publication.PUBLISHED, is_newest(Abwaegung.id))
        .order_by(Abwaegung.created_at.desc(), Abwaegung.id.desc())
        .options(selectinload(Vorhaben.texts))
    ).all()


def all_sizes(session, weighings):
    """Pairs of a weighing and its ``Sizes``, in three queries however many there are."""
    if not weighings:
        return []
    ids = [weighing.id for weighing in weighings]
    base = (
        select(Abwaegung.id, func.count(Beitrag.id))
        .join(Beitrag, Beitrag.vorhaben_id == Abwaegung.vorhaben_id)
        .where(Abwaegung.id.in_(ids), counting(), of_round(Abwaegung.id))
        .group_by(Abwaegung.id)
    )
    total, left, put = (
        dict(session.execute(base.where(*more)).all())
        for more in ((), (unassigned(Abwaegung.id),), (set_aside(Abwaegung.id),))
    )
    return [(one, Sizes(*(counts.get(one.id, 0) for counts in (total, left, put)))) for one in weighings]
