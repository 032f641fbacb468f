"""A page for easy reading: a sentence a line, hard words explained below, long words parted. Only how it is shown.

It reads the HTML that our own templates made, and never what stands in attributes, forms, scripts and drawings, in
another language, or in the words of residents.
"""

import re
from html import escape, unescape

from .compounds import parts
from .vocabulary import LONG

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
CLASS = re.compile(r'\sclass="([^"]*)"')
LANG = re.compile(r'\slang="([^"]*)"')
SENTENCE_END = re.compile(r"(?:(?<=[^\W\d][.!?])|(?<=\d{3}[.!?])|(?<=[“)][.!?])|(?<=[.!?][“)]))\s+(?=[^\W_a-zäöüß]|„)")
WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")


def _names(text):
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta source track wbr")
UNSEEN = _names("script style svg textarea select title button video audio")
QUOTED = _names("code pre kbd time")
BLOCKS = _names("p li dd td figcaption blockquote div section article h1 h2 h3 h4 h5 h6 dt th summary")
TOLD = _names("p li dd td figcaption")
NO_WORDS = _names("a h1 h2 h3 h4 h5 h6 summary label legend dt th caption nav form table header figure details")
CROWDED = _names("bt-row bt-pills bt-bar bt-crumb bt-card bt-flag bt-small bt-note bt-doors bt-jump bt-say")
DOT = '<span class="bt-dot"></span>'
HYPHEN = '<span class="bt-hyphen" data-large="{large}"></span><span class="bt-under">{small}</span>'


class Place:
    """An element that is open: what may be done to the text in it, and which explanations follow it."""

    __slots__ = ("block", "explains", "is_quiet", "is_unseen", "name", "owed")

    def __init__(self, name, above=None, *, is_unseen=False, is_quiet=False, explains=True):
        self.name, self.owed = name, []
        self.is_unseen = is_unseen or bool(above and above.is_unseen)
        self.is_quiet = is_quiet or self.is_unseen or bool(above and above.is_quiet)
        self.explains = explains and (above is None or above.explains)
        self.block = self if name in BLOCKS or above is None else above.block


class Shown:
    """Goes through a page once. ``explain`` makes the HTML of an explanation from an entry of the glossary."""

    def __init__(self, glossary, explain, long_words=None):
        self.glossary, self.explain, self.long_words = glossary, explain, long_words
        self.out, self.open, self.told = [], [Place("")], set()
        self.before, self.before_in, self.behind = "", None, 0

    def page(self, html):
        """The page as it is shown."""
        for index, piece in enumerate(TAG.split(html)):
            if index % 2:
                self._tag(piece)
            elif piece:
                self._text(piece)
        return "".join(self.out)

    def _tag(self, tag):
        found = NAME.match(tag)
        if not found or tag.endswith("/>"):
            self.out.append(tag)
        elif tag.startswith("</"):
            self._close(found[1].lower(), tag)
        else:
            self.out.append(tag)
            name = found[1].lower()
            if name not in VOID:
                self.open.append(self._place(name, tag))
            elif name in ("br", "hr"):
                self.before = ""

    def _place(self, name, tag):
        classes = found[1].split() if (found := CLASS.search(tag)) else ()
        lang = LANG.search(tag)
        return Place(
            name,
            self.open[-1],
            is_unseen=name in UNSEEN or "bt-sr" in classes,
            is_quiet=name in QUOTED or (lang is not None and lang[1] != "de-simple") or ' dir="auto"' in tag,
            explains=name not in NO_WORDS and not CROWDED.intersection(classes),
        )

    def _close(self, name, tag):
        if not any(place.name == name for place in self.open[1:]):  # the host's own slip: leave it alone
            self.out.append(tag)
            return
        while (place := self.open.pop()).name != name:
            pass
        owed = "".join(self.explain(entry) for entry in place.owed)
        self.out += [tag, owed] if name == "p" else [owed, tag]

    def _text(self, text):
        place = self.open[-1]
        if place.is_unseen:
            self.out.append(text)
            return
        told = place.block.name in TOLD
        if told:
            self._break_before(text, place.block)
        if place.is_quiet or not text.strip():
            self.out.append(text)
        else:
            sentences = self._sentences(text, place.block) if told else [text]
            self.out.append("<br>".join(self._words(sentence, place) for sentence in sentences))
        if text.strip():
            self.before, self.before_in, self.behind = text[-8:], place.block, len(self.out)
        else:
            self.before += " "

    def _sentences(self, text, block):
        """The sentences of a text; the last signs before it tell whether its own first ones end one."""
        context = self.before if self.before_in is block else ""
        at = 0
        for end in SENTENCE_END.finditer(context + text):
            if end.start() > len(context):
                yield text[at : end.start() - len(context)]
                at = end.end() - len(context)
        yield text[at:]

    def _break_before(self, text, block):
        """A sentence that begins where another element begins or ends begins a line too."""
        if self.before_in is not block or not self.before or not text.strip():
            return
        end = SENTENCE_END.search(self.before + text[:40])
        if end and len(self.before.rstrip()) <= end.start() <= len(self.before):
            self.out.insert(self.behind, "<br>")

    def _words(self, text, place):
        written = unescape(text)
        at, shown = 0, []
        for start, end, entry in self._hard(written, place):
            word = self._parted(written[start:end])
            shown += [self._parted(written[at:start]), f'<dfn class="bt-term">{word}</dfn>']
            place.block.owed.append(entry)
            at = end
        return "".join([*shown, self._parted(written[at:])])

    def _hard(self, written, place):
        if not place.explains or place.block.name not in ("p", "li", "dd"):
            return
        for start, end, entry in self.glossary.find(written):
            if entry.word not in self.told:
                self.told.add(entry.word)
                yield start, end, entry

    def _parted(self, written):
        shown, at = [], 0
        for word in WORD.finditer(written) if self.long_words else ():
            shown += [escape(written[at : word.start()]), self._joined(word[0])]
            at = word.end()
        return "".join([*shown, escape(written[at:])])

    def _joined(self, word):
        """The letters stay as they are: the dot, the hyphen and the capital behind it are drawn by the style sheet."""
        first, *rest = parts(word)
        if self.long_words == "dot":
            return DOT.join(map(escape, (first, *rest)))
        if not word[:1].isupper():
            return escape(word)
        marked = (HYPHEN.format(large=part[0].upper(), small=part[0]) + escape(part[1:]) for part in rest)
        return "".join([escape(first), *marked])
