"""What a portal hears of Vorhaben: after the commit, never of drafts, and its own trouble is its own."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import text

from beteiligung import beitrag_submitted, vorhaben_archived, vorhaben_changed, vorhaben_published
from beteiligung.beitrag.models import Beitrag
from beteiligung.db import unit_of_work
from beteiligung.vorhaben import editing
from beteiligung.vorhaben.models import Vorhaben
from beteiligung.vorhaben.snapshot import stamp

from . import records
from .hosts import log_in
from .pages import token

URL = "/beteiligung/de/vorhaben/radweg"
NOW = records.NOW + timedelta(days=1)
WHOLE = {
    "texts": {"de": {"title": "Teich", "summary": "Ein Teich.", "goal": "Kühle", "affected": "Nachbarn"}},
    "topic": "Klima",
    "office": "Amt für Grün",
    "no_participation_reason": "Pflichtaufgabe.",
}


@pytest.fixture
def heard():
    """What the host was told: the name of the signal, the Vorhaben, and what more."""
    told, keep = [], ExitStack()
    with keep:
        for signal in (vorhaben_published, vorhaben_changed, vorhaben_archived):

            def listen(sender, vorhaben, signal=signal, **more):
                told.append((signal.name, vorhaben.slug, more))

            keep.enter_context(signal.connected_to(listen))
        yield told


def act(app, deed):
    """One deed on the Vorhaben of that name, in a transaction of its own."""
    with app.app_context(), unit_of_work() as session:
        return deed(session)


def the_pond(session):
    return session.query(Vorhaben).filter_by(slug="teich").one()


def publish(session, person):
    pond = the_pond(session)
    editing.publish(session, pond, person, seen=stamp(pond), now=NOW, check_days=91)


def edit(session, person, values):
    pond = the_pond(session)
    editing.edit(session, pond, person, values, seen=stamp(pond), now=NOW)


def archive(session, person):
    pond = the_pond(session)
    editing.archive(session, pond, person, seen=stamp(pond), now=NOW)


def test_the_life_of_a_vorhaben_as_a_portal_hears_it(app, session, amt, heard):
    act(app, lambda s: editing.create(s, amt, editing.nothing() | WHOLE, now=NOW))
    act(app, lambda s: edit(s, amt, {"office": "Amt für Teiche"}))
    assert heard == []  # nobody hears of drafts

    act(app, lambda s: publish(s, amt))
    act(app, lambda s: edit(s, amt, {"contact": "Frau Wasser"}))
    act(app, lambda s: edit(s, amt, {"contact": "Frau Wasser"}))  # nothing changes
    act(app, lambda s: archive(s, amt))

    assert heard == [
        ("vorhaben-published", "teich", {}),
        ("vorhaben-changed", "teich", {"fields": ("contact",)}),
        ("vorhaben-archived", "teich", {}),
    ]


@pytest.mark.parametrize("deed", [publish, archive])
def test_what_is_rolled_back_is_not_told(app, session, amt, heard, deed):
    act(app, lambda s: editing.create(s, amt, editing.nothing() | WHOLE, now=NOW))

    def deed_that_fails(own):
        deed(own, amt)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act(app, deed_that_fails)

    assert heard == []


def fails(sender, **told):
    raise ValueError("the portal's own trouble")


def fails_on_our_session(sender, beitrag):
    from sqlalchemy.orm import object_session

    object_session(beitrag).execute(text("SELECT * FROM gibt_es_nicht"))


@pytest.mark.parametrize("receiver", [fails, fails_on_our_session])
def test_a_receiver_that_fails_is_noted_and_harms_nobody(app, session, radweg, anna, caplog, receiver):
    log_in(app, anna)
    client, later = app.test_client(), []
    form = {"csrf_token": token(client.get(URL)), "stance": "pro", "body": "Ja bitte"}

    def listen(sender, beitrag):
        later.append(beitrag.body)

    with beitrag_submitted.connected_to(receiver), beitrag_submitted.connected_to(listen):
        answer = client.post(URL, data=form)

    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
    assert later == ["Ja bitte"]
    assert session.query(Beitrag).count() == 1
    assert "a receiver of beitrag-submitted failed" in caplog.text
