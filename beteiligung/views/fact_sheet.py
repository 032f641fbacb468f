"""The fact sheet (Steckbrief) of a Vorhaben: seven questions, answered from its fields in the reader's language.

It is made anew for each page, so it is never older than the record, and what is missing is said. Every answer is a
whole sentence or a name with a colon, so that no language has to bend a value into a case.
"""

from datetime import timedelta
from typing import NamedTuple

from ..beschluss.models import ConditionState
from ..gremium.models import Task
from ..i18n import gettext as _
from ..i18n import ngettext
from ..mount import setting
from ..vorhaben.models import OVER, Status
from ..vorhaben.when import When
from . import decision_words, language, naming_words, record_words, short_words, words
from .templating import ways_open


class Line(NamedTuple):
    """One answer. ``value`` is what somebody wrote, in the language ``lang``; without one it is in the reader's.

    ``about`` is what is known of words that were told in another language than German.
    """

    before: str
    value: str = ""
    lang: str | None = None
    after: str = ""
    about: short_words.Said | None = None

    @property
    def text(self):
        """All of it."""
        return f"{self.before}{self.value}{self.after}"


class Fact(NamedTuple):
    """One question, under a name that stays the same in all languages, with at least one answer."""

    name: str
    question: str
    lines: tuple


def of(vorhaben, decisions, now, *, elsewhere=False):
    """All facts of a Vorhaben, whose places, Stadtbezirke and ``decisions`` are loaded already.

    Shown ``elsewhere`` than on its page, they do not speak of "this page".
    """
    today = words.local(now).date()
    questions = (
        ("what", _("What is it?"), _what(vorhaben, now)),
        ("where", _("Where is it?"), _where(vorhaben)),
        ("when", _("When is it?"), _when(vorhaben, today, elsewhere)),
        ("part", _("Can I take part?"), _part(vorhaben, now, elsewhere)),
        ("decided", _("What was decided?"), _decided(vorhaben, decisions)),
        ("next", _("What comes next?"), _next(vorhaben, now, today, elsewhere)),
        ("ask", _("Whom can I ask?"), _ask(vorhaben)),
    )
    return {name: Fact(name, question, tuple(lines)) for name, question, lines in questions}


def as_data(fact):
    """One fact for programs; a part in a language of its own stands apart a second time."""
    answers = [
        {"text": line.text} | ({"quoted": {"text": line.value, "lang": line.lang}} if line.lang else {})
        for line in fact.lines
    ]
    return {"id": fact.name, "question": fact.question, "answers": answers}


def _line(message, lang=None, **value):
    """A translated sentence with one value in it; ``lang`` where the value is in a language of its own."""
    ((name, said),) = value.items()
    before, _place, after = message.partition(f"%({name})s")
    return Line(before, " ".join(str(said).split()) if lang else str(said), lang, after)


def _short(message, vorhaben, elsewhere, **value):
    """A sentence with one of its short words by name; a machine's stand only where the page labels them."""
    ((place, name),) = value.items()
    word = short_words.said(vorhaben, name, machine=not elsewhere)
    return _line(message, word.lang, **{place: word.text})._replace(about=word if word.origin else None)


def _what(vorhaben, now):
    yield Line(_state(vorhaben, now))
    topic = naming_words.topic(vorhaben)
    yield _line(_("Topic: %(topic)s"), topic.lang if topic.lang != language.current() else None, topic=topic.name)
    if vorhaben.cost_amount is not None:
        yield _line(_("Cost: %(cost)s"), cost=record_words.cost(vorhaben))


def _state(vorhaben, now):
    if vorhaben.is_open(now):
        return _("You can take part in it now.")
    if vorhaben.status == Status.PARTICIPATION:
        begins = vorhaben.open_from and vorhaben.open_from > now
        return _("Taking part has not begun yet.") if begins else _("The time for taking part is over.")
    return {
        Status.ANNOUNCED: _("The city has announced it."),
        Status.PREPARATION: _("The city is preparing it."),
        Status.EVALUATION: _("The city is looking at what people said."),
        Status.DECIDED: _("It is decided."),
        Status.UNDERWAY: _("It is being carried out."),
        Status.DONE: _("It is done."),
        Status.PAUSED: _("It is paused."),
        Status.DROPPED: _("It will not happen."),
    }[vorhaben.status]


