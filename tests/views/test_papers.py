"""PDF and DOCX: tagged as the law asks, checked by a validator and by reading the tags."""

import io
import re
import socket
import zipfile

import page
import pytest
from docx import Document
from pypdf import PdfReader

from beteiligung.dossier import paper
from beteiligung.dossier.errors import NotMade
from beteiligung.views import dossier, dossier_files, session_pack

from .. import records
from ..dossier import scenes
from ..hosts import log_in

HOSTILE = (
    '<img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href="file:///etc/passwd"> '
    "a\x00b\x1fc \u202egnp.exe ]]> &lt; שלום עולם مرحبا"
)
"""NUL is left to the forms: no PostgreSQL keeps it."""
ADDRESS = "/beteiligung/{lang}/dossier/radweg/dossier.{kind}"


@pytest.fixture
def two(session, radweg, bezirke):
    """A meeting with two Vorhaben, the second with nothing at all, and words that attack."""
    still = records.vorhaben("still", "Stiller Weg")
    _body, meeting = scenes.whole(session, radweg, bezirke)
    scenes.speak(session, radweg, 1, word=HOSTILE.replace("\x00", ""))
    meeting.agenda.append(scenes.AgendaItem(vorhaben=still, position=2))
    session.commit()
    return f"/beteiligung/{{lang}}/gremien/bv-2/mappen/{meeting.id}/mappe.pdf"


def fetch(client, address):
    with client.get(address) as answer:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        return answer.get_data()


def tags(pdf):
    """The kinds of all elements of the structure, in order."""

    def walk(element):
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                yield from walk(child)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element["/S"][1:]
            if "/K" in element:
                yield from walk(element["/K"])

    return list(walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def titles(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield entry.title


@pytest.fixture
def engine(sqlite_engine):
    """How a paper is made does not depend on the database; what stands in it is tested as a page."""
    return sqlite_engine


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_a_session_pack_keeps_pdf_ua(app, client, two, bv, lang):
    log_in(app, bv)

    data = fetch(client, two.format(lang=lang))

    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_tags_of_a_session_pack(app, client, two, bv):
    log_in(app, bv)

    pdf = PdfReader(io.BytesIO(fetch(client, two.format(lang="de"))))

    root, found = pdf.trailer["/Root"], tags(pdf)
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "de" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title.startswith("Sitzungsmappe: BV Wattenscheid")
    assert found.count("H1") == 1 and found.count("Table") >= 4 and {"H2", "H3", "TH", "TD", "Link"} <= set(found)
    assert {"Tagesordnung", "Inhalt", "Radweg Königsallee", "Stiller Weg"} <= set(titles(pdf.outline))


def test_page_numbers_contents_and_heads(app, client, two, bv):
    log_in(app, bv)

    pages = [p.extract_text() for p in PdfReader(io.BytesIO(fetch(client, two.format(lang="de")))).pages]

    assert all(f"Seite {n} von {len(pages)}" in text for n, text in enumerate(pages, 1))
    begins = next(n for n, text in enumerate(pages, 1) if "Stiller Weg" in text and "Worum es geht" in text and n > 2)
    contents = next(text for text in pages if "Inhalt" in text)
    assert re.search(rf"Stiller Weg[ .]*{begins}\b", contents)
    assert "Stiller Weg" in pages[-1] and "Radweg" not in pages[-1]


def test_what_is_hidden_is_on_no_paper(app, client, two, bv, hidden_away):
    log_in(app, bv)

    for address in (two.format(lang="de"), ADDRESS.format(lang="de", kind="pdf")):
        text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(fetch(client, address))).pages)
        assert "GEHEIM" not in text and "Linde 0" in text


def test_a_long_annex_says_where_the_rest_is(app, client, session, two, bv, monkeypatch):
    monkeypatch.setattr(dossier, "ON_PAPER", 3)
    log_in(app, bv)

    data = fetch(client, ADDRESS.format(lang="de", kind="pdf"))
    text = " ".join("".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).split())

    assert "Hier stehen die ersten 3 von 18" in text
    assert ADDRESS.format(lang="de", kind="")[:30] in text.replace(" ", "")
    told = "\n".join(
        p.text for p in Document(io.BytesIO(fetch(client, ADDRESS.format(lang="de", kind="docx")))).paragraphs
    )
    assert "Hier stehen die ersten 3 von 18" in told


def test_a_paper_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>GEHEIM</text></svg>')
    out = io.BytesIO()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.css"
        parts = (
            f'<link rel=stylesheet href="{address}"><img alt="x" src="{address}"><img alt="y" src="{secret.as_uri()}">'
        )
        paper.write_pdf(out, f'<html lang="de"><title>x</title><p>Da</p>{parts}', f"@import url({address});")
        with pytest.raises(TimeoutError):
            server.accept()

    text = PdfReader(out).pages[0].extract_text()
    assert "Da" in text and "GEHEIM" not in text


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_a_text_document(app, client, two, bv, lang):
    log_in(app, bv)

    data = fetch(client, ADDRESS.format(lang=lang, kind="docx"))

    document = Document(io.BytesIO(data))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert len(heads) > 6 and "Radweg Königsallee" in heads[0]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("w:tblHeader") == len(document.tables) > 2
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert f'<w:lang w:val="{lang[:2]}"' in styles
    text = "\n".join(p.text for p in document.paragraphs)
    assert "GEHEIM" not in text and "\u202e" not in text and "<img src" in text


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv"])
@pytest.mark.parametrize(
    ("lang", "said"), [("de", "Es wurde nichts heruntergeladen"), ("en", "Nothing was downloaded")]
)
def test_a_failure_is_said_and_nothing_is_delivered(app, client, two, bv, monkeypatch, kind, lang, said):
    def break_off(file, *rest, **more):
        file.write(b"half a file")
        raise OSError("disk full")

    monkeypatch.setattr(dossier_files, f"write_{kind}", break_off)
    log_in(app, bv)

    answer = client.get(ADDRESS.format(lang=lang, kind=kind))

    assert answer.status_code == 500 and said in answer.text and b"half a file" not in answer.data
    assert answer.mimetype == "text/html"


def test_a_server_without_the_packages_says_so(app, client, two, bv, monkeypatch):
    def lack(*args):
        raise NotMade(paper.LACKING)

    monkeypatch.setattr(dossier_files, "write_pdf", lack)
    log_in(app, bv)

    answer = client.get(two.format(lang="de"))

    assert answer.status_code == 501 and "keine PDF-Dateien" in answer.text


@pytest.mark.parametrize("module", ["weasyprint", "docx", "xlsxwriter"])
def test_the_pages_work_without_the_packages(app, client, two, bv, monkeypatch, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    log_in(app, bv)
    kind = {"weasyprint": "pdf", "docx": "docx", "xlsxwriter": "xlsx"}[module]

    assert client.get("/beteiligung/de/dossier/radweg").status_code == 200
    assert client.get(ADDRESS.format(lang="de", kind=kind)).status_code == 501


def test_the_pack_page_has_the_anchors_of_the_paper(app, client, two, bv):
    log_in(app, bv)
    text = client.get(two.format(lang="de").removesuffix("/mappe.pdf")).text

    wanted = set(re.findall(r'href="#([^"]+)"', text))
    assert wanted and wanted <= set(re.findall(r'\bid="([^"]+)"', text)) and "radweg-anhang" in wanted
    assert session_pack.ANNEX < session_pack.ANNEX_ON_PAPER
