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

beitrag_edited = _signals.signal("beitrag-edited")
"""Its author changed a Beitrag; it may wait for a moderator again. Receives ``beitrag``."""

beitrag_withdrawn = _signals.signal("beitrag-withdrawn")
"""Its author took a Beitrag back. Receives ``beitrag``."""

beitrag_restricted = _signals.signal("beitrag-restricted")
"""A moderator made a passage of a Beitrag unreadable. Receives ``beitrag``."""

beitrag_reported = _signals.signal("beitrag-reported")
"""Somebody reported a Beitrag. Receives ``beitrag`` and ``number``, the number of the case."""

beitrag_answered = _signals.signal("beitrag-answered")
"""The city answered a Beitrag. Receives ``beitrag`` and ``answer``, the Beitrag below it."""

objection_received = _signals.signal("objection-received")
"""Somebody objected to a decision. Receives ``beitrag``."""

objection_decided = _signals.signal("objection-decided")
"""An objection was decided. Receives ``beitrag`` and ``outcome``: ``confirmed`` or ``revoked``."""

person_warned = _signals.signal("person-warned")
"""The author of a Beitrag was warned. Receives ``beitrag``, the occasion."""

person_blocked = _signals.signal("person-blocked")
"""The author of a Beitrag may not write for some days. Receives ``beitrag``, the occasion."""

beschluss_recorded = _signals.signal("beschluss-recorded")
"""The office of a body recorded what it decided. Receives ``beschluss``."""

abwaegung_published = _signals.signal("abwaegung-published")
"""Everybody can read what became of the contributions to a Vorhaben. Receives ``abwaegung``."""

vorhaben_published = _signals.signal("vorhaben-published")
"""Everybody can see a Vorhaben, for the first time or again. Receives ``vorhaben``."""

vorhaben_changed = _signals.signal("vorhaben-changed")
"""The administration changed what everybody can read of a Vorhaben. Receives ``vorhaben`` and ``fields``."""

vorhaben_archived = _signals.signal("vorhaben-archived")
"""A Vorhaben was taken out of public view. Receives ``vorhaben``."""

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
                session.rollback()  # what it asked of our session may have left it unable to answer
