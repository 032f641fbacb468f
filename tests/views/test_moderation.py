import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Beitrag, Visibility

from .. import records
from ..hosts import log_in
from ..pages import Page, token

INBOX = "/beteiligung/de/moderation"


@pytest.fixture
def waiting(session, radweg):
    """A contribution that waits for a moderator."""
    beitrag = records.beitrag(radweg, "WARTET", visibility=Visibility.SUBMITTED, published_at=None)
    session.add(beitrag)
    session.commit()
    return beitrag


@pytest.fixture
def desk(app, client, kim):
    """The moderator's browser."""
    log_in(app, kim)
    return client


def now_stored(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Beitrag)).one()


@pytest.mark.parametrize("who", [None, "anna", "amt", "bv"])
def test_it_is_for_nobody_else(request, app, client, session, waiting, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    for answer in (
        client.get(INBOX),
        client.get(f"{INBOX}?ablage=verborgen&beitrag={waiting.id}"),
        client.post(f"{INBOX}/{waiting.id}/freigeben"),
        client.post(f"{INBOX}/{waiting.id}/verbergen", data={"reason": "x"}),
        client.post(f"{INBOX}/99999/freigeben"),
    ):
        assert answer.status_code == 403
        assert "WARTET" not in answer.text
        assert "nur" in Page(answer.text).text
    assert now_stored(session).visibility == Visibility.SUBMITTED
    assert INBOX not in client.get("/beteiligung/de/vorhaben/radweg").text


def test_the_inbox_says_what_lies_in_it(desk, waiting):
    page = Page(desk.get(INBOX).text)

    assert "WARTET" in page.text
    assert "Radweg Königsallee" in page.text
    assert "Neu 1" in page.text


def test_an_empty_inbox(desk, radweg):
    assert desk.get(INBOX).status_code == 200
    assert desk.get(f"{INBOX}?ablage=verborgen").status_code == 200


@pytest.mark.parametrize("query", ["ablage=x", "beitrag=x", "beitrag=", "ablage=neu&beitrag=%00", "beitrag=1.5"])
def test_strange_addresses_show_the_inbox(desk, waiting, query):
    answer = desk.get(f"{INBOX}?{query}")

    assert answer.status_code == 200
    assert "WARTET" in answer.text


@pytest.mark.parametrize("number", ["99999", "99999999999999999999", "-1"])
def test_a_contribution_that_is_not_there(desk, waiting, number):
    assert desk.get(f"{INBOX}?beitrag={number}").status_code == 404


def test_publish(app, desk, session, waiting, radweg):
    answer = desk.post(f"{INBOX}/{waiting.id}/freigeben", data={"csrf_token": token(desk.get(INBOX))})

    assert (answer.status_code, answer.location) == (303, INBOX)
    beitrag = now_stored(session)
    assert (beitrag.visibility, beitrag.moderated_by) == (Visibility.PUBLISHED, "Kim Yıldız")
    assert "Anna Muster" in Page(desk.get(INBOX).text).text
    log_in(app, None)
    assert "WARTET" in app.test_client().get("/beteiligung/de/vorhaben/radweg").text


def test_hide_with_a_reason(app, desk, session, waiting):
    form = {"csrf_token": token(desk.get(INBOX)), "reason": " Werbung\r\nfür etwas "}

    assert desk.post(f"{INBOX}/{waiting.id}/verbergen", data=form).status_code == 303

    beitrag = now_stored(session)
    assert (beitrag.visibility, beitrag.hidden_reason) == (Visibility.HIDDEN, "Werbung\nfür etwas")
    assert "Werbung" in app.test_client().get("/beteiligung/de/vorhaben/radweg").text


def test_and_bring_it_back(desk, session, waiting):
    waiting.visibility, waiting.hidden_reason = Visibility.HIDDEN, "Irrtum"
    session.commit()
    page = desk.get(f"{INBOX}?ablage=verborgen")

    desk.post(f"{INBOX}/{waiting.id}/freigeben", data={"csrf_token": token(page)})

    assert (now_stored(session).visibility, now_stored(session).hidden_reason) == (Visibility.PUBLISHED, None)


@pytest.mark.parametrize("reason", ["", "  \r\n", "x" * 501, None])
@pytest.mark.parametrize("visibility", [Visibility.SUBMITTED, Visibility.PUBLISHED])
def test_hiding_needs_a_reason_and_what_was_typed_stays(desk, session, waiting, reason, visibility):
    waiting.visibility = visibility
    session.commit()
    form = {"csrf_token": token(desk.get(f"{INBOX}?ablage={'neu' if visibility == 'submitted' else 'sichtbar'}"))}

    answer = desk.post(f"{INBOX}/{waiting.id}/verbergen", data=form if reason is None else {**form, "reason": reason})

    assert answer.status_code == 400
    assert now_stored(session).visibility == visibility
    page = Page(answer.text)
    assert page.all("textarea", name="reason", aria_invalid="true")
    assert (reason or "").strip() in answer.text
    assert "#reason" in {a.get("href") for a in page.all("a")}


def test_nul_in_a_reason(desk, session, waiting):
    form = {"csrf_token": token(desk.get(INBOX)), "reason": "Wer\x00bung"}

    assert desk.post(f"{INBOX}/{waiting.id}/verbergen", data=form).status_code == 303
    assert now_stored(session).hidden_reason == "Werbung"


@pytest.mark.parametrize("number", ["99999", "99999999999999999999", "0"])
@pytest.mark.parametrize("verb", ["freigeben", "verbergen"])
def test_what_is_not_there_cannot_be_moderated(desk, waiting, number, verb):
    form = {"csrf_token": token(desk.get(INBOX)), "reason": "Werbung"}

    assert desk.post(f"{INBOX}/{number}/{verb}", data=form).status_code == 404
