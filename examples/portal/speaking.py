"""The portal's own words in the twelve languages, and which of them a page of its own speaks.

A portal has its own catalogue, as every host with Flask-Babel does. Ours reads the `.po` files themselves, so that the
demonstration needs no step to compile; usually you run `pybabel compile` and leave this class out.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import has_request_context, request
from flask_babel import Babel, Domain, get_locale

LOCALES = ("de", "de-simple", "en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "fr")
CATALOGUES = Path(__file__).parent / "translations"


class Words(Domain):
    """The portal's catalogue; easy German takes the German words where it has none of its own."""

    def get_translations(self):
        return _catalogue(str(get_locale() or "de"))


def speak(app):
    """Give the portal its languages. On the pages of `beteiligung` its language counts, for this frame too."""
    babel = Babel(app, default_locale="de", locale_selector=lambda: asked().replace("-simple", "@simple"))
    babel.domain_instance = Words()
    app.context_processor(lambda: {"lang": asked(), "direction_of": direction_of, "languages": languages})


def asked():
    """The language of a page of the portal: its address says it, or the page one comes from, or the browser."""
    if not has_request_context():
        return "de"
    wished = (request.args.get("lang"), *request.args.get("next", "").split("/"))
    known = next((tag for tag in wished if tag in LOCALES), None)
    return known or request.accept_languages.best_match(LOCALES, default="de")


def direction_of(tag):
    """``rtl`` or ``ltr``."""
    return Locale.parse(tag.removesuffix("-simple")).text_direction


def languages():
    """Every language with the name that its speakers give it."""
    return [(tag, _own_name(tag)) for tag in LOCALES]


def _own_name(tag):
    return "Einfache Sprache" if tag == "de-simple" else Locale(tag).get_language_name(tag).capitalize()


@cache
def _catalogue(name):
    file = CATALOGUES / name / "LC_MESSAGES" / "messages.po"
    if not file.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    words = Translations(compiled)
    if "@" in name:
        words.add_fallback(_catalogue(name.split("@")[0]))
    return words
