"""The internal talk of a body and its questions: who may do what, and that nothing of it is public too early."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from beteiligung.gremium.models import Inquiry, Remark
from beteiligung.outbox.models import OutboxMail

from .. import bodies, records
from ..bodies import ANSWERED, ASKED, PEOPLE, SECRET
from ..hosts import arguments, log_in
from ..pages import Page, token

DESK = "/beteiligung/de/gremien"
BV = f"{DESK}/bv-2"
TALK = f"{BV}/beratung/radweg"


@pytest.fixture
def two(session, bezirke, radweg):
    """Two bodies; in the second one something was said, asked and answered about the Vorhaben."""
    both = [bodies.bezirksvertretung(bezirk) for bezirk in bezirke]
    session.add_all(both)
    session.add_all(
        [
            bodies.remark(both[1], radweg),
            bodies.inquiry(both[1], radweg, due=-3),
            bodies.inquiry(both[1], radweg, f"{ASKED} zwei", answer=ANSWERED),
            bodies.remark(both[0], radweg, f"{SECRET} der anderen", author="other"),
            bodies.inquiry(both[0], radweg, f"{ASKED} der anderen"),
        ]
    )
    session.commit()
    return both


def ids(session, model):
    """Number of the first record of the second body, and of the other one."""
    return [session.scalar(select(func.min(model.id)).where(model.gremium_id == n)) for n in (2, 1)]


def send(client, address, **fields):
    """As a form of ours would, or as somebody who forges it with the token of another form."""
    seen = client.get(TALK).text + client.get(address).text
    found = re.findall(r'name="(?:\w+-)?csrf_token"[^>]*value="([^"]+)"', seen)
    proof = {name: found[0] for name in ("csrf_token", "wort-csrf_token", "frage-csrf_token") if found}
    return client.post(address, data={**proof, **fields})


TODAY = records.day()
MEMBERS = {"member", "colleague"}
INSIDE = MEMBERS | {"office"}
READERS = INSIDE | {"other member", "council", "other office", "administration"}
VERBS = {
    "read the desk": (lambda c, r, i: c.get(BV), READERS),
    "read the talk": (lambda c, r, i: c.get(TALK), INSIDE | {"administration"}),
    "say": (lambda c, r, i: send(c, f"{TALK}?was=wort", **{"wort-body": "Neu"}), MEMBERS),
    "ask": (
        lambda c, r, i: send(
            c, f"{TALK}?was=frage", **{"frage-body": "Neu?", "frage-due_on": str(TODAY + timedelta(days=9))}
        ),
        INSIDE,
    ),
    "withdraw": (lambda c, r, i: send(c, f"{BV}/worte/{r}/zurueckziehen"), {"member"}),
    "look at opening a remark": (lambda c, r, i: c.get(f"{BV}/worte/{r}/oeffnen"), {"office"}),
    "open a remark": (lambda c, r, i: send(c, f"{BV}/worte/{r}/oeffnen", decided_on=str(TODAY)), {"office"}),
    "open the talk": (lambda c, r, i: send(c, f"{TALK}/oeffnen", decided_on=str(TODAY), seen=str(r)), {"office"}),
    "open a question": (lambda c, r, i: send(c, f"{BV}/fragen/{i}/oeffnen", decided_on=str(TODAY)), {"office"}),
    "close a remark": (lambda c, r, i: send(c, f"{BV}/worte/{r}/verschliessen"), {"office"}),
    "close a question": (lambda c, r, i: send(c, f"{BV}/fragen/{i}/verschliessen"), {"office"}),
    "list the questions": (lambda c, r, i: c.get("/beteiligung/de/anfragen"), {"administration"}),
    "answer": (lambda c, r, i: send(c, f"/beteiligung/de/anfragen/{i}", body="So ist es."), {"administration"}),
}


def everything(session):
    """All that these verbs could change, as it is stored now."""
    session.rollback()
    said = select(Remark.id, Remark.body, Remark.withdrawn_at, Remark.published_at).order_by(Remark.id)
    asked = select(Inquiry.id, Inquiry.answer, Inquiry.published_at).order_by(Inquiry.id)
    return session.execute(said).all(), session.execute(asked).all()


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what_for_their_own_body_and_for_another(app, session, two, verb):
    (remark, _r), (inquiry, _i) = ids(session, Remark), ids(session, Inquiry)
    do, allowed = VERBS[verb]
    before = everything(session)

    refused = {who: _attempt(app, who, do, remark, inquiry) for who in PEOPLE if who not in allowed}
    assert set(refused.values()) == {403}, refused
    assert everything(session) == before

    done = {who: _attempt(app, who, do, remark, inquiry) for who in sorted(allowed)}
    assert set(done.values()) <= {200, 303, 409}, done
    assert next(iter(done.values())) in (200, 303)


def _attempt(app, who, do, remark, inquiry):
    log_in(app, PEOPLE[who])
    return do(app.test_client(), remark, inquiry).status_code


@pytest.mark.parametrize(
    "path", ["worte/{r}/oeffnen", "worte/{r}/zurueckziehen", "worte/{r}/verschliessen", "fragen/{i}/oeffnen"]
)
@pytest.mark.parametrize("who", ["member", "office"])
def test_a_number_of_another_body_is_nothing_under_ones_own(app, client, session, two, who, path):
    (_r, foreign), (_i, asked) = ids(session, Remark), ids(session, Inquiry)
    before = everything(session)
    log_in(app, PEOPLE[who])

    answer = send(client, f"{BV}/{path.format(r=foreign, i=asked)}", decided_on=str(TODAY))

    assert answer.status_code in (403, 404)
    assert everything(session) == before


def test_a_forged_number_in_the_list_of_what_was_seen_opens_nothing_of_another_body(app, client, session, two):
    (_own, foreign) = ids(session, Remark)
    log_in(app, PEOPLE["office"])

    send(client, f"{TALK}/oeffnen", decided_on=str(TODAY), seen=[str(foreign), "9" * 30, "²", "x"])

    session.rollback()
    assert session.scalars(select(Remark).where(Remark.published_at.is_not(None))).all() == []


FILES = (".tile", ".leaflet", ".static")


def every_address(app, session):
    """Every page of ours that can be got, with names and numbers that exist."""
    known = {"slug": "radweg", "vorhaben_slug": "radweg", "gremium": "bv-2", "beitrag_id": 1, "number": 1}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods and not rule.endpoint.endswith(FILES):
            values = {name: known.get(name, 1) for name in arguments(rule)} | {"lang": "de"}
            if "gremien/<slug>" in rule.rule:
                values["slug"] = "bv-2"
            address = rule.rule
            for name, value in values.items():
                address = re.sub(rf"<(?:[^<>]*:)?{name}>", str(value), address)
            yield address


@pytest.mark.parametrize("who", ["anonymous", "resident", "moderator", "other member", "council", "other office"])
def test_nothing_internal_is_on_any_page_for_those_outside(app, client, session, two, radweg, who):
    session.add(records.beitrag(radweg, "ein Beitrag"))
    session.commit()
    log_in(app, PEOPLE[who])
    seen = 0
    for address in every_address(app, session):
        for query in ("", "?q=GEHEIM"):
            with client.get(address + query) as answer:  # a picture holds a file, and is no text
                page = answer.get_data().decode("utf-8", "replace")
            page = page.replace("q=GEHEIM", "").replace('value="GEHEIM"', "")
            own = f"{SECRET} der anderen" if who == "other member" else None
            page = page.replace(own, "") if own else page
            assert SECRET not in page, address
            assert ANSWERED not in page, address
            assert ASKED not in page, address
            seen += 1
    assert seen > 50


def test_the_administration_reads_questions_and_no_words_of_members(app, client, two):
    log_in(app, PEOPLE["administration"])

    for address in (TALK, BV):
        page = client.get(address).text
        assert ASKED in page
        assert SECRET not in page
    assert ASKED in client.get("/beteiligung/de/anfragen").text


def test_those_inside_read_it(app, client, two):
    for who in INSIDE:
        log_in(app, PEOPLE[who])
        page = client.get(TALK).text
        assert SECRET in page
        assert ANSWERED in page
        assert "der anderen" not in page


def test_what_the_body_opens_is_public_as_its_words_and_can_be_taken_back(app, client, session, two):
    (remark, _r), (inquiry, _i) = ids(session, Remark), ids(session, Inquiry)
    log_in(app, PEOPLE["office"])
    assert send(client, f"{BV}/worte/{remark}/oeffnen", decided_on=str(TODAY)).status_code == 303
    assert send(client, f"{BV}/fragen/{inquiry + 1}/oeffnen", decided_on=str(TODAY)).status_code == 303

    log_in(app, None)
    page = app.test_client().get("/beteiligung/de/vorhaben/radweg").text
    assert SECRET in page
    assert ANSWERED in page
    assert "BV Wattenscheid" in page
    assert "Name member" not in page
    assert "der anderen" not in page
    session.rollback()
    opened = session.get(Remark, remark)
    assert (opened.decided_on, opened.published_by) == (TODAY, "Name office")

    log_in(app, PEOPLE["office"])
    send(client, f"{BV}/worte/{remark}/verschliessen")
    send(client, f"{BV}/fragen/{inquiry + 1}/verschliessen")
    log_in(app, None)
    page = app.test_client().get("/beteiligung/de/vorhaben/radweg").text
    assert SECRET not in page
    assert ANSWERED not in page


def test_an_opened_question_without_an_answer_is_late_in_words(app, client, session, two):
    (inquiry, _i) = ids(session, Inquiry)
    log_in(app, PEOPLE["office"])
    send(client, f"{BV}/fragen/{inquiry}/oeffnen", decided_on=str(TODAY))

    assert "3 Tage überfällig" in app.test_client().get("/beteiligung/de/vorhaben/radweg").text


def test_what_was_said_after_the_office_looked_stays_internal(app, client, session, two):
    (remark, _r) = ids(session, Remark)
    log_in(app, PEOPLE["colleague"])
    send(client, f"{TALK}?was=wort", **{"wort-body": "SPÄTER GESAGT"})
    log_in(app, PEOPLE["office"])
    send(client, f"{TALK}/oeffnen", decided_on=str(TODAY), seen=str(remark))

    page = app.test_client().get("/beteiligung/de/vorhaben/radweg").text
    assert SECRET in page
    assert "SPÄTER" not in page


def test_withdrawn_words_are_gone_and_cannot_be_opened(app, client, session, two):
    (remark, _r) = ids(session, Remark)
    log_in(app, PEOPLE["member"])
    send(client, f"{BV}/worte/{remark}/zurueckziehen")

    session.rollback()
    assert session.get(Remark, remark).body == ""
    page = client.get(TALK).text
    assert SECRET not in page
    assert "hat das zurückgezogen" in page
    log_in(app, PEOPLE["office"])
    assert send(client, f"{BV}/worte/{remark}/oeffnen", decided_on=str(TODAY)).status_code == 409


def test_public_words_cannot_be_withdrawn(app, client, session, two):
    (remark, _r) = ids(session, Remark)
    log_in(app, PEOPLE["office"])
    send(client, f"{BV}/worte/{remark}/oeffnen", decided_on=str(TODAY))
    log_in(app, PEOPLE["member"])

    assert send(client, f"{BV}/worte/{remark}/zurueckziehen").status_code == 409


def test_question_answer_and_the_mails_about_them(make_app, session, two, radweg):
    app = make_app(BETEILIGUNG_OFFICES={"Tiefbauamt": "tiefbau@example.org"})
    client = app.test_client()
    radweg.office = "Tiefbauamt"
    session.commit()
    log_in(app, PEOPLE["member"])
    page = client.get(TALK)
    due = Page(page.text).all("input", name="frage-due_on")[0]["value"]
    assert due == str(TODAY + timedelta(days=14))
    send(client, f"{TALK}?was=frage", **{"frage-body": "GEHEIMNEU?", "frage-due_on": due})
    asked = session.scalar(select(Inquiry).where(Inquiry.text == "GEHEIMNEU?"))
    log_in(app, PEOPLE["administration"])
    address = f"/beteiligung/de/anfragen/{asked.id}"
    proof = token(client.get(address))  # of two windows with the same form
    assert client.post(address, data={"csrf_token": proof, "body": "GEHEIMSO"}).status_code == 303
    late = client.post(address, data={"csrf_token": proof, "body": "MEINTEXT zweimal"})

    assert late.status_code == 409
    assert "MEINTEXT" in late.text
    session.rollback()
    mails = session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
    assert [(m.kind, m.recipient_id, m.address) for m in mails] == [
        ("inquiry_asked", None, "tiefbau@example.org"),
        ("inquiry_answered", "member", None),
    ]
    assert "GEHEIM" not in str([m.facts for m in mails])
    assert session.get(Inquiry, asked.id).answer == "GEHEIMSO"


WRONG = [
    ("wort", {"wort-body": ""}),
    ("wort", {"wort-body": "  \n "}),
    ("wort", {"wort-body": "x" * 5001}),
    ("frage", {"frage-body": "MEINTEXT", "frage-due_on": "gestern"}),
    ("frage", {"frage-body": "MEINTEXT", "frage-due_on": ""}),
    ("frage", {"frage-body": "MEINTEXT", "frage-due_on": "2001-01-01"}),
    ("frage", {"frage-body": "MEINTEXT", "frage-due_on": "9999-12-31"}),
    ("frage", {"frage-body": "MEINTEXT", "frage-due_on": "99999999999-01-01\x00"}),
    ("frage", {"frage-body": "", "frage-due_on": "2999-01-01"}),
]


@pytest.mark.parametrize(("what", "fields"), WRONG)
def test_wrong_input_gets_a_message_and_loses_nothing(app, client, session, two, what, fields):
    log_in(app, PEOPLE["member"])
    before = everything(session)

    answer = send(client, f"{TALK}?was={what}", **fields)

    assert answer.status_code == 400
    assert "bt-errors" in answer.text
    assert ("MEINTEXT" in answer.text) is ("MEINTEXT" in str(fields))
    assert everything(session) == before


@pytest.mark.parametrize("day", ["", "morgen", "9999-12-31", "1000-01-01", "0", "\x00", "2026-02-30"])
def test_a_decision_needs_a_day_that_was(app, client, session, two, day):
    (remark, _r) = ids(session, Remark)
    log_in(app, PEOPLE["office"])

    answer = send(client, f"{BV}/worte/{remark}/oeffnen", decided_on=day)

    assert answer.status_code == 400
    session.rollback()
    assert session.get(Remark, remark).published_at is None


@pytest.mark.parametrize(
    "address",
    [
        f"{DESK}/gibt-es-nicht",
        f"{DESK}/%00",
        f"{BV}/beratung/gibt-es-nicht",
        f"{BV}/worte/99999999999999999999/oeffnen",
        f"{BV}/fragen/99999999999999999999/oeffnen",
        "/beteiligung/de/anfragen/99999999999999999999",
        f"{BV}/beratung/geheim-draft",
        f"{BV}/beratung/geheim-archived",
    ],
)
@pytest.mark.parametrize("who", ["office", "administration"])
def test_what_is_not_there_is_not_found(app, client, two, hidden_away, who, address):
    log_in(app, PEOPLE[who])

    assert client.get(address).status_code in (403, 404)


@pytest.mark.parametrize("page", ["-1", "0", "99999999999999999999", "x", "\x00"])
def test_odd_pages_and_offices_are_no_trouble(app, client, two, page):
    log_in(app, PEOPLE["administration"])

    assert client.get("/beteiligung/de/anfragen", query_string={"seite": page, "amt": page}).status_code == 200


def test_hostile_words_are_shown_as_they_were_typed(app, client, session, two, radweg):
    words = '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) "><b>'
    session.add_all(
        [
            bodies.remark(two[1], radweg, words, published_at=records.NOW, decided_on=TODAY),
            bodies.inquiry(two[1], radweg, words, answer=words, published_at=records.NOW, decided_on=TODAY),
        ]
    )
    session.commit()
    for who, address in (("office", TALK), ("office", BV), ("anonymous", "/beteiligung/de/vorhaben/radweg")):
        log_in(app, PEOPLE[who])
        answer = client.get(address)
        assert "&lt;" in answer.text
        assert list(Page(answer.text).live()) == []
    log_in(app, PEOPLE["administration"])
    assert list(Page(client.get("/beteiligung/de/anfragen").text).live()) == []


def test_without_a_proof_nothing_is_said(app, client, session, two):
    log_in(app, PEOPLE["member"])
    before = everything(session)

    assert client.post(f"{TALK}?was=wort", data={"wort-body": "Neu"}).status_code == 400
    assert client.post(f"{BV}/worte/1/zurueckziehen").status_code == 400
    assert client.post(TALK, data={"wort-body": "Neu"}).status_code == 400
    assert everything(session) == before
