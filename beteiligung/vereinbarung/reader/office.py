"""Text of DOCX and ODT files, with headings, list items and bold titles marked as in Markdown."""

import io
import re
import zipfile
import zlib

from .limits import Budget, Refusal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CHUNK = 1 << 16


def kind_of(data):
    """docx, odt, or None for another zip archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refusal("broken") from error
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names else None


def text_of_office(data, limit):
    """The text of a DOCX or ODT; every byte unpacked counts against the limit."""
    kind = kind_of(data)
    if kind is None:
        raise Refusal("binary")
    budget = Budget(limit)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines = _docx(archive, budget) if kind == "docx" else _odt(archive, budget)
            return "\n".join(lines) + "\n"
    except RuntimeError as error:
        raise Refusal("encrypted") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refusal("broken") from error


def _parsed(archive, name, budget):
    """The root of one XML member, unpacked within the budget and parsed without entities."""
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError as error:
        raise Refusal("package_missing") from error
    packed, pieces = archive.open(name), []
    with packed:
        while piece := packed.read(CHUNK):
            budget.spend(len(piece))
            pieces.append(piece)
    try:
        return fromstring(b"".join(pieces), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refusal("entities") from error
    except (ParseError, LookupError, UnicodeError) as error:
        raise Refusal("broken") from error


def _docx(archive, budget):
    names = set(archive.namelist())
    styles = _docx_styles(_parsed(archive, "word/styles.xml", budget)) if "word/styles.xml" in names else {}
    body = _parsed(archive, "word/document.xml", budget).find(W + "body")
    if body is None:
        raise Refusal("broken")
    lines = []
    for element in _walk(body, (W + "p", W + "tbl"), (FALLBACK, W + "del", W + "moveFrom")):
        lines += _docx_table(element) if element.tag == W + "tbl" else _docx_paragraph(element, styles)
    return lines


def _walk(root, wanted, skipped=()):
    """Elements of the wanted tags in document order, not looking inside them; without recursion."""
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in skipped:
            stack.extend(reversed(element))


def _docx_styles(root):
    """{style id: (heading level or 0, is a list)}; `Überschrift 1` and `Heading 1` are both named `heading 1`."""
    found = {}
    for style in root.iter(W + "style"):
        name = style.find(W + "name")
        name = (name.get(W + "val") or "").lower() if name is not None else ""
        level = re.fullmatch(r"(?:heading|überschrift) ?(\d)", name)
        order = int(level[1]) + 1 if level else 1 if name in ("title", "titel") else 0
        listed = name.startswith(("list", "liste", "aufzähl")) and name not in ("list paragraph", "listenabsatz")
        found[style.get(W + "styleId")] = (min(order, 6), listed or style.find(f"{W}pPr/{W}numPr") is not None)
    return found


def _docx_paragraph(paragraph, styles):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    level, listed = styles.get(style.get(W + "val") if style is not None else None, (0, False))
    numbered = paragraph.find(f"{W}pPr/{W}numPr")
    depth = numbered.find(W + "ilvl") if numbered is not None else None
    runs = [
        (_run_text(run), _is_bold(run))
        for run in _walk(paragraph, (W + "r",), (FALLBACK, W + "del", W + "moveFrom", W + "pPr"))
    ]
    listed = (listed or numbered is not None) and not level
    indent = int(depth.get(W + "val") or 0) if depth is not None and (depth.get(W + "val") or "").isdigit() else 0
    return _block("".join(t for t, _ in runs) if level else _bolded(runs), level, min(indent, 8) if listed else None)


def _run_text(run):
    text = []
    for part in _walk(
        run, (W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen", W + "softHyphen"), (FALLBACK,)
    ):
        text.append(part.text or "" if part.tag == W + "t" else RUN_MARKS[part.tag])
    return "".join(text)


RUN_MARKS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\xad"}


def _is_bold(run):
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(W + "val") not in ("0", "false", "none", "off")


def _bolded(runs):
    """The runs' text; a bold opening is set in asterisks, which is where titles stand."""
    bold, at = "", 0
    for text, is_bold in runs:
        if not is_bold and text.strip():
            break
        bold, at = bold + text, at + 1
    rest = "".join(text for text, _ in runs[at:])
    if not bold.strip():
        return bold + rest
    blank = bold[len(bold.rstrip()) :]
    return f"**{bold.strip()}**{blank}{rest}"


