"""The mail that tells an author what became of a contribution."""

from datetime import datetime
from textwrap import shorten

from flask import g, url_for

from ..abwaegung.models import Abwaegung, Disposition
from ..abwaegung.telling import still_told
from ..i18n import gettext as _
from ..origin import GERMAN
from ..subscription import worded
from ..views import language, rendered, words
from ..views.weighing_words import DISPOSITION
from .mail import kind, letter

QUOTED = 600
"""Characters of a contribution that are quoted: people know what they wrote."""


def _as_it_holds(session, facts):
    """What the weighing still tells, and the next step in the reader's language where people told it."""
    found = still_told(session, facts)
    if found is None:
        return None
    vorhaben = session.get(Abwaegung, facts["abwaegung"]).vorhaben
    step, lang = worded.short(session, vorhaben, "next_step", facts["lang"])
    return {**found, "next_step": step, "step_lang": lang}


@kind(check=_as_it_holds)
def weighed(*, slug, title, name, contributions, further=0, next_step="", step_lang=GERMAN, round=None):
    """To the author: the argument, the result, and why, in plain words or in easy German."""
    return letter(
        "weighed",
        subject=_("What became of your contribution: %(title)s", title=title),
        why=_("You get this e-mail because you wrote a contribution."),
        end=_("It comes once, now that the contributions were weighed."),
        name=name,
        title=title,
        contributions=[_said(one) for one in contributions],
        further=further,
        next_step=next_step,
        step_lang=step_lang,
        link=url_for("beteiligung.abwaegung", slug=slug, runde=round, _external=True),
    )


def _said(one):
    easy = g.beteiligung_lang == language.SIMPLE
    return {
        **one,
        "body": shorten(one["body"], QUOTED, placeholder=" …"),
        "day": words.day(words.local(datetime.fromisoformat(one["written_at"])).date()),
        "arguments": [
            {
                "title": each["title"],
                "word": DISPOSITION[Disposition(each["disposition"])].word if each["disposition"] else None,
                "why": (each["reason_simple"] if easy else "") or each["reason"],
                "label": _label(each) if easy else "",
            }
            for each in one["arguments"]
        ],
    }


def _label(argument):
    """What is known of its easy words; a mail that an older program left in the outbox knows nothing of them."""
    known = argument.get("easy") if argument["reason_simple"] else None
    return rendered.note(rendered.of_facts(known)) if known else ""
