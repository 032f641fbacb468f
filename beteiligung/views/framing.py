"""Pages of ours in a frame on somebody else's page: which they are, whose pages these may be, and what a frame is like.

``?embed=1`` asks for a page in a frame. Nobody is known in it and nothing can be written: whoever takes part goes to
the whole page in a tab of its own, so no browser has to allow a cookie of a third party.
"""

from urllib.parse import urlencode, urlsplit

from flask import request, url_for

from ..mount import setting
from . import assets

FRAMED = frozenset({"beteiligung.beitrag", "beteiligung.eines", "beteiligung.gespraech", "beteiligung.liste"})
"""Endpoints of the pages that have a frame variant."""

THEMES = ("light", "dark")
MAP_FIRST = "karte"
LONGEST_WAY_BACK = 500


def is_framed():
    """Is this a page that goes into a frame?"""
    return request.endpoint in FRAMED and request.method in ("GET", "HEAD") and request.args.get("embed") == "1"


def at_hand():
    """The frame of this page, or ``None`` on a page of its own."""
    return Frame() if is_framed() else None


def allowed():
    """The origins whose pages may show ours in a frame."""
    return tuple(setting("FRAME_ANCESTORS"))


def base_template():
    """Which template the pages extend that have a frame variant, and what they say when something went wrong."""
    return "beteiligung/embed.html" if is_framed() else "beteiligung/base.html"


def way_back():
    """The page that somebody came from, as the address says it; only what lies on an allowed origin counts."""
    address = request.args.get("zurueck", "")
    return address if _is_allowed(address) else None


def came_from():
    """On a page of its own: the page around the frame from which somebody came, and its host."""
    address = None if is_framed() else way_back()
    return (address, urlsplit(address).netloc) if address else None


def own_path():
    """The address of the page at hand outside of any frame, with the way back to the page around the frame."""
    here = request.script_root + (request.full_path if request.query_string else request.path)
    return Frame().whole() if is_framed() else here


class Frame:
    """What the address of a page in a frame says of the frame; every link to another such page says it again."""

    def __init__(self):
        wanted = request.args
        self.theme = wanted.get("theme") if wanted.get("theme") in THEMES else None
        self.styles = tuple(map(assets.of_the_host, setting("FRAME_STYLES")))
        self.colours = setting("THEME") if self.styles else "neutral"  # a theme needs what the portal loads for it
        self.is_map = wanted.get("ansicht") == MAP_FIRST
        self.ancestors = (request.host_url.rstrip("/"), *allowed())
        self.back = way_back() or (allowed()[0] if len(allowed()) == 1 else None)

    @property
    def args(self):
        """For the addresses of other pages in this frame."""
        named = {
            "embed": "1",
            "theme": self.theme,
            "ansicht": MAP_FIRST if self.is_map else None,
            "zurueck": way_back(),
        }
        return {name: value for name, value in named.items() if value}

    @property
    def args_outside(self):
        """For the addresses of pages that open in a tab of their own."""
        return {"zurueck": self.back} if self.back else {}

    def whole(self):
        """The address of this page outside of the frame."""
        mine = ("embed", "theme", "ansicht", "zurueck")
        kept = [(name, value) for name, value in request.args.items(multi=True) if name not in mine]
        asked = urlencode([*kept, *self.args_outside.items()])
        return url_for(request.endpoint, **request.view_args) + (f"?{asked}" if asked else "")


def _is_allowed(address):
    """An address whose beginning is one of the origins, and that no browser reads otherwise."""
    if len(address) > LONGEST_WAY_BACK or "\\" in address or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return f"{parts.scheme}://{parts.netloc}" in allowed()
