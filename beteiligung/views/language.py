"""Which language a page speaks: it stands in the address; without one, the browser is asked."""

from babel import Locale
from flask import current_app, g, has_request_context, request, url_for

from ..i18n import gettext as _
from ..i18n import gettext_name

SIMPLE = "de-simple"
RTL = frozenset({"ar", "fa", "he", "ps", "ckb", "ur"})


def offered():
    """The public tags of the languages that this city offers, the default first."""
    return tuple(current_app.config["BETEILIGUNG_LOCALES"])


def negotiated():
    """The offered language that the browser asks for; easy German only where it is asked for by its own tag."""
    if not has_request_context():
        return offered()[0]
    return request.accept_languages.best_match(offered(), default=offered()[0])


def html_tag(tag):
    """The value of ``lang``: our public tags are BCP 47 already."""
    return tag


def direction(tag):
    """``rtl`` or ``ltr``."""
    return "rtl" if tag.split("-")[0] in RTL else "ltr"


def name(tag):
    """What speakers call their language."""
    if tag == SIMPLE:
        return _("Easy German")
    locale = Locale.parse(gettext_name(tag))
    return locale.get_display_name(locale).capitalize()


def alternates():
    """The page at hand in every offered language: tag, name, address. Only for addresses that carry a language."""
    rule = request.url_rule
    if rule is None or "lang" not in rule.arguments:
        return []
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    values = dict(request.view_args or {})
    return [(tag, name(tag), url_for(request.endpoint, **{**values, "lang": tag}) + query) for tag in offered()]


def current():
    """The public tag of the page's language."""
    return g.get("beteiligung_lang") or negotiated()
