"""Who may write under which setting: each kind of person at each door, through the pages."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.account import human
from beteiligung.account.models import Account
from beteiligung.beitrag.models import Beitrag
from beteiligung.guest.models import WaitingBeitrag
from beteiligung.roles import ADMINISTRATION
from beteiligung.wish.models import Wish

from .. import records
from ..hosts import log_in
from ..pages import Page, token
from .test_guests import FORM, PAGE, SAID
from .test_login import enter
from .test_vorhaben_desk import DESK, Form

HOST = Person(id="anna", name="Anna Muster")
OFFICE = Person(id="amt", name="Amt", roles=frozenset({ADMINISTRATION}))
WHO = ("nobody", "resident of the host", "office of the host", "account", "guest")
ALL = ("host", "email", "guest")
TABLE = [
    # the city opens, the Vorhaben closes, who can write and answer besides the office
    (("host",), [], {"resident of the host"}),
    (("email",), [], {"account"}),
    (("guest",), [], {"guest"}),
    (ALL, [], {"resident of the host", "account", "guest"}),
    (ALL, ["guest"], {"resident of the host", "account"}),
    (ALL, ["host"], {"account", "guest"}),
    (ALL, ["email", "guest"], {"resident of the host"}),
    (ALL, ["host", "email", "guest"], set()),
    ((), [], set()),
]


@pytest.fixture
def engine(sqlite_engine):
    """Who may write does not depend on the database."""
    return sqlite_engine


def send(client, path):
    """Fill in the form on this page, if there is one, and send it; else send what such a form would."""
    page = Page(client.get(path, follow_redirects=True).text)
    hidden = {f["name"]: f.get("value", "") for f in page.all("input", type="hidden") if "name" in f}
    said = {"stance": "contra", **SAID, "trotzdem": "1"}
    return client.post(path, data={**hidden, **said}, follow_redirects=True)


def numbers(session):
    session.rollback()
    return len(session.scalars(select(Beitrag.id)).all()), len(session.scalars(select(WaitingBeitrag.id)).all())


@pytest.mark.parametrize("verb", ["write", "answer"])
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("city", "closed", "welcome"), TABLE)
def test_who_may_write(make_app, session, radweg, monkeypatch, city, closed, welcome, who, verb):
    monkeypatch.setattr(human, "MIN_SECONDS", 0)
    app = make_app(BETEILIGUNG_LOGIN=ALL, BETEILIGUNG_BASE_URL="https://stadt.example")
    client = app.test_client()
    if who == "account":
        enter(app, client, session)
        session.rollback()  # what was read before would make the next write come too late
    log_in(app, {"resident of the host": HOST, "office of the host": OFFICE}.get(who))
    app.config["BETEILIGUNG_LOGIN"] = city
    radweg.closed_to = closed
    first = records.beitrag(radweg)
    session.add(first)
    session.commit()
    paths = {
        ("write", False): PAGE,
        ("write", True): FORM,
        ("answer", False): f"{PAGE}/antworten/{first.id}",
        ("answer", True): f"{FORM}/{first.id}",
    }

    send(client, paths[verb, who == "guest"])

    allowed = who in welcome | {"office of the host"}
    assert numbers(session) == {"guest": (1, int(allowed))}.get(who, (1 + int(allowed), 0))


@pytest.mark.parametrize("verb", ["support", "wish", "change"])
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("city", "closed", "welcome"), TABLE)
def test_who_may_not_write_does_nothing_else_either(
    make_app, session, radweg, bezirke, city, closed, welcome, who, verb
):
    """Support, wishes and changes follow the same rule; guests have no login with which to give them."""
    app = make_app(BETEILIGUNG_LOGIN=ALL, BETEILIGUNG_BASE_URL="https://stadt.example")
    client = app.test_client()
    person = {"resident of the host": HOST, "office of the host": OFFICE}.get(who)
    if who == "account":
        enter(app, client, session)
        session.rollback()
    log_in(app, person)
    app.config["BETEILIGUNG_LOGIN"] = city
    silent = records.vorhaben("teich", "Teich", bezirke=bezirke[:1], closed_to=closed)
    radweg.closed_to = closed
    account = session.scalar(select(Account.id))
    mine = records.beitrag(
        radweg, "Meins", author=person.id if person else f"konto:{account or 0}", submitted_at=datetime.now(UTC)
    )
    first = records.beitrag(radweg, author="mehmet")
    session.add_all([silent, first, mine])
    session.commit()
    path, data = {
        "support": (f"{PAGE}/beitrag/{first.id}/unterstuetzen", {}),
        "wish": ("/beteiligung/de/vorhaben/teich/wunsch", {}),
        "change": (f"{PAGE}/beitrag/{mine.id}/aendern", {"stance": "pro", "body": "Anders"}),
    }[verb]
    ids = first.id, mine.id

    client.post(path, data={"csrf_token": any_token(client), **data})

    session.rollback()
    session.expire_all()
    done = {
        "support": session.get(Beitrag, ids[0]).supports == 1,
        "wish": len(session.scalars(select(Wish.id)).all()) == 1,
        "change": session.get(Beitrag, ids[1]).body == "Anders",
    }
    allowed = who in (welcome - {"guest"}) | {"office of the host"}
    assert done == {name: name == verb and allowed for name in done}


def any_token(client):
    """A token from a page that always has a form."""
    return token(client.get("/beteiligung/de/meldungen"))


def test_the_office_closes_a_way_in_the_editor(make_app, session, radweg):
    app = make_app(BETEILIGUNG_LOGIN=ALL, BETEILIGUNG_BASE_URL="https://stadt.example")
    log_in(app, OFFICE)
    client = app.test_client()
    path = f"{DESK}/{radweg.id}"
    page = client.get(path)

    answer = client.post(path, data=Form(page.text).filled(closed_to=["guest", "host"]))

    session.expire_all()
    session.rollback()
    session.refresh(radweg)
    assert answer.status_code == 303
    assert radweg.closed_to == ["guest", "host"]
    kept = Page(client.get(path).text).all("input", name="closed_to")
    assert {box["value"] for box in kept if "checked" in box} == {"guest", "host"}


def test_where_there_is_one_way_nothing_can_be_closed(make_app, session, radweg):
    app = make_app()
    log_in(app, OFFICE)

    assert 'name="closed_to"' not in app.test_client().get(f"{DESK}/{radweg.id}").text


@pytest.mark.parametrize("value", ["planet", "", "\x00", "guest,host"])
def test_no_other_way_can_be_closed(make_app, session, radweg, value):
    app = make_app(BETEILIGUNG_LOGIN=ALL, BETEILIGUNG_BASE_URL="https://stadt.example")
    log_in(app, OFFICE)
    client = app.test_client()
    path = f"{DESK}/{radweg.id}"
    form = Form(client.get(path).text)

    assert client.post(path, data=form.filled(closed_to=value)).status_code == 400
