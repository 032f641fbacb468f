"""The custom element ``<beteiligung-vorhaben>`` for pages of other origins: its one script, and the list as JSON."""

import json
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from flask import Response, request, url_for
from flask_babel import force_locale

from ..bezirk.queries import all_in_order
from ..db import current_session
from ..i18n import gettext as _
from ..i18n import gettext_name, ngettext
from ..mount import setting
from ..vorhaben import answers
from . import as_data, labels, language, words
from .filtering import Search
from .listing import listing
from .public import bp

_STATIC = Path(__file__).parents[1] / "static"
STYLE = "element.css"
PARTS = ("element-teile.js", "element-karten.js", "element-plan.js", "element.js")
"""The pieces of the script, in the order in which they stand in it."""

SIGNS = ("date", "form", "talk", "clock", "loop", "people", "globe", "pin")
"""Pictures beside those of the states."""


@bp.route("/<lang>/vorhaben.json")
def liste_json():
    """The list for programs: the same filters, order and pages as the list itself, and the words to show it with.

    What is not offered narrows nothing, as on the page, so an old address still shows the list; the answer names it.
    """
    session, now = current_session(), words.now()
    bezirke = session.scalars(all_in_order()).all()
    search = Search.from_args(request.args, bezirke, *answers.menus(session, language.current()))
    found = listing(session, search, now)
    page, more = found.page, found.page.number < found.page.pages
    here = search.args(seite=page.number if page.number > 1 else None)

    def items(vorhaben):
        return [as_data.item(one, found.beitraege.get(one.id, 0), now) for one in vorhaben]

    return as_data.answer(
        {
            **as_data.spoken(),
            "city": setting("CITY"),
            "url": _absolute("liste", **here),
            "bezirk": search.bezirk and {"number": search.bezirk.number, "name": search.bezirk.short_name},
            "narrowed": [word for word, _change in search.loosened()],
            "not_understood": [
                {"argument": name, "value": value, "known": list(known)}
                for name, value, known in search.not_understood(request.args)
            ],
            "total": found.total,
            "total_words": ngettext("%(num)d Vorhaben", "%(num)d Vorhaben", found.total),
            "page": {name: getattr(page, name) for name in ("number", "pages", "first", "last", "total")},
            "next": _absolute("liste_json", **search.args(seite=page.number + 1)) if more else None,
            "items": items(page.items),
            "citywide": {
                "total": found.citywide if search.filters.citywide is None else 0,
                "url": _absolute("liste", **search.args(ort="stadtweit")),
                "items": items(found.citywide_first),
            },
            "geojson": _absolute("geojson", **search.args(bbox=None, reihenfolge=None)),
            "outlines": _absolute("bezirke_geojson"),
            "words": _list_words(),
        }
    )


@bp.route("/element.js")
def element():
    """The script, at an address that never changes. It is the same for everybody and asks nobody else."""
    answer = Response(_script(language.offered(), _changed_at()), mimetype="text/javascript")
    answer.cache_control.public, answer.cache_control.max_age = True, 300
    answer.add_etag()
    return answer.make_conditional(request)


def _list_words():
    return as_data.card_words() | {
        "title": _("Vorhaben"),
        "not_understood": _("This is not known here and narrows nothing:"),
        "meant": _("Did you mean:"),
        "none": _("No current Vorhaben fits."),
        "citywide": _("For the whole city"),
        "range": _("%(first)s to %(last)s of %(total)s."),
        "show_more": _("Show more"),
        "to_list": _("To the list of Vorhaben"),
        "map": _("Map"),
        "number": _("Number on the map:"),
        "open": _("Take part now"),
        "other": _("Other state"),
        "further": _("Further places"),
        "sketch": _("A sketch; the borders are not exact."),
        "in_list": _("Everything on the map stands in the list too."),
        "no_map": _("The map cannot be loaded right now. Everything stands in the list."),
    }


def _absolute(endpoint, **args):
    return url_for(f"beteiligung.{endpoint}", _external=True, **args)


@cache
def _script(offered, changed_at):
    """Made once for these languages; ``changed_at`` makes it anew while somebody works on it."""
    told = {tag: _told(tag) for tag in offered}
    known = {"TOLD": told, "SIGNS": _signs(), "STYLE": _tight((_STATIC / STYLE).read_text(encoding="utf-8"))}
    given = "".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in known.items())
    parts = "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in PARTS)
    return f'(() => {{\n"use strict";\n{given}{parts}}})();\n'


def _changed_at():
    return max((_STATIC / name).stat().st_mtime_ns for name in (*PARTS, STYLE, "icons.svg"))


def _told(tag):
    """What the element must know how to say before the portal has answered, or where it never does."""
    with force_locale(gettext_name(tag)):
        return {
            "dir": language.direction(tag),
            "comma": words.mark(),
            "loading": _("Loading …"),
            "failed": _("This cannot be shown right now. Please follow the link."),
            "gone": _("This Vorhaben is not here, or no longer. Please follow the link."),
            "unknown": _("There is nothing in this language here. Please follow the link."),
            "all": _("All Vorhaben"),
        }


def _signs():
    """The pictures the cards need, as names and attributes of shapes: no script may write markup."""
    wanted = {f"i-{name}" for name in SIGNS} | {label.icon for label in (*labels.STATUS.values(), labels.CLOSED)}
    sprite = ET.fromstring((_STATIC / "icons.svg").read_text(encoding="utf-8"))
    return {
        symbol.get("id").removeprefix("i-"): [[shape.tag.rpartition("}")[2], dict(shape.attrib)] for shape in symbol]
        for symbol in sprite
        if symbol.get("id") in wanted
    }


def _tight(css):
    """A style sheet without its comments and blanks."""
    return re.sub(r"\s*([{};,>])\s*|\s+", lambda blank: blank[1] or " ", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
