"""Reporting without an account, finding the decision, objecting: as a browser without script sends it."""

import re

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.account import human
from beteiligung.beitrag import actions as beitraege
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.moderation import actions, answering, objecting, reporting, sanctions
from beteiligung.moderation.models import Case, Decision, Kind, LogEntry, Objection, Outcome, Report
from beteiligung.outbox.models import OutboxMail

from .. import records
from ..hosts import arguments, log_in
from ..pages import Page, token

BASE = "/beteiligung/de"
REPORT = {"category": "attack", "explanation": "Der zweite Satz."}


@pytest.fixture
def beitrag(session, radweg):
    beitrag = records.beitrag(radweg, "Der Weg ist gut. Versager!")
    session.add(beitrag)
    session.commit()
    return beitrag


@pytest.fixture
def form(beitrag):
    return f"{BASE}/vorhaben/radweg/melden/{beitrag.id}"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """A test writes faster than people do."""
    monkeypatch.setattr(human, "MIN_SECONDS", 0)


def send(client, address, **data):
    fields = Page(client.get(address).text).all("input", type="hidden")
    return client.post(address, data={**{f["name"]: f.get("value", "") for f in fields if "name" in f}, **data})


def stored(session, kind):
    session.rollback()
    session.expire_all()
    return session.scalars(select(kind)).all()


def test_a_report_needs_no_account_and_gets_a_number_and_a_code(client, session, form):
    answer = send(client, form, **REPORT, email="r@example.org")

    page = client.get(answer.location)
    (report,) = stored(session, Report)
    code = re.search(r"/meldungen/([\w-]+)", answer.location)[1]
    assert (answer.status_code, report.reporter_id, report.address) == (303, None, "r@example.org")
    assert report.case.number in page.text
    assert code in page.text
    assert code not in report.code_digest
    assert page.headers["Cache-Control"] == "no-store"
    (mail,) = stored(session, OutboxMail)
    assert (mail.kind, mail.address, mail.facts["code"]) == ("report_received", "r@example.org", code)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": ""}, "category-0"),
        ({"category": "nonsense"}, "category-0"),
        ({"explanation": " \r\n "}, "explanation"),
        ({"explanation": "x" * 5001}, "explanation"),
        ({"category": "law"}, "in_good_faith"),
        ({"email": "nicht"}, "email"),
        ({"email": "a@b.de\nBcc: x@y.de"}, "email"),
        ({"email": "a" * 255 + "@b.de"}, "email"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, session, form, change, field):
    answer = send(client, form, **{**REPORT, **change})

    assert answer.status_code == 400
    assert f"#{field}" in {a.get("href") for a in Page(answer.text).all("a")}
    assert {**REPORT, **change}["explanation"].strip() in answer.text
    assert stored(session, Report) == []


def test_nul_is_left_out(client, session, form):
    assert send(client, form, **{**REPORT, "explanation": "a\x00b"}).status_code == 303
    assert stored(session, Report)[0].explanation == "ab"


@pytest.mark.parametrize("visibility", [Visibility.SUBMITTED, Visibility.HIDDEN, Visibility.WITHDRAWN])
def test_what_nobody_can_read_cannot_be_reported(client, session, beitrag, form, visibility):
    beitrag.visibility = visibility
    session.commit()

    assert client.get(form).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999"])
def test_nor_what_is_not_there(client, radweg, number):
    assert client.get(f"{BASE}/vorhaben/radweg/melden/{number}").status_code == 404


def test_report_spam_is_limited_and_loses_nothing(make_app, session, form):
    app = make_app(BETEILIGUNG_LIMITS={"report": {"address": "2/hour"}})
    client = app.test_client()
    for _ in range(2):
        assert send(client, form, **REPORT).status_code == 303

    answer = send(client, form, **{**REPORT, "explanation": "ZU OFT"})

    assert answer.status_code == 429
    assert "ZU OFT" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert len(stored(session, Report)) == 2
    assert len(stored(session, Case)) == 1


@pytest.mark.parametrize("code", ["x", "AAAA-BBBB-CCCC", "%00", "../..", "K" * 500])
def test_a_code_that_is_none_opens_nothing(client, beitrag, code):
    for page in ("meldungen", "bescheide"):
        assert client.get(f"{BASE}/{page}/{code}").status_code == 404
    assert send(client, f"{BASE}/meldungen", code=code[:40]).status_code == 400


def decided(session, beitrag, kim, kind=Kind.HIDDEN, **more):
    ground = {"rule": "attack", "facts": "Der Satz greift einen Menschen an."}
    decision = actions.restrict(session, beitrag, kim, kind, now=records.today(), **ground, **more)
    session.commit()
    mail = session.scalars(select(OutboxMail).where(OutboxMail.kind == "restricted")).one()
    return decision, mail.facts["code"]