def _block(text, level, indent):
    """The lines of one paragraph: `## Heading`, `- item`, or plain with a blank line before and after."""
    text = text.strip()
    if not text:
        return [""]
    if level:
        return ["", "#" * level + " " + re.sub(r"\s+", " ", text), ""]
    if indent is not None:
        return ["    " * indent + "- " + re.sub(r"\s*\n\s*", " ", text)]
    return ["", *text.split("\n"), ""]


def _docx_table(table):
    rows = [""]
    for row in table.iter(W + "tr"):
        cells = [" ".join("".join(t.text or "" for t in cell.iter(W + "t")).split()) for cell in row.iter(W + "tc")]
        rows.append("| " + " | ".join(cells) + " |")
    return [*rows, ""]


def _odt(archive, budget):
    root = _parsed(archive, "content.xml", budget)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Refusal("broken")
    bold = {
        style.get(STYLE + "name")
        for style in root.iter(STYLE + "style")
        for look in style.iter(STYLE + "text-properties")
        if look.get(FO + "font-weight") in ("bold", "700", "800", "900")
    }
    return [
        line for element, depth, first in _odt_blocks(body) for line in _odt_lines(element, depth, first, bold, budget)
    ]


def _odt_blocks(body):
    """(element, list depth or None, whether it opens its list item), in order and without recursion."""
    stack = [(element, 0, False) for element in reversed(body)]
    while stack:
        element, depth, first = stack.pop()
        if element.tag in (TEXT + "p", TEXT + "h", TABLE + "table"):
            yield element, depth, first
        elif element.tag == TEXT + "list":
            stack.extend((child, depth + 1, False) for child in reversed(element))
        elif element.tag == TEXT + "list-item":
            stack.extend((child, depth, at == 0) for at, child in reversed(list(enumerate(element))))
        elif element.tag not in (TEXT + "tracked-changes", TEXT + "table-of-content"):
            stack.extend((child, depth, False) for child in reversed(element))


def _odt_lines(element, depth, first, bold, budget):
    if element.tag == TABLE + "table":
        rows = [
            "| "
            + " | ".join(" ".join("".join(cell.itertext()).split()) for cell in row.iter(TABLE + "table-cell"))
            + " |"
            for row in element.iter(TABLE + "table-row")
        ]
        return ["", *rows, ""]
    runs = list(_odt_runs(element, element.get(TEXT + "style-name") in bold, bold))
    budget.spend(sum(len(text) for text, _ in runs))
    if element.tag == TEXT + "h":
        level = element.get(TEXT + "outline-level") or "1"
        return _block("".join(text for text, _ in runs), min(int(level) if level.isdigit() else 1, 5) + 1, None)
    if depth and not first:
        return ["    " * depth + " ".join("".join(text for text, _ in runs).split())]
    return _block(_bolded(runs), 0, min(depth, 8) - 1 if depth else None)


def _odt_runs(element, is_bold, bold):
    """(text, is bold) of a paragraph's pieces, footnotes and comments left out."""
    stack = [("open", element, is_bold)]
    while stack:
        kind, one, state = stack.pop()
        if kind == "tail":
            yield one, state
            continue
        if one.tag in (TEXT + "note", OFFICE + "annotation"):
            continue
        if one.tag == TEXT + "s":
            count = one.get(TEXT + "c") or "1"
            yield " " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, 8), state
        elif one.tag in (TEXT + "tab", TEXT + "line-break"):
            yield " " if one.tag == TEXT + "tab" else "\n", state
        else:
            yield one.text or "", state
        for child in reversed(one):
            inner = state or child.get(TEXT + "style-name") in bold
            stack.append(("tail", child.tail or "", state))
            stack.append(("open", child, inner))
