import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.moderation.models import Decision, LogEntry, Note
from beteiligung.roles import MODERATION

from .. import records
from ..hosts import log_in
from ..pages import Page, token

INBOX = "/beteiligung/de/moderation"
STATEMENT = {"kind": "hidden", "rule": "advert", "facts": "Nennt einen Laden."}
MODERATORS_ONLY = ["neu", "gemeldet", "widerspruch", "erledigt"]


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
    return session.scalars(select(Beitrag)).first()


def form(client, **data):
    """What a form of the inbox sends: its token, and what the page showed."""
    page = client.get(data.pop("page", INBOX))
    seen = Page(page.text).all("input", name="seen")
    return {"csrf_token": token(page), **({"seen": seen[0]["value"]} if seen else {}), **data}


@pytest.mark.parametrize("who", [None, "anna", "bv"])
def test_it_is_for_nobody_else(request, app, client, session, waiting, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    for answer in (
        client.get(INBOX),
        client.get(f"{INBOX}?ablage=erledigt&beitrag={waiting.id}"),
        client.get(f"{INBOX}/protokoll"),
        client.get(f"{INBOX}/vorlagen"),
        client.get(f"{INBOX}/antworten?beitrag={waiting.id}"),
        client.get(f"{INBOX}/{waiting.id}/person"),
        client.post(f"{INBOX}/{waiting.id}/freigeben"),
        client.post(f"{INBOX}/{waiting.id}/einschraenken", data=STATEMENT),
        client.post(f"{INBOX}/{waiting.id}/stehen-lassen", data={"left_reason": "x"}),
        client.post(f"{INBOX}/{waiting.id}/widerspruch", data={"outcome": "revoked", "why": "x"}),
        client.post(f"{INBOX}/{waiting.id}/notiz", data={"note": "x"}),
        client.post(f"{INBOX}/{waiting.id}/person?was=verwarnen", data={}),
        client.post(f"{INBOX}/99999/freigeben"),
    ):
        assert answer.status_code == 403
        assert "WARTET" not in answer.text
    assert now_stored(session).visibility == Visibility.SUBMITTED
    assert session.scalars(select(LogEntry)).all() == []
    assert INBOX not in client.get("/beteiligung/de/vorhaben/radweg").text


@pytest.mark.parametrize("tray", MODERATORS_ONLY)
def test_the_administration_sees_what_it_may_answer_and_no_more(app, client, waiting, amt, tray):
    log_in(app, amt)

    assert "WARTET" not in client.get(f"{INBOX}?ablage={tray}").text
    assert client.get(f"{INBOX}?beitrag={waiting.id}").status_code == 403
    assert client.get(f"{INBOX}/protokoll").status_code == 403
    assert client.get(f"{INBOX}/{waiting.id}/person").status_code == 403
    for verb, data in (("freigeben", {}), ("einschraenken", STATEMENT), ("stehen-lassen", {"left_reason": "x"})):
        sent = {"csrf_token": token(client.get(f"{INBOX}/vorlagen")), **data}
        assert client.post(f"{INBOX}/{waiting.id}/{verb}", data=sent).status_code == 403


def test_the_inbox_says_what_lies_in_it(desk, waiting):
    page = Page(desk.get(INBOX).text)

    assert "WARTET" in page.text
    assert "Radweg Königsallee" in page.text
    assert "Neu 1" in page.text


@pytest.mark.parametrize("tray", ["", "gemeldet", "widerspruch", "antwort", "erledigt"])
def test_an_empty_inbox(desk, radweg, tray):
    assert desk.get(f"{INBOX}?ablage={tray}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("ablage=x", "beitrag=x", "beitrag=", "ablage=neu&beitrag=%00", "beitrag=1.5", "bezirk=x", "bezirk=-1"),
        *("bezirk=99999999999999999999", "alter=2", "alter=x", "sprache=xx", "nach=x", "nach=1", "nach=%00-1"),
        *("nach=1-99999999999", "nach=9999999999999999-1", "vorhaben="),
    ],
)
def test_strange_addresses_show_the_inbox(desk, waiting, query):
    answer = desk.get(f"{INBOX}?{query}")

    assert answer.status_code == 200
    assert "WARTET" in answer.text or "nach=9999" in query


@pytest.mark.parametrize("number", ["99999", "99999999999999999999", "-1"])
def test_a_contribution_that_is_not_there(desk, waiting, number):
    assert desk.get(f"{INBOX}?beitrag={number}").status_code == 404


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("vorhaben=radweg", True),
        ("vorhaben=anderes", False),
        ("bezirk=1", True),
        ("bezirk=2", False),
        ("sprache=de", True),
        ("sprache=en", False),
        ("alter=7", True),
    ],
)
def test_the_filter(desk, waiting, query, is_there):
    assert ("WARTET" in desk.get(f"{INBOX}?{query}").text) is is_there


