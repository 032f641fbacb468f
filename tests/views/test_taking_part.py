from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from beteiligung.beitrag import queries
from beteiligung.beitrag.models import LONGEST, Beitrag, Stance, Visibility
from beteiligung.outbox.models import OutboxMail
from beteiligung.vorhaben.models import Publication

from .. import records
from ..hosts import log_in
from ..pages import Page, token

URL = "/beteiligung/de/vorhaben/radweg"


def stored(session):
    session.rollback()
    return session.scalars(select(Beitrag).order_by(Beitrag.id)).all()


def send(client, url=URL, **data):
    """Fill in the form as a person does."""
    fields = {"body": "Ja bitte", "stance": "pro", "csrf_token": token(client.get(url)), **data}
    return client.post(url, data={name: value for name, value in fields.items() if value is not None})


@pytest.fixture
def writing(app, client, radweg, anna):
    """Anna's browser, at a Vorhaben that is open."""
    log_in(app, anna)
    return client


def test_anonymous_reads_and_is_told_to_log_in(make_app, radweg):
    page = make_app(BETEILIGUNG_LOGIN_URL="/anmelden").test_client().get(URL)

    assert page.status_code == 200
    assert Page(page.text).all("a", href=f"/anmelden?{urlencode({'next': URL})}")
    assert not Page(page.text).all("form", method="post")


def test_a_resident_writes_and_reads_it_at_once_but_nobody_else_does(app, writing, session, radweg):
    answer = send(writing, body="Endlich ein <b>Radweg</b>!")

    (beitrag,) = stored(session)
    assert (answer.status_code, answer.location) == (303, f"{URL}/angekommen")
    assert (beitrag.author_id, beitrag.author_name, beitrag.stance) == ("anna", "Anna Muster", Stance.PRO)
    assert (beitrag.body, beitrag.visibility) == ("Endlich ein <b>Radweg</b>!", Visibility.SUBMITTED)
    assert "Ihr Beitrag ist angekommen" in Page(writing.get(answer.location).text).text
    assert "Endlich ein <b>Radweg</b>!" in Page(writing.get(URL).text).text
    log_in(app, None)
    assert "Endlich" not in writing.get(URL).text


def test_where_the_city_moderates_afterwards_it_appears_at_once(make_app, session, radweg, anna):
    app = make_app(BETEILIGUNG_MODERATION="after")
    log_in(app, anna)
    client = app.test_client()

    send(client)

    assert stored(session)[0].visibility == Visibility.PUBLISHED
    log_in(app, None)
    assert "Ja bitte" in app.test_client().get(URL).text


def test_the_administration_answers_as_the_city(app, client, session, radweg, amt):
    log_in(app, amt)
    send(client)

    assert stored(session)[0].is_official


def test_answers_on_a_page_of_their_own(app, writing, session, radweg):
    parent = records.beitrag(radweg, "Die Frage", author="mehmet", name="Erle 7")
    session.add(parent)
    session.commit()
    url = f"{URL}/antworten/{parent.id}"

    page = Page(writing.get(url).text)
    assert "Die Frage" in page.text
    assert send(writing, url, body="Meine Antwort", stance="neutral").status_code == 303

    reply = stored(session)[1]
    assert (reply.parent_id, reply.root_id, reply.depth) == (parent.id, parent.id, 1)


@pytest.mark.parametrize("language", ["de", "de-simple", "en"])
@pytest.mark.parametrize(
    ("data", "linked"),
    [
        ({"body": ""}, {"#body"}),
        ({"stance": None}, {"#stance-0"}),
        ({"stance": "love"}, {"#stance-0"}),
        ({"body": " ", "stance": None}, {"#body", "#stance-0"}),
        ({"body": "x" * (LONGEST + 1)}, {"#body"}),
    ],
)
def test_what_is_missing_is_said_with_a_link_to_the_field(writing, session, data, linked, language):
    answer = send(writing, f"/beteiligung/{language}/vorhaben/radweg", **data)

    page = Page(answer.text)
    assert stored(session) == []
    assert page.all("div", class_="bt-errors", role="alert")
    assert linked <= {a.get("href") for a in page.all("a")}
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert {link[1:] for link in linked} <= ids
    if "#body" in linked:
        (body,) = page.all("textarea", name="body")
        assert body["aria-invalid"] == "true"
        assert set(body["aria-describedby"].split()) <= ids