def _where(vorhaben):
    if vorhaben.is_citywide:
        yield Line(_("It is for the whole city."))
        return
    keep = "%(names)s"  # the names are put in by ``_line``, with their language
    if vorhaben.places:
        label = ngettext("Place: %(names)s", "Places: %(names)s", len(vorhaben.places), names=keep)
        yield _line(label, "de", names=words.joined(place.words for place in vorhaben.places))
    if vorhaben.bezirke:
        label = ngettext("Stadtbezirk: %(names)s", "Stadtbezirke: %(names)s", len(vorhaben.bezirke), names=keep)
        yield _line(label, "de", names=words.joined(bezirk.short_name for bezirk in vorhaben.bezirke))
    if not vorhaben.places:
        yield Line(_("The exact place is not known yet."))


def _when(vorhaben, today, elsewhere):
    if vorhaben.status == Status.DROPPED:
        yield Line(_("It will not happen."))
    else:
        yield from _start(vorhaben, today)
        yield from _end(vorhaben, today)
    if words.is_late(vorhaben):
        yield Line(_("It takes longer than planned."))
        first = words.when(vorhaben.end_first, vorhaben.end_first_precision)
        yield _line(_("End, as planned at first: %(time)s"), time=first)
        if vorhaben.delay_reason:
            yield _short(_("Reason: %(reason)s"), vorhaben, elsewhere, reason="delay_reason")


def _start(vorhaben, today):
    planned = When.of(vorhaben.start_on, vorhaben.start_precision)
    begun = vorhaben.status in (Status.UNDERWAY, Status.DONE)
    if vorhaben.start_actual:
        yield _line(_("Begun: %(time)s"), time=words.when(vorhaben.start_actual, vorhaben.start_actual_precision))
    elif planned:
        yield _line(_("Begin, planned: %(time)s"), time=words.when(*planned))
        if planned.last_day < today and not begun:
            yield Line(_("This time is over. It is not recorded that it has begun."))
    else:
        yield Line(_("When it began is not recorded.") if begun else _("When it begins is not known yet."))


def _end(vorhaben, today):
    planned, done = When.of(vorhaben.end_on, vorhaben.end_precision), vorhaben.status == Status.DONE
    if vorhaben.end_actual:
        yield _line(_("Ended: %(time)s"), time=words.when(vorhaben.end_actual, vorhaben.end_actual_precision))
    elif planned:
        yield _line(_("End, planned: %(time)s"), time=words.when(*planned))
        if planned.last_day < today and not done:
            yield Line(_("This time is over. It is not recorded that it is finished."))
    else:
        yield Line(_("When it ended is not recorded.") if done else _("When it ends is not known yet."))


def _part(vorhaben, now, elsewhere):
    if vorhaben.is_open(now):
        yield Line(_("Yes, you can take part now."))
        yield _line(_("Last day: %(day)s"), day=_last_day(vorhaben))
        yield from _ways(vorhaben, elsewhere)
    elif vorhaben.open_from and vorhaben.open_from > now and vorhaben.open_until:
        yield Line(_("Not yet."))
        yield _line(_("First day: %(day)s"), day=words.full_day(words.local(vorhaben.open_from).date()))
        yield _line(_("Last day: %(day)s"), day=_last_day(vorhaben))
    elif vorhaben.open_until:
        yield Line(_("No, the time for taking part is over."))
        yield _line(_("Last day: %(day)s"), day=_last_day(vorhaben))
    elif vorhaben.status in OVER:
        yield Line(_("No. There is nothing left to be decided."))
    else:
        yield Line(_("No, not at the moment."))
        if not vorhaben.no_participation_reason:
            yield Line(_("It is not known yet whether and when you can take part."))
    if vorhaben.no_participation_reason and not vorhaben.is_open(now):
        yield _short(_("Reason: %(reason)s"), vorhaben, elsewhere, reason="no_participation_reason")


