"""What a WebM says about itself: whether it is whole, holds pictures, and how long it is."""

import math
import struct

from ..errors import N_, NotTaken

MARK = b"\x1a\x45\xdf\xa3"
DOC_TYPE, SEGMENT, INFO, TRACKS, CLUSTER = 0x4282, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TRACK, TRACK_TYPE, PICTURES = 0xAE, 0x83, 1
SCALE, DURATION = 0x2AD7B1, 0x4489
NANOSECONDS = 1_000_000_000
USUAL_SCALE = 1_000_000
MOST_ELEMENTS = 20_000
LARGEST_VALUE = 1_000
BROKEN = N_("This video is damaged or incomplete. Please save it anew and try again.")


def seconds(stream, size):
    """How long it runs, or ``None`` where it does not say."""
    top = dict(_elements(stream, 0, size))
    head = dict(_elements(stream, *top.get(0x1A45DFA3, (0, 0))))
    if _value(stream, head.get(DOC_TYPE)).rstrip(b"\x00") != b"webm":
        raise NotTaken(N_("This is no video that can be taken. Possible are MP4 (H.264 or AV1) and WebM."))
    parts = dict(_elements(stream, *top.get(SEGMENT, (0, 0)), until=CLUSTER))
    if CLUSTER not in parts or TRACKS not in parts or INFO not in parts:
        raise NotTaken(BROKEN)
    tracks = [dict(_elements(stream, *place)) for name, place in _elements(stream, *parts[TRACKS]) if name == TRACK]
    if not any(_number(stream, track.get(TRACK_TYPE)) == PICTURES for track in tracks):
        raise NotTaken(N_("This is no video that can be taken. Possible are MP4 (H.264 or AV1) and WebM."))
    return _length(stream, dict(_elements(stream, *parts[INFO])))


def _elements(stream, at, end, until=None):
    """Every element between two places with where its inside begins and ends, as far as the one named ``until``."""
    for _number in range(MOST_ELEMENTS):
        if at == end:
            return
        stream.seek(at)
        head = stream.read(12)
        name, width = _variable(head, keep_mark=True)
        length, more = _variable(head[width:])
        inside = at + width + more
        unknown = length == (1 << 7 * more) - 1
        if (unknown and name not in (SEGMENT, CLUSTER)) or inside + (0 if unknown else length) > end:
            raise NotTaken(BROKEN)
        at = end if unknown else inside + length
        yield name, (inside, at)
        if name == until:
            return
    raise NotTaken(BROKEN)


def _variable(data, *, keep_mark=False):
    """A number that says with its first bits how many bytes it has; and how many those are."""
    width = 9 - data[0].bit_length() if data and data[0] else 9
    if width > 8 or len(data) < width:
        raise NotTaken(BROKEN)
    number = int.from_bytes(data[:width])
    return (number if keep_mark else number & ((1 << 7 * width) - 1)), width


def _value(stream, place):
    if place is None or place[1] - place[0] > LARGEST_VALUE:
        return b""
    stream.seek(place[0])
    return stream.read(place[1] - place[0])


def _number(stream, place):
    return int.from_bytes(_value(stream, place))


def _length(stream, info):
    told = _value(stream, info.get(DURATION))
    if len(told) not in (4, 8):
        return None
    (duration,) = struct.unpack(">f" if len(told) == 4 else ">d", told)
    scale = _number(stream, info.get(SCALE)) or USUAL_SCALE
    if not math.isfinite(duration) or duration <= 0:
        return None
    return min(math.ceil(duration * scale / NANOSECONDS), 24 * 3600)
