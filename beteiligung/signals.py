"""Announcements a host may subscribe to. Sent after commit, never before."""

import logging

from blinker import Namespace

_signals = Namespace()

beitrag_submitted = _signals.signal("beitrag-submitted")
"""A Beitrag was stored; it is public already or waits for a moderator. Receives ``beitrag``."""

beitrag_published = _signals.signal("beitrag-published")
"""A moderator published a Beitrag. Receives ``beitrag``."""

beitrag_hidden = _signals.signal("beitrag-hidden")
"""A moderator hid a Beitrag. Receives ``beitrag``."""

vereinbarung_imported = _signals.signal("vereinbarung-imported")
"""An agreement was stored with its clauses. Receives ``vereinbarung``."""


def announce(session, signal, **payload):
    """Remember an announcement until the session commits."""
    session.info.setdefault("announcements", []).append((signal, payload))


def forget_announced(session):
    """What was rolled back is not announced."""
    session.info.pop("announcements", None)


def send_announced(session, sender):
    """Tell the host what was committed."""
    for signal, payload in session.info.pop("announcements", ()):
        for receiver in signal.receivers_for(sender):
            try:
                receiver(sender, **payload)
            except Exception:  # what is stored is stored; a listener's trouble is not the resident's
                logging.getLogger("beteiligung").exception("a receiver of %s failed", signal.name)
