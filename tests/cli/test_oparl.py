"""``flask beteiligung oparl``: what is looked at, what is kept, and what nothing on the other side can spoil."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from beteiligung.beschluss.models import Beschluss, Result
from beteiligung.gremium.models import Gremium, GremiumKind

from .. import loopback, records


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def decided(session, radweg):
    """``decided(url)``: a decision with that link."""
    body = Gremium(slug="bv-1", kind=GremiumKind.BEZIRKSVERTRETUNG, name="BV Mitte")

    def decide(url):
        decision = Beschluss(
            vorhaben=radweg,
            gremium=body,
            decided_on=records.NOW.date(),
            title="Radweg",
            text="Der Radweg wird gebaut.",
            result=Result.ADOPTED,
            oparl_url=url,
            recorded_by="Geschäftsstelle",
            recorded_at=records.NOW,
        )
        session.add(decision)
        session.commit()
        return decision

    return decide


def run(make_app, system):
    return make_app(BETEILIGUNG_OPARL_SYSTEM=system).test_cli_runner().invoke(args=["beteiligung", "oparl"])


def is_there(handler):
    body = {"id": f"http://{handler.headers['Host']}{handler.path}", "type": "https://schema.oparl.org/1.1/Paper"}
    loopback.send(handler, json.dumps({**body, "name": "Vorlage 42"}).encode(), ETag='"1"')


def known(session):
    session.rollback()
    return session.execute(select(Beschluss.oparl, Beschluss.oparl_url, Beschluss.version)).one()


def long_ago(session):
    session.execute(update(Beschluss).values(oparl_at=records.NOW - timedelta(days=2)))
    session.commit()


def test_without_a_system_it_says_so(make_app):
    done = run(make_app, None)

    assert done.exit_code == 2
    assert "BETEILIGUNG_OPARL_SYSTEM" in done.output


def test_what_is_found_is_kept_beside_the_link(make_app, session, decided):
    with loopback.server(is_there) as (home, asked):
        decided(f"{home}/paper/7")
        done = run(make_app, home)
        again = run(make_app, home)

    assert done.output == "1 links\n1\tfound\n"
    assert again.output == "0 links\n"
    assert len(asked) == 1
    oparl, url, version = known(session)
    assert oparl == {"state": "found", "facts": {"type": "Paper", "name": "Vorlage 42"}, "etag": '"1"'}
    assert (url, version) == (f"{home}/paper/7", 1)


def test_what_is_known_stays_while_the_system_is_down(make_app, session, decided):
    with loopback.server(is_there) as (home, _):
        decided(f"{home}/paper/7")
        run(make_app, home)
    long_ago(session)

    assert run(make_app, home).output == "1 links\n1\tunreachable\n"
    assert known(session).oparl["facts"]["name"] == "Vorlage 42"


def test_what_was_withdrawn_is_forgotten(make_app, session, decided):
    gone = []

    def answer(handler):
        loopback.send(handler, b"{}", status=410) if gone else is_there(handler)

    with loopback.server(answer) as (home, asked):
        decided(f"{home}/paper/7")
        run(make_app, home)
        long_ago(session)
        gone.append(True)
        run(make_app, home)

    assert asked[1][1]["If-None-Match"] == '"1"'
    assert known(session).oparl == {"state": "withdrawn"}


def test_a_foreign_address_is_never_asked(make_app, session, decided):
    with loopback.server(is_there) as (home, asked):
        decided(f"{home}/paper/7")
        done = run(make_app, "https://ratsinfo.example/system")

    assert done.output == "1 links\n1\trefused\n"
    assert asked == []