def test_the_author_reads_why_and_objects(app, client, session, beitrag, anna, kim):
    decision, code = decided(session, beitrag, kim)
    log_in(app, anna)
    assert "Der Satz greift" in client.get(f"{BASE}/meine-bescheide/{decision.id}").text
    log_in(app, None)
    page = f"{BASE}/bescheide/{code}"
    assert "Der Satz greift" in client.get(page).text

    assert send(client, page, words="Das war Kritik.").status_code == 303
    assert "Das war Kritik." in client.get(page).text
    assert [objection.words for objection in stored(session, Objection)] == ["Das war Kritik."]
    assert client.post(page, data={"words": "Noch einmal"}).status_code == 403


@pytest.mark.parametrize("who", [None, "bv", "kim", "amt"])
def test_nobody_else_reads_the_statement(request, app, client, session, beitrag, kim, who):
    decision, _code = decided(session, beitrag, kim)
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(f"{BASE}/meine-bescheide/{decision.id}").status_code == 404
    for nummer in ("", "x", "AAAA BBBB CCCC"):
        address = f"{BASE}/quittung/bescheid/{decision.id}?nummer={nummer}"
        assert client.get(address).status_code == 404
        assert client.post(address, data={"words": "x"}).status_code == 404
    assert stored(session, Objection) == []


def test_a_receipt_leads_to_the_statement(client, session, radweg, anna, kim):
    said = beitraege.submit(
        session, radweg, anna, stance=Stance.PRO, body="Versager!", now=records.today(), at_once=True
    )
    code = said.code
    session.commit()
    decided(session, said, kim)

    page = Page(client.get(f"{BASE}/quittung?nummer={code}").text)
    (address,) = [a["href"] for a in page.all("a") if "quittung/bescheid" in a.get("href", "")]
    answer = client.get(address)

    assert "Der Satz greift" in answer.text
    assert send(client, address, words="Doch!").status_code == 303


def test_what_was_blackened_leaks_nowhere(app, client, session, beitrag, kim):
    decided(session, beitrag, kim, Kind.BLACKENED, passages=["Versager"])
    answering.note(session, beitrag, kim, "NURINTERN", now=records.today())
    reporting.report(session, beitrag, category="other", explanation="MELDETEXT", lang="de", now=records.today())
    session.commit()
    known = {"lang": "de", "slug": "radweg", "beitrag_id": beitrag.id, "decision_id": 1, "number": 1, "year": 2026}
    seen = 0
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("beteiligung") or "GET" not in rule.methods:
            continue
        values = {**dict.fromkeys(arguments(rule), 1), **known}
        address = rule.build({name: values[name] for name in arguments(rule)})[1]
        with client.get(address) as answer:
            text = answer.get_data(as_text=True) if answer.mimetype.startswith(("text", "application")) else ""
            assert "Versager" not in text, address
            assert "NURINTERN" not in text, address
            assert "MELDETEXT" not in text, address
        seen += 1
    assert seen > 20
    mails = [str(mail.facts) for mail in stored(session, OutboxMail)]
    assert mails and not any("NURINTERN" in mail for mail in mails)


def test_who_is_blocked_gets_a_clear_word_and_keeps_the_text(app, client, session, beitrag, anna, kim):
    said = {"rule": "attack", "facts": "Immer wieder", "now": records.today()}
    sanctions.warn(session, beitrag, kim, **said)
    sanctions.block(session, beitrag, kim, days=7, **said)
    session.commit()
    log_in(app, anna)
    page = f"{BASE}/vorhaben/radweg"
    data = {"csrf_token": token(client.get(page)), "stance": "pro", "body": "MEIN LANGER TEXT"}

    answer = client.post(page, data=data)

    assert answer.status_code == 403
    assert "Sie sind gesperrt" in answer.text
    assert "MEIN LANGER TEXT" in answer.text
    assert len(stored(session, Beitrag)) == 1
    assert client.get(page).status_code == 200
    other = records.beitrag(session.merge(beitrag).vorhaben, "anderer", author="mehmet")
    session.add(other)
    session.commit()
    assert send(client, f"{page}/melden/{other.id}", **REPORT).status_code == 303


def test_a_block_needs_a_warning(app, client, session, beitrag, kim):
    log_in(app, kim)
    page = f"{BASE}/moderation/{beitrag.id}/person"
    secret = re.search(r'name="warn-csrf_token"[^>]*value="([^"]+)"', client.get(page).text)[1]
    data = {"block-csrf_token": secret, "block-rule": "attack", "block-facts": "x", "block-days": "7"}

    answer = client.post(f"{page}?was=sperren", data=data)

    assert answer.status_code == 400
    assert "zuerst verwarnen" in answer.text
    assert stored(session, Decision) == []


@pytest.fixture
def asked(session, radweg):
    questions = [
        records.beitrag(radweg, f"Frage {n}?", author=author, stance=Stance.QUESTION, lang="en")
        for n, author in enumerate(("anna", "anna", "mehmet"))
    ]
    session.add_all(questions)
    session.commit()
    return questions


