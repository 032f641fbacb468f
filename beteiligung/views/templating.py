"""The names that every template of ours may use."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import current_app, request

from ..beitrag import rules
from ..identity import current_person
from ..vereinbarung.rules import may_review
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
        "may_review": may_review(current_person()),
        "login_url": login_url,
        "now": datetime.now(UTC),
    }


def login_url():
    """The host's login page, with the way back to this page."""
    if login := current_app.config["BETEILIGUNG_LOGIN_URL"]:
        here = request.full_path if request.query_string else request.path
        return f"{login}{'&' if '?' in login else '?'}{urlencode({'next': request.script_root + here})}"
    return None
