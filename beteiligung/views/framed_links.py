"""Where the links of a page lead once it stands in a frame.

The pages themselves do not know that they are in a frame: here every link and form of the finished page is looked at,
so that none is forgotten, neither in a piece that was kept nor in a template of the host.
"""

import re
from html import escape, unescape
from urllib.parse import unquote, urlencode, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from ..i18n import gettext as _
from ..text import reshown
from . import framing

INSIDE = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
TAG = re.compile(rf"<(a|form)\b{INSIDE}>|</a>")
FORM = re.compile(rf"<form\b{INSIDE}>.*?</form>", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
WRITING = "schreiben"
"""The anchor where people write."""


def in_frame(html):
    """Filter: links to pages that have a frame variant stay in the frame, all others open a tab; nothing is sent."""
    frame = framing.at_hand()
    return html if frame is None else reshown(html, _Links(frame).put)


class _Links:
    def __init__(self, frame):
        self.frame, self.adapter = frame, current_app.create_url_adapter(request)
        self.known, self.opens_tab = {}, False
        self.hint = f'<span class="bt-sr"> ({escape(_("opens in a new tab"))})</span>'

    def put(self, html):
        """The page with every link where it belongs, and without the forms that write."""
        return TAG.sub(self._tag, FORM.sub(_unless_it_writes, html))

    def _tag(self, tag):
        if tag[1] is None:
            hint, self.opens_tab = self.hint if self.opens_tab else "", False
            return hint + tag[0]
        return self._form(tag) if tag[1] == "form" else self._link(tag)

    def _link(self, tag):
        attributes = _attributes(tag[2])
        address = attributes.get("href", "#")
        if address.startswith(("mailto:", "tel:")) or (address.startswith("#") and address[1:] != WRITING):
            return tag[0]
        whole = self.frame.whole() + address if address.startswith("#") else address
        endpoint = self._endpoint(whole)
        self.opens_tab = endpoint not in framing.FRAMED or urlsplit(whole).fragment == WRITING
        if not self.opens_tab:
            return _written("a", attributes | {"href": _with(whole, self.frame.args)})
        attributes["rel"] = " ".join(sorted({*attributes.get("rel", "").split(), "noopener"}))
        href = _with(whole, self.frame.args_outside) if _is_ours(endpoint) else whole
        return _written("a", attributes | {"href": href, "target": "_blank"})

    def _form(self, tag):
        """A form that only looks for something takes along what the frame is like."""
        attributes = _attributes(tag[2])
        endpoint = self._endpoint(attributes.get("action") or request.path)
        if endpoint in framing.FRAMED:
            return tag[0] + _hidden(self.frame.args)
        outside = _hidden(self.frame.args_outside) if _is_ours(endpoint) else ""
        return _written("form", attributes | {"target": "_blank", "rel": "noopener"}) + outside

    def _endpoint(self, address):
        """Which page of this application an address leads to; empty where it leads elsewhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return ""
        if parts.path not in self.known:
            self.known[parts.path] = self._match(parts.path)
        return self.known[parts.path]

    def _match(self, path):
        if not path.startswith(f"{request.script_root}/"):
            return ""
        try:
            return self.adapter.match(unquote(path.removeprefix(request.script_root)), method="GET")[0]
        except (HTTPException, RequestRedirect):
            return ""


def _unless_it_writes(form):
    return "" if _attributes(form[1]).get("method", "").lower() == "post" else form[0]


def _is_ours(endpoint):
    return endpoint.partition(".")[0].startswith("beteiligung")


def _attributes(text):
    return {name: unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(text)}


def _written(name, attributes):
    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>"


def _hidden(args):
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in args.items())


def _with(address, args):
    """An address with more arguments, none of them twice."""
    rest, _mark, anchor = address.partition("#")
    path, _mark, query = rest.partition("?")
    old = [part for part in query.split("&") if part and part.partition("=")[0] not in args]
    asked = "&".join([*old, *([urlencode(args)] if args else [])])
    return path + (f"?{asked}" if asked else "") + (f"#{anchor}" if anchor else "")
