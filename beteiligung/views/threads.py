"""The talk of a Vorhaben as a template walks through it: a few levels deep, a few answers each, links to the rest."""

from dataclasses import dataclass, field

from sqlalchemy import select

from ..beitrag.models import Beitrag
from ..beitrag.supporting import supported_by

FIRST_REPLIES = (3, 1, 1)
"""So many answers stand below a contribution at once, level by level. The levels are also the headings a page has left;
what is deeper stands on a page of its own."""


@dataclass
class Node:
    """A contribution with the answers that are shown below it; ``more`` are not, from place ``next`` on."""

    beitrag: Beitrag
    level: int
    children: list = field(default_factory=list)
    waiting: list = field(default_factory=list)

    @property
    def more(self):
        return self.beitrag.replies - (self.children[-1].beitrag.position if self.children else 0)

    @property
    def next(self):
        return self.children[-1].beitrag.position + 1 if self.children else 1


class Threads:
    """``nodes`` are the contributions that a page begins with, and what answers them. At most six queries.

    ``first`` says for the first level how many answers are shown, and from which place on.
    """

    def __init__(self, session, beitraege, person, *, first=FIRST_REPLIES, since=1):
        self.nodes = [Node(beitrag, 0) for beitrag in beitraege]
        self._known = {node.beitrag.id: node for node in self.nodes}
        above, start = list(self._known), since
        for level, number in enumerate(first, 1):
            above = self._descend(session, above, level, start, start + number)
            start = 1
        self._add_own(session, beitraege, person)
        self.supported = supported_by(session, list(self._known), person)

    @property
    def beitraege(self):
        """All contributions of the page, whether or not they can be read."""
        return [node.beitrag for node in self._known.values()]

    def _descend(self, session, above, level, start, end):
        """The answers with these places, below all of these at once."""
        if not above:
            return []
        wanted = select(Beitrag).where(Beitrag.parent_id.in_(above), Beitrag.position >= start, Beitrag.position < end)
        found = session.scalars(wanted.order_by(Beitrag.parent_id, Beitrag.position)).all()
        for beitrag in found:
            self._place(beitrag, level)
        return [beitrag.id for beitrag in found]

    def _add_own(self, session, beitraege, person):
        """What the reader wrote and nobody has read yet: it has no place so far and stands at the end."""
        if person is None or not beitraege:
            return
        mine = select(Beitrag).where(Beitrag.author_id == person.id, Beitrag.vorhaben_id == beitraege[0].vorhaben_id)
        mine = mine.where(Beitrag.position.is_(None), Beitrag.parent_id.in_(list(self._known)))
        for beitrag in session.scalars(mine.order_by(Beitrag.id)).all():
            self._place(beitrag, self._known[beitrag.parent_id].level + 1, own=True)

    def _place(self, beitrag, level, *, own=False):
        node = self._known[beitrag.id] = Node(beitrag, level)
        parent = self._known[beitrag.parent_id]
        (parent.waiting if own else parent.children).append(node)