def _ways(vorhaben, elsewhere):
    ways = set(ways_open(vorhaben))
    if not ways:
        yield Line(_("Nobody can write on this page at the moment. Please ask the city."))
        return
    if not elsewhere:
        yield Line(_("Write your opinion on this page."))
    yield Line(_("You need no account for it.") if "guest" in ways else _("You have to log in for it."))


def _decided(vorhaben, decisions):
    main = [one for one in decisions if one.task == Task.DECIDE] or decisions
    if not main:
        decided = vorhaben.status in (Status.DECIDED, Status.UNDERWAY, Status.DONE)
        known = _("It is decided. Who decided it is not recorded here.") if decided else _("Nothing is decided yet.")
        yield Line(known)
        return
    newest = main[0]
    yield _line(_("Subject: %(title)s"), "de", title=newest.title)
    yield _line(_("Result: %(result)s"), result=decision_words.RESULT[newest.result].word)
    yield _line(_("Body: %(name)s"), "de", name=newest.gremium.name)
    yield _line(_("Day: %(day)s"), day=words.day(newest.decided_on))
    if newest.task != Task.DECIDE:
        yield Line(_("This is an opinion or a notice, not yet the decision."))
    open_ones = sum(one.state in (ConditionState.OPEN, ConditionState.UNDERWAY) for one in newest.conditions)
    if open_ones:
        yield Line(
            ngettext("%(num)d condition is not fulfilled yet.", "%(num)d conditions are not fulfilled yet.", open_ones)
        )
    if len(decisions) > 1:
        yield Line(ngettext("There is %(num)d more.", "There are %(num)d more.", len(decisions) - 1))


def _next(vorhaben, now, today, elsewhere):
    if vorhaben.status in OVER:
        yield Line(_("Nothing. The Vorhaben is over."))
        return
    if vorhaben.next_step:
        yield _short(_("Next step: %(step)s"), vorhaben, elsewhere, step="next_step")
        yield from _expected(vorhaben, today)
        return
    dated = tuple(_known_dates(vorhaben, now, today))
    yield from dated or (Line(_("What comes next is not known yet.")),)


def _expected(vorhaben, today):
    if not (on := When.of(vorhaben.next_step_on, vorhaben.next_step_precision)):
        yield Line(_("When that will be is not known yet."))
        return
    yield _line(_("Expected: %(time)s"), time=words.when(*on))
    if on.last_day < today:
        yield Line(_("This time is over. The step is later than expected."))


def _known_dates(vorhaben, now, today):
    """What the record itself says of the time to come, where nobody wrote a next step."""
    if vorhaben.open_from and vorhaben.open_from > now:
        yield _line(_("Taking part begins: %(day)s"), day=words.day(words.local(vorhaben.open_from).date()))
    if vorhaben.is_open(now):
        yield _line(_("Taking part ends: %(day)s"), day=_last_day(vorhaben))
    start = When.of(vorhaben.start_on, vorhaben.start_precision)
    if start and not vorhaben.start_actual and start.on > today:
        yield _line(_("Begin, planned: %(time)s"), time=words.when(*start))
    end = When.of(vorhaben.end_on, vorhaben.end_precision)
    if vorhaben.status == Status.UNDERWAY and end and end.last_day >= today:
        yield _line(_("End, planned: %(time)s"), time=words.when(*end))


def _ask(vorhaben):
    if vorhaben.contact:
        yield _line(_("Contact: %(contact)s"), "de", contact=vorhaben.contact)
    if vorhaben.office:
        yield _line(_("Responsible: %(office)s"), "de", office=vorhaben.office)
    city = setting("CONTACT")
    told = words.joined(city.get(key) for key in ("name", "phone", "address", "email"))
    if told and not vorhaben.contact:
        yield _line(_("Questions to the city: %(contact)s"), "de", contact=told)
    if not (told or vorhaben.contact or vorhaben.office):
        yield Line(_("It is not recorded yet whom you can ask."))


def _last_day(vorhaben):
    """The last day on which one can take part, and the hour where it is not midnight."""
    end = words.local(vorhaben.open_until)
    if end.hour == end.minute == 0:
        return words.full_day((end - timedelta(minutes=1)).date())
    return words.moment(vorhaben.open_until)
