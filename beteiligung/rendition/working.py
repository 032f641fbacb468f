"""Work off what was asked of the translator: one text at a time, and no transaction stays open while it thinks."""

from collections import Counter
from datetime import UTC, datetime

from . import actions, queries, things
from .models import Rendition
from .translator import Refused, Unavailable

AUTO = "auto"
"""People write in another language than that of the page: of their words the machine says itself which it is."""


def work(unit_of_work, translator, *, most=500, stop=lambda: False):
    """Translate what waits; ``unit_of_work`` opens a transaction. Returns how many were done, failed and dropped.

    Where the machine is away, the rest waits for the next run.
    """
    done, last, begun = Counter(), 0, datetime.now(UTC)
    while sum(done.values()) < most and not stop():
        found = _take(unit_of_work, last, begun)
        if found is None:
            break
        last, thing, lang = found
        if thing is None:
            done["dropped"] += 1
            continue
        words, trouble = _translated(translator, thing, lang)
        with unit_of_work() as session:
            _store(session, last, thing, lang, words, trouble)
        if isinstance(trouble, Unavailable):
            done["later"] += 1
            break
        done["failed" if trouble else "done"] += 1
    return done


def _take(unit_of_work, after, begun):
    """The next one that waits, as id, thing and language; what is not public any more is forgotten."""
    with unit_of_work() as session:
        rendition = session.scalar(queries.next_waiting(after, begun))
        if rendition is None:
            return None
        thing = things.by_name(session, rendition.thing)
        if thing is None or not thing.is_public or not thing.words:
            number = rendition.id
            session.delete(rendition)
            return number, None, None
        return rendition.id, thing, rendition.lang


def _translated(translator, thing, lang):
    source = AUTO if thing.kind == "beitrag" else thing.lang
    words = {}
    try:
        for name, text in thing.words.items():
            words[name] = translator.translate(text, source, actions.base(lang))
    except (Unavailable, Refused) as trouble:
        return {}, trouble
    return words, None


def _store(session, number, thing, lang, words, trouble):
    """Only if the thing is still as it was: somebody may have hidden or changed it meanwhile."""
    rendition = session.get(Rendition, number, with_for_update=True)
    if rendition is None:
        return
    now = datetime.now(UTC)
    if trouble:
        actions.failed(session, rendition, for_good=isinstance(trouble, Refused), now=now)
        return
    again = things.by_name(session, thing.name)
    if again is None or not again.is_public:
        session.delete(rendition)
    elif again.fingerprint == thing.fingerprint:
        actions.keep(session, rendition, thing, words, now=now)