def test_publish(app, desk, session, waiting):
    answer = desk.post(f"{INBOX}/{waiting.id}/freigeben", data=form(desk))

    assert (answer.status_code, answer.location) == (303, INBOX)
    beitrag = now_stored(session)
    assert (beitrag.visibility, beitrag.moderated_by) == (Visibility.PUBLISHED, "Kim Yıldız")
    assert "Anna Muster" in Page(desk.get(INBOX).text).text
    log_in(app, None)
    assert "WARTET" in app.test_client().get("/beteiligung/de/vorhaben/radweg").text


def test_after_a_decision_the_next_case_opens(desk, session, radweg, waiting):
    following = [records.beitrag(radweg, f"DANN{n}", visibility=Visibility.SUBMITTED) for n in range(3)]
    session.add_all(following)
    session.commit()
    page = desk.get(f"{INBOX}?ablage=neu&beitrag={following[0].id}&sprache=de")
    action = next(a["action"] for a in Page(page.text).all("form") if a.get("action", "").find("freigeben") > 0)

    seen = Page(page.text).all("input", name="seen")[0]["value"]
    answer = desk.post(action, data={"csrf_token": token(page), "seen": seen})

    assert f"beitrag={following[1].id}" in answer.location
    assert "sprache=de" in answer.location


def test_what_never_was_public_leaves_no_place(app, desk, session, waiting):
    desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=form(desk, **STATEMENT))

    assert "keine Werbung" not in app.test_client().get("/beteiligung/de/vorhaben/radweg").text


def test_restrict_with_a_statement_of_reasons(app, desk, session, waiting):
    waiting.visibility, waiting.published_at = Visibility.PUBLISHED, records.NOW
    session.commit()
    sent = form(desk, page=f"{INBOX}?beitrag={waiting.id}", **STATEMENT)
    assert desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=sent).status_code == 303

    beitrag = now_stored(session)
    assert (beitrag.visibility, beitrag.hidden_reason) == (Visibility.HIDDEN, "rule:advert")
    assert session.scalars(select(Decision)).one().facts == "Nennt einen Laden."
    public = app.test_client().get("/beteiligung/de/vorhaben/radweg").text
    assert "keine Werbung" in public
    assert "Nennt einen Laden" not in public


def test_and_bring_it_back(desk, session, waiting):
    desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=form(desk, **STATEMENT))
    sent = form(desk, page=f"{INBOX}?beitrag={waiting.id}")

    desk.post(f"{INBOX}/{waiting.id}/freigeben", data=sent)

    assert (now_stored(session).visibility, now_stored(session).hidden_reason) == (Visibility.PUBLISHED, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"facts": ""}, "facts"),
        ({"facts": " \r\n"}, "facts"),
        ({"facts": "x" * 5001}, "facts"),
        ({"rule": ""}, "rule"),
        ({"rule": "nonsense"}, "rule"),
        ({"rule": "law"}, "law"),
        ({"rule": "law", "law": "x" * 201}, "law"),
        ({"kind": "blackened"}, "passages"),
    ],
)
@pytest.mark.parametrize("visibility", [Visibility.SUBMITTED, Visibility.PUBLISHED])
def test_a_statement_must_be_whole_and_what_was_typed_stays(desk, session, waiting, change, field, visibility):
    waiting.visibility = visibility
    session.commit()
    typed = {**STATEMENT, "law": "", "passages": "", **change}
    sent = form(desk, page=f"{INBOX}?beitrag={waiting.id}", **typed)

    answer = desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=sent)

    assert answer.status_code == 400
    assert now_stored(session).visibility == visibility
    page = Page(answer.text)
    assert [a for _tag, a in page.elements if a.get("name") == field and a.get("aria-invalid") == "true"]
    assert typed["facts"].strip() in answer.text
    assert f"#{field}" in {a.get("href") for a in page.all("a")}


@pytest.mark.parametrize("change", [{"kind": "x"}, {"kind": ""}, {"kind": "warning"}])
def test_a_kind_that_is_none(desk, session, waiting, change):
    sent = form(desk, **{**STATEMENT, **change})

    assert desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=sent).status_code == 400
    assert now_stored(session).visibility == Visibility.SUBMITTED


def test_a_passage_that_does_not_stand_there_is_said_beside_what_was_typed(desk, waiting):
    sent = form(desk, **{**STATEMENT, "kind": "blackened", "passages": "STEHT <hier> nicht"})

    answer = desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=sent)

    assert answer.status_code == 400
    assert answer.text.count("STEHT &lt;hier&gt; nicht") == 2
    assert "Nennt einen Laden." in answer.text


