"""Writing without a login, from the form to the moderators' inbox."""

import re

import pytest
from sqlalchemy import select

from beteiligung.account import human
from beteiligung.account.models import OneTimeLink
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.guest.models import WaitingBeitrag
from beteiligung.mails import compose
from beteiligung.outbox.models import OutboxMail

from .. import records
from ..account.test_human import solved
from ..hosts import log_in
from ..pages import Page, token

OPEN = {"BETEILIGUNG_LOGIN": ("email", "guest"), "BETEILIGUNG_BASE_URL": "https://stadt.example"}
PAGE = "/beteiligung/de/vorhaben/radweg"
FORM = f"{PAGE}/als-gast"
SAID = {"stance": "contra", "body": "Bitte mit Bäumen.", "name": "Linde", "email": "anna@example.org"}
SECRET = "Bitte mit"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """These tests write faster than people."""
    monkeypatch.setattr(human, "MIN_SECONDS", 0)
    monkeypatch.setattr(human, "COST", 2)


@pytest.fixture
def app(make_app):
    return make_app(**OPEN)


def fill(client, path=FORM, **changes):
    """Fill in the form and send it."""
    page = client.get(path)
    hidden = {f["name"]: f.get("value", "") for f in Page(page.text).all("input", type="hidden")}
    return client.post(path, data={**hidden, **SAID, **changes})


def link(app, session):
    session.rollback()
    mail = session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    with app.app_context():
        return re.search(r"https://stadt\.example(/\S+)", compose(mail.kind, mail.facts, mail.lang).text)[1]


def press(client, path):
    return client.post(path, data={"csrf_token": token(client.get(path))})


def beitraege(session):
    session.rollback()
    return session.scalars(select(Beitrag).order_by(Beitrag.id)).all()


def test_from_the_form_to_the_inbox(app, client, session, radweg, kim):
    assert FORM in client.get(PAGE).text
    sent = fill(client)
    assert (sent.status_code, sent.location) == (303, f"{FORM}/post")
    assert "Postfach" in client.get(sent.location).text

    other = app.test_client()
    path = link(app, session)
    assert "Bitte mit Bäumen." in other.get(path).text
    done = press(other, path)

    assert (done.status_code, done.location) == (303, f"{PAGE}/angekommen")
    assert re.search(r'class="bt-code"[^>]*>\w{4} \w{4} \w{4}<', other.get(done.location).text)
    assert "angekommen" in other.get(path).text
    [beitrag] = beitraege(session)
    assert (beitrag.visibility, beitrag.author_name) == (Visibility.SUBMITTED, "Linde")
    log_in(app, kim)
    assert SECRET in app.test_client().get("/beteiligung/de/moderation").text


def test_before_the_click_nobody_sees_it(app, client, session, radweg, kim):
    fill(client)
    staff = app.test_client()

    pages = [client.get(PAGE), client.get("/beteiligung/de/vorhaben"), client.get(FORM)]
    log_in(app, kim)
    pages += [staff.get("/beteiligung/de/moderation"), staff.get(PAGE)]

    assert all(page.status_code in (200, 302) for page in pages)
    assert not [page for page in pages if SECRET in page.text]
    assert session.scalars(select(WaitingBeitrag.name)).all() == ["Linde"]


def test_twenty_scanners_confirm_nothing(app, client, session, radweg):
    fill(client)
    path = link(app, session)
    for _ in range(20):
        assert app.test_client().get(path).status_code == 200
    app.test_client().post(path)

    assert beitraege(session) == []
    assert session.scalars(select(OneTimeLink.used_at)).all() == [None]


def test_pressing_twice_makes_one(app, client, session, radweg):
    fill(client)
    path = link(app, session)
    kept = token(client.get(path))
    answers = [client.post(path, data={"csrf_token": kept}) for _ in range(3)]

    assert {answer.status_code for answer in answers} <= {200, 303}
    assert len(beitraege(session)) == 1


def test_an_answer(app, client, session, radweg):
    parent = records.beitrag(radweg)
    session.add(parent)
    session.commit()
    path = f"{FORM}/{parent.id}"

    assert fill(client, path).status_code == 303
    press(client, link(app, session))

    assert [b.parent_id for b in beitraege(session)] == [None, parent.id]


