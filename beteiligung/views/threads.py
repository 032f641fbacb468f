"""The talk of a Vorhaben as a template walks through it."""

from collections import defaultdict
from operator import attrgetter

from flask import current_app
from sqlalchemy import func, select

from ..beitrag import queries
from .filtering import page_number

DEEPEST = 3
"""So many levels stand below each other; they are also the headings that a page has left."""


class Threads:
    """One page of threads: ``roots``, ``below(beitrag)``, and how many pages there are."""

    def __init__(self, session, vorhaben, person, page):
        size = current_app.config["BETEILIGUNG_PAGE_SIZE"]
        roots = queries.roots(vorhaben.id, person)
        self.total = session.scalar(select(func.count()).select_from(roots.order_by(None).subquery()))
        self.pages = max(1, -(-self.total // size))
        self.page = min(page_number(page), self.pages)
        self.roots = session.scalars(roots.limit(size).offset((self.page - 1) * size)).all()
        self.published = queries.counts(session, [vorhaben.id]).get(vorhaben.id, 0)
        self._children = defaultdict(list)
        replies = session.scalars(queries.replies([root.id for root in self.roots], person)).all()
        above = _above(replies)
        for reply in replies:
            self._children[above[reply.id]].append(reply)

    def below(self, beitrag):
        """The direct replies, oldest first."""
        return self._children[beitrag.id]


def _above(replies):
    """Under which Beitrag each reply stands: under its parent, or beside it where the page would nest too deep."""
    above = {}
    for reply in sorted(replies, key=attrgetter("depth")):
        beside = reply.depth > DEEPEST and reply.parent_id in above
        above[reply.id] = above[reply.parent_id] if beside else reply.parent_id
    return above
