"""Records as tests need them: valid in every field, and different where a test says so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.bezirk.models import Bezirk
from beteiligung.subscription.models import Rhythm, Subscriber, Subscription, What
from beteiligung.text import slug as slugged
from beteiligung.vereinbarung.models import Clause, Fassung, Vereinbarung
from beteiligung.vorhaben.actions import refresh_search
from beteiligung.vorhaben.models import Place, Publication, Status, StatusChange, Vorhaben, VorhabenText

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""For actions and queries, which take the time as an argument. Pages look at the clock: use ``today``."""


def today():
    """The clock, for what a page shall see as open or over."""
    return datetime.now(UTC)


def day():
    """Which day it is in the city: for an hour or two of each night not that of ``today``."""
    return today().astimezone(ZoneInfo("Europe/Berlin")).date()


def bezirk(number=1, name="Mitte", *, outline=True):
    """A Stadtbezirk with a square outline, one beside the other."""
    west = 7.0 + number / 10
    ring = [[west, 51.4], [west + 0.1, 51.4], [west + 0.1, 51.5], [west, 51.5], [west, 51.4]]
    return Bezirk(
        number=number,
        slug=slugged(f"Bochum-{name}"),
        name=f"Bochum-{name}",
        short_name=name,
        lat=51.45,
        lon=west + 0.05,
        outline={"type": "Polygon", "coordinates": [ring]} if outline else None,
        is_sketch=True,
    )


def vereinbarung(*texts, title="Vereinbarung für Bochum", chapter="Mobilität", topic="Mobilität"):
    """An agreement in its first version, with one clause for each text."""
    texts = texts or ("Wir bauen einen Radweg an der Königsallee.",)
    source = "\n".join(texts)
    fassung = Fassung(number=1, file_name="vereinbarung.md", digest="0" * 64, source=source, imported_at=NOW)
    clauses = [
        clause(number, text, source.index(text), chapter=chapter, topic=topic, fassung=fassung)
        for number, text in enumerate(texts, 1)
    ]
    return Vereinbarung(
        title=title,
        period_from=date(2020, 10, 29),
        period_to=date(2025, 10, 31),
        fassungen=[fassung],
        clauses=clauses,
    )


def clause(number, text, start=0, *, chapter="Mobilität", topic="Mobilität", **changes):
    """One clause; ``changes`` replace any of its fields."""
    fields = {
        "number": number,
        "fingerprint": f"{number:032d}",
        "chapter": chapter,
        "topic": topic,
        "start": start,
        "end": start + len(text),
        "quotation": text,
        "text": text,
        "title": text.rstrip("."),
        "commitment": "will",
        "scope": "place",
        "deadlines": [],
        "relative": [],
        "places": [],
    }
    return Clause(**{**fields, **changes})


def vorhaben(slug="radweg", title="Radweg Königsallee", *, words=None, topic="Mobilität", open_for=None, **changes):
    """A published Vorhaben at a place; ``open_for`` days one can take part (negative: it is over), from the clock."""
    fields = {
        "publication": Publication.PUBLISHED,
        "status": Status.PARTICIPATION,
        "is_citywide": False,
        "created_at": NOW,
        "updated_at": NOW,
        "bezirke": [],
        "places": [Place(words=words or f"Ort von {title}", lat=51.46, lon=7.21)],
        "history": [_announced()],
        "texts": [VorhabenText(lang="de", title=title, summary=f"Kurz: {title}", description="Mehr dazu.")],
    }
    if open_for is not None:
        fields |= {"open_from": today() - timedelta(days=30), "open_until": today() + timedelta(days=open_for)}
    record = Vorhaben(slug=slug, topic=topic, topic_slug=slugged(topic), **{**fields, **changes})
    refresh_search(record)
    return record


def _announced():
    """As it came with an import: news to nobody."""
    on = date(2025, 2, 3)
    return StatusChange(status=Status.ANNOUNCED, on=on, recorded_at=None, reason="Beschlossen", author_name="")


def citywide(slug, title, **changes):
    """A Vorhaben for the whole city."""
    return vorhaben(slug, title, is_citywide=True, places=[], **changes)


def beitrag(about, body="Ja bitte", *, author="anna", name="Anna Muster", parent=None, **changes):
    """A published Beitrag; flush before answering it. One that waits was never public, unless the test says so."""
    visibility = changes.get("visibility", Visibility.PUBLISHED)
    fields = {
        "stance": Stance.PRO,
        "visibility": visibility,
        "submitted_at": NOW,
        "published_at": None if visibility == Visibility.SUBMITTED else NOW,
        "parent": parent,
        "root_id": (parent.root_id or parent.id) if parent else None,
        "depth": parent.depth + 1 if parent else 0,
    }
    return Beitrag(vorhaben=about, author_id=author, author_name=name, body=body, **{**fields, **changes})


def subscriber(address="anna@example.org", **changes):
    """Somebody who gets mails at an address."""
    return Subscriber(**{"address": address, "lang": "de", "created_at": NOW, **changes})


def subscription(to=None, **changes):
    """Follows everything, once a week, confirmed."""
    fields = {
        "subscriber": to or subscriber(),
        "what": What.FILTER,
        "criteria": {},
        "names": {},
        "rhythm": Rhythm.WEEKLY,
        "scope": "filter:everything",
        "since": NOW,
        "created_at": NOW,
        "confirmed_at": NOW,
    }
    if changes.get("vorhaben_id"):
        fields |= {"what": What.VORHABEN, "scope": f"vorhaben:{changes['vorhaben_id']}"}
    return Subscription(**fields | changes)