def test_a_text_that_is_too_long_is_kept_and_the_message_says_by_how_much(writing, session):
    answer = send(writing, body="y" * (LONGEST + 12), stance="contra")

    page = Page(answer.text)
    assert "y" * (LONGEST + 12) in answer.text
    assert "5012" in page.text
    assert " 12 " in page.text
    assert page.all("input", type="radio", value="contra", checked="")
    assert stored(session) == []


def test_line_ends_count_once(writing, session):
    """Browsers send two characters for each line end; people count one."""
    assert send(writing, body="a\r\n" * (LONGEST // 2)).status_code == 303
    assert stored(session)[0].body == ("a\n" * (LONGEST // 2)).strip()


def test_nul_bytes_are_taken_out(writing, session):
    assert send(writing, body="a\x00b").status_code == 303
    assert stored(session)[0].body == "ab"


@pytest.mark.parametrize(
    "change",
    [{"open_until": records.NOW}, {"publication": Publication.ARCHIVED}, {"open_from": None}],
    ids=["closed", "archived", "shut"],
)
def test_closed_while_writing(writing, session, radweg, change):
    page_token = token(writing.get(URL))
    for name, value in change.items():
        setattr(radweg, name, value)
    session.commit()

    answer = writing.post(URL, data={"body": "Mein langer Text <i>", "stance": "pro", "csrf_token": page_token})

    assert answer.status_code == (404 if "publication" in change else 409)
    assert "Mein langer Text <i>" in Page(answer.text).text
    assert stored(session) == []


def test_closed_while_writing_an_answer(writing, session, radweg):
    parent = records.beitrag(radweg)
    session.add(parent)
    session.commit()
    url = f"{URL}/antworten/{parent.id}"
    page_token = token(writing.get(url))
    radweg.open_until = records.NOW
    session.commit()

    answer = writing.post(url, data={"body": "Mein langer Text", "stance": "pro", "csrf_token": page_token})

    assert answer.status_code == 409
    assert "Mein langer Text" in Page(answer.text).text
    assert stored(session) == [parent]


def test_hidden_while_somebody_answers_it(writing, session, radweg):
    parent = records.beitrag(radweg)
    session.add(parent)
    session.commit()
    url = f"{URL}/antworten/{parent.id}"
    page_token = token(writing.get(url))
    parent.visibility = Visibility.HIDDEN
    session.commit()

    answer = writing.post(url, data={"body": "Mein langer Text", "stance": "pro", "csrf_token": page_token})

    assert answer.status_code in (404, 409)
    assert "Mein langer Text" in Page(answer.text).text
    assert stored(session) == [parent]


@pytest.mark.parametrize("kind", ["bare", "babel", "csrf", "csrf-off"])
def test_logged_out_while_writing(make_app, session, radweg, anna, kind):
    app = make_app(kind)
    client = app.test_client()
    log_in(app, anna)
    page_token = token(client.get(URL))
    client.delete_cookie("session")
    log_in(app, None)

    answer = client.post(URL, data={"body": "Mein langer Text <i>", "stance": "pro", "csrf_token": page_token})

    assert answer.status_code >= 400
    assert "Mein langer Text <i>" in Page(answer.text).text
    assert stored(session) == []


def test_two_at_the_same_time_are_both_stored(make_app, session, radweg, anna, bv):
    apps = []
    for person in (anna, bv):
        apps.append(make_app())
        log_in(apps[-1], person)
    clients = [app.test_client() for app in apps]
    tokens = [token(client.get(URL)) for client in clients]

    for client, page_token in zip(clients, tokens, strict=True):
        client.post(URL, data={"body": "x", "stance": "pro", "csrf_token": page_token})

    assert [b.author_id for b in stored(session)] == ["anna", "bv"]


def test_a_long_quarrel_can_still_be_read(client, session, radweg):
    """Answers to answers to answers: three levels stand below each other, the rest on pages that lead to each other."""
    last = None
    for number in range(30):
        last = records.beitrag(radweg, f"Wort {number}", parent=last)
        session.add(last)
        session.flush()
    session.commit()

    address, read = f"{URL}/gespraech", []
    while address:
        page = Page(client.get(address).text)
        read += [n for n in range(30) if f"Wort {n}" in page.text and n not in read]
        further = [a["href"] for a in page.all("a", class_="bt-act") if a["href"].endswith("#antworten")]
        address = further[-1] if further else None

    assert read == list(range(30))


def test_hidden_ones_leave_their_place_and_their_answers(client, session, radweg):
    first = records.beitrag(radweg, "BESCHIMPFUNG", visibility=Visibility.HIDDEN, hidden_reason="Beleidigung")
    session.add(first)
    session.flush()
    session.add(records.beitrag(radweg, "Das geht so nicht", parent=first))
    session.commit()

    text = Page(client.get(URL).text).text

    assert "Beleidigung" in text
    assert "Das geht so nicht" in text
    assert "BESCHIMPFUNG" not in text


def test_the_balance_counts_people_not_only_words(client, session, radweg):
    for author, stance in (("a", Stance.PRO), ("a", Stance.PRO), ("b", Stance.CONTRA)):
        session.add(records.beitrag(radweg, author=author, stance=stance))
    session.add(records.beitrag(radweg, author="amt", is_official=True))
    session.commit()

    text = Page(client.get(URL).text).text

    assert "2 dafür 1 dagegen 0 neutral" in text
    assert "2 Personen" in text


def test_pages_of_a_talk(make_app, session, radweg):
    session.add_all(records.beitrag(radweg, f"Beitrag Nummer {n}") for n in range(5))
    session.commit()
    client = make_app(BETEILIGUNG_PAGE_SIZE=2).test_client()

    address, pages = URL, []
    while address:
        page = Page(client.get(address).text)
        pages.append([n for n in range(5) if f"Beitrag Nummer {n}" in page.text])
        address = next((a["href"] for a in page.all("a", rel="next")), None)

    assert pages == [[3, 4], [1, 2], [0]]


@pytest.mark.parametrize("way", ["form", "desk"])
def test_the_city_answers_in_one_way_whatever_form_it_uses(app, client, session, radweg, amt, way):
    parent = records.beitrag(radweg, "Die Frage", author="mehmet", stance=Stance.QUESTION)
    session.add(parent)
    session.commit()
    log_in(app, amt)
    plain = f"{URL}/antworten/{parent.id}"
    desk = client.get(plain).location
    assert "/moderation/antworten" in desk
    hidden = {f["name"]: f.get("value", "") for f in Page(client.get(desk).text).all("input", type="hidden")}
    more = {"stance": "neutral"} if way == "form" else {"beitraege": str(parent.id), "office": ""}

    data = {"csrf_token": hidden["csrf_token"], "body": "Im Mai.", **more}
    client.post(plain if way == "form" else desk, data=data, follow_redirects=True)

    session.rollback()
    answer = session.scalars(select(Beitrag).where(Beitrag.parent_id == parent.id)).one()
    assert (answer.is_official, answer.visibility, answer.body) == (True, Visibility.PUBLISHED, "Im Mai.")
    assert answer.author_name.startswith("Stadt Bochum")
    mails = session.scalars(select(OutboxMail)).all()
    assert [(mail.kind, mail.recipient_id) for mail in mails] == [("answered", "mehmet")]
    assert session.scalar(select(queries.answered()).where(Beitrag.id == parent.id))


def test_what_the_city_typed_into_the_plain_form_is_not_lost(app, client, session, radweg, amt):
    parent = records.beitrag(radweg, "Die Frage", author="mehmet", stance=Stance.QUESTION)
    session.add(parent)
    session.commit()
    log_in(app, amt)
    plain = f"{URL}/antworten/{parent.id}"
    data = {
        "csrf_token": token(client.get("/beteiligung/de/meldungen")),
        "stance": "neutral",
        "body": "Zu viel. " * 600,
    }

    answer = client.post(plain, data=data, follow_redirects=True)

    assert answer.status_code == 400
    assert "Zu viel. Zu viel." in answer.text
    assert len(stored(session)) == 1
