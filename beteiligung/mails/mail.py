"""From a kind and its facts to a mail in the reader's language, with addresses that lead to the portal."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from flask import current_app, g, render_template

from ..i18n import fall_silent, mark, speak, writing_direction
from ..i18n import gettext as _
from ..mount import at_work, current_mount, setting
from . import look

KINDS = {}
"""Name of a kind -> function of its facts that returns a ``Mail``."""

CHECKS = {}
"""Name of a kind -> function of session and facts: the facts as they still hold, or ``None`` to send nothing."""


@dataclass(frozen=True)
class Mail:
    """What is said, twice: as text and as HTML. Who gets it stands in the outbox."""

    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


def kind(function=None, *, check=None):
    """Decorator: this function makes the mails of the kind that has its name.

    ``check(session, facts)`` is asked right before a mail goes out. What was hidden or deleted meanwhile must not be
    told: it returns the facts without it, or ``None`` where nothing remains.
    """
    if function is None:
        return partial(kind, check=check)
    KINDS[function.__name__] = function
    if check:
        CHECKS[function.__name__] = check
    return function


def letter(name, /, *, subject, why, end=None, headers=None, **facts):
    """A mail from ``mail/<name>.txt`` and ``mail/<name>.html``.

    At its foot ``why`` says why it came, and ``end`` how to get no more of them; without one it is the only one.
    """
    tag = g.beteiligung_lang
    frame = {"lang": tag, "dir": writing_direction(tag), "comma": mark(tag), "city": setting("CITY")}
    end = end or _("You get no other e-mail about it.")
    about = {**frame, "look": look, "subject": subject, "why": why, "end": end, **facts}
    text, html = (render_template(f"beteiligung/mail/{name}.{form}", **about) for form in ("txt", "html"))
    return Mail(" ".join(subject.split()), _calm(text), html, headers or {})


def _calm(text):
    """No more than one empty line anywhere, whatever the templates leave out."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text).strip() + "\n"


def compose(name, facts, lang):
    """The mail of that kind, in the language ``lang`` (a public tag). Needs an application context."""
    with _at_home(lang):
        return KINDS[name](**facts)


@contextmanager
def _at_home(lang):
    """As if the portal itself were asked: only so are addresses absolute and right."""
    base = setting("BASE_URL")
    if not base:
        raise ValueError("BETEILIGUNG_BASE_URL must say where the portal is: mails carry addresses")
    offered, city = setting("LOCALES"), current_mount().name
    with current_app.test_request_context(base_url=base), at_work(city):
        g.beteiligung_lang = lang if lang in offered else offered[0]
        speak(g.beteiligung_lang)
        try:
            yield
        finally:
            fall_silent()
            g.pop("beteiligung_lang", None)
