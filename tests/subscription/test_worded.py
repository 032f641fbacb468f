"""News in mails and feeds give their reasons in the reader's language, where people told them in it."""

from datetime import UTC, datetime, timedelta

import pytest

from beteiligung.origin import Origin
from beteiligung.rendition.models import Rendition
from beteiligung.rendition.things import SHORT, thing
from beteiligung.vorhaben.models import FieldChange

from .. import records
from .test_digesting import DAY, digests, follow, radweg, step, tell  # noqa: F401 fixtures

ATOM = "/beteiligung/{}/neues.atom"


@pytest.fixture
def news(session, radweg):  # noqa: F811
    """A step, a change and an answer, each told in English and easy German."""
    at = records.NOW + DAY
    radweg.history.append(step(at))
    radweg.changes = [FieldChange(at=at, author_name="", field="cost", old=None, new=None, reason="Teurer")]
    radweg.wish_answer, radweg.wish_answered_at = "Wir fragen Sie.", at
    session.flush()
    told = [(radweg, SHORT, "wish_answer"), (radweg.history[-1], None, "reason"), (radweg.changes[0], None, "reason")]
    for found, kind, field in told:
        one = thing(found, kind)
        for lang in ("en", "de-simple"):
            row = Rendition(thing=one.name, lang=lang, vorhaben_id=radweg.id, **one.reference)
            row.words = {field: f"{lang}: {field} of {one.kind}"}
            row.follow(one.words)
            session.add(row)
    session.commit()
    return radweg


def reasons(session, lang):
    (mail,) = [mail for mail in digests(session) if mail.lang == lang]
    return [one["reason"] for item in mail.facts["vorhaben"] for one in item["news"]]


def test_mails(session, news, follow):  # noqa: F811
    for lang in ("en", "de", "de-simple", "tr"):
        follow(records.subscriber(f"{lang}@example.org", lang=lang))
    tell(session)

    assert sorted(reasons(session, "en")) == [
        "en: reason of field_change",
        "en: reason of status_change",
        "en: wish_answer of short",
    ]
    for lang in ("de", "de-simple", "tr"):  # nobody has checked the easy words
        assert sorted(reasons(session, lang)) == ["Grund", "Teurer", "Wir fragen Sie."]


def test_feeds_say_nothing_that_needs_a_label(client, session, news):
    assert "Reason: en: reason of status_change" in client.get(ATOM.format("en")).text
    assert "en: wish_answer of short" in client.get(ATOM.format("en")).text
    assert "of status_change" not in client.get(ATOM.format("de")).text
    assert "of status_change" not in client.get(ATOM.format("de-simple")).text

    for row in session.query(Rendition):
        row.checked_on = datetime.now(UTC).date() - timedelta(days=1)
        row.origin = Origin.MACHINE if row.lang == "en" else Origin.WRITTEN
    session.commit()
    assert "of status_change" not in client.get(ATOM.format("en")).text
    assert "de-simple: reason of status_change" in client.get(ATOM.format("de-simple")).text

    news.history[-1].reason = "Ganz anders"
    session.commit()
    easy = client.get(ATOM.format("de-simple")).text
    assert "Ganz anders" in easy
    assert "of status_change" not in easy
