"""A tray as a page shows it: its filter, its lines, what lies before and after the chosen one."""

import re
from datetime import UTC, datetime

from flask import url_for

from ..moderation import queries, rules
from ..moderation.queries import Narrow
from ..mount import setting
from . import can_exist, language

AGES = (1, 3, 7, 30)
_EDGE = re.compile(r"(\d{1,16})-(\d{1,10})")


def trays_for(person, administration_too=False):
    """The trays that somebody may open."""
    if rules.may_moderate(person):
        return queries.TRAYS
    return ("widerspruch", "antwort") if administration_too else ("antwort",)


class Queue:
    """One page of a tray. What is wrong in the address counts as not being there."""

    KEPT = ("ablage", "vorhaben", "bezirk", "sprache", "alter", "nach")

    def __init__(self, session, args, person, administration_too=False):
        allowed = trays_for(person, administration_too)
        self.tray = args.get("ablage") if args.get("ablage") in allowed else allowed[0]
        self.narrow = narrow_of(args)
        self.edge = args.get("nach") if _beyond(args.get("nach")) else None
        now, after = datetime.now(UTC), setting("MODERATION") == "after"
        self.items, self.has_more = queries.page(
            session,
            self.tray,
            self.narrow,
            now=now,
            after=after,
            size=setting("PAGE_SIZE"),
            beyond=_beyond(self.edge),
        )
        self.sizes = queries.sizes(session, self.narrow, now=now, after=after)

    @property
    def first(self):
        """The Beitrag that waits longest."""
        return self.items[0].beitrag if self.items else None

    def args(self, **changes):
        """The address of this page with something changed; ``None`` leaves it out."""
        narrow = self.narrow
        known = {
            "ablage": self.tray,
            "vorhaben": narrow.vorhaben,
            "bezirk": narrow.bezirk,
            "sprache": narrow.lang,
            "alter": narrow.days,
            "nach": self.edge,
        }
        return {key: value for key, value in {**known, **changes}.items() if value}

    def url(self, **changes):
        """The address itself."""
        return url_for("beteiligung_moderation.posteingang", **self.args(**changes))

    def action(self, endpoint, chosen):
        """Where a form about the chosen one goes: it takes along what to open next."""
        following = self.beside(chosen, 1)
        return url_for(
            f"beteiligung_moderation.{endpoint}",
            beitrag_id=chosen.id,
            **self.args(weiter=following.id if following else None),
        )

    def beside(self, chosen, step):
        """The Beitrag before (-1) or after (1) the chosen one on this page, or ``None``."""
        numbers = [item.beitrag.id for item in self.items]
        if chosen.id not in numbers:
            return self.first if step > 0 else None
        place = numbers.index(chosen.id) + step
        return self.items[place].beitrag if 0 <= place < len(numbers) else None

    def next_page(self):
        """The address of what comes after this page, or ``None``."""
        if not self.has_more:
            return None
        last = self.items[-1]
        return self.url(nach=f"{int(last.since.timestamp() * 1_000_000)}-{last.number}")

    @property
    def is_narrow(self):
        """Whether anything is filtered."""
        return self.narrow != Narrow()


def narrow_of(args):
    """The filter that an address asks for."""
    bezirk, days = args.get("bezirk", type=int), args.get("alter", type=int)
    lang, slug = args.get("sprache"), args.get("vorhaben") or None
    return Narrow(
        vorhaben=slug if slug and can_exist(slug) else None,
        bezirk=bezirk if bezirk and bezirk > 0 and can_exist(bezirk) else None,
        lang=lang if lang in language.offered() else None,
        days=days if days in AGES else None,
    )


def _beyond(edge):
    """The place in the tray after which a page begins."""
    found = _EDGE.fullmatch(edge or "")
    if not found or not can_exist(int(found[2])):
        return None
    try:
        seconds, rest = divmod(int(found[1]), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(found[2])
    except (OverflowError, ValueError, OSError):
        return None
