"""Meetings and agendas: the office of a body keeps its own, and no other's."""

import pytest
from sqlalchemy import select

from beteiligung.gremium.models import AgendaItem, Meeting
from beteiligung.vorhaben.models import Publication

from .. import records
from ..gremium.bodies import OFFICE, PERSONAS, READERS, bodies, meeting
from ..hosts import log_in
from ..pages import Page, token

HOME = "/beteiligung/de/gremien/bv-1/sitzungen"
AT = "2027-02-10T17:00"


@pytest.fixture
def council(session, bezirke):
    return bodies(session, bezirke)


@pytest.fixture
def planned(session, council, radweg):
    """A meeting next week with the Radweg and one more on its agenda."""
    other = records.vorhaben("teich", "Teich am Bahnhof")
    made = meeting(council[0])
    made.agenda = [AgendaItem(vorhaben=radweg, position=1, number="Ö 3.1"), AgendaItem(vorhaben=other, position=2)]
    session.add_all([other, made])
    session.commit()
    return made


@pytest.fixture
def office(app, client):
    log_in(app, OFFICE)
    return client


def send(client, address, page=HOME, **data):
    return client.post(address, data={"csrf_token": token(client.get(page)), **data})


def fresh(session, model=Meeting):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model).order_by(model.id)).all()


def agenda(session):
    return [item.vorhaben.slug for item in fresh(session)[0].agenda]


def test_a_meeting_is_added_changed_and_cancelled(office, session, council):
    added = send(office, HOME, at=AT, room="Rathaus Mitte")
    assert added.status_code == 303
    [stored] = fresh(session)
    assert stored.at.hour in (16, 17)  # stored as UTC, typed by the city's clock
    assert "10. Februar 2027" in office.get(HOME).text

    page = added.location
    assert send(office, page, page, at="2027-02-11T18:30", room="Stadthalle").status_code == 303
    assert fresh(session)[0].room == "Stadthalle"

    assert send(office, f"{page}/absagen", page).status_code == 303
    assert fresh(session)[0].cancelled
    assert "Abgesagt." in office.get(HOME).text
    send(office, f"{page}/absagen", page)
    assert not fresh(session)[0].cancelled


@pytest.mark.parametrize(
    "changes",
    [
        {"at": ""},
        {"at": "morgen"},
        {"at": "0001-01-01T00:00"},
        {"at": "99999-01-01T00:00"},
        {"room": "x" * 201},
        {"web_url": "javascript:alert(1)"},
    ],
)
def test_bad_input_is_said(office, session, council, changes):
    answer = send(office, HOME, **{"at": AT, "room": "Hier", **changes})

    assert answer.status_code == 400
    assert "Fehler" in answer.text
    assert fresh(session) == []


def test_there_is_one_meeting_at_a_time(office, session, council):
    send(office, HOME, at=AT)

    assert send(office, HOME, at=AT).status_code == 400
    assert len(fresh(session)) == 1


def test_the_agenda_is_kept_by_buttons(office, session, planned):
    page = f"{HOME}/{planned.id}"
    [first, second] = planned.agenda
    session.add(records.vorhaben("brunnen", "Brunnen"))
    session.commit()

    assert "Brunnen" in office.get(f"{page}?q=brunnen").text
    put = {"vorhaben": "brunnen", "task": "decide", "number": "Ö 4", "paper_number": "20260001"}
    assert send(office, f"{page}/punkte", page, **put).status_code == 303
    assert agenda(session) == ["radweg", "teich", "brunnen"]

    send(office, f"{page}/punkte/{first.id}/runter", page)
    assert agenda(session) == ["teich", "radweg", "brunnen"]
    send(office, f"{page}/punkte/{first.id}/hoch", page)
    send(office, f"{page}/punkte/{first.id}/hoch", page)
    assert agenda(session) == ["radweg", "teich", "brunnen"]

    assert send(office, f"{page}/punkte", page, **put).status_code == 400
    send(office, f"{page}/punkte/{second.id}", page, task="opinion", number="Ö 9", paper_number="")
    assert "Ö 9" in office.get(page).text
    send(office, f"{page}/punkte/{second.id}/weg", page)
    assert agenda(session) == ["radweg", "brunnen"]


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("punkte", {"vorhaben": "gibt-es-nicht", "task": "decide"}, 404),
        ("punkte", {"vorhaben": "geheim-draft", "task": "decide"}, 404),
        ("punkte", {"vorhaben": "geheim-archived", "task": "decide"}, 404),
        ("punkte", {"vorhaben": "radweg", "task": "nonsense"}, 400),
        ("punkte", {"vorhaben": "a\x00b", "task": "decide"}, 404),
        ("punkte/999999/hoch", {}, 404),
        ("punkte/99999999999/hoch", {}, 404),
        ("punkte/1/seitwaerts", {}, 404),
    ],
)
def test_nonsense_changes_nothing(office, session, planned, hidden_away, path, data, status):
    page = f"{HOME}/{planned.id}"

    assert send(office, f"{page}/{path}", page, **data).status_code == status
    assert agenda(session) == ["radweg", "teich"]


def test_what_is_not_public_any_more_loses_its_name(office, session, planned, radweg):
    radweg.publication = Publication.ARCHIVED
    session.commit()

    page = office.get(f"{HOME}/{planned.id}")

    assert "Radweg" not in page.text
    assert "nicht mehr öffentlich" in page.text


@pytest.mark.parametrize("who", PERSONAS)
def test_who_reads_and_who_keeps(app, client, session, planned, who):
    log_in(app, OFFICE)
    page = f"{HOME}/{planned.id}"
    stamp = token(client.get(page))
    log_in(app, PERSONAS[who])
    keeps = who == "office of this body"

    for address in (HOME, page):
        answer = client.get(address)
        assert answer.status_code == (200 if who in READERS else 403)
        assert bool(Page(answer.text).all("input", name="at")) is keeps
    sent = {"csrf_token": stamp}
    first = planned.agenda[0].id
    for address, data in (
        (f"{page}/punkte/{first}/runter", {}),
        (f"{page}/punkte/{first}", {"task": "decide"}),
        (f"{page}/punkte", {"vorhaben": "radweg", "task": "decide"}),
        (f"{page}/absagen", {}),
        (page, {"at": AT}),
        (HOME, {"at": AT}),
    ):
        assert (client.post(address, data={**sent, **data}).status_code == 403) is not keeps


def test_nobody_reaches_a_meeting_through_another_body(app, client, session, council, planned):
    log_in(app, PERSONAS["office of another body"])
    foreign = f"/beteiligung/de/gremien/bv-2/sitzungen/{planned.id}"
    own = "/beteiligung/de/gremien/bv-2/sitzungen"

    assert client.get(foreign).status_code == 404
    for path in ("absagen", "punkte", f"punkte/{planned.agenda[0].id}/weg"):
        assert send(client, f"{foreign}/{path}", own, vorhaben="radweg", task="decide").status_code == 404
    assert agenda(session) == ["radweg", "teich"]
