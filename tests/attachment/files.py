"""Files as people and attackers send them, made by our own hand: nothing binary lies in the repository."""

import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageCms

PROGRAM = b"<script>alert(1)</script>"
GPS = 0x8825


def picture(kind="JPEG", size=(1200, 800), mode="RGB", colour=(20, 90, 110), **how):
    """A picture with a light corner at the top left, so that one sees how it lies."""
    made = Image.new(mode, size, colour if mode in ("RGB", "CMYK") else None)
    if mode == "RGB":
        made.paste((250, 250, 240), (0, 0, size[0] // 4, size[1] // 4))
    out = BytesIO()
    made.save(out, kind, **how)
    return out.getvalue()


def photo(orientation=1, **how):
    """As a phone takes it: where, when, with what, and how it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, "GEHEIMKAMERA", "GEHEIMER Kommentar"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 28.0, 54.0), 3: "E", 4: (7.0, 12.0, 58.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(exif=exif, icc_profile=profile, comment=b"GEHEIMER Kommentar", **how)


def moving(kind):
    """Two frames."""
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def huge_png(width=50_000, height=50_000):
    """A few kilobytes that would be 7.5 gigabytes once unpacked."""

    def chunk(name, data):
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(b"\x00" * 5_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(catalog="", further=b""):
    """One page; ``catalog`` adds to what the document says of itself, ``further`` stands before the end."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    out += further
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010d} 00000 n \n" for at in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + trailer.encode()


def object_stream(inside):
    """Objects in a packed stream, where a program can hide."""
    packed = zlib.compress(inside)
    return b"9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )


def archive(members, first=()):
    """A ZIP archive; ``first`` members are stored and stand in front."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in first:
            made.writestr(name, data, zipfile.ZIP_STORED)
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def odt(*further, kind="text"):
    """An open document."""
    mimetype = ("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return archive([("content.xml", "<x/>"), ("META-INF/manifest.xml", "<x/>"), *further], [mimetype])


def docx(*further, kind="wordprocessingml.document", types=""):
    """A document of the other office."""
    content = (
        f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>{types}</Types>'
    )
    return archive([("[Content_Types].xml", content), ("word/document.xml", "<x/>"), *further])


def zip_bomb(megabytes=300):
    """Some 300 kilobytes that unpack to much more, in the parts of an honest document."""
    return odt(*((f"Pictures/{number}.bmp", b"\x00" * 10_000_000) for number in range(megabytes // 10)))


TABLE = "Straße;Bäume\nKönigsallee;12\nHattinger Straße;-3\n".encode()
