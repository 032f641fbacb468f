"""Reading a page as a browser does: what is an element, what an attribute, what only text."""

import re
from html.parser import HTMLParser

EVENT = re.compile(r"on[a-z]+")
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster"}


class Page(HTMLParser):
    """``elements`` as (tag, attributes), ``text`` and the blocks of ``data`` of a page."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.data, self._text, self._is_data = [], [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._is_data = _is_data(*self.elements[-1])

    def handle_endtag(self, tag):
        self._is_data = False

    def handle_data(self, data):
        (self.data if self._is_data else self._text).append(data)

    @property
    def text(self):
        """All text, blanks folded."""
        return " ".join(" ".join(self._text).split())

    def all(self, tag, **wanted):
        """The attributes of every element of that name that has these attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [a for t, a in self.elements if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    def live(self):
        """What a hostile text would need: handlers, scripts without our origin, dangerous addresses, inline style."""
        for tag, attributes in self.elements:
            if tag in {"script", "iframe", "object", "embed", "base", "link", "img"} and not _ours(tag, attributes):
                yield tag, attributes
            for name, value in attributes.items():
                scheme = re.sub(r"[\s\x00-\x20]", "", value).lower()
                if (
                    EVENT.fullmatch(name)
                    or name in {"style", "srcdoc"}
                    or (name in ADDRESSES and scheme.startswith(("javascript:", "data:", "vbscript:")))
                ):
                    yield tag, {name: value}


def _is_data(tag, attributes):
    """A block that no browser runs."""
    return tag == "script" and attributes == {"type": "application/ld+json"}


def _ours(tag, attributes):
    if _is_data(tag, attributes):
        return True
    if tag == "link" and attributes.get("rel") == "alternate":
        return True  # for search engines: no browser asks for it
    address = attributes.get("src") or attributes.get("href") or ""
    return tag in {"script", "link", "img"} and address.startswith("/") and not address.startswith("//")


def token(answer):
    """The CSRF token of the first form of ours on a page."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)[1]
