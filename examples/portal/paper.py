"""Documents for the demonstration, written by hand: a PDF of one page, an ODT, a table."""

import textwrap
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

ACROSS = 84
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>'
    '<text:h text:outline-level="1">{title}</text:h>{paragraphs}</office:text></office:body></office:document-content>'
)


def pdf(title, paragraphs):
    """One page with a heading, as every program for PDF reads it."""
    lines = [line for paragraph in paragraphs for line in (*textwrap.wrap(paragraph, ACROSS), "")]
    shown = [f"BT /F2 18 Tf 56 770 Td {_words(title)} Tj ET", "BT /F1 11 Tf 56 730 Td 16 TL"]
    shown += [f"{_words(line)} '" for line in lines[:40]] + ["ET"]
    stream = "\n".join(shown).encode("cp1252", "replace")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (de) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Title %s >>" % _words(title).encode("cp1252", "replace"),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def odt(title, paragraphs):
    """The same as a text that can be changed."""
    kind = "application/vnd.oasis.opendocument.text"
    body = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", MANIFEST.format(kind=kind))
        made.writestr("content.xml", CONTENT.format(title=escape(title), paragraphs=body))
    return out.getvalue()


def _words(text):
    for mark in "\\()":
        text = text.replace(mark, f"\\{mark}")
    return f"({text})"
