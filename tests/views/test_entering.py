import re

import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Visibility

from .. import records
from ..hosts import log_in
from ..pages import Page, token

SHEET = {
    "origin": "paper",
    "said_on": "20.02.2026",
    "note": "Kasten im Rathaus",
    "sheet": "W-0117",
    "stance": "contra",
    "body": "Lieber Bäume statt Wasser. Das […] kostet doch.",
    "name": "Erle 7",
    "lang": "de",
    "bezirk": "2",
}


@pytest.fixture
def desk(app, client, radweg, amt):
    """The administration's browser."""
    log_in(app, amt)
    return client


def address(vorhaben, lang="de"):
    return f"/beteiligung/{lang}/verwaltung/vorhaben/{vorhaben.id}/eintragen"


def send(client, vorhaben, **changes):
    page = client.get(address(vorhaben))
    return client.post(address(vorhaben), data={"csrf_token": token(page), **SHEET, **changes})


def stored(session):
    session.rollback()
    return session.scalars(select(Beitrag).order_by(Beitrag.id)).all()


def test_a_stack_is_entered_sheet_by_sheet(desk, session, radweg):
    answer = send(desk, radweg)
    again = desk.get(answer.location)
    page = Page(again.text)

    (beitrag,) = stored(session)
    assert (answer.status_code, beitrag.origin, beitrag.sheet, beitrag.bezirk_number) == (303, "paper", "W-0117", 2)
    assert beitrag.bezirk_part == ""
    assert str(beitrag.submitted_at) == "2026-02-20 11:00:00+00:00"
    assert page.all("input", id="said_on")[0]["value"] == "20.02.2026"
    assert page.all("input", id="note")[0]["value"] == "Kasten im Rathaus"
    assert [a["value"] for a in page.all("input", name="origin") if "checked" in a] == ["paper"]
    assert not page.all("input", id="sheet")[0].get("value")
    assert "Lieber Bäume" in page.text


def test_the_receipt_for_the_letter_is_there_to_print_and_holds(desk, session, radweg):
    page = desk.get(send(desk, radweg).location).text
    code = re.search(r"[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}", page)[0]
    (beitrag,) = stored(session)

    receipt = desk.get(f"{address(radweg)}/{beitrag.id}/quittung")

    assert code in receipt.text
    assert "Veröffentlicht" in desk.get(f"/beteiligung/de/quittung?nummer={code}").text


def test_nobody_finds_the_receipt_of_what_they_did_not_enter(desk, session, radweg):
    session.add(records.beitrag(radweg))
    session.commit()

    for number in (stored(session)[0].id, 99_999, 2**40):
        assert desk.get(f"{address(radweg)}/{number}/quittung").status_code == 404


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_the_talk_and_the_balance_say_on_which_way_it_came(desk, session, radweg, lang):
    session.add(records.beitrag(radweg, "online"))
    session.commit()
    send(desk, radweg)
    send(desk, radweg, origin="event", note="Rundgang am 3. Februar", sheet="")
    word = {"de": "auf Papier", "de-simple": "auf Papier", "en": "on paper"}[lang]

    for page in ("radweg", "radweg/gespraech"):
        text = Page(desk.get(f"/beteiligung/{lang}/vorhaben/{page}").text).text
        assert word in text
        assert "Rundgang am 3. Februar" in text
    assert re.search(rf"1 online, 1 {word}, 1 ", text)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"origin": "online"}, 400),
        ({"origin": "smoke"}, 400),
        ({"origin": "event", "note": " "}, 400),
        ({"said_on": "2026"}, 400),
        ({"said_on": "31.02.2026"}, 400),
        ({"said_on": "01.01.2199"}, 400),
        ({"said_on": "9" * 4000}, 400),
        ({"stance": "maybe"}, 400),
        ({"lang": "xx"}, 400),
        ({"bezirk": "99"}, 400),
        ({"note": "x" * 121}, 400),
        ({"sheet": "x" * 41}, 400),
        ({"name": "x" * 41}, 400),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, session, radweg, changes, status):
    answer = send(desk, radweg, **changes)

    assert answer.status_code == status
    assert "Lieber Bäume statt Wasser" in Page(answer.text).text
    assert "Fehler:" in Page(answer.text).text
    assert stored(session) == []


def test_the_same_sheet_twice_is_said(desk, session, radweg):
    send(desk, radweg)

    answer = send(desk, radweg, body="Nochmal.")

    assert (answer.status_code, len(stored(session))) == (409, 1)
    assert "W-0117" in Page(answer.text).text
    assert "Nochmal." in Page(answer.text).text


@pytest.mark.parametrize(("who", "status"), [(None, 403), ("anna", 403), ("kim", 403), ("bv", 403), ("amt", 200)])
def test_only_the_administration_comes_here(request, app, client, radweg, who, status):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(address(radweg)).status_code == status
    assert client.post(address(radweg), data=SHEET).status_code == (400 if status == 200 else 403)


def test_not_for_drafts_archived_or_unknown_ones(desk, session, radweg, hidden_away):
    for number in (*(vorhaben.id for vorhaben in hidden_away), 99_999, 2**40):
        found = f"/beteiligung/de/verwaltung/vorhaben/{number}/eintragen"
        assert desk.get(found).status_code == 404
        assert desk.post(found, data=SHEET).status_code == 404


def test_a_hidden_one_counts_nowhere(desk, session, radweg):
    send(desk, radweg)
    (beitrag,) = stored(session)
    beitrag.visibility = Visibility.HIDDEN
    session.commit()

    assert "auf Papier" not in Page(desk.get("/beteiligung/de/vorhaben/radweg/gespraech").text).text
    assert beitrag.origin == BeitragOrigin.PAPER
