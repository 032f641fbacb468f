"""Which language a page speaks: it stands in the address; without one, the browser is asked."""

from babel import Locale
from flask import current_app, g, has_request_context, request, url_for

from ..i18n import gettext_name, writing_direction
from ..mount import setting
from ..origin import SIMPLE as SIMPLE

SIMPLE_NAME = "Einfache Sprache"
"""What it calls itself; Babel names every other language in its own words."""

COOKIE = "beteiligung_sprache"
A_YEAR = 365 * 24 * 3600


def offered(mount=None):
    """The public tags of the languages that this city offers, or the one of another mount, the default first."""
    return tuple(mount.setting("LOCALES", current_app) if mount else setting("LOCALES"))


def negotiated(mount=None):
    """The offered language that the browser asks for; easy German only where it is asked for by its own tag."""
    tags = offered(mount)
    if not has_request_context():
        return tags[0]
    return request.accept_languages.best_match(tags, default=tags[0])


def chosen():
    """The offered language that somebody chose in this browser, else the one that the browser asks for."""
    kept = request.cookies.get(COOKIE)
    return kept if kept in offered() else negotiated()


def remember(answer, tag):
    """Keep a choice in this browser, and nowhere else."""
    path = f"{request.script_root}{setting('URL_PREFIX')}"
    answer.set_cookie(COOKIE, tag, max_age=A_YEAR, path=path, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def html_tag(tag):
    """The value of ``lang``: our public tags are BCP 47 already."""
    return tag


direction = writing_direction


def name(tag):
    """What speakers call their language."""
    if tag == SIMPLE:
        return SIMPLE_NAME
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


def linked(alternates):
    """The same for search engines: tag and whole address, and which of them is for everybody else."""
    base = (setting("BASE_URL") or "").rstrip("/")
    links = [(tag, base + (url.removeprefix(request.script_root) if base else url)) for tag, _name, url in alternates]
    return [*links, ("x-default", links[0][1])] if links else []


def choosing(tag, url):
    """The address that leads to a page in this language and remembers the choice."""
    within = url.removeprefix(f"{request.script_root}{setting('URL_PREFIX').rstrip('/')}")  # it may hold a tag itself
    return url_for("beteiligung.sprache", lang=tag, weiter=within.split(f"/{tag}/", 1)[-1])


def current():
    """The public tag of the page's language."""
    return g.get("beteiligung_lang") or negotiated()
