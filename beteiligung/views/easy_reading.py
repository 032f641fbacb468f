"""Easy reading on every public page in easy German: a sentence a line, explanations in place, long words parted."""

import logging

from flask import current_app, render_template, request

from ..collation import sort_key
from ..leicht.glossary import NoGlossary, load
from ..leicht.showing import Shown
from ..mount import setting
from ..text import reshown
from . import language
from .public import bp

EXPLANATION = "beteiligung/public/_wort.html"


def for_reading(html):
    """Filter: what a page says, as somebody reads it who reads easy German. In any other language it stays as it is."""
    if language.current() != language.SIMPLE or request.blueprint != bp.name or request.endpoint in BARE:
        return html
    explained = current_app.jinja_env.get_template(EXPLANATION).module.explained
    shown = Shown(glossary(), lambda entry: str(explained(entry)), setting("LONG_WORDS"))
    return reshown(html, shown.page)


BARE = frozenset({"beteiligung.woerter"})
"""Pages that explain words themselves."""


def glossary():
    """Our words and the city's. A city's file that cannot be read is said in the log; ours are there all the same."""
    try:
        return load(setting("GLOSSARY"))
    except (NoGlossary, OSError) as error:
        logging.getLogger("beteiligung").error("the glossary cannot be read: %s", error)
        return load()


@bp.route("/<lang>/woerter")
def woerter():
    """Every word that is explained."""
    entries = sorted(glossary().entries, key=lambda entry: sort_key(entry.word, "de"))
    return render_template("beteiligung/public/woerter.html", entries=entries)
