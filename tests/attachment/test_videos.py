"""Films are known by their bytes; captions have times and words."""

from io import BytesIO

import pytest

from beteiligung.attachment import videos
from beteiligung.errors import NotTaken

from . import files, films

LIMIT = 1_000_000


def told(data, limit=LIMIT):
    [kept] = videos.checked(BytesIO(data), limit=limit)
    return kept.media_type, kept.seconds


def test_type_and_length_stand_in_the_bytes():
    assert told(films.mp4()) == ("video/mp4", 90)
    assert told(films.mp4(b"av01", parts=("ftyp", "mdat", "moov"))) == ("video/mp4", 90)
    assert told(films.mp4(seconds=0)) == ("video/mp4", None)
    assert told(films.webm()) == ("video/webm", 62)
    assert told(films.webm(seconds=None)) == ("video/webm", None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WEBVTT",
        files.pdf(),
        files.picture(),
        films.mp4(b"hvc1"),  # as telephones film; many browsers show nothing
        films.mp4(parts=("ftyp", "mdat")),
        films.mp4(parts=("ftyp", "moov")),
        films.mp4()[:-1],
        films.mp4()[:40],
        films.mp4(further=files.PROGRAM),
        films.mp4(further=files.odt()),
        films.mp4(handed=b"")[:-4],
        films.webm(b"matroska"),
        films.webm(kind=2),  # sound alone
        films.webm()[:-1],
        films.webm()[:30],
        films.webm(further=files.PROGRAM),
        films.webm(parts=("info", "tracks")),
        b"\x1a\x45\xdf\xa3",
        b"\x1a\x45\xdf\xa3\x00",
        b"\x00\x00\x00\x10ftypheic\x00\x00\x00\x00",
    ],
)
def test_everything_else_is_refused_with_a_reason(data):
    with pytest.raises(NotTaken):
        told(data)


@pytest.mark.parametrize("make", [films.mp4, films.webm])
def test_wherever_it_is_cut_or_a_byte_is_wrong_it_is_refused_or_taken_and_never_breaks(make):
    whole = make()
    for at in range(400):
        for data in (whole[:at], whole[:at] + b"\xff" + whole[at + 1 :], whole[:at] + b"\x00" + whole[at + 1 :]):
            try:
                told(data)
            except NotTaken:
                continue


def test_a_film_that_is_too_large_is_not_read():
    with pytest.raises(NotTaken, match="too large"):
        told(films.mp4(), limit=4_000)


def test_captions_are_taken_as_they_are():
    [kept] = videos.captions(b"\xef\xbb\xbf" + films.CAPTIONS.replace(b"\n", b"\r\n"))

    assert (kept.data, kept.media_type) == (films.CAPTIONS, "text/vtt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hallo",
        "WEBVTTX\n\n00:00.000 --> 00:02.000\nHallo",
        "WEBVTT",
        "WEBVTT\n\nNOTE nichts\n",
        "WEBVTT\n\n00:00.000 -> 00:02.000\nHallo",
        "WEBVTT\n\n00:00,000 --> 00:02,000\nHallo",
        "WEBVTT\n\n00:05.000 --> 00:02.000\nHallo",
        "WEBVTT\n\n00:00.000 --> 00:02.000\n",
        "WEBVTT\n\n1\n2\n00:00.000 --> 00:02.000\nHallo",
        "WEBVTT\n\n00:00.000 --> 00:02.000\nHal\x00lo",
        "1\n00:00:00,000 --> 00:00:02,000\nHallo",
    ],
)
def test_captions_that_say_nothing_or_at_no_time_are_refused(text):
    with pytest.raises(NotTaken):
        videos.captions(text.encode())


def test_the_line_that_is_wrong_is_named():
    wrong = films.CAPTIONS.decode() + "\n01:00:00.000 --> 00:59:59.999\nZurück\n"

    with pytest.raises(NotTaken) as caught:
        videos.captions(wrong.encode())

    assert caught.value.values == {"number": 10}
