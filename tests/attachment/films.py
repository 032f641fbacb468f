"""Films as people and attackers send them, box by box by our own hand: nothing binary lies in the repository."""

import struct

CAPTIONS = b"""WEBVTT

1
00:00.000 --> 00:02.500
Hier entsteht ein Radweg.

00:02.500 --> 00:05.000 line:0
Sagen Sie Ihre Meinung.
"""


def box(name, *inside):
    whole = b"".join(inside)
    return struct.pack(">I4s", len(whole) + 8, name) + whole


def mp4(codec=b"avc1", seconds=90, handed=b"\x00" * 5_000, further=b"", parts=("ftyp", "moov", "mdat")):
    """A film without pictures that tells of itself what one with pictures tells."""
    sample = box(b"stsd", struct.pack(">II", 0, 1), box(codec, b"\x00" * 78))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", sample))))
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000), b"\x00" * 80)
    made = {"ftyp": box(b"ftyp", b"isom\x00\x00\x02\x00isommp42"), "moov": box(b"moov", head, track)}
    made["mdat"] = box(b"mdat", handed)
    return b"".join(made[name] for name in parts) + further


def element(name, *inside):
    whole = b"".join(inside)
    return bytes.fromhex(name) + (1 << 56 | len(whole)).to_bytes(8) + whole


def webm(doc_type=b"webm", seconds=61.5, kind=1, further=b"", parts=("info", "tracks", "cluster")):
    """The same in the other wrapping."""
    made = {
        "info": element("1549A966", element("2AD7B1", (1_000_000).to_bytes(3)), length(seconds)),
        "tracks": element("1654AE6B", element("AE", element("83", bytes([kind])))),
        "cluster": element("1F43B675", b"\x00" * 5_000),
    }
    head = element("1A45DFA3", element("4282", doc_type))
    return head + element("18538067", *(made[name] for name in parts)) + further


def length(seconds):
    return element("4489", struct.pack(">d", seconds * 1000)) if seconds else b""