def test_no_answer_to_what_the_public_does_not_see(client, session, radweg):
    hidden = records.beitrag(radweg, visibility=Visibility.HIDDEN)
    waiting = records.beitrag(radweg, visibility=Visibility.SUBMITTED)
    session.add_all([hidden, waiting])
    session.commit()

    assert {client.get(f"{FORM}/{b.id}").status_code for b in (hidden, waiting)} == {404}
    assert client.get(f"{FORM}/999").status_code == 404


def test_drafts_and_archived_take_no_guests(client, hidden_away):
    for vorhaben in hidden_away:
        path = f"/beteiligung/de/vorhaben/{vorhaben.slug}/als-gast"
        assert client.get(path).status_code == client.post(path).status_code == 404
        assert client.get(f"{path}/post").status_code == 404


@pytest.mark.parametrize("closed", [["guest"], ["guest", "email"]])
def test_a_vorhaben_that_is_closed_to_guests(client, session, radweg, closed):
    radweg.closed_to = closed
    session.commit()

    assert client.get(FORM).status_code == client.post(FORM).status_code == 404
    page = client.get(PAGE).text
    assert FORM not in page
    assert ("/anmelden?next" in page.split('id="schreiben"')[1]) is ("email" not in closed)


def test_by_default_there_are_no_guests(make_app, radweg):
    client = make_app().test_client()

    assert client.get(FORM).status_code == 404
    assert "als-gast" not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("stance", ""), ("body", " "), ("name", "Stadt Bochum"), ("name", ""), ("email", "anna"), ("website", "x")],
)
def test_a_mistake_loses_nothing(client, session, radweg, field, value):
    answer = fill(client, **{field: value})

    assert answer.status_code == 400
    kept = Page(answer.text)
    assert field == "email" or kept.all("input", name="email")[0]["value"] == "anna@example.org"
    assert field == "body" or "Bitte mit Bäumen." in answer.text
    assert session.scalars(select(OutboxMail)).all() == []


def test_a_guest_must_not_sound_like_somebody_with_an_account(client, session, radweg):
    from .test_login import enter

    app = client.application
    enter(app, app.test_client(), session, name="Linde")

    assert fill(client).status_code == 400


def test_after_the_end_the_text_comes_back(client, session, radweg):
    page = client.get(FORM)
    hidden = {f["name"]: f.get("value", "") for f in Page(page.text).all("input", type="hidden")}
    radweg.open_until = records.today()
    session.commit()

    answer = client.post(FORM, data={**hidden, **SAID})

    assert answer.status_code == 409
    assert "Bitte mit Bäumen." in answer.text


def test_somebody_who_is_logged_in_needs_no_such_form(app, client, radweg, anna):
    log_in(app, anna)

    assert client.get(FORM).location == f"{PAGE}#schreiben"


def test_without_work_few_with_work_more(app, client, session, radweg):
    bare = [fill(client, email=f"a{n}@example.org").status_code for n in range(6)]
    worked = [
        fill(client, email=f"b{n}@example.org", proof=solved(client.get("/beteiligung/aufgabe").json)).status_code
        for n in range(6)
    ]

    assert bare == [303] * 4 + [429] * 2
    assert worked == [303] * 6


def test_a_proof_is_taken_once(app, client, session, radweg):
    proof = solved(client.get("/beteiligung/aufgabe").json)
    answers = [fill(client, email=f"a{n}@example.org", proof=proof).status_code for n in range(7)]

    assert answers == [303] * 5 + [429] * 2


def test_whoever_is_refused_keeps_the_text(client, radweg):
    answer = [fill(client, email=f"a{n}@example.org") for n in range(6)][-1]

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Bitte mit Bäumen." in answer.text


def test_a_stranger_cannot_be_flooded(app, client, session, radweg):
    work = [solved(client.get("/beteiligung/aufgabe").json) for _ in range(8)]
    for proof in work:
        fill(client, proof=proof)

    assert len(session.scalars(select(OutboxMail)).all()) == 5


def test_the_task_is_never_stored(client):
    answer = client.get("/beteiligung/aufgabe")

    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"parameters", "signature"}


def test_where_moderation_comes_after_it_appears_with_the_click(make_app, session, radweg):
    app = make_app(**OPEN, BETEILIGUNG_MODERATION="after")
    client = app.test_client()
    fill(client)
    assert SECRET not in client.get(PAGE).text
    press(client, link(app, session))

    assert SECRET in client.get(PAGE).text


def test_hostile_words_stay_words(app, client, session, radweg):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    fill(client, body=evil, name="<b>X Y</b>")

    page = Page(client.get(link(app, session)).text)

    assert list(page.live()) == []
    assert "<script>alert(1)" in page.text
