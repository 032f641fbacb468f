"""One dossier: everything that a page, a paper or a table shows of a Vorhaben's participation."""

from dataclasses import dataclass, field

from ..beitrag.balance import Balance, balance, districts, parts
from ..bezirk.queries import all_in_order
from . import figures, queries

MOST_SUPPORTED = 10


@dataclass(frozen=True)
class Dossier:
    """Read once, shown by whoever shows it. ``rounds`` of the Abwägung are there as soon as they are complete."""

    vorhaben: object
    balance: Balance
    districts: list
    shares: list
    parts: list
    around: frozenset
    ages: list
    source: str
    unit: str
    spans: list
    supported: list
    rounds: list
    weights: dict
    is_being_weighed: bool
    decisions: list
    annex: list = field(default_factory=list)
    has_more: bool = False

    @property
    def missing(self):
        """The Stadtbezirke and Ortsteile from which far fewer speak than live there."""
        return [share for share in (*self.shares, *self.parts) if share.is_missing]

    @property
    def can_compare(self):
        """Are there two places at least, with known numbers, whose people the Vorhaben concerns?"""
        here = [share for share in self.shares if share.bezirk.number in self.around]
        return any(sum(bool(share.home) for share in places) > 1 for places in (here, self.parts))

    @property
    def unsaid(self):
        """People who did not say where they live, or live where too few spoke to be told."""
        return max(0, self.balance.people - sum(district.people for district in self.districts))

    @property
    def weighing(self):
        """The newest round with the view of the whole and the proposal, or ``None``."""
        return self.rounds[0] if self.rounds else None

    def weight(self, argument):
        """How many contributions of which stance carry this argument."""
        return {stance: number for stance, number in self.weights.get(argument.id, {}).items() if number}

    @property
    def arguments(self):
        """The arguments of all rounds, the weightiest first."""
        return sorted(
            (one for round in self.rounds for one in round.arguments),
            key=lambda argument: -sum(self.weight(argument).values()),
        )


def read(session, vorhaben, *, zone, smallest, annex=0, after=0):
    """The dossier of a Vorhaben that is public; ``annex`` says how many contributions it brings along."""
    bezirke = session.scalars(all_in_order()).all()
    spoke = districts(session, vorhaben.id, smallest)
    population = session.scalars(queries.population()).all()
    around = frozenset(bezirk.number for bezirk in vorhaben.bezirke or bezirke)
    unit, spans = figures.over_time(session, vorhaben.id, zone)
    rounds = queries.weighings(session, vorhaben.id)
    items, has_more = queries.page(session, vorhaben.id, after=after, size=annex) if annex else ([], False)
    return Dossier(
        vorhaben=vorhaben,
        balance=balance(session, vorhaben.id),
        districts=spoke,
        shares=figures.shares(bezirke, spoke, population, smallest, around),
        parts=figures.shares_of_parts(bezirke, parts(session, vorhaben.id, smallest), population, smallest, around),
        around=around,
        ages=figures.ages(population, around, smallest),
        source=", ".join(dict.fromkeys(row.source for row in population if row.source)),
        unit=unit,
        spans=spans,
        supported=queries.most_supported(session, vorhaben.id, MOST_SUPPORTED),
        rounds=rounds,
        weights=queries.weights(session, [one.id for one in rounds]) if rounds else {},
        is_being_weighed=queries.is_being_weighed(session, vorhaben.id),
        decisions=queries.decisions(session, vorhaben.id),
        annex=items,
        has_more=has_more,
    )
