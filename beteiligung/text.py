"""People's words, kept as written and made safe when shown. The only module that knows bleach and Markdown."""

import json
import re
import unicodedata
from functools import lru_cache, partial
from threading import local
from urllib.parse import urlsplit

import bleach
from bleach.linkifier import Linker, LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

LONGEST = 10_000
"""bleach needs quadratic time for nested tags; longer texts are handed to it piece by piece."""

TALK_RENDERER = 1
"""Raise it with every change of what ``talk`` makes of a text: what an older one stored is then not used."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"`{}|\\^\[\]]+", re.IGNORECASE)
_ENDS_A_BLOCK = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def prose(source: str | None) -> Markup:
    """Plain text as paragraphs with links. What looks like a tag is shown as it was typed, never obeyed."""
    parts = _PARAGRAPH.split((source or "").replace("\r\n", "\n"))
    return Markup("".join(f"<p>{_line_ends(part.strip())}</p>" for part in parts if part.strip()))


def linked(source: str | None) -> Markup:
    """A few plain words with their links, for inside of a sentence."""
    return Markup(_line_ends((source or "").strip()))


def _line_ends(paragraph):
    pieces = (paragraph[start : start + LONGEST] for start in range(0, len(paragraph), LONGEST))
    escaped = "".join(bleach.clean(piece, tags=frozenset(), strip=False) for piece in pieces)
    return Linker(callbacks=[_outside], url_re=_LINK).linkify(escaped).replace("\n", "<br>")


def _outside(attributes, new=False):
    if new and not _is_address(attributes[(None, "href")]):
        return None
    attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


@lru_cache(maxsize=1000)
def talk(source: str) -> Markup:
    """What residents write: paragraphs, lists, emphasis and links from a small part of Markdown, and nothing else."""
    if len(source) > LONGEST:  # nobody can send that much; whatever it is, it is shown plainly
        return prose(source)
    return Markup(_cleaner().clean(_markdown().render(_as_people_mean_it(source))).strip())


def stored_talk(html: str, renderer: int, source: str) -> Markup:
    """What ``talk`` made of a text when it was written, or makes of it now where it has changed since."""
    return Markup(html) if renderer == TALK_RENDERER else talk(source)


_MARKER = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s)")
_TWICE = re.compile(r"^(\s*[-+*]\s+|\s*\d{1,9}[.)]\s+)(?=[-+*]\s|\d{1,9}[.)]\s)")
_INSIDE_A_WORD = re.compile(r"(?<=\w)\*+(?=\w)")
_DEEPEST_INDENT = 6


def _as_people_mean_it(source):
    """Signs that people use without a thought of Markdown: Bürger*innen, a line that begins with "3. Mai", blanks."""
    lines = source.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return "\n".join(map(_plainly, lines, _counted(lines)))


def _plainly(line, is_counted):
    blanks = len(line) - len(line.lstrip())
    line = " " * min(blanks, _DEEPEST_INDENT) + line.lstrip()
    if not is_counted:
        line = _MARKER.sub(r"\1\2\\\3", line)
    line = _TWICE.sub(r"\1\\", line) if not line.lstrip()[:1].isdigit() or is_counted else line
    return _INSIDE_A_WORD.sub(lambda stars: "\\*" * len(stars[0]), line)


def _counted(lines):
    """Which lines are items of a numbered list: only where somebody counts 1, 2 and so on."""
    numbers = [(index, int(found[2])) for index, line in enumerate(lines) if (found := _MARKER.match(line))]
    counted, run = [False] * len(lines), []
    for index, number in [*numbers, (None, 0)]:
        if number != len(run) + 1:
            for item in run if len(run) > 1 else ():
                counted[item] = True
            run = []
        if number == len(run) + 1:
            run.append(index)
    return counted


def _link_opens(self, tokens, at, options, env):
    env.setdefault("links", []).append((tokens[at].attrGet("href"), _words_of_link(tokens, at)))
    return self.renderToken(tokens, at, options, env)


def _link_closes(self, tokens, at, options, env):
    address, words = env["links"].pop()
    host = urlsplit(address).hostname
    return f"</a> ({escape(host)})" if host and host not in words else "</a>"


def _is_address(address):
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "port" raises where something else than a number stands in its place
        return False


def _words_of_link(tokens, at):
    until = next(index for index in range(at, len(tokens)) if tokens[index].type == "link_close")
    return "".join(token.content for token in tokens[at:until])


_kept = local()
"""Both readers hold what they are working on, so each thread has its own."""


def _markdown():
    if not hasattr(_kept, "markdown"):
        reader = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
        reader.enable(["list", "emphasis", "link", "escape", "newline", "balance_pairs", "fragments_join"])
        reader.validateLink = _is_address
        reader.add_render_rule("link_open", _link_opens)
        reader.add_render_rule("link_close", _link_closes)
        _kept.markdown = reader
    return _kept.markdown


def _cleaner():
    if not hasattr(_kept, "cleaner"):
        _kept.cleaner = Cleaner(
            tags={"p", "br", "ul", "ol", "li", "strong", "em", "a"},
            attributes={"a": ["href", "rel"]},
            protocols={"http", "https"},
            filters=[partial(LinkifyFilter, callbacks=[_outside], url_re=_LINK)],
        )
    return _kept.cleaner


def attribute(name: str, value: str) -> Markup:
    """One more attribute for a tag, with the blank before it."""
    return Markup(' {}="{}"').format(name, value)


def reshown(html: Markup, change) -> Markup:
    """HTML of our own templates, shown otherwise by ``change``, which keeps what is escaped escaped."""
    return Markup(change(str(html)))


def fold(text: str) -> str:
    """For comparing and searching: small letters, umlauts and accents resolved, single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def slug(text: str, *, longest: int = 60) -> str:
    """A name for a URL: ASCII, small letters, hyphens, cut between words."""
    words, size = [], 0
    for word in re.findall(r"[a-z0-9]+", fold(text)):
        size += len(word) + 1
        if words and size > longest:
            break
        words.append(word)
    return "-".join(words)[:longest] or "vorhaben"


def data(value):
    """A value as JSON that can stand inside of a page: nothing in it ends the block in which it stands."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ENDS_A_BLOCK))
