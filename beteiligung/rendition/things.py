"""What can be told in another language, field by field, and whether everybody may read it."""

import hashlib
import json
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..abwaegung.models import Abwaegung, AbwaegungState, Argument
from ..beitrag.models import Beitrag, Visibility
from ..beschluss.models import Beschluss
from ..origin import GERMAN
from ..vorhaben.models import FieldChange, Publication, StatusChange, Vorhaben
from ..vorhaben.snapshot import TEXTS

SHORT = "short"
"""The kind of the short words of a Vorhaben, which has its long text as another thing."""

REASONS = ("status_change", "field_change")
"""The kinds of what the public history gives a reason for."""

LINES = ("next_step", "delay_reason", "no_participation_reason", "wish_answer")
"""The short words of a Vorhaben that stand in columns of their own; its open and settled points are counted from 0."""

WORDLESS = ("attachments", "weighing")
"""Changes of these say a title, or only that something happened; the history tells it without their reason."""

FIELDS = {
    "vorhaben": TEXTS,
    "beitrag": ("body",),
    "argument": ("title", "assessment", "reason"),
    "abwaegung": ("assessment", "proposal"),
    "beschluss": ("title", "text", "reason", "deviation_reason"),
    "status_change": ("reason",),
    "field_change": ("reason",),
}
MODELS = {
    "vorhaben": Vorhaben,
    "beitrag": Beitrag,
    "argument": Argument,
    "abwaegung": Abwaegung,
    "beschluss": Beschluss,
    "status_change": StatusChange,
    "field_change": FieldChange,
    SHORT: Vorhaben,
}


class Thing(NamedTuple):
    """Something that says something: its kind, its id, the Vorhaben it belongs to, its language and its words."""

    kind: str
    id: int
    vorhaben_id: int
    lang: str
    words: dict
    is_public: bool

    @property
    def name(self):
        """As it is stored."""
        return f"{self.kind}:{self.id}"

    @property
    def fingerprint(self):
        """Another one means that somebody changed the words."""
        return fingerprint(self.words)

    @property
    def reference(self):
        """The column of a rendition that leads to it."""
        return {} if MODELS[self.kind] is Vorhaben else {f"{self.kind}_id": self.id}


def fingerprint(words):
    """A short sign of these words."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def marks(words):
    """A shorter sign of each word: who follows some of them need not follow all."""
    return {name: fingerprint(word)[:8] for name, word in words.items()}


def thing(found, kind=None):
    """What a record says, as it stands now; a Vorhaben says its long text, unless ``kind`` is ``SHORT``."""
    kind = kind or _kind(found)
    vorhaben = _vorhaben(found)
    lang = found.lang if kind == "beitrag" else GERMAN
    return Thing(kind, found.id, vorhaben.id, lang, words_of(found, kind), _is_public(found, vorhaben))


def name_of(found, kind=None):
    """The name under which its renditions are stored; asks the database nothing."""
    return f"{kind or _kind(found)}:{found.id}"


def words_of(found, kind=None):
    """The original's words as they stand now; asks the database nothing."""
    kind = kind or _kind(found)
    if kind == SHORT:
        return {name: said for name, text in _short(found) if (said := (text or "").strip())}
    if kind == "field_change" and found.field in WORDLESS:
        return {}
    speaker = found.german if kind == "vorhaben" else found
    return {name: text for name in FIELDS[kind] if (text := (getattr(speaker, name, "") or "").strip())}


def _short(vorhaben):
    yield from ((name, getattr(vorhaben, name)) for name in LINES)
    yield from ((f"open_points.{number}", point) for number, point in enumerate(vorhaben.open_points or ()))
    for number, point in enumerate(vorhaben.fixed_points or ()):
        yield f"fixed_points.{number}", point.get("what")
        yield f"fixed_points.{number}.why", point.get("why")


def _kind(found):
    return next(kind for kind, model in MODELS.items() if isinstance(found, model))


def by_name(session, name):
    """The thing of that name, or ``None``."""
    kind, _colon, number = name.partition(":")
    if kind not in MODELS or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    loaded = [joinedload(MODELS[kind].vorhaben)] if kind in ("beitrag", *REASONS) else []
    query = select(MODELS[kind]).where(MODELS[kind].id == int(number)).options(*loaded)
    found = session.scalars(query.execution_options(populate_existing=True)).first()
    return thing(found, kind) if found is not None else None


def _vorhaben(found):
    if isinstance(found, Vorhaben):
        return found
    return found.abwaegung.vorhaben if isinstance(found, Argument) else found.vorhaben


def _is_public(found, vorhaben):
    weighing = found.abwaegung if isinstance(found, Argument) else found if isinstance(found, Abwaegung) else None
    return (
        vorhaben.publication == Publication.PUBLISHED
        and (weighing is None or weighing.state == AbwaegungState.PUBLISHED)
        and (not isinstance(found, Beitrag) or found.visibility == Visibility.PUBLISHED)
    )
