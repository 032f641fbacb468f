"""Mails about reports, decisions, objections and answers of the city."""

from datetime import datetime

from flask import url_for

from ..i18n import gettext as _
from ..i18n import ngettext
from ..moderation.forms import RULE_WORDS
from ..moderation.models import LAW
from ..views import words
from .mail import kind, letter


def _write(*, subject, why, paragraphs, facts=(), links=()):
    return letter("moderation", subject=subject, why=why, paragraphs=paragraphs, facts=facts, links=links)


def _ground(rule, law):
    return law if rule == LAW else str(RULE_WORDS.get(rule, rule or ""))


def _day(moment):
    """A day as the city's calendar has it."""
    return words.day(words.local(datetime.fromisoformat(moment)).date())


def _page(endpoint, **values):
    return url_for(f"beteiligung.{endpoint}", _external=True, **values)


def _because_you_wrote():
    return _("You get this e-mail because you wrote a contribution.")


def _because_you_reported():
    return _("You get this e-mail because you reported a contribution.")


def _noticed(reports, automated):
    how = (
        ngettext("Noticed through %(num)d report.", "Noticed through %(num)d reports.", reports)
        if reports
        else _("Noticed by the moderators themselves.")
    )
    who = _("An automatic check took part.") if automated else _("A person decided. No automatic check.")
    return f"{how} {who}"


def _statement(subject, what, *, title, rule, law, facts, reports, automated, object_until, code):
    return _write(
        subject=subject,
        why=_because_you_wrote(),
        paragraphs=[
            _("It is about your contribution to “%(title)s”.", title=title),
            what,
            _noticed(reports, automated),
            _(
                "You can object until %(day)s, free of charge. Another person than before decides. You can also turn "
                "to a body that settles disputes out of court, or to a court.",
                day=_day(object_until),
            ),
        ],
        facts=[(_("Rule or law"), _ground(rule, law)), (_("Reason"), facts), (_("Your code"), code)],
        links=[(_("Read the decision or object"), _page("bescheid", code=code))],
    )


@kind
def restricted(*, slug, title, beitrag_id, kind, code, **facts):
    """To the author: the statement of reasons."""
    what = (
        _("It was hidden. Nobody reads it; a note stands in its place.")
        if kind == "hidden"
        else _("A passage of it was made unreadable. The rest stays.")
    )
    return _statement(
        _("Your contribution was restricted: %(title)s", title=title), what, title=title, code=code, **facts
    )


@kind
def restriction_lifted(*, slug, title, beitrag_id, reason):
    """To the author: it stands there again as it was written."""
    return _write(
        subject=_("Your contribution stands there again: %(title)s", title=title),
        why=_because_you_wrote(),
        paragraphs=[_("The restriction of your contribution to “%(title)s” was taken back.", title=title)],
        facts=[(_("Reason"), reason)] if reason else [],
        links=[(_("Read it"), _page("beitrag", slug=slug, beitrag_id=beitrag_id))],
    )


@kind
def warned(*, slug, title, beitrag_id, kind, code, **facts):
    """To the author: the next time may bring a block."""
    what = _("You are warned. If it happens again, you can be blocked for some time.")
    return _statement(_("A warning of the moderators"), what, title=title, code=code, **facts)


@kind
def blocked(*, slug, title, beitrag_id, kind, code, until, **facts):
    """To the author: for how long they cannot write, and why."""
    what = _("You cannot write until %(end)s. You can read, report and object.", end=_day(until))
    return _statement(_("You are blocked for some time"), what, title=title, code=code, **facts)


@kind
def report_received(*, slug, title, beitrag_id, number, code):
    """To whoever reported: number and code."""
    return _write(
        subject=_("Your report %(number)s has arrived", number=number),
        why=_because_you_reported(),
        paragraphs=[
            _("You reported a contribution to “%(title)s”. A person reads it and decides.", title=title),
            _("With this code you find out what was decided."),
        ],
        facts=[(_("Case number"), number), (_("Your code"), code)],
        links=[(_("What became of my report?"), _page("meldung", code=code))],
    )


@kind
def report_decided(*, slug, title, beitrag_id, number, outcome, reason, rule, law):
    """To whoever reported: what was decided, why, and what they can do."""
    what = {
        "left": _("The contribution stays as it is."),
        "hidden": _("The contribution was hidden."),
        "blackened": _("A passage was made unreadable."),
    }[outcome]
    redress = _("If you do not agree, you can object for six months. You need the code that you got.")
    return _write(
        subject=_("Decided: your report %(number)s", number=number),
        why=_because_you_reported(),
        paragraphs=[
            _("You reported a contribution to “%(title)s”.", title=title),
            what,
            _("A person decided. No automatic check."),
            *([redress] if outcome == "left" else []),
        ],
        facts=[(_("Reason"), reason or _ground(rule, law))],
        links=[(_("What became of my report?"), _page("meldungen"))],
    )


@kind
def objection_received(*, slug, title, beitrag_id, kind):
    """To whoever objected: it has arrived, and who decides."""
    return _write(
        subject=_("Your objection has arrived: %(title)s", title=title),
        why=_("You get this e-mail because you objected to a decision."),
        paragraphs=[
            _("It is about a contribution to “%(title)s”. Another person than before decides.", title=title),
            _("Until then the decision stays. You get an e-mail when it is decided."),
        ],
        links=[(title, _page("eines", slug=slug))],
    )


@kind
def objection_decided(*, slug, title, beitrag_id, outcome, reason, kind):
    """To whoever objected: what another person decided."""
    what = _("The decision is taken back.") if outcome == "revoked" else _("The decision stays.")
    return _write(
        subject=_("Decided: your objection, %(title)s", title=title),
        why=_("You get this e-mail because you objected to a decision."),
        paragraphs=[
            _("It is about a contribution to “%(title)s”. Another person than before decided.", title=title),
            what,
        ],
        facts=[(_("Reason"), reason)],
        links=[(title, _page("beitrag", slug=slug, beitrag_id=beitrag_id))],
    )


@kind
def answered(*, body, signature, answers):
    """To everybody who asked: the answer of the city, and where it stands."""
    return _write(
        subject=_("The city has answered: %(title)s", title=answers[0]["title"]),
        why=_because_you_wrote(),
        paragraphs=[_("The city has answered what you wrote.")],
        facts=[(signature, body)],
        links=[(each["title"], _page("beitrag", slug=each["slug"], beitrag_id=each["answer_id"])) for each in answers],
    )
