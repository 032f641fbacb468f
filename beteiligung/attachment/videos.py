"""Videos in sign language and their captions, known by their bytes. A file is read only where it tells of itself."""

import re

from ..errors import N_, NotTaken
from . import mp4, webm
from .types import CAPTIONS, MP4, WEBM
from .uploads import Checked

LONGEST_CAPTIONS = 1_000_000
MEGABYTE = 1_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
CUE = re.compile(r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?")
NO_CUES = ("NOTE", "STYLE", "REGION")


def checked(stream, *, limit):
    """The video as it is stored: unchanged, with the type that its bytes have and its length where it says one."""
    size = stream.seek(0, 2)
    if size > limit:
        raise NotTaken(N_("This file is too large; at most %(number)s MB are taken."), number=limit // MEGABYTE or 1)
    stream.seek(0)
    begins = stream.read(12)
    if begins.startswith(webm.MARK):
        kind, measure = WEBM, webm.seconds
    elif begins[4:8] == b"ftyp":
        kind, measure = MP4, mp4.seconds
    else:
        raise NotTaken(N_("This is no video that can be taken. Possible are MP4 (H.264 or AV1) and WebM."))
    return [Checked(stream, kind.media_type, seconds=measure(stream, size))]


def captions(data):
    """Captions as WebVTT in UTF-8; every one has a beginning, an end behind it, and words."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        text = ""
    if len(data) > LONGEST_CAPTIONS or not re.match(r"WEBVTT(?:[ \t\n]|$)", text) or CONTROL.search(text):
        raise NotTaken(N_("These are no captions that can be taken. Please save them as WebVTT (.vtt) in UTF-8."))
    if not _cues(text.split("\n")):
        raise NotTaken(N_("There is not one line of text in these captions."))
    return [Checked(text.encode(), CAPTIONS.media_type)]


def _cues(lines):
    """How many captions there are; the first one that is wrong is named by its line."""
    found, at = 0, 1
    while at < len(lines):
        block = at
        while at < len(lines) and lines[at].strip():
            at += 1
        if (
            lines[block:at]
            and not lines[block].startswith(NO_CUES)
            and (block > 1 or "-->" in "".join(lines[block:at]))
        ):
            _check(lines[block:at], block + 1)
            found += 1
        at += 1
    return found


def _check(block, number):
    timed = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    times = CUE.fullmatch(block[timed].strip()) if timed is not None else None
    words = timed is not None and any(line.strip() for line in block[timed + 1 :])
    if not times or not words or _moment(times[1]) >= _moment(times[2]):
        raise NotTaken(
            N_("The captions are not right at line %(number)s: each needs a beginning, a later end, and words."),
            number=number,
        )


def _moment(said):
    """In seconds; hours may be left out."""
    total = 0.0
    for part in said.split(":"):
        total = total * 60 + float(part)
    return total
