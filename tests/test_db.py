import pytest
from sqlalchemy import select

from beteiligung import beitrag_submitted
from beteiligung.beitrag import actions
from beteiligung.beitrag.models import Beitrag, Stance
from beteiligung.db import current_session, unit_of_work
from beteiligung.vorhaben.models import Vorhaben

from .records import today


def submit(session, radweg, anna, body="Ja"):
    mine = session.get(Vorhaben, radweg.id)
    return actions.submit(session, mine, anna, stance=Stance.PRO, body=body, now=today())


def test_hosts_hear_about_it_only_after_the_commit(app, session, radweg, anna):
    heard = []

    def listen(sender, beitrag):
        heard.append((sender.name, beitrag.author_name, session.scalar(select(Beitrag.body))))
        session.rollback()

    with beitrag_submitted.connected_to(listen), app.app_context():
        with pytest.raises(RuntimeError), unit_of_work() as own:
            submit(own, radweg, anna)
            raise RuntimeError
        assert heard == []

        with unit_of_work() as own:
            submit(own, radweg, anna)

    assert heard == [("host", "Anna Muster", "Ja")]


def test_what_failed_is_neither_stored_nor_announced_later(app, session, radweg, anna):
    heard = []

    def listen(sender, beitrag):
        heard.append(beitrag.body)

    with beitrag_submitted.connected_to(listen), app.app_context():
        with pytest.raises(RuntimeError), unit_of_work() as own:
            submit(own, radweg, anna, "verworfen")
            raise RuntimeError
        with unit_of_work() as own:
            submit(own, radweg, anna, "behalten")

    assert heard == ["behalten"]
    assert session.scalars(select(Beitrag.body)).all() == ["behalten"]


def test_a_request_gives_its_connection_back(app, client, engine, radweg):
    for _ in range(30):  # more than the pool holds
        assert client.get("/beteiligung/de/vorhaben/radweg").status_code == 200

    assert engine.pool.checkedout() == 0


def test_one_session_a_request(app):
    with app.app_context():
        first = current_session()
        assert current_session() is first
    with app.app_context():
        assert current_session() is not first
