"""Pictures are drawn anew: upright, still, in several widths, with nothing of what the file told besides."""

from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image, ImageFile

from beteiligung.attachment.pictures import WIDTHS, drawn_anew
from beteiligung.errors import NotTaken

from . import files

PIXELS = 60_000_000


def anew(data, pixels=PIXELS):
    return drawn_anew(data, pixels=pixels)


def opened(checked):
    made = Image.open(BytesIO(checked.data))
    made.load()
    return made


def test_the_proof_that_there_was_something_to_hide():
    data = files.photo()

    assert b"GEHEIM" in data
    assert Image.open(BytesIO(data)).getexif().get_ifd(files.GPS)[1] == "N"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_becomes_webp_without_a_trace(kind):
    how = {} if kind == "GIF" else {"exif": Image.Exif()}
    data = files.picture(kind, **how) if kind == "GIF" else files.photo(kind=kind)

    for made in anew(data + b"GEHEIM hinten angeklebt" + files.PROGRAM):
        assert b"GEHEIM" not in made.data
        assert b"script" not in made.data
        assert not {"exif", "icc_profile", "xmp"} & set(opened(made).info)
        assert not {b"EXIF", b"ICCP", b"XMP "} & {made.data[at : at + 4] for at in range(12, 60)}
        assert opened(made).format == "WEBP"


def test_widths_never_grow():
    sizes = {2400: [480, 960, 1600], 1600: [480, 960, 1600], 1000: [480, 960, 1000], 480: [480], 300: [300], 1: [1]}
    for width, expected in sizes.items():
        made = anew(files.picture("PNG", size=(width, max(1, width // 2))))
        assert [entry.width for entry in made] == expected
        assert [opened(entry).size for entry in made] == [(entry.width, entry.height) for entry in made]
    assert WIDTHS == (480, 960, 1600)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(orientation):
    """The light corner shows where the top left of the stored picture went."""
    corner = {1: "lo", 2: "ro", 3: "ru", 4: "lu", 5: "lo", 6: "ro", 7: "ru", 8: "lu"}[orientation]
    made = opened(anew(files.photo(orientation))[-1])

    assert made.size == ((800, 1200) if orientation > 4 else (1200, 800))
    x = 20 if "l" in corner else made.width - 20
    y = 20 if "o" in corner else made.height - 20
    assert made.convert("L").getpixel((x, y)) > 200
    assert made.convert("L").getpixel((made.width // 2, made.height // 2)) < 120


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_taken(mode):
    made = opened(anew(files.picture("PNG", size=(50, 40), mode=mode))[0])

    assert made.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")


def test_pictures_for_print_are_taken_too():
    assert opened(anew(files.picture("JPEG", mode="CMYK", colour=(0, 0, 0, 255)))[0]).convert("L").getpixel((9, 9)) < 30


@pytest.mark.parametrize(
    "data",
    [
        files.huge_png(),
        files.huge_png(60_000, 1_001),
        files.picture("PNG", size=(300, 10)),
        files.picture("PNG", size=(10, 300)),
        *(files.moving(kind) for kind in ("GIF", "PNG", "WEBP")),
        *(files.picture(kind)[: -len(files.picture(kind)) // 3] for kind in ("JPEG", "PNG", "WEBP", "GIF")),
        *(mark + b"\x00" * 200 for mark in (b"\xff\xd8\xff", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBP")),
        b"",
        b"BM" + b"x" * 99,
        b"II*\x00" + b"x" * 99,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        files.pdf(),
    ],
)
def test_what_is_no_still_whole_picture_is_refused(data):
    with pytest.raises(NotTaken) as refused:
        anew(data)

    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_another_library_lets_pillow_take_is_refused_here(monkeypatch, kind):
    """WeasyPrint switches this on for the whole process as soon as somebody asked for a PDF."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = files.picture(kind)
    with pytest.raises(NotTaken):
        anew(whole[: -len(whole) // 3])

    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
    assert anew(whole)


def test_any_byte_may_be_wrong_without_an_error_of_ours():
    data = files.photo(size=(120, 80))
    for at in range(0, len(data), 41):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        with suppress(NotTaken):
            anew(bytes(broken))


def test_the_number_of_pixels_is_the_settings():
    anew(files.picture("PNG", size=(100, 100)), pixels=10_000)
    with pytest.raises(NotTaken, match="1 million"):
        anew(files.picture("PNG", size=(1001, 1000)), pixels=1_000_000)


def test_a_large_photo_is_read_at_a_part_of_its_size(monkeypatch):
    sizes = []
    load = ImageFile.ImageFile.load

    def remember(self):
        sizes.append(self.size)
        return load(self)

    monkeypatch.setattr(ImageFile.ImageFile, "load", remember)
    anew(files.picture("JPEG", size=(7000, 4000)))

    assert max(sizes) == (3500, 2000)
