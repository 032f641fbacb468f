"""One Vorhaben for programs: what its card in the list says, in the language of the address.

Every part that is in a language of its own says which: ``{"text": …, "lang": …, "dir": …}``. The words are those of the
card, so whoever shows them needs no grammar of their own. Nothing depends on who asks.
"""

import json

from flask import Response, request, url_for

from ..i18n import gettext as _
from ..i18n import ngettext
from ..vorhaben.when import When
from . import labels, language, naming_words, short_words, words

PLACES_FIRST = 2
"""So many places stand on a card by name."""


def item(vorhaben, beitraege, now):
    """What a card shows, and where it leads to."""
    return {
        "slug": vorhaben.slug,
        "url": url_for("beteiligung.eines", slug=vorhaben.slug, _external=True),
        **_texts(vorhaben),
        "status": _status(vorhaben, now),
        "citywide": vorhaben.is_citywide,
        "places": [place.words for place in vorhaben.places],
        "bezirke": [{"number": bezirk.number, "name": bezirk.short_name} for bezirk in vorhaben.bezirke],
        "where": _where(vorhaben),
        "topic": {"slug": vorhaben.topic_slug, **said(*naming_words.topic(vorhaben))},
        "times": {
            "words": words.times(vorhaben),
            "start": _when(vorhaben.start_on, vorhaben.start_precision),
            "end": _when(vorhaben.end_on, vorhaben.end_precision),
        },
        "participation": _participation(vorhaben, now),
        "contributions": {
            "number": beitraege,
            "words": ngettext("%(num)d contribution", "%(num)d contributions", beitraege),
        },
        "flag": _flag(vorhaben, now),
    }


def spoken():
    """In which language an answer is, and how that is written."""
    return {"lang": language.current(), "dir": language.direction(language.current())}


def card_words():
    """What one card says beside its facts."""
    return {
        "step": _("Step"),
        "topic": _("Topic:"),
        "join": _("Write your opinion"),
        "more": _("Read more"),
    }


def said(text, lang):
    """Words with the language they are in."""
    return {"text": text, "lang": lang, "dir": language.direction(lang)}


def answer(data, passing=()):
    """JSON as people wrote it, with an ETag: whoever has the same already gets nothing (304).

    ``passing`` are names of what differs each time without being news.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    made = Response(f"{body}\n", mimetype="application/json")
    made.set_etag(_etag({name: value for name, value in data.items() if name not in passing}), weak=bool(passing))
    return made.make_conditional(request)


def _etag(data):
    known = Response(json.dumps(data))
    known.add_etag()
    return known.get_etag()[0]


def _texts(vorhaben):
    text = words.told(vorhaben)
    summary = said(text.summary, text.lang)
    if text.lang == language.SIMPLE:
        summary["lines"] = words.lines(text.summary)
    return {"title": said(text.title, text.lang), "summary": summary, "notes": list(_notes(vorhaben, text))}


def _notes(vorhaben, text):
    """Where the text comes from, as the card says it."""
    if text.lang != language.current():
        yield _("In German")
        return
    if text.is_checked:
        yield _("Leichte Sprache")
    if text.origin == "machine":
        yield _("Translated by a machine.")
    if vorhaben.is_older(text):
        yield _("Older than the German text.")


def _status(vorhaben, now):
    label, step = labels.of(vorhaben, now), labels.step_number(vorhaben.status)
    number = {"number": step, "of": 7, "words": _("%(number)s of %(all)s", number=step, all=7)} if step else None
    return {"slug": label.slug, "words": str(label.word), "step": number}


def _where(vorhaben):
    """The place in words, piece by piece: names are German, what stands between them is not."""
    if vorhaben.is_citywide:
        return [said(_("For the whole city"), language.current())]
    pieces = [said(place.words, "de") for place in vorhaben.places[:PLACES_FIRST]]
    if (more := len(vorhaben.places) - PLACES_FIRST) > 0:
        pieces.append(said(ngettext("and %(num)d more place", "and %(num)d more places", more), language.current()))
    for number, bezirk in enumerate(vorhaben.bezirke):
        before = {} if number else {"before": ngettext("Stadtbezirk", "Stadtbezirke", len(vorhaben.bezirke))}
        pieces.append(before | said(bezirk.short_name, "de"))
    return pieces


def _when(on, precision):
    known = When.of(on, precision)
    return known and {"date": known.on.isoformat(), "precision": str(known.precision)}


def _participation(vorhaben, now):
    """Whether one can take part now, and until when; ``None`` for what was never offered."""
    if not (vorhaben.open_from and vorhaben.open_until):
        return None
    is_open = vorhaben.is_open(now)
    return {
        "open": is_open,
        "from": vorhaben.open_from.isoformat(),
        "until": vorhaben.open_until.isoformat(),
        "last_day": words.last_day(vorhaben),
        "left": words.days_left(vorhaben, now) if is_open else None,
    }


def _flag(vorhaben, now):
    """The one sentence that matters today, as it stands at the foot of the card."""
    if vorhaben.is_open(now):
        return {"kind": "open", "before": _("Take part until")}
    if words.is_late(vorhaben):
        late = {"kind": "late", "before": _("Later than planned.")}
        return late | _short(vorhaben, "delay_reason") if vorhaben.delay_reason else late
    if vorhaben.next_step:
        return {"kind": "next"} | _short(vorhaben, "next_step")
    if vorhaben.no_participation_reason:
        reason = _short(vorhaben, "no_participation_reason")
        return {"kind": "none", "before": _("No participation at the moment:")} | reason
    return None


def _short(vorhaben, name):
    word = short_words.said(vorhaben, name)
    return said(word.text, word.lang)
