"""One's own page: what became of what one wrote, everything to take along, and the way out."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from beteiligung.account.models import Account, LoginSession
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.moderation import actions
from beteiligung.moderation.models import Kind
from beteiligung.outbox.models import OutboxMail
from beteiligung.person import GONE_NAME

from .. import records
from ..databases import counted
from ..hosts import log_in
from ..pages import Page, token
from .test_login import ACCOUNT, OPEN, enter

DELETE = f"{ACCOUNT}/loeschen"
TALK = "/beteiligung/de/vorhaben/radweg"


@pytest.fixture
def app(make_app):
    return make_app(**OPEN)


def wrote(session, radweg, author, body="Zeisigzeile", name="Zaunkönig", **changes):
    beitrag = records.beitrag(radweg, body, author=author, name=name, **changes)
    session.add(beitrag)
    session.commit()
    return beitrag


def leave(client, texts="keep", **fields):
    return client.post(DELETE, data={"csrf_token": token(client.get(DELETE)), "texts": texts, "sure": "y", **fields})


def seen(client, beitrag_id):
    """What everybody reads wherever a contribution can stand."""
    paths = (TALK, f"{TALK}/gespraech", f"{TALK}/gespraech?q=Zeisigzeile", f"{TALK}/beitrag/{beitrag_id}")
    more = (f"{TALK}/stimmen", f"{TALK}.atom", "/beteiligung/de/vorhaben", "/beteiligung/de/vorhaben.geojson")
    return "".join(
        re.sub(r'q(=|%3D)Zeisigzeile|value="Zeisigzeile"', "", client.get(path).text)  # what was searched for
        for path in (*paths, *more)
    )


def test_the_page_tells_what_became_of_it(app, client, session, radweg, anna):
    log_in(app, anna)
    asked = wrote(session, radweg, anna.id, "Wann kommt er?")
    wrote(session, radweg, anna.id, "Wartet noch", visibility=Visibility.SUBMITTED)
    wrote(session, radweg, "mehmet", "Fremd")
    wrote(session, radweg, "amt", "Im Mai.", parent=asked, is_official=True)

    page = client.get(ACCOUNT).text

    assert "Wann kommt er?" in page
    assert "Im Mai." in page
    assert "Wartet noch" in page
    assert "Fremd" not in page


def test_it_asks_as_often_for_many_as_for_one_and_goes_on(engine, make_app, session, radweg, anna):
    app = make_app(BETEILIGUNG_PAGE_SIZE=5)
    log_in(app, anna)
    client, counts = app.test_client(), []
    for number in range(12):
        wrote(session, radweg, anna.id, f"Nummer {number}.")
        if number in (0, 4):
            client.get(ACCOUNT)
            with counted(engine) as statements:
                client.get(ACCOUNT)
            counts.append(len(statements))

    assert counts[0] == counts[1] < 12
    assert "Nummer 11." in client.get(ACCOUNT).text
    assert "Nummer 6." not in client.get(ACCOUNT).text
    oldest = session.scalars(select(Beitrag.id).order_by(Beitrag.id)).all()[2]
    page = client.get(f"{ACCOUNT}?vor={oldest}").text
    assert "Nummer 1." in page
    assert "Nummer 2." not in page
    for garbage in ("x", "0", "-1", "99999999999999999999"):
        assert client.get(f"{ACCOUNT}?vor={garbage}").status_code == 200


def test_the_file_holds_what_the_page_shows_and_is_kept_by_nobody(app, client, session, radweg, anna):
    log_in(app, anna)
    wrote(session, radweg, anna.id)

    file, page = client.get(f"{ACCOUNT}/daten.json"), client.get(f"{ACCOUNT}/daten")

    assert json.loads(file.data)["contributions"][0]["body"] == "Zeisigzeile"
    assert "Zeisigzeile" in page.text
    assert "attachment" in file.headers["Content-Disposition"]
    for answer in (file, page):
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["daten", "daten.json", "loeschen"])
def test_a_stranger_finds_nothing(client, radweg, path):
    assert client.get(f"{ACCOUNT}/{path}").status_code == 303
    assert client.post(DELETE, data={"texts": "remove", "sure": "y"}).status_code == 303


@pytest.mark.parametrize("texts", ["keep", "remove"])
def test_a_person_of_the_host_is_found_nowhere_afterwards(app, client, session, radweg, anna, texts):
    log_in(app, anna)
    first = wrote(session, radweg, anna.id)
    wrote(session, radweg, "mehmet", "Antwort bleibt", name="Mehmet", parent=first)
    assert "Zaunkönig" in seen(client, first.id)

    assert leave(client, texts).status_code == 303

    log_in(app, None)
    text = seen(app.test_client(), first.id)
    assert "Zaunkönig" not in text
    assert ("Zeisigzeile" in text) == (texts == "keep")
    assert (GONE_NAME in text) == (texts == "keep")
    assert "Antwort bleibt" in text
    session.rollback()
    last = session.scalars(select(OutboxMail)).one()
    assert (last.kind, last.recipient_id) == ("account_deleted", anna.id)


def test_looking_deletes_nothing_and_a_choice_must_be_made(app, client, session, radweg, anna):
    log_in(app, anna)
    wrote(session, radweg, anna.id)

    assert client.get(f"{DELETE}?texts=remove&sure=y").status_code == 200
    assert client.post(DELETE, data={"texts": "remove", "sure": "y"}).status_code == 400
    form = {"csrf_token": token(client.get(DELETE))}
    for wrong in ({}, {"texts": "keep"}, {"sure": "y"}, {"texts": "x", "sure": "y"}):
        assert client.post(DELETE, data={**form, **wrong}).status_code == 400
    session.rollback()
    assert session.scalars(select(Beitrag.author_id)).all() == [anna.id]


def test_our_own_account_goes_and_the_last_mail_knows_where_to(app, client, session, radweg):
    enter(app, client, session, address="zaun77@example.org", name="Zaunkönig")
    session.rollback()
    account = session.scalars(select(Account)).one()
    beitrag = wrote(session, radweg, account.person_id)

    assert leave(client, "remove").status_code == 303

    session.rollback()
    session.expire_all()
    assert session.scalars(select(Account)).all() == session.scalars(select(LoginSession)).all() == []
    assert (session.get(Beitrag, beitrag.id).body, session.get(Beitrag, beitrag.id).author_name) == ("", GONE_NAME)
    last = session.scalars(select(OutboxMail)).one()
    assert (last.kind, last.address) == ("account_deleted", "zaun77@example.org")
    assert client.get(ACCOUNT).status_code == 303


def test_an_old_login_must_be_renewed_first(app, client, session, radweg):
    enter(app, client, session)
    form = {"csrf_token": token(client.get(DELETE)), "texts": "keep", "sure": "y"}
    session.rollback()
    session.execute(update(LoginSession).values(created_at=records.today() - timedelta(minutes=16)))
    session.commit()

    page = client.get(DELETE)
    assert 'name="texts"' not in page.text
    client.post(DELETE, data=form)
    session.rollback()
    assert len(session.scalars(select(Account)).all()) == 1

    again = client.post(f"{ACCOUNT}/noch-einmal", data={"csrf_token": token(page)})
    assert again.location.startswith("/beteiligung/de/anmelden?next=")
    assert client.get(ACCOUNT).status_code == 303


def test_nobody_can_call_themselves_like_a_deleted_account(app, client, session):
    assert enter(app, client, session, name="Gelöschtes  Konto").status_code == 400


def test_a_form_with_errors_keeps_the_order_of_headings(make_app, session, radweg, anna):
    """From the first heading to the one above the errors no level is left out, or a screen reader looks for it."""
    app = make_app()
    client = app.test_client()
    log_in(app, anna)
    written = records.beitrag(radweg, author="anna", submitted_at=records.today())
    session.add(written)
    session.commit()
    change = f"/beteiligung/de/vorhaben/radweg/beitrag/{written.id}/aendern"

    for address in (change, "/beteiligung/de/konto/loeschen"):
        sent = {"csrf_token": token(client.get(address))}
        answer = client.post(address, data=sent)
        assert answer.status_code == 400, address
        assert [tag for tag, _ in Page(answer.text).elements if tag in ("h1", "h2", "h3")][:2] == ["h1", "h2"], address


def test_who_was_restricted_finds_the_way_to_object_under_their_account(app, client, session, radweg, anna, kim):
    log_in(app, anna)
    hidden, stays = records.beitrag(radweg, "eins"), records.beitrag(radweg, "zwei")
    session.add_all([hidden, stays])
    session.flush()
    actions.restrict(session, hidden, kim, Kind.HIDDEN, rule="attack", facts="x", now=records.today())
    session.commit()

    page = Page(client.get("/beteiligung/de/konto").text)

    assert len(page.all("a", href="/beteiligung/de/meine-bescheide")) == 1
