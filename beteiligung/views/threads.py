"""The talk of a Vorhaben as a template walks through it."""

from collections import defaultdict

from flask import current_app
from sqlalchemy import func, select

from ..beitrag import queries


class Threads:
    """One page of threads: ``roots``, ``below(beitrag)``, and how many pages there are."""

    def __init__(self, session, vorhaben, person, page):
        size = current_app.config["BETEILIGUNG_PAGE_SIZE"]
        roots = queries.roots(vorhaben.id, person)
        self.total = session.scalar(select(func.count()).select_from(roots.order_by(None).subquery()))
        self.pages = max(1, -(-self.total // size))
        self.page = min(int(page), self.pages) if page and page.isascii() and page.isdigit() and int(page) else 1
        self.roots = session.scalars(roots.limit(size).offset((self.page - 1) * size)).all()
        self.published = queries.counts(session, [vorhaben.id]).get(vorhaben.id, 0)
        self._children = defaultdict(list)
        for reply in session.scalars(queries.replies([root.id for root in self.roots], person)):
            self._children[reply.parent_id].append(reply)

    def below(self, beitrag):
        """The direct replies, oldest first."""
        return self._children[beitrag.id]
