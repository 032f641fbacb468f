"""The administration says how far conditions are; each office only on its own."""

import pytest
from sqlalchemy import select

from beteiligung.beschluss.models import BeschlussChange, Condition, ConditionState
from beteiligung.vorhaben.models import Publication

from ..gremium.bodies import PERSONAS, bodies, condition, decision
from ..hosts import log_in
from ..pages import Page, token

LIST = "/beteiligung/de/verwaltung/auflagen"
MAY = {"administration", "administration, office Y"}


@pytest.fixture
def demanded(session, radweg, bezirke):
    """A late condition of the Tiefbauamt, and one of no office that has time."""
    late, other = condition("Kosten nennen", days=-3), condition("Bänke zeigen", office="", days=9)
    session.add(decision(radweg, bodies(session, bezirke)[0], late, other))
    session.commit()
    return late


def send(client, number, **changes):
    page = client.get(f"{LIST}/{number}")
    form = Page(page.text)
    due = form.all("input", name="due_on")[0].get("value", "")
    sent = {"csrf_token": token(page), "seen": "1", "state": "open", "due_on": due, **changes}
    return client.post(f"{LIST}/{number}", data=sent)


def fresh(session, model=Condition):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model).order_by(model.id)).all()


@pytest.mark.parametrize("who", PERSONAS)
def test_each_office_reports_on_its_own(app, client, session, demanded, who):
    log_in(app, PERSONAS["administration"])
    stamp = token(client.get(f"{LIST}/{demanded.id}"))
    log_in(app, PERSONAS[who])
    of_administration = who.startswith("administration")

    assert client.get(LIST).status_code == (200 if of_administration else 403)
    assert client.get(f"{LIST}/{demanded.id}").status_code == (200 if who in MAY else 403)
    data = {"csrf_token": stamp, "seen": "1", "state": "done", "due_on": str(demanded.due_on), "proof": "Foto"}
    assert client.post(f"{LIST}/{demanded.id}", data=data).status_code == (303 if who in MAY else 403)
    assert (fresh(session)[0].state == ConditionState.DONE) is (who in MAY)


@pytest.mark.parametrize(
    ("who", "there"), [("administration", 2), ("administration, office Y", 1), ("administration, office Z", 0)]
)
def test_the_list_holds_what_one_is_responsible_for(app, client, demanded, who, there):
    log_in(app, PERSONAS[who])

    page = client.get(LIST).text

    assert ("Kosten nennen" in page) + ("Bänke zeigen" in page) == there
    assert ("1 Auflage ist überfällig." in page) is (there > 0)
    assert "Bänke zeigen" not in client.get(f"{LIST}?nur=ueberfaellig").text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"state": "done"}, 400),
        ({"state": "done", "proof": "Foto vom 4. November"}, 303),
        ({"state": "done", "proof_url": "https://example.org/foto"}, 303),
        ({"state": "done", "proof_url": "javascript:alert(1)"}, 400),
        ({"state": "dropped"}, 400),
        ({"state": "dropped", "reason": "Das Grundstück ist verkauft."}, 303),
        ({"state": "late"}, 400),
        ({"state": "nonsense"}, 400),
        ({"due_on": "2030-01-01"}, 400),
        ({"due_on": "2030-01-01", "reason": "Die Zahlen kommen später."}, 303),
        ({"due_on": "gestern"}, 400),
        ({"due_on": "99999-01-01"}, 400),
        ({"report": "x" * 5001}, 400),
        ({"report": "Läuft. <script>alert(1)</script>\x00", "state": "underway"}, 303),
        ({"seen": "7", "state": "underway"}, 409),
        ({"seen": "x", "state": "underway"}, 409),
        ({}, 303),
    ],
)
def test_what_can_be_said(app, client, session, demanded, changes, status):
    log_in(app, PERSONAS["administration"])
    if changes.get("seen") == "7":
        send(client, demanded.id, state="open", report="Inzwischen")

    answer = send(client, demanded.id, **changes)

    assert answer.status_code == status
    assert list(Page(answer.text).live()) == []
    public = client.get("/beteiligung/de/vorhaben/radweg")
    assert public.status_code == 200
    assert list(Page(public.text).live()) == []
    if status == 303 and changes:
        assert fresh(session, BeschlussChange)[0].condition_id == demanded.id
        for words in ("reason", "proof"):
            assert changes.get(words, "") in public.text


def test_nothing_changed_is_no_news(app, client, session, demanded):
    log_in(app, PERSONAS["administration"])

    send(client, demanded.id)

    assert fresh(session, BeschlussChange) == []


def test_late_is_red_with_the_word_and_done_is_not(app, client, session, demanded):
    log_in(app, PERSONAS["administration"])
    assert client.get("/beteiligung/de/vorhaben/radweg").text.count("bt-status--spaet") == 2

    send(client, demanded.id, state="done", proof="Foto")

    page = client.get("/beteiligung/de/vorhaben/radweg").text
    assert "bt-status--spaet" not in page
    assert "Foto" in page


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_conditions_of_what_is_not_public_rest(app, client, session, radweg, demanded, publication):
    log_in(app, PERSONAS["administration"])
    radweg.publication = publication
    session.commit()

    assert "Kosten nennen" not in client.get(LIST).text
    assert client.get(f"{LIST}/{demanded.id}").status_code == 404


def test_pages_go_on(make_app, session, radweg, bezirke):
    app = make_app(BETEILIGUNG_PAGE_SIZE=2)
    log_in(app, PERSONAS["administration"])
    body = bodies(session, bezirke)[0]
    session.add(decision(radweg, body, *(condition(f"Auflage Nr. {n}", days=n) for n in range(5))))
    session.commit()
    client = app.test_client()

    seen = [n for page in (1, 2, 3) for n in range(5) if f"Auflage Nr. {n}" in client.get(f"{LIST}?seite={page}").text]

    assert seen == [0, 1, 2, 3, 4]
    assert client.get(f"{LIST}?seite=99999999999").status_code == 200