def test_nul_in_a_statement(desk, session, waiting):
    sent = form(desk, **{**STATEMENT, "facts": "Wer\x00bung"})

    assert desk.post(f"{INBOX}/{waiting.id}/einschraenken", data=sent).status_code == 303
    assert session.scalars(select(Decision)).one().facts == "Werbung"


@pytest.mark.parametrize("number", ["99999", "99999999999999999999", "0"])
@pytest.mark.parametrize("verb", ["freigeben", "einschraenken", "stehen-lassen", "widerspruch", "notiz"])
def test_what_is_not_there_cannot_be_moderated(desk, waiting, number, verb):
    data = form(desk, **STATEMENT, left_reason="x", outcome="revoked", why="x", note="x")

    assert desk.post(f"{INBOX}/{number}/{verb}", data=data).status_code == 404


def test_the_second_moderator_is_told_and_keeps_what_was_typed(app, desk, session, waiting):
    second = app.test_client()
    sent = form(desk)
    log_in(app, Person("lee", "Lee", frozenset({MODERATION})))
    late = form(second, **{**STATEMENT, "facts": "LANGE ÜBERLEGT"})
    second.post(f"{INBOX}/{waiting.id}/freigeben", data=form(second))

    answer = second.post(f"{INBOX}/{waiting.id}/einschraenken", data=late)

    assert answer.status_code == 409
    assert "Jemand war schneller: Lee" in Page(answer.text).text
    assert "LANGE ÜBERLEGT" in answer.text
    assert desk.post(f"{INBOX}/{waiting.id}/freigeben", data=sent).status_code == 409
    assert now_stored(session).visibility == Visibility.PUBLISHED
    assert len(session.scalars(select(LogEntry)).all()) == 1


def test_notes_stay_with_the_staff(app, desk, session, waiting):
    desk.post(f"{INBOX}/{waiting.id}/notiz", data=form(desk, note="NURINTERN"))

    assert session.scalars(select(Note)).one().body == "NURINTERN"
    assert "NURINTERN" in desk.get(f"{INBOX}?beitrag={waiting.id}").text
    assert "NURINTERN" not in desk.get(f"{INBOX}/protokoll").text


def test_every_line_of_a_tray_stands_on_one_of_its_pages(make_app, session, radweg, kim):
    app = make_app(BETEILIGUNG_PAGE_SIZE=3)
    log_in(app, kim)
    session.add_all(
        records.beitrag(radweg, f"NUMMER-{n}-", visibility=Visibility.SUBMITTED, submitted_at=records.NOW)
        for n in range(8)
    )
    session.commit()
    client, address, seen = app.test_client(), INBOX, []

    while address:
        page = Page(client.get(address).text)
        seen += [a["href"] for a in page.all("a") if "#fall" in a.get("href", "") and not a.get("class")]
        address = next((a["href"] for a in page.all("a", rel="next")), None)

    assert len(seen) == len({href.split("beitrag=")[1] for href in seen}) == 8


def test_afterwards_somebody_still_looks(make_app, session, radweg, kim):
    app = make_app(BETEILIGUNG_MODERATION="after")
    log_in(app, kim)
    session.add(records.beitrag(radweg, "ERSCHIENEN"))
    session.commit()
    client = app.test_client()
    number = now_stored(session).id
    assert "ERSCHIENEN" in client.get(INBOX).text

    assert client.post(f"{INBOX}/{number}/freigeben", data=form(client)).status_code == 303

    assert "ERSCHIENEN" not in client.get(INBOX).text
    assert "ERSCHIENEN" in client.get(f"{INBOX}?ablage=erledigt").text


@pytest.mark.parametrize("city", ["before", "after"])
@pytest.mark.parametrize("own", [None, "before", "after"])
def test_a_vorhaben_may_differ_from_its_city(make_app, session, radweg, anna, kim, city, own):
    app = make_app(BETEILIGUNG_MODERATION=city)
    radweg.moderation = own
    session.commit()
    log_in(app, anna)
    client, page = app.test_client(), "/beteiligung/de/vorhaben/radweg"
    told = "Ein Mensch liest es, bevor es erscheint." in client.get(page).text

    client.post(page, data={"csrf_token": token(client.get(page)), "stance": "pro", "body": "NEUES WORT"})

    at_once = (own or city) == "after"
    log_in(app, None)
    assert ("NEUES WORT" in app.test_client().get(page).text) == at_once
    assert told != at_once
    log_in(app, kim)
    assert "NEUES WORT" in app.test_client().get(INBOX).text


def test_what_appeared_before_its_vorhaben_was_told_to_wait_is_no_news(make_app, session, radweg, kim):
    app = make_app(BETEILIGUNG_MODERATION="after")
    radweg.moderation = "before"
    session.add(records.beitrag(radweg, "STEHT DA"))
    session.commit()
    log_in(app, kim)

    assert "STEHT DA" not in app.test_client().get(INBOX).text
