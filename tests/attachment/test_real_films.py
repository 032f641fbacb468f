"""Films as a real encoder makes them: every codec that is taken, the index in front or behind, whole or in pieces."""

import os
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from beteiligung.attachment import videos
from beteiligung.errors import NotTaken

av = pytest.importorskip("av")

SECONDS, RATE, WIDTH, HEIGHT = 2, 10, 64, 48
LIMIT = 10_000_000


def film(codec, wrapping, options=None):
    """Moving grey pictures, encoded as a camera or an editor would do it.

    SVT-AV1 gives whatever process it runs in, and all that this starts later, a priority above everything else on the
    machine when that is root's: it works in a process of its own.
    """
    if codec != "libsvtav1":
        return _film(codec, wrapping, options)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        return beside.submit(_film, codec, wrapping, options).result()


def _film(codec, wrapping, options):
    with TemporaryDirectory() as folder:
        file = Path(folder, "film")  # an index that moves to the front needs a file that is read again
        with av.open(str(file), "w", format=wrapping, options=options or {}) as container:
            _draw(container, codec)
        return file.read_bytes()


def _draw(container, codec):
    stream = container.add_stream(codec, rate=RATE)
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    stream.time_base = Fraction(1, RATE)
    for number in range(SECONDS * RATE):
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([number * 10 % 256]) * plane.buffer_size)
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def sound(wrapping, codec):
    """A file of that kind in which nothing can be seen."""
    file = BytesIO()
    with av.open(file, "w", format=wrapping) as container:
        stream = container.add_stream(codec, rate=48_000)
        size = 960 if codec == "libopus" else 1024
        for number in range(20):
            kind = "flt" if codec == "libopus" else "fltp"
            frame = av.AudioFrame(format=kind, layout="stereo", samples=size)
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.pts, frame.sample_rate, frame.time_base = number * size, 48_000, Fraction(1, 48_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


def told(data):
    [kept] = videos.checked(BytesIO(data), limit=LIMIT)
    return kept.media_type, kept.seconds


@pytest.mark.parametrize(
    ("codec", "wrapping", "options", "media_type"),
    [
        ("libx264", "mp4", {}, "video/mp4"),
        ("libx264", "mp4", {"movflags": "faststart"}, "video/mp4"),
        ("libsvtav1", "mp4", {}, "video/mp4"),
        ("libvpx-vp9", "mp4", {}, "video/mp4"),
        ("libvpx", "webm", {}, "video/webm"),
        ("libvpx-vp9", "webm", {}, "video/webm"),
        ("libsvtav1", "webm", {}, "video/webm"),
        ("libvpx-vp9", "webm", {"cues_to_front": "1", "reserve_index_space": "2000"}, "video/webm"),
    ],
)
def test_what_an_encoder_makes_is_taken_with_its_length(codec, wrapping, options, media_type):
    assert told(film(codec, wrapping, options)) == (media_type, SECONDS)


@pytest.mark.parametrize(
    ("codec", "wrapping", "options"),
    [
        ("libx264", "mp4", {"movflags": "frag_keyframe+empty_moov"}),
        ("libvpx-vp9", "webm", {"live": "1"}),
    ],
)
def test_a_film_that_was_written_while_it_was_filmed_is_taken_and_tells_no_length(codec, wrapping, options):
    kind, seconds = told(film(codec, wrapping, options))

    assert (kind, seconds) in ((f"video/{wrapping}", None), (f"video/{wrapping}", SECONDS))


@pytest.mark.parametrize(
    "make",
    [
        lambda: film("mpeg4", "mp4"),
        lambda: film("libx264", "matroska"),
        lambda: film("libx264", "mpegts"),
        lambda: sound("mp4", "aac"),
        lambda: sound("webm", "libopus"),
    ],
    ids=["old pictures", "Matroska", "a stream for television", "sound in MP4", "sound in WebM"],
)
def test_what_browsers_do_not_show_is_refused(make):
    with pytest.raises(NotTaken, match="no video that can be taken"):
        told(make())


@pytest.mark.parametrize(("codec", "wrapping"), [("libx264", "mp4"), ("libvpx-vp9", "webm")])
def test_one_that_was_cut_off_on_its_way_is_refused(codec, wrapping):
    whole = film(codec, wrapping)

    for part in (0.25, 0.5, 0.75):
        with pytest.raises(NotTaken, match="damaged or incomplete"):
            told(whole[: int(len(whole) * part)])
    with pytest.raises(NotTaken, match="damaged or incomplete"):
        told(whole[:-1])


def test_the_encoder_leaves_the_priority_of_the_tests_alone():
    film("libsvtav1", "mp4")

    assert os.sched_getscheduler(0) == os.SCHED_OTHER
