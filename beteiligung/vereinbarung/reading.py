"""The door to the reader of coalition agreements: text in, clauses out; no database, no network, no Flask."""

import hashlib
import re
from dataclasses import asdict, dataclass, field
from datetime import date

from .reader import blocks, commitment, contents, lines, outline, repair, scope, selection, times, titles
from .reader import period as years
from .reader.actors import Actors
from .reader.places import Gazetteer, candidates
from .reader.sentences import sentences

__all__ = ["Clause", "Gazetteer", "Reading", "read"]


# How much of one clause is looked at for times and places: many times the longest real one.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Clause:
    """One measure of the agreement; `start` and `end` (exclusive) slice the source it was read from."""

    chapter: str
    topic: str
    start: int
    end: int
    text: str
    title: str
    commitment: str
    scope: str
    deadlines: list = field(default_factory=list)
    relative: list = field(default_factory=list)
    resolved: list = field(default_factory=list)
    places: list = field(default_factory=list)
    candidates: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    fingerprint: str = ""

    def as_dict(self):
        """The clause in plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one agreement says."""

    clauses: list
    candidates: list
    title: str
    period: tuple[date, date] | None


def read(text, *, gazetteer=None, period=None):
    """Read an agreement: its clauses in order, each dated, placed and kept apart from talk."""
    return _Reader(text, gazetteer or Gazetteer(), period).reading()


class _Reader:
    """Holds what the steps share while one text is read."""

    def __init__(self, text, gazetteer, given):
        self.text, self.gazetteer = text, gazetteer
        found = lines.split(text)
        self.contents = contents.take(found)
        self.lines = found
        self.actors = Actors(text)
        gathered = blocks.Gathering(text, found, self.contents).run()
        self.outline = outline.arrange(text, gathered, self.contents, self._is_sentence)
        self.period = given or years.find(text)

    def reading(self):
        items = self.outline.items
        texts = [repair.whole(item.sections(self.text)) for item in items]
        facts = selection.survey(self.outline, texts, self.contents, self._front)
        clauses, seen = [], {}
        for item, cleaned in zip(items, texts, strict=True):
            said = [one for section in item.sections(self.text) for one in sentences(repair.clean(section))]
            acts = self._acts(said, item.lead)
            procedure = any(selection.PROCEDURE_CHAPTER.fullmatch(name) for name in item.path)
            if selection.is_clause(
                item, acts, self.outline, {**facts, "text": cleaned, "procedure_chapter": procedure}
            ):
                clauses.append(self._clause(item, cleaned, said, acts, seen))
        names = sorted({name for clause in clauses for name in clause.candidates})
        return Reading(clauses, names, self.outline.title, self.period)

    def _front(self, stop):
        """The title pages, folded, without the table of contents."""
        pages = [line.text for line in self.lines[:400] if line.end <= stop and line.kind in ("text", "furniture")]
        return re.sub(r"\W+", "", lines.fold_line(" ".join(pages)))

    def _is_sentence(self, raw):
        said = sentences(repair.clean([raw]))
        return any(commitment.classify(one, self.actors).kind != "description" for one in said)

    def _acts(self, said, lead):
        return [commitment.classify(one, self.actors) for one in said]

    def _bold(self, item):
        """The bold title that an item begins with, or is."""
        raw = item.block.raw(self.text)
        if item.block.mark == "**":
            return contents.plain(raw)
        match = blocks.BOLD.match(raw)
        return repair.clean([match[2]]) if match else ""

    def _clause(self, item, cleaned, said, acts, seen):
        kind, _ = commitment.judge(said, acts, item.lead, self.actors)
        operative = (
            " ".join(one for one, act in zip(said, acts, strict=True) if act.kind in selection.SUBSTANCE) or cleaned
        )
        operative, looked = operative[:MOST], cleaned[:MOST]
        cores = " ".join(act.core for act in acts if act.kind in selection.SUBSTANCE) or cleaned
        mentions = [m for m in self.gazetteer.mentions(looked) if m.place.kind.lower() not in ("city", "self")]
        here = [m for m in mentions if not scope.is_elsewhere(looked, m)]
        unknown = candidates(looked, mentions, self.gazetteer.city)
        placed = scope.placed(looked, said, acts, here or [m for m in unknown if not scope.is_elsewhere(looked, m)])
        deadlines, relative, resolved = times.find(looked, self.period)
        return Clause(
            chapter=item.chapter,
            topic=item.topic,
            start=item.start,
            end=item.end,
            text=cleaned,
            title=titles.make(cleaned, said, acts, self.actors, bold=self._bold(item)),
            commitment=kind,
            scope=scope.judge(operative, cores, item.chapter, placed, kind),
            deadlines=deadlines,
            relative=relative,
            resolved=resolved,
            places=list(dict.fromkeys(m.place.name for m in here)),
            candidates=list(dict.fromkeys(m.place.name for m in unknown)),
            parts=[
                {"start": part.start, "end": part.end, "text": repair.clean(part.pieces(self.text))}
                for part in item.parts
            ],
            fingerprint=_fingerprint(cleaned, seen),
        )


def _fingerprint(cleaned, seen):
    """A hash of letters and digits only, so that line ends, hyphens, case and quotation marks do not matter."""
    folded = re.sub(r"[\W_]+", "", cleaned.casefold())
    seen[folded] = count = seen.get(folded, 0) + 1
    again = f"#{count}" if count > 1 else ""
    return hashlib.sha256((folded + again).encode("utf-8", "surrogatepass")).hexdigest()[:32]
