"""The picture of a link: what stands in it, that nothing leaves it, and that people's words stay words."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from beteiligung.sharing import picture, raster
from beteiligung.sharing.picture import EDGE, HEIGHT, HUE, LAMP, WIDTH, Facts, Ground

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = Ground(600, 500, ("M34 34L566 34L566 466L34 466Z",), ((300, 250),), lines=("M34 34L300 250",))
RADWEG = Facts(
    "Vorhaben in Bochum",
    "Radweg Königsallee",
    state="Beteiligung läuft",
    place=("Ort: Königsallee", "Stadtbezirk: Mitte"),
    note="Mitmachen bis Freitag, 11. Dezember",
    is_open=True,
    step=3,
    ground=SQUARE,
)
PERSIAN = RADWEG._replace(title="مسیر دوچرخه‌سواری در Königsallee", title_rtl=True, rtl=True, german=False)
HOSTILE = '<image href="file:///etc/passwd"/></text><script>alert(1)</script>&xxe; ]]>\x00\x1b\ud800\u202e'


def said(svg):
    return [text.text.strip("\u2066\u2067\u2069") for text in ET.fromstring(svg).iter(f"{SVG}text")]


def drawn(facts):
    return Image.open(BytesIO(raster.png(picture.drawn(facts)))).convert("RGB")


def colours(image, box):
    part = image.crop(box)
    return {colour for _number, colour in part.getcolors(part.width * part.height)}


def rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_all_facts_stand_in_it():
    assert said(picture.drawn(RADWEG)) == [
        "Vorhaben in Bochum",
        "Radweg",
        "Königsallee",
        "Ort: Königsallee",
        "Stadtbezirk: Mitte",
        "Mitmachen bis Freitag, 11. Dezember",
        "Beteiligung läuft",
    ]


def test_it_is_yellow_only_where_one_can_take_part_now():
    assert LAMP in picture.drawn(RADWEG)
    assert LAMP not in picture.drawn(RADWEG._replace(is_open=False))


def test_words_of_people_stay_words():
    svg = picture.drawn(RADWEG._replace(title=HOSTILE, place=(HOSTILE,), note=HOSTILE, state=HOSTILE, site=HOSTILE))

    names = {element.tag.removeprefix(SVG) for element in ET.fromstring(svg).iter()}
    assert names == {"svg", "rect", "path", "text", "g", "line", "circle"}
    assert "file:" in svg  # it is there, as text
    assert "\x00" not in svg
    assert raster.png(svg).startswith(b"\x89PNG")


def test_nothing_in_it_refers_to_anything():
    for facts in (RADWEG, PERSIAN, RADWEG._replace(title=HOSTILE)):
        for element in ET.fromstring(picture.drawn(facts)).iter():
            assert not {name for name in element.attrib if name.endswith(("href", "src", "style"))}
            assert not [value for value in element.attrib.values() if "url(" in value]


@pytest.mark.parametrize("facts", [RADWEG, PERSIAN], ids=["de", "fa"])
@pytest.mark.parametrize(
    "title", ["Tunnel", "Straßenbahnhaltestellenerneuerungsprogramm " * 4, "W" * 200, "مسار " * 40]
)
def test_no_letter_leaves_the_paper_or_runs_into_the_map(facts, title):
    """Measured in what was drawn: the strips beside the column of words stay empty."""
    image = drawn(facts._replace(title=title, ground=SQUARE._replace(areas=(), points=(), lines=()), step=None))

    beside = [(0, 20, EDGE - 6, 470), (WIDTH - EDGE + 6, 20, WIDTH, 470)]
    beside.append((EDGE, 100, 430, 470) if facts.rtl else (WIDTH - 430, 100, WIDTH - EDGE, 470))
    for box in beside:
        assert colours(image, box) == {rgb(HUE)}, box


def test_a_page_from_right_to_left_is_turned_round_but_the_map_is_not():
    image = drawn(PERSIAN._replace(title="م", place=(), site="م"))

    assert len(colours(image, (700, 40, WIDTH, 250))) > 1
    assert colours(image, (440, 40, 690, 250)) == {rgb(HUE)}
    assert PERSIAN.ground.areas[0] in picture.drawn(PERSIAN)


def test_arabic_letters_are_joined():
    """Apart they are wider than together: without shaping both would be as wide."""
    together, apart = (
        drawn(PERSIAN._replace(title=text, place=()))
        for text in ("ههههههه", "ه\u200cه\u200cه\u200cه\u200cه\u200cه\u200cه")
    )

    assert ink(together) != ink(apart)


def ink(image):
    """How wide the title is."""
    band = image.crop((440, 110, WIDTH, 260)).convert("L").point(lambda light: 255 if light < 120 else 0)
    left, _top, right, _bottom = band.getbbox()
    return right - left


def test_the_picture_has_the_size_that_other_sites_want():
    assert drawn(RADWEG).size == (WIDTH, HEIGHT) == (1200, 630)


def test_whoever_comes_when_too_many_are_drawn_is_told(monkeypatch):
    monkeypatch.setattr(raster, "PATIENCE", 0.01)
    for _number in range(raster.AT_ONCE):
        assert raster._slots.acquire(timeout=1)
    try:
        with pytest.raises(raster.TooMany):
            raster.png(picture.drawn(RADWEG))
    finally:
        for _number in range(raster.AT_ONCE):
            raster._slots.release()
    assert raster.png(picture.drawn(RADWEG))


def test_a_server_with_no_other_fonts_than_ours_is_ready(monkeypatch):
    """The renderer looks for "Liberation Serif" where no font is named, which many a server lacks."""
    monkeypatch.setattr(raster, "_drawn", lambda svg: svg.partition("Aa")[1] if picture.LATIN in svg else "")

    assert raster.is_ready.__wrapped__()


def test_a_server_without_any_font_says_so(monkeypatch, caplog):
    monkeypatch.setattr(raster, "_drawn", lambda svg: b"")

    assert not raster.is_ready.__wrapped__()
    assert "this server has no font" in caplog.text
