"""Our message catalogue: Leichte Sprache, then German, then whatever the host knows."""

import os
from contextlib import ExitStack
from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g
from flask_babel import Domain, force_locale, get_babel, get_locale

RTL = frozenset({"ar", "fa", "he", "ps", "ckb", "ur"})
"""Languages written from right to left."""

MARKS = {tag: {",": "،", ";": "؛"} for tag in ("ar", "fa", "ps", "ckb", "ur")}
"""Marks between the parts of a list, where a script has its own. Babel's lists join with "and", twice in Arabic."""


def shipped(folder: str) -> Path:
    """``migrations`` and ``translations``: beside the package in a checkout, inside it once installed."""
    inside = Path(__file__).parent / folder
    return inside if inside.is_dir() else Path(__file__).parents[1] / folder


class Catalogue(Domain):
    """Looks in ``de@simple``, then ``de``, then asks the host's own messages."""

    def get_translations_cache(self, ctx):
        return get_babel().__dict__.setdefault("beteiligung", {})

    def get_translations(self):
        if (locale := get_locale()) is None:
            return super().get_translations()
        of, chain = g.get("beteiligung_chain", (None, None))
        if of is not locale:  # a page asks some hundred times, and a locale is slow to say its name
            known = self.get_translations_cache(None)
            if str(locale) not in known:
                known[str(locale)] = self._chain(locale)
            chain = known[str(locale)]
            g.beteiligung_chain = locale, chain
        return chain

    def _chain(self, locale):
        chain = get_babel().instance.domain_instance.get_translations()
        for name in dict.fromkeys([locale.language, str(locale)]):
            if ours := _read(name):
                ours.add_fallback(chain)
                chain = ours
        return chain


def _read(name):
    """The .po file is the catalogue; there is no compile step to forget."""
    po = shipped("translations") / name / "LC_MESSAGES" / "beteiligung.po"
    if not po.is_file():
        return None
    return copy(_parsed(po, po.stat().st_mtime_ns))  # a copy, since each application adds its own messages behind it


@cache
def _parsed(po, changed_at):
    """Read once in a process, however many applications it holds, and again when the file has changed."""
    compiled = BytesIO()
    with po.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return Translations(compiled)


catalogue = Catalogue(str(shipped("translations")), "beteiligung")
gettext = _ = catalogue.gettext
ngettext = catalogue.ngettext
lazy_gettext = catalogue.lazy_gettext


def public_tag(locale: Locale) -> str:
    """The BCP 47 tag for URLs and ``lang``: ``de@simple`` becomes ``de-simple``."""
    return "-".join(filter(None, (locale.language, locale.territory, locale.modifier)))


def gettext_name(tag: str) -> str:
    """The name Babel keeps apart: ``de-simple`` becomes ``de@simple``."""
    return tag.replace("-simple", "@simple").replace("-", "_")


def writing_direction(tag: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if tag.split("-")[0] in RTL else "ltr"


def mark(tag: str, sign: str = ",") -> str:
    """A comma or a semicolon as this language writes it, with the space after it."""
    return MARKS.get(tag.split("-")[0], {}).get(sign, sign) + " "


def speak(tag: str):
    """Use a language, and our catalogue, until the request ends."""
    stack = ExitStack()
    stack.enter_context(force_locale(gettext_name(tag)))
    catalogue.as_default()
    g.beteiligung_language = stack


def fall_silent(exc=None):
    """End what ``speak`` began."""
    if stack := g.pop("beteiligung_language", None):
        stack.close()


@cache
def _terminal_catalogue():
    wanted = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    return (_read("de") if wanted.startswith("de") else None) or NullTranslations()


def terminal(message: str) -> str:
    """A message on the command line, in German where the terminal speaks German."""
    return _terminal_catalogue().ugettext(message)
