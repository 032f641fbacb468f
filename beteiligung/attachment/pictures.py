"""Pictures are drawn anew: what was hidden in the file, where it was taken and what was appended stays behind."""

from contextlib import contextmanager
from io import BytesIO
from threading import Lock

from ..errors import N_, NotTaken
from .types import WEBP, picture_format
from .uploads import Checked

WIDTHS = (480, 960, 1600)
"""In pixels; smaller pictures keep their own width."""
NARROWEST = 10
"""How many times a picture may be as long as it is wide."""
LOSSLESS_BYTES = 250_000
"""Drawings stay exact up to this size."""
ORIENTATION = 0x0112
TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""By which transposition Pillow sets a picture upright; the keys are EXIF's."""
SIXTEEN_BITS = 256
_pillow = Lock()


def check_available():
    """Pillow is an extra; say so where somebody needs it."""
    try:
        from PIL import features
    except ImportError as error:
        raise NotTaken(
            N_("Pictures need one more package. Whoever runs this portal installs it: pip install '%(package)s'."),
            package="beteiligung[images]",
        ) from error
    if not features.check("webp"):
        raise NotTaken(N_("The Pillow of this server cannot write WebP, so pictures cannot be taken."))


def drawn_anew(data, *, pixels):
    """A picture's widths as new files, the smallest first: upright, still, in sRGB, without any metadata."""
    check_available()
    kind = picture_format(data)
    if kind is None:
        raise NotTaken(N_("This is no picture that can be taken. Possible are JPEG, PNG, WebP and GIF."))
    try:
        picture = _loaded(data, kind, pixels)
        return [_written(picture, width, exact=kind in ("PNG", "GIF")) for width in _widths(picture)]
    except NotTaken:
        raise
    except Exception as error:  # decoders of hostile files fail in every way there is
        raise NotTaken(N_("This picture is damaged or incomplete. Please save it anew and try again.")) from error


def _loaded(data, kind, pixels):
    from PIL import Image

    try:
        picture = Image.open(BytesIO(data), formats=(kind,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(pixels) from error
    width, height = picture.size
    if width * height > pixels:
        raise _too_many(pixels)
    if max(width, height) > NARROWEST * min(width, height):
        raise NotTaken(N_("This picture is too narrow to be shown. Please cut it."))
    if getattr(picture, "is_animated", False):
        raise NotTaken(N_("Moving pictures are not taken. Please choose a still one."))
    picture.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # large photos are read at half or a quarter of their size
    with _to_the_end():
        picture.load()
    return _in_plain_colours(_upright(picture))


@contextmanager
def _to_the_end():
    """Refuse a picture that ends too early; WeasyPrint lets Pillow take such ones, for the whole process."""
    from PIL import ImageFile

    with _pillow:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_many(pixels):
    return NotTaken(
        N_("This picture has too many pixels; at most %(millions)s million are taken. Please save it smaller."),
        millions=pixels // 1_000_000,
    )


def _upright(picture):
    """Cameras note how they were held; what is shown must not need that note."""
    try:
        held = picture.getexif().get(ORIENTATION, 1)
    except Exception:  # a broken note is no reason to refuse the photo
        return picture
    return picture.transpose(TURNS[held]) if held in TURNS else picture


def _in_plain_colours(picture):
    """RGB as screens show it, with transparency where there is some. A profile's colours are kept, not the profile."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value * (1 / SIXTEEN_BITS)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        plain = _in_srgb(whole.convert("RGB"), profile)
        plain.putalpha(whole.getchannel("A"))
        return plain
    return _in_srgb(picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB"), profile)


def _in_srgb(picture, profile):
    from PIL import ImageCms

    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile: the plain colours are near enough
    return picture.convert("RGB")


def _widths(picture):
    return sorted({*(width for width in WIDTHS if width < picture.width), min(picture.width, WIDTHS[-1])})


def _written(picture, width, *, exact):
    from PIL import Image

    height = max(1, round(picture.height * width / picture.width))
    scaled = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    scaled.info = {}
    data = _encoded(scaled, lossless=True) if exact else b""
    if not exact or len(data) > LOSSLESS_BYTES:
        data = _encoded(scaled, quality=82)
    return Checked(data, WEBP.media_type, width, height)


def _encoded(picture, **how):
    out = BytesIO()
    picture.save(out, "WEBP", exif=b"", icc_profile=b"", xmp=b"", **how)
    return out.getvalue()
