"""What a Vorhaben says of itself, language by language: who wrote it, who read it, what it follows."""

from ..origin import GERMAN, SIMPLE, Origin
from .models import VorhabenText
from .snapshot import TEXTS

CHECK = ("checked_by", "checked_on")
"""Who has read a text in Leichte Sprache, and when; a text without these two leaves the check alone."""


def said_in(text):
    """One language's text as plain values."""
    said = {name: getattr(text, name) or "" for name in TEXTS}
    return said | ({name: getattr(text, name) for name in CHECK} if text.lang == SIMPLE else {})


def tell(vorhaben, texts, by, at):
    """Take over texts by language; German first, because the others follow it.

    Beside its words a text may hold ``checked_by`` and ``checked_on``; ``still_fits`` says that it follows the German
    text as that is now; ``drafted`` that it began as the draft of a machine.
    """
    for lang, words in sorted(texts.items(), key=lambda item: item[0] != GERMAN):
        _tell(vorhaben, lang, words, by, at)


def _tell(vorhaben, lang, words, by, at):
    """One language's text; without a title there is none. German always stays."""
    text = next((text for text in vorhaben.texts if text.lang == lang), None)
    if not words.get("title") and lang != GERMAN:
        if text:
            vorhaben.texts.remove(text)
        return
    is_new = text is None
    if is_new:
        text = VorhabenText(lang=lang, origin=Origin.WRITTEN, edition=1, **dict.fromkeys(TEXTS, ""))
        vorhaben.texts.append(text)
    changed = reword(text, {name: words.get(name) or "" for name in TEXTS}, counts=not is_new)
    if changed:
        text.author, text.written_at = by, at
        text.origin = _origin(text, words, is_new)
    if lang != GERMAN:
        _follow(vorhaben, text, words, changed)


def reword(text, words, *, counts=True):
    """Put words into a text; was that a change? Every change of the German one makes a new edition of it."""
    changed = any(getattr(text, name) != word for name, word in words.items())
    for name, word in words.items():
        setattr(text, name, word)
    if changed and counts and text.lang == GERMAN:
        text.edition = (text.edition or 1) + 1
    return changed


def _origin(text, words, is_new):
    """What a machine made and somebody changed is corrected; ``drafted`` says what became of the machine's words."""
    if words.get("drafted"):
        return Origin(words["drafted"])
    return Origin.CORRECTED if text.origin == Origin.MACHINE and not is_new else text.origin


def _follow(vorhaben, text, words, changed):
    if (changed or words.get("still_fits")) and vorhaben.german is not None:
        text.edition = vorhaben.german.edition or 1
    check = (words.get("checked_by") or "", words.get("checked_on") or None) if "checked_on" in words else None
    if check is not None and check != (text.checked_by or "", text.checked_on):
        text.checked_by, text.checked_on = check
    elif changed:  # whoever checked it has not read these words
        text.checked_by, text.checked_on = "", None
