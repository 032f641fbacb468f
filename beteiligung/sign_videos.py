"""Which videos in German Sign Language a city has: read from a setting, checked at the start.

BITV 2.0 (Anlage 2, Teil 1) asks for four contents on a home page; a Vorhaben has a place for one too.
"""

SLOTS = ("content", "navigation", "accessibility", "more")
"""What the pages are about, how to find one's way, how accessible they are, what else there is in sign language."""

OF_VORHABEN = "vorhaben:"
WANTED = ("captions", "poster", "seconds", "bytes")
NEEDS = (
    "a dict by 'content', 'navigation', 'accessibility', 'more' or 'vorhaben:<name>', each a dict with url (https or "
    "a path of this portal), captions and poster (paths of this portal), seconds and bytes (numbers above zero)"
)


def is_setting(value):
    """Whether ``BETEILIGUNG_SIGN_VIDEOS`` can be shown."""
    return isinstance(value, dict) and all(_is_slot(slot) and _is_video(video) for slot, video in value.items())


def _is_slot(slot):
    return isinstance(slot, str) and (slot in SLOTS or slot.removeprefix(OF_VORHABEN) not in ("", slot))


def _is_video(video):
    tests = {
        "url": lambda said: _is_path(said) or (isinstance(said, str) and said.startswith("https://")),
        "captions": _is_path,
        "poster": _is_path,
        "seconds": _is_number,
        "bytes": _is_number,
    }
    return isinstance(video, dict) and "url" in video and all(n in tests and tests[n](v) for n, v in video.items())


def _is_path(said):
    """On our own origin: a poster elsewhere would tell another server who reads here."""
    return isinstance(said, str) and said.startswith("/") and not said.startswith(("//", "/\\"))


def _is_number(said):
    return type(said) is int and said > 0


def of_vorhaben(videos, slug):
    """The video about one Vorhaben, or ``None``."""
    return videos.get(f"{OF_VORHABEN}{slug}")


def missing(video):
    """What a video lacks: its name ``url`` where there is none at all."""
    return tuple(name for name in WANTED if name not in video) if video else ("url",)
