"""What comes out of the printer: notices on A4 and A3, and the ordinary pages."""

import re
import unicodedata
from io import BytesIO

import pypdf
import pytest

A4, A3 = (595, 842), (842, 1191)
NOTICE = "aushang/bochum-wattenscheid"


def printed(page):
    """The pages that Chromium prints."""
    return pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages


def plain(text):
    """Letters and numbers alone: lines break anywhere."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def entries(page):
    """For each entry, every piece of text that it shows."""
    return [
        [plain(text) for text in entry.locator("h3, p, dt, dd, figcaption").all_inner_texts()]
        for entry in page.locator(".bt-entry").all()
    ]


@pytest.mark.parametrize(("query", "size"), [("", A4), ("?blatt=a3", A3)])
def test_no_entry_is_cut_and_every_page_has_its_number(visitor, query, size):
    page = visitor.open(f"{NOTICE}{query}")
    wanted = entries(page)
    pages = printed(page)

    texts = [plain(sheet.extract_text()) for sheet in pages]
    assert len(wanted) > 5
    assert len(pages) > 1
    for entry in wanted:
        assert any(all(piece in text for piece in entry) for text in texts), entry
    for number, sheet in enumerate(pages, 1):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == pytest.approx(size, abs=2)
        assert f"{number} / {len(pages)}" in sheet.extract_text()
    first = pages[0].extract_text()
    assert "Wattenscheid" in first
    assert "Stand:" in first
    for control in ("Papier A3", "Drucken Sie", "Anmelden"):
        assert control not in first


@pytest.mark.parametrize("lang", ["de-simple", "en"])
def test_a_notice_in_other_languages_is_whole_too(arrive, lang):
    page = arrive(lang=lang).open(f"{NOTICE}?mitmachen=1")
    wanted = entries(page)
    texts = [plain(sheet.extract_text()) for sheet in printed(page)]
    assert wanted
    for entry in wanted:
        assert any(all(piece in text for piece in entry) for text in texts), entry


def test_large_type_and_room_for_the_code(visitor):
    page = visitor.open(f"{NOTICE}?mitmachen=1")
    page.emulate_media(media="print")
    sizes = page.locator(".bt-notice :is(p, dt, dd)").evaluate_all(
        "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 13  # pixels of the screen; the text is 12 points, addresses a little less
    box = page.locator(".bt-notice img").first.bounding_box()
    assert box["width"] > 110  # three centimetres


def test_a_code_is_a_picture_that_was_loaded(visitor):
    page = visitor.open(NOTICE)
    assert page.locator("img").count() > 1
    assert page.locator("img").evaluate_all("all => all.every((one) => one.complete && one.naturalWidth > 20)")


def test_the_printed_list_says_what_it_was_narrowed_to(visitor):
    page = visitor.open("vorhaben?bezirk=2&von=2026&bis=2028")
    text = printed(page)[0].extract_text()
    assert "2026 bis 2028" in text
    for control in ("Zeigen", "Alle Filter löschen", "Reihenfolge", "Suchen"):
        assert control not in text


def test_the_chart_of_time_and_a_vorhaben_print(visitor, samples):
    for path in ("zeit?bezirk=2", f"vorhaben/{samples.open}"):
        page = visitor.open(path)
        heading = page.locator("h1").inner_text()
        text = printed(page)[0].extract_text()
        assert plain(heading) in plain(text)
        assert "Suchen" not in text
