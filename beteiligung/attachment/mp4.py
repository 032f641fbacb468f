"""What an MP4 says about itself: whether it is whole, holds pictures that every browser shows, and how long it is."""

import math
import struct

from ..errors import N_, NotTaken

MOST_BOXES = 20_000
LARGEST_TABLE = 50_000_000
SHOWN = {b"avc1", b"avc3", b"av01", b"vp08", b"vp09"}
"""Pictures that browsers show without asking the device for a licence."""
BROKEN = N_("This video is damaged or incomplete. Please save it anew and try again.")


def seconds(stream, size):
    """How long it runs, or ``None`` where it does not say."""
    top = dict(_boxes(stream, 0, size))
    if b"moov" not in top or not top.keys() & {b"mdat", b"moof"}:
        raise NotTaken(BROKEN)
    start, end = top[b"moov"]
    if end - start > LARGEST_TABLE:
        raise NotTaken(BROKEN)
    inside = list(_boxes(stream, start, end))
    if not any(_shows_pictures(stream, *place) for name, place in inside if name == b"trak"):
        raise NotTaken(N_("This is no video that can be taken. Possible are MP4 (H.264 or AV1) and WebM."))
    return _length(stream, dict(inside).get(b"mvhd"))


def _boxes(stream, at, end):
    """Every box between two places with where its inside begins and ends; together they fill it without a rest."""
    for _number in range(MOST_BOXES):
        if at == end:
            return
        stream.seek(at)
        head = stream.read(16)
        if len(head) < 8:
            break
        length, name = struct.unpack(">I4s", head[:8])
        inside = at + 8
        if length == 1 and len(head) == 16:
            length, inside = struct.unpack(">Q", head[8:])[0], at + 16
        length = length or end - at  # none told: as far as there is
        if at + length > end or at + length < inside or not name.strip(b" ").isalnum():
            break
        yield name, (inside, at + length)
        at += length
    raise NotTaken(BROKEN)


def _shows_pictures(stream, start, end):
    """Follow the boxes of a track down to what its pictures are packed with."""
    for name in (b"mdia", b"minf", b"stbl", b"stsd"):
        place = dict(_boxes(stream, start, end)).get(name)
        if place is None:
            return False
        start, end = place
    stream.seek(start)
    table = stream.read(min(end - start, 16))  # version, number of entries, and the first of them
    return len(table) == 16 and table[12:16] in SHOWN


def _length(stream, place):
    if place is None:
        raise NotTaken(BROKEN)
    stream.seek(place[0])
    head = stream.read(place[1] - place[0])
    shape, at = (">IQ", 20) if head[:1] == b"\x01" else (">II", 12)
    if len(head) < at + struct.calcsize(shape):
        raise NotTaken(BROKEN)
    scale, duration = struct.unpack_from(shape, head, at)
    unknown = duration in (0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF) or not scale
    return None if unknown else math.ceil(duration / scale)