@pytest.mark.parametrize("who", ["kim", "amt"])
def test_one_answer_for_many_and_one_mail_for_each_who_asked(request, app, client, session, asked, who):
    log_in(app, request.getfixturevalue(who))
    page = f"{BASE}/moderation/antworten?beitrag={asked[0].id}"
    seen = Page(client.get(page).text).all("input", name="seen_at")[0]["value"]
    form = {"body": "2,50 m.", "office": "Tiefbauamt", "beitraege": [q.id for q in asked], "seen_at": seen}

    assert send(client, page, **form).status_code == 303

    answers = [b for b in stored(session, Beitrag) if b.is_official]
    assert {b.parent_id for b in answers} == {q.id for q in asked}
    assert {b.author_name for b in answers} == {"Stadt Bochum, Tiefbauamt"}
    assert sorted(mail.recipient_id for mail in stored(session, OutboxMail)) == ["anna", "mehmet"]
    assert "Frage" not in client.get(f"{BASE}/moderation?ablage=antwort").text
    again = send(client, page, **form)
    assert again.status_code == 409
    assert "2,50 m." in again.text
    assert len(stored(session, OutboxMail)) == 2


def test_a_template_is_put_below_what_was_typed(app, client, session, asked, kim):
    log_in(app, kim)
    send(client, f"{BASE}/moderation/vorlagen", name="Danke", lang="de", text="VORLAGE")
    page = f"{BASE}/moderation/antworten?beitrag={asked[0].id}"

    answer = send(client, page, body="SELBST", nimm="1", vorlage="1", beitraege=[asked[1].id])

    assert re.search(r"SELBST\s+VORLAGE", answer.text)
    assert len(Page(answer.text).all("input", name="beitraege", checked="")) == 1
    assert not [b for b in stored(session, Beitrag) if b.is_official]


def test_the_tray_and_the_public_agree_on_what_waits(app, client, session, asked, kim, amt):
    answering.answer(session, asked[:1], amt, signature="Stadt", body="Ja.", now=records.today())
    session.commit()
    log_in(app, kim)

    tray = Page(client.get(f"{BASE}/moderation?ablage=antwort").text).text
    public = client.get(f"{BASE}/vorhaben/radweg/gespraech?antwort=keine&haltung=frage").text

    for question in asked:
        waits = question is not asked[0]
        assert (question.body in tray) is waits
        assert (question.body in public) is waits


@pytest.mark.parametrize("year", ["1999", "99999999999999999999", "0"])
def test_figures_of_other_years_are_not_there(client, radweg, year):
    assert client.get(f"{BASE}/zahlen/{year}").status_code == 404
    assert client.get(f"{BASE}/zahlen/{year}.csv").status_code == 404


def test_the_figures_are_those_of_the_log(client, session, beitrag, kim):
    now = records.today()
    report, _code = reporting.report(session, beitrag, category="attack", explanation="x", lang="de", now=now)
    left = actions.leave(session, beitrag, kim, "Kritik", now=now)
    objection = objecting.object_to(session, left, "Doch", report=report, now=now)
    lee = Person("lee", "Lee", kim.roles)
    objecting.decide_objection(session, objection, lee, Outcome.CONFIRMED, "Nein", now=now)
    session.commit()

    rows = client.get(f"{BASE}/zahlen/{now.year}.csv").text.splitlines()

    for wanted in (
        f"{now.year},reports,attack,1",
        f"{now.year},decisions,left,1",
        f"{now.year},objections,confirmed,1",
        f"{now.year},automated,by-people,1",
        f"{now.year},time,hours-to-decide,0.0",
    ):
        assert wanted in rows
    assert len(stored(session, LogEntry)) == 4
    assert client.get(f"{BASE}/zahlen").status_code == 200


@pytest.mark.parametrize("change", [{"website": "http://spam.example"}, {"stamp": ""}, {"stamp": "x.y"}])
def test_machines_meet_the_hurdles_of_guests(client, session, form, change):
    answer = send(client, form, **REPORT, **change)

    assert answer.status_code == 400
    assert REPORT["explanation"] in answer.text
    assert stored(session, Report) == []


def test_nobody_writes_a_report_in_no_time(client, session, form, monkeypatch):
    monkeypatch.setattr(human, "MIN_SECONDS", 3)

    assert send(client, form, **REPORT).status_code == 400
    assert stored(session, Report) == []


def test_without_script_fewer_reports_are_taken(make_app, session, form):
    client = make_app(BETEILIGUNG_LIMITS={"unproved": {"address": "1/hour"}}).test_client()
    assert send(client, form, **REPORT).status_code == 303

    answer = send(client, form, **{**REPORT, "explanation": "BLEIBT"})

    assert answer.status_code == 429
    assert "BLEIBT" in answer.text
    assert len(stored(session, Report)) == 1


def test_whoever_is_logged_in_meets_none(app, client, session, form, anna):
    log_in(app, anna)

    assert "proof" not in client.get(form).text
    assert send(client, form, **REPORT).status_code == 303
