"""Files as people have them, and files that mean harm."""

import io
import re
import zipfile

import pytest

from beteiligung.vereinbarung.documents import MESSAGES, Unreadable, decode, text_of
from beteiligung.vereinbarung.reading import read

MEASURES = [
    "Wir werden bis 2027 den Radweg an der Hauptstraße ausbauen und dabei die Sicherheit der Kinder verbessern.",
    "Die Verwaltung prüft, ob am Bahnhof ein Parkhaus für Räder gebaut werden kann.",
    "Wir erwarten vom Land, dass es die Schulsozialarbeit auf Dauer finanziert.",
    "Das Freibad soll spätestens 2028 saniert werden, damit alle Kinder schwimmen lernen.",
]
TEXT = (
    "## Verkehr\n\n"
    + "".join(f"- {one}\n" for one in MEASURES[:2])
    + "\n## Soziales\n\n"
    + "".join(f"- {one}\n" for one in MEASURES[2:])
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Liste"><w:name w:val="List Bullet"/></w:style></w:styles>'
)


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def docx(path, paragraphs, prolog=""):
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    document = f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed(path, {"word/document.xml": document, "word/styles.xml": STYLES})


def odt(path):
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{urn}:office:1.0" xmlns:text="{urn}:text:1.0"'

    def items(texts):
        return (
            "<text:list>"
            + "".join(f"<text:list-item><text:p>{one}</text:p></text:list-item>" for one in texts)
            + "</text:list>"
        )

    def head(name):
        return f'<text:h text:outline-level="1">{name}</text:h>'

    body = head("Verkehr") + items(MEASURES[:2]) + head("Soziales") + items(MEASURES[2:])
    return packed(
        path,
        {
            "content.xml": f"<office:document-content "
            f"{spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        },
    )


def pdf(path, columns=1):
    """A PDF by hand: running header, wrapped lines, and the second column's rows set between those of the first."""
    lines = []
    for head, measures in (("Verkehr", MEASURES[:2]), ("Soziales", MEASURES[2:])):
        lines.append((16, head))
        for one in measures:
            wrapped = re.findall(r".{1,44}(?: |$)", one)
            lines += [(10, ("- " if n == 0 else "") + part.strip()) for n, part in enumerate(wrapped)]
    half = len(lines) // columns + 1 if columns > 1 else len(lines)
    split = next((n for n, (size, _) in enumerate(lines) if n and size == 16), half)
    halves = [lines[:split], lines[split:]] if columns > 1 else [lines]
    placed = [(50, 800, 8, "Vertrag Altstadt")]
    for n, part in enumerate(halves):
        placed += [(50 + 270 * n, 760 - 16 * row, size, text) for row, (size, text) in enumerate(part)]
    placed.sort(key=lambda entry: -entry[1])
    stream = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, size, text in placed)
    write_pdf(path, stream.encode("cp1252"))
    return path


def write_pdf(path, stream):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 "
        b"R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    path.write_bytes(out.getvalue())


def seen(source):
    return [(c.chapter, c.text, c.title, c.commitment, c.deadlines, c.fingerprint) for c in read(source).clauses]


def test_pdf_docx_and_odt_read_the_same_as_the_text(tmp_path):
    expected = seen(TEXT)
    assert len(expected) == 4
    styled = [
        ("berschrift1", "Verkehr"),
        *(("Liste", one) for one in MEASURES[:2]),
        ("berschrift1", "Soziales"),
        *(("Liste", one) for one in MEASURES[2:]),
    ]
    for path in (docx(tmp_path / "a.docx", styled), odt(tmp_path / "a.odt"), pdf(tmp_path / "a.pdf")):
        assert seen(text_of(path)) == expected, path.name


def test_two_columns_are_read_one_after_the_other(tmp_path):
    assert seen(text_of(pdf(tmp_path / "two.pdf", columns=2))) == seen(TEXT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert "Räder" in text_of(path) and len(read(text_of(path)).clauses) == 4


@pytest.mark.parametrize("encoding", ["mac-roman", "cp437", "koi8-r"])
def test_other_encodings_are_refused_instead_of_misread(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(
        (
            "Öffentliche Räume für Bürger, größer und schöner. " * 9 if encoding != "koi8-r" else "Город для людей " * 9
        ).encode(encoding)
    )
    assert refused(path) == "wrong_encoding"


def refused(path, **more):
    with pytest.raises(Unreadable) as caught:
        text_of(path, **more)
    assert "\n" not in str(caught.value) and str(caught.value).endswith((".", "'."))
    assert caught.value.code in MESSAGES
    return caught.value.code


def test_files_that_are_no_text(tmp_path):
    assert refused(tmp_path / "nowhere.txt") == "missing"
    assert refused(tmp_path) == "directory"
    for name, content, code in [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "binary"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "unsupported"),
        ("locked.docx", b"\xd0\xcf\x11\xe0" * 9, "encrypted"),
        ("a.pdf", b"%PDF-1.7\nrubbish", "broken"),
        ("b.pdf", b"Hallo", "broken"),
        ("a.docx", b"PK\x03\x04rubbish", "broken"),
        ("a.rtf", b"{\\rtf1 Hallo}", "unsupported"),
    ]:
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name) == code, name


def test_more_than_the_limit_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Wir bauen. " * 100, encoding="utf-8")
    assert refused(path, limit=500) == "too_large"
    assert text_of(path, limit=1100)


def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = packed(tmp_path / "bomb.docx", {"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    assert bomb.stat().st_size < 100_000
    assert refused(bomb, limit=1_000_000) == "too_large"
    bomb = packed(tmp_path / "bomb.odt", {"content.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    assert refused(bomb, limit=1_000_000) == "too_large"


def test_xml_entities_are_refused(tmp_path):
    laughs = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
    assert refused(docx(tmp_path / "a.docx", [("x", "&lol2;")], laughs)) == "entities"
    secret = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert refused(docx(tmp_path / "b.docx", [("x", "&x;")], secret)) == "entities"


def test_deep_nesting_is_no_crash(tmp_path):
    deep = f'<w:document xmlns:w="{W}"><w:body>' + "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000 + "</w:body></w:document>"
    assert refused(packed(tmp_path / "deep.docx", {"word/document.xml": deep})) == "empty"


def test_an_encrypted_pdf_is_named_as_such(tmp_path):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    with (tmp_path / "a.pdf").open("wb") as file:
        writer.write(file)
    assert refused(tmp_path / "a.pdf") == "encrypted"


def test_a_pdf_of_pictures_has_no_text(tmp_path):
    write_pdf(tmp_path / "scan.pdf", b"0 0 100 100 re f")
    assert refused(tmp_path / "scan.pdf") == "no_text_layer"


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    assert refused(pdf(tmp_path / "a.pdf")) == "package_missing"


def test_windows_quotes_and_dashes_survive():
    assert decode("„Rad“ – jetzt…".encode("cp1252")) == "„Rad“ – jetzt…"
