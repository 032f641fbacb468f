"""The names that every template of ours may use."""

from datetime import UTC, datetime

from flask import current_app, request, url_for

from ..beitrag import rules
from ..identity import current_person
from . import assets, labels, language, words


def names():
    """Context of all our pages, public and staff."""
    return {
        "bt": current_app.extensions["beteiligung"],
        "city": current_app.config["BETEILIGUNG_CITY"],
        "lang": language.current(),
        "language": language,
        "labels": labels,
        "words": words,
        "told": words.told,
        "static_url": assets.static_url,
        "leaflet_url": assets.leaflet_url,
        "person": current_person(),
        "may_moderate": rules.may_moderate(current_person()),
        "login_url": login_url,
        "now": datetime.now(UTC),
    }


def login_url():
    """The host's login page, with the way back to this page."""
    if login := current_app.config["BETEILIGUNG_LOGIN_URL"]:
        return f"{login}?next={url_for(request.endpoint, **(request.view_args or {}))}"
    return None
