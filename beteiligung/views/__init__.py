"""One module per audience. Each is a blueprint made by ``pages``."""

from flask import Blueprint, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import NotFound

from ..errors import BeteiligungError, TooOften
from ..i18n import gettext as _
from ..i18n import speak
from ..mount import ARGUMENT, change_to, current_mount, mounts
from . import elsewhere, language, templating, trouble

TOLD = frozenset(
    {"application/atom+xml", "application/geo+json", "application/json", "application/pdf", "text/calendar"}
)
"""What speaks a language beside pages."""


class _Pages(Blueprint):
    @property
    def jinja_loader(self):
        """A host overrides a page by its name and extends ours as ``shipped:<name>``."""
        ours = PackageLoader("beteiligung")
        return ChoiceLoader([ours, PrefixLoader({"shipped": ours}, delimiter=":")])


def pages(name):
    """A blueprint that takes city and language from the address and turns our errors into pages."""
    bp = _Pages(name, "beteiligung")
    bp.url_value_preprocessor(_take_place)
    bp.url_value_preprocessor(_take_language)
    bp.url_defaults(_give_place)
    bp.url_defaults(_give_language)
    bp.before_request(_speak)
    bp.after_request(_declare_language)
    bp.context_processor(templating.names)
    bp.register_error_handler(BeteiligungError, error_page)
    bp.register_error_handler(NotFound, _not_found)
    bp.register_error_handler(CSRFError, _refused_form)
    trouble.register(bp)
    return bp


def error_page(error):
    """Say in the reader's language what did not work, and give back what was typed."""
    g.beteiligung_refused = True
    message = _(error.message) % error.values
    headers = {"Retry-After": str(error.wait)} if isinstance(error, TooOften) else {}
    if elsewhere.is_data():
        return elsewhere.refusal(message, error.status), headers
    until = getattr(error, "until", None)  # somebody who is blocked is told for how long
    page = render_template("beteiligung/error.html", message=message, kept=_typed(), until=until)
    return page, error.status, headers


def _not_found(error):
    g.beteiligung_refused = True
    if elsewhere.is_data():
        return elsewhere.refusal(_("This page does not exist"), 404)
    return render_template("beteiligung/not_found.html", kept=_typed()), 404


def _refused_form(error):
    """A host's CSRFProtect refuses a form before our pages are asked; its own page would lose the text."""
    g.beteiligung_refused = True
    if "beteiligung_language" not in g:
        speak(g.beteiligung_lang)
    message = _("This page was open for too long, or you are no longer logged in. Please load it again.")
    return render_template("beteiligung/error.html", message=message, kept=_typed()), 400


def _typed():
    return request.form.get("body") or request.form.get("reason")


def _take_place(endpoint, values):
    """The rule knows to which mount its address belongs; no view need. A host's own page of this kind does not."""
    change_to((values or {}).pop(ARGUMENT, current_mount().name))


def _give_place(endpoint, values):
    """Links stay in the city at work; a host leads to another one with ``beteiligung_mount="herne"``."""
    if current_app.url_map.is_endpoint_expecting(endpoint, ARGUMENT):
        values.setdefault(ARGUMENT, current_mount().name)


def _take_language(endpoint, values):
    tag = (values or {}).pop("lang", None)
    g.beteiligung_lang = tag if tag in language.offered() else language.negotiated()
    g.beteiligung_unknown_lang = tag is not None and tag not in language.offered()


def _give_language(endpoint, values):
    if current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        tag, there = g.get("beteiligung_lang"), mounts().get(values.get(ARGUMENT))
        values.setdefault("lang", tag if tag in language.offered(there) else language.negotiated(there))


def _speak():
    elsewhere.ask_nobody()
    speak(g.beteiligung_lang)
    if g.beteiligung_unknown_lang or not all(map(can_exist, (request.view_args or {}).values())):
        raise NotFound


def can_exist(value):
    """No record has NUL in its name, or a number beyond what a database counts."""
    return "\x00" not in value if isinstance(value, str) else value < 2**31


def _declare_language(response):
    in_address = "lang" in (request.url_rule.arguments if request.url_rule else ())
    if response.mimetype == "text/html" or (in_address and response.mimetype in TOLD):
        response.headers.setdefault("Content-Language", language.html_tag(g.beteiligung_lang))
    if response.mimetype == "text/html":
        if g.get("beteiligung_person") is not None:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if not in_address:
            response.vary.add("Accept-Language")
    return response
