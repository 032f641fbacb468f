"""The names that every template of ours may use."""

from datetime import UTC, datetime, timedelta
from textwrap import shorten
from urllib.parse import urlencode

from flask import url_for

from ..account.rules import ways_for
from ..beitrag import rules
from ..beitrag.models import Visibility
from ..gremium.rules import may_keep_meetings, may_read_desk
from ..i18n import gettext as _
from ..identity import current_person
from ..moderation.rules import may_answer
from ..mount import extension_at_hand, own, setting
from ..text import stored_talk
from ..vereinbarung.rules import may_review
from . import (
    areas,
    assets,
    framing,
    labels,
    language,
    moderation_words,
    naming_words,
    pieces,
    rendered,
    shares,
    short_words,
    spans,
    words,
)
from .sections import section_of

EXCERPT = 200
"""Characters of a contribution where it stands as an example."""


def names():
    """Context of all our pages, public and staff."""
    return {
        "bt": extension_at_hand(),
        "city": setting("CITY"),
        "own_city": own(""),
        "example_place": areas.example,
        "lang": language.current(),
        "language": language,
        "labels": labels,
        "shares": shares,
        "spans": spans,
        "words": words,
        "told": words.told,
        "topic_of": naming_words.topic,
        "term_of": naming_words.term,
        "in_easy": rendered.in_easy,
        "easy_note": rendered.note,
        "easy_of": rendered.easy_of,
        "short": short_words.said,
        "short_mark": short_words.mark,
        "piece": pieces.piece,
        "static_url": assets.static_url,
        "leaflet_url": assets.leaflet_url,
        "theme": setting("THEME"),
        "person": current_person(),
        "may_moderate": rules.may_moderate(current_person()),
        "may_answer": may_answer(current_person()),
        "hidden_reason": moderation_words.short_reason,
        "may_review": may_review(current_person()),
        "may_read_desk": may_read_desk(current_person()),
        "may_record": may_keep_meetings,
        "login_url": login_url,
        "can_read": can_read,
        "can_edit": can_edit,
        "name_of": name_of,
        "section_of": section_of,
        "host_login_url": host_login_url,
        "ways_open": ways_open,
        "appears_at_once": appears_at_once,
        "now": datetime.now(UTC),
        "frame": framing.at_hand(),
        "base_template": framing.base_template(),
        "came_from": framing.came_from(),
    }


def can_read(beitrag, person):
    """May this reader see the words, or only that something stood here?"""
    waits = beitrag.visibility == Visibility.SUBMITTED
    return beitrag.visibility == Visibility.PUBLISHED or (waits and rules.is_author(person, beitrag))


def can_edit(beitrag):
    """May whoever is asking still change it?"""
    window = timedelta(minutes=setting("EDIT_MINUTES"))
    return rules.may_edit(current_person(), beitrag, datetime.now(UTC), window)


def name_of(beitrag):
    """The name of an author, where the contribution can be read."""
    return words.author(beitrag.author_name) if can_read(beitrag, current_person()) else _("this contribution")


def talk_of(beitrag):
    """Filter: what somebody wrote, as HTML that is safe."""
    return stored_talk(beitrag.rendered, beitrag.renderer, beitrag.body)


def excerpt_of(beitrag):
    """Filter: the first words of what somebody wrote."""
    return shorten(beitrag.body, EXCERPT, placeholder=" …")


def login_url():
    """Where one logs in, with the way back to this page: at the host, or at ours where there are more ways in."""
    here = framing.own_path()
    if {"email", "oidc"} & set(setting("LOGIN")):
        return url_for("beteiligung.anmelden", next=here)
    return host_login_url(here)


def ways_open(vorhaben=None):
    """How people can be known in this city, or on this Vorhaben."""
    return ways_for(setting("LOGIN"), vorhaben)


def appears_at_once(vorhaben):
    """Do moderators read afterwards? A Vorhaben may differ from its city."""
    return (vorhaben.moderation or setting("MODERATION")) == "after"


def host_login_url(back):
    """The host's login page, where it has one and people may come from there."""
    login = setting("LOGIN_URL")
    if not login or "host" not in setting("LOGIN"):
        return None
    login = assets.of_the_host(login)
    return f"{login}{'&' if '?' in login else '?'}{urlencode({'next': back})}"
