"""Text of a PDF in reading order: columns one after the other, headings and bold lines marked as in Markdown."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from .limits import Budget, Refusal

MOST_PAGES = 3000
HEADING_RATIO = 1.18


@dataclass(slots=True)
class Fragment:
    """A run of text on a page with where it begins and how it looks."""

    x: float
    y: float
    size: float
    bold: bool
    text: str

    @property
    def right(self):
        return self.x + 0.47 * self.size * len(self.text.rstrip())


@dataclass(slots=True)
class Row:
    """Fragments on one base line of one column."""

    y: float
    size: float
    bold: bool
    text: str


def text_of_pdf(data, limit):
    """The text of all pages, with a form feed between them."""
    try:
        import pypdf
    except ImportError as error:
        raise Refusal("package_missing") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _pages(pypdf, data, Budget(limit))
    except Refusal:
        raise
    except RecursionError as error:
        raise Refusal("broken") from error
    except Exception as error:  # pypdf raises whatever a damaged file makes it meet: KeyError, TypeError, zlib.error …
        raise Refusal("too_large" if "limit" in type(error).__name__.lower() else "broken") from error


def _pages(pypdf, data, budget):
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise Refusal("too_large")
    pages = []
    for page in reader.pages:
        pages.append(_fragments(page))
        budget.spend(sum(len(fragment.text) for fragment in pages[-1]))
    body = _body_size(pages)
    return "\n\f".join(_page_text(fragments, body) for fragments in pages)


def _fragments(page):
    found = []

    def visit(text, cm, tm, font, size):
        if not text.strip():
            # A blank of its own keeps two words apart; the position it has is its neighbour's.
            if found and text and not found[-1].text.endswith((" ", "\n")):
                found[-1].text += " "
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1
        name = str((font or {}).get("/BaseFont", ""))
        for at, line in enumerate(text.split("\n")):
            if line.strip():
                found.append(Fragment(x, y - at * size * scale * 1.2, size * scale, "bold" in name.lower(), line))

    page.extract_text(visitor_text=visit)
    return found


def _body_size(pages):
    sizes = Counter()
    for fragments in pages:
        for fragment in fragments:
            sizes[round(fragment.size, 1)] += len(fragment.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10


def _page_text(fragments, body):
    rows = []
    for column in _columns(fragments):
        rows += _rows(column)
    return "\n".join(_marked(rows, body)) + "\n"


def _columns(fragments):
    """The page cut into bands and columns, in reading order; one column where no gutter shows."""
    gutter = _gutter(fragments)
    if gutter is None:
        return [fragments]
    band, bands = [], []
    for fragment in sorted(fragments, key=lambda one: -one.y):
        if fragment.x < gutter - 15 and fragment.right > gutter + 0.12 * gutter:
            bands += [*_halves(band, gutter), [fragment]]
            band = []
        else:
            band.append(fragment)
    return [part for part in (*bands, *_halves(band, gutter)) if part]


def _halves(band, gutter):
    return [one for one in band if one.x < gutter - 3], [one for one in band if one.x >= gutter - 3]


def _gutter(fragments):
    """Where the right column begins: the left edge shared by many rows that have other rows at their left."""
    if len(fragments) < 8:
        return None
    left, right = min(one.x for one in fragments), max(one.right for one in fragments)
    middle = [round(one.x) for one in fragments if left + 0.35 * (right - left) < one.x < left + 0.68 * (right - left)]
    edges = Counter(middle)
    if not edges:
        return None
    rows = len({round(one.y) for one in fragments})
    starts = [
        edge for edge, count in edges.items() if sum(edges[edge + d] for d in (-2, -1, 0, 1, 2)) >= max(4, 0.2 * rows)
    ]
    for edge in sorted(starts):
        crossing = sum(one.x < edge - 15 and one.right > 1.12 * edge for one in fragments)
        if crossing <= 0.2 * len(fragments):
            return edge
    return None


def _rows(fragments):
    """Fragments of one column joined to lines, from the top down."""
    ordered = sorted(enumerate(fragments), key=lambda pair: (-round(pair[1].y, 1), pair[0]))
    groups = []
    for _, fragment in ordered:
        if groups and abs(groups[-1][0].y - fragment.y) < 0.45 * max(fragment.size, 4):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return [_row(group) for group in groups]


def _row(group):
    parts = sorted(group, key=lambda one: one.x) if any(b.x < a.x - 1 for a, b in pairwise(group)) else group
    text = parts[0].text
    for before, part in pairwise(parts):
        gap = part.x - before.right
        apart = gap > 0.6 * part.size and not text.endswith(" ") and part.x > before.x + 1
        text += (" " if apart else "") + part.text
    inked = [one for one in group if re.search(r"\w", one.text)] or group
    return Row(group[0].y, max(one.size for one in inked), all(one.bold for one in inked), text.strip())


def _marked(rows, body):
    """Rows as lines; larger ones become headings, bold ones are set in asterisks, a paragraph's gap is a blank line."""
    lines, last = [], None
    for row in rows:
        large = row.size >= HEADING_RATIO * body and len(row.text) < 120
        gap = last is not None and (last.y - row.y > 1.75 * max(row.size, last.size) or row.y > last.y + 2)
        if large and last is not None and last.size == row.size and not gap and lines and lines[-1].startswith("## "):
            lines[-1] += " " + row.text
        elif large and re.search(r"[^\W\d]", row.text):
            lines += ["", "## " + row.text]
        else:
            lines += [""] * bool(gap) + [f"**{row.text}**" if row.bold and 2 < len(row.text) < 200 else row.text]
        last = row
    return lines
