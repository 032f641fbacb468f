"""Text made readable: split words joined, page breaks healed, marks taken off; the source stays as it is."""

import re

from .lexicon import words

SHY = "\xad"
HYPHENS = "-‐\u2010\u2011\xad"
SUSPENDED = re.compile(r"(?:und|oder|bzw\.?|sowie|als|bis|noch|statt|wie|nor|&|/|\()(?!\w)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~\"'$&])")
TAG = re.compile(r"</?(?:sub|sup|b|i|u|em|strong|span|br|p|small|mark|a)\b[^<>]{0,200}/?>", re.I)
ENTITY = {"&amp;": "&", "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&shy;": "", "&ndash;": "–"}
LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
NOTE_MARK = re.compile(r"\[\^\w{1,12}\]")
EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,1000}?)(?<=[^\s\\])\1(?![\w*])")
LOST_LETTERS = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"}


def clean(pieces):
    """One readable text from the pieces of a clause (its lines, without markers and page furniture)."""
    text = ""
    for piece in pieces:
        text = _glue(text, unmark(piece)) if text else unmark(piece)
    return re.sub(r"[\s\u200b\ufeff\x00]+", " ", _inner(text)).strip()


def whole(sections):
    """One text of an item's own sentence and its parts, punctuated where the layout alone set them apart."""
    texts = [text for text in map(clean, sections) if text]
    joined = texts[0] if texts else ""
    for n, text in enumerate(texts[1:]):
        stop = "" if re.search(r"[.!?:;,…]$", joined) else ":" if n == 0 else ";"
        joined += f"{stop} {text}"
    return joined


def unmark(text):
    """Without Markdown and HTML marks and what extraction leaves behind."""
    text = TAG.sub(" " if "<br" in text.lower() else "", text)
    if "&" in text:
        text = re.sub(r"&(?:amp|nbsp|lt|gt|quot|shy|ndash);", lambda match: ENTITY[match.group()], text)
    text = NOTE_MARK.sub("", LINK.sub(r"\1", text))
    text = EMPHASIS.sub(r"\2", text)
    text = EMPHASIS.sub(r"\2", text)
    text = text.replace("**", "").replace("__", "")
    text = ESCAPE.sub(r"\1", text)
    for lost, letters in LOST_LETTERS.items():
        text = text.replace(lost, letters)
    return text


def _glue(left, right):
    """Two pieces with the break between them healed."""
    left, right = left.rstrip(), right.lstrip()
    if left.endswith(SHY):
        return left[:-1] + right
    if len(left) > 1 and left[-1] in HYPHENS and left[-2].isalpha():
        return _at_hyphen(left, right)
    if left.endswith("/") or (len(left) > 1 and left[-1] in HYPHENS and left[-2] == "/"):
        return left + right
    return f"{left} {right}"


def _at_hyphen(left, right):
    """`Dia-` + `log` is one word, `Geh-` + `und Radwege` are two, `Rhein-` + `Ruhr` keeps its hyphen."""
    if SUSPENDED.match(right):
        return f"{left} {right}"
    if right[:1].islower():
        return left[:-1] + right
    return left + right


def _inner(text):
    """Soft hyphens, and hyphens that an extraction left inside a line before a blank."""
    text = text.replace(SHY, "")
    return re.sub(
        r"(?<=[a-zäöüß])- (?=[a-zäöüß]{2})(?!(?:und|oder|bzw|sowie|als|bis|noch|statt|wie)\b)", _left_inside(text), text
    )


def _left_inside(text):
    """A hyphen before a blank is a leftover only where it cannot be a dash set without its first blank."""

    def decide(match):
        before = re.search(r"[A-ZÄÖÜa-zäöüß]+$", text[max(0, match.start() - 30) : match.start()])
        word = before.group() if before else ""
        after = re.match(r"[a-zäöüß]+", text[match.end() : match.end() + 30]).group()
        return "" if len(word) > 1 and after not in SMALL_WORDS else match.group()

    return decide


SMALL_WORDS = words(
    "der die das des dem den ein eine einer eines einem einen in im an am auf aus bei mit nach von vom zu zum "
    "zur für durch gegen ohne um über unter vor hinter zwischen auch aber denn ob dass wenn weil wo was wer "
    "wir sie er es ist sind war wird werden soll sollen kann können nicht nur so etwa insbesondere ähnlich "
    "zum beispiel also damit dort hier jetzt mehr sehr seit trotz während wegen je pro ab dies diese dieser "
    "dieses"
)
