"""The optional keys of an entry: goal, cost, what is open and settled, terms, changes, wishes, checks."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from beteiligung.vorhaben.findable import refresh_search
from beteiligung.vorhaben.models import CostPrecision, FieldChange
from beteiligung.vorhaben.when import When
from beteiligung.wish.models import Wish

BERLIN = ZoneInfo("Europe/Berlin")
QUARTER = 91
OVERDUE_EVERY = 33
"""One Vorhaben in so many was not checked in time: the desk of the administration has something to do."""


class Completer:
    """Adds what a record lacks. What somebody has saved, checked or answered since is left alone."""

    def __init__(self, session, now, terms):
        self.session, self.now = session, now
        self.terms = {term.slug: term for term in terms}

    def complete(self, vorhaben, entry, index):
        """Fill one record; say whether it needed it."""
        if vorhaben.checked_on or vorhaben.versions:
            return False
        vorhaben.published_at = self._moment(min(change.on for change in vorhaben.history))
        self._check(vorhaben, index)
        self._tell(vorhaben, entry)
        self._cost(vorhaben, entry.get("cost"))
        for name in ("contact", "open_points", "fixed_points"):
            if name in entry:
                setattr(vorhaben, name, entry[name])
        if "next_step_on" in entry:
            vorhaben.next_step_on, vorhaben.next_step_precision = When.parse(entry["next_step_on"])
        vorhaben.terms = [self.terms[slug] for slug in entry.get("terms", ()) if slug in self.terms]
        vorhaben.changes = [self._change(change) for change in entry.get("changes", ())]
        self._wish(vorhaben, entry)
        refresh_search(vorhaben)
        return True

    def _check(self, vorhaben, index):
        days = QUARTER + index % 40 + 1 if index % OVERDUE_EVERY == 0 else (index * 7) % (QUARTER - 5)
        vorhaben.checked_on = self.now.date() - timedelta(days=days)
        vorhaben.next_check_on = vorhaben.checked_on + timedelta(days=QUARTER)

    def _tell(self, vorhaben, entry):
        for text in vorhaben.texts:
            for name in ("goal", "affected"):
                setattr(text, name, entry["texts"].get(text.lang, {}).get(name, ""))

    def _cost(self, vorhaben, cost):
        if cost:
            vorhaben.cost_amount, vorhaben.cost_source = cost["amount"], cost["source"]
            vorhaben.cost_precision = CostPrecision(cost["precision"])

    def _change(self, change):
        at = self.now + timedelta(days=int(change["at"].removesuffix("d")))
        told = {name: change[name] for name in ("field", "old", "new", "reason")}
        return FieldChange(at=at, author_name="Demonstration", **told)

    def _wish(self, vorhaben, entry):
        self.session.flush()
        for number in range(entry.get("wishes", 0)):
            at = self.now - timedelta(days=number % 60, hours=number % 11)
            self.session.add(Wish(vorhaben_id=vorhaben.id, author_id=f"demo:wish-{number}", wished_at=at))
        if "wish_answer" in entry:
            vorhaben.wish_answer, vorhaben.wish_answered_at = entry["wish_answer"], self.now - timedelta(days=5)

    def _moment(self, day: date):
        return min(self.now, datetime.combine(day, time(10), BERLIN))
