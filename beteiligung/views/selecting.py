"""What somebody wants to see of a talk, as it stands in the address."""

from dataclasses import dataclass, replace

from flask import url_for

from ..beitrag.paging import Cursor, Order, Selection
from ..i18n import lazy_gettext as _
from .labels import STANCE

LONGEST_TEXT = 200
ORDERS = {Order.NEWEST: "neu", Order.SUPPORTED: "unterstuetzt", Order.WAITING: "offen"}
ORDER_WORDS = {
    Order.NEWEST: (_("Newest"), _("The newest contribution comes first. Answers stand below it, the oldest first.")),
    Order.SUPPORTED: (
        _("Most supported"),
        _("What most people support comes first. Answers stand below it, the oldest first."),
    ),
    Order.WAITING: (
        _("Without an answer of the city"),
        _("Only contributions that the city has not answered. Who has waited longest comes first."),
    ),
}


@dataclass(frozen=True)
class Look:
    """A selection of one talk and the place where its page begins; says it in addresses."""

    slug: str
    selection: Selection
    cursor: Cursor | None = None

    @classmethod
    def from_args(cls, slug, args, bezirke):
        """Read the address; what is not offered does not narrow anything."""
        stances = {label.slug: stance for stance, label in STANCE.items()}
        orders = {word: order for order, word in ORDERS.items()}
        selection = Selection(
            order=orders.get(args.get("ordnung"), Order.NEWEST),
            stance=stances.get(args.get("haltung")),
            bezirk=next((bezirk.number for bezirk in bezirke if str(bezirk.number) == args.get("wohnt")), None),
            unanswered=args.get("antwort") == "keine",
            text=args.get("q", "").replace("\x00", " ").strip()[:LONGEST_TEXT],
        )
        return cls(slug, selection, _cursor(args))

    def without_bezirk(self):
        """The same for the whole city."""
        return replace(self, selection=self.selection.but(bezirk=None))

    def url(self, *, anchor="gespraech", ab=None, bis=None, **changes):
        """Address of the talk with something changed; a new selection begins at its beginning."""
        wanted = self.selection.but(**changes)
        args = {
            "ordnung": ORDERS[wanted.order] if wanted.order != Order.NEWEST else None,
            "haltung": STANCE[wanted.stance].slug if wanted.stance else None,
            "wohnt": wanted.bezirk,
            "antwort": "keine" if wanted.unanswered else None,
            "q": wanted.text or None,
            "ab": ab,
            "bis": bis,
        }
        return url_for("beteiligung.gespraech", slug=self.slug, **args, _anchor=anchor)

    @property
    def here(self):
        """The arguments of this very page, to come back to it."""
        at = self.cursor.at if self.cursor else None
        backwards = self.cursor and self.cursor.backwards
        return self.url(anchor=None, ab=None if backwards else at, bis=at if backwards else None).partition("?")[2]


def _cursor(args):
    for name, backwards in (("ab", False), ("bis", True)):
        value = args.get(name, "")
        if value.isascii() and value.isdigit() and len(value) < 11:
            return Cursor(int(value), backwards)
    return None
