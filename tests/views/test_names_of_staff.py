"""The city speaks under its own name: who sat at the desk is read at desks alone."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.beitrag import entering
from beteiligung.beitrag.models import Beitrag, Stance
from beteiligung.beschluss.models import BeschlussChange
from beteiligung.moderation import actions, answering, objecting, reporting, sanctions
from beteiligung.moderation.models import Decision, Kind, LogEntry, Outcome
from beteiligung.personal import collecting
from beteiligung.roles import ADMINISTRATION, MODERATION
from beteiligung.vorhaben.models import FieldChange, Status, StatusChange

from .. import records
from ..dossier import scenes
from ..hosts import arguments, log_in
from ..pages import token
from .test_forgotten import mails

SIGIL = "Dienstsiegel"
KIM, LEE = (Person(id=n, name=f"{n} {SIGIL}", roles=frozenset({MODERATION})) for n in ("kim", "lee"))
AMT = Person(id="amt", name=f"amt {SIGIL}", roles=frozenset({ADMINISTRATION}))
ELSEWHERE = {"filename", "name", "x", "token", "kind", "attachment_id", "width"}
"""Arguments of addresses that a mail, a file or a picture has, and no word of the staff."""


@pytest.fixture
def governed(session, radweg, bezirke, anna):
    """Everything that staff can do to what Anna wrote, and to the Vorhaben."""
    now = records.today()
    said = [records.beitrag(radweg, f"Beitrag {n}", stance=Stance.QUESTION) for n in range(5)]
    session.add_all(said)
    session.flush()
    about = {"category": "attack", "explanation": "x", "lang": "de", "now": now, "address": "n@example.org"}
    ground = {"rule": "attack", "facts": "Das greift an.", "now": now}
    code = reporting.report(session, said[0], person=anna, **about)[1]
    actions.leave(session, said[0], KIM, "Das ist Kritik.", now=now)
    hidden = actions.restrict(session, said[1], KIM, Kind.HIDDEN, **ground)
    objecting.decide_objection(
        session, objecting.object_to(session, hidden, "Nein", now=now), LEE, Outcome.CONFIRMED, "Doch.", now=now
    )
    actions.restrict(session, said[2], KIM, Kind.BLACKENED, passages=["Beitrag"], **ground)
    sanctions.warn(session, said[1], KIM, **ground)
    sanctions.block(session, said[1], KIM, days=7, **ground)
    answering.answer(session, said[3:], AMT, signature="Stadt Bochum", body="Ja.", now=now)
    answering.note(session, said[0], AMT, "Nur unter uns", now=now)
    paper = {"origin": "paper", "said_at": now - timedelta(days=1), "stance": "pro", "body": "Auf Papier"}
    entering.enter(session, radweg, AMT, now=now, **paper)
    radweg.history.append(StatusChange(status=Status.DECIDED, on=date(2026, 1, 2), reason="Rat", author_name=AMT.name))
    moved = {"field": "places", "old": [], "new": [{"words": "Markt"}], "reason": "anders"}
    radweg.changes.append(FieldChange(author_name=AMT.name, at=now, **moved))
    body, _meeting = scenes.body_with_meeting(session, bezirke[0], radweg, slug="bv-1")
    decision = scenes.decide(session, radweg, body)
    correction = {"changed": {"title": ["alt", "neu"]}, "reason": "Tippfehler", "author_name": AMT.name, "at": now}
    session.add(BeschlussChange(beschluss=decision, **correction))
    session.commit()
    return code


def addresses(app, session, code):
    """Every page that the public may ask for, whatever is added later."""
    slugs = {"slug": ["radweg", "bochum-mitte", "bv-1"], "gremium": ["bv-1"], "chapter": ["mobilitaet"]}
    numbers = [str(number) for number in session.scalars(select(Beitrag.id))]
    decisions = [str(number) for number in session.scalars(select(Decision.id))]
    values = {"lang": ["de"], "beitrag_id": numbers, "number": ["1"], "code": [code], "decision_id": decisions}
    values |= {"runde": ["0", "1"], "year": [str(records.today().year)], **slugs}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung.") and "GET" in rule.methods and not arguments(rule) & ELSEWHERE:
            assert arguments(rule) <= values.keys(), f"{rule.rule} has an argument that this test does not know"
            yield from filled(rule.rule, values)


def filled(rule, values):
    found = re.search(r"<(?:[^:<>]+:)?(\w+)>", rule)
    if not found:
        yield rule
        return
    for value in values[found[1]]:
        yield from filled(rule[: found.start()] + value + rule[found.end() :], values)


@pytest.fixture
def app(make_app):
    return make_app(BETEILIGUNG_BASE_URL="https://stadt.example", BETEILIGUNG_LOGIN=["host", "guest"])


@pytest.mark.parametrize("who", ["nobody", "author"])
def test_no_page_for_the_public_names_them(app, session, governed, anna, who):
    log_in(app, anna if who == "author" else None)
    client, read = app.test_client(), 0
    for address in addresses(app, session, governed):
        with client.get(address) as answer:
            answer.get_data()
            assert SIGIL.encode() not in answer.data, address
            assert b"Nur unter uns" not in answer.data, address
            read += answer.status_code == 200

    assert read > 40


def test_nor_a_mail_nor_what_people_download(app, session, governed, anna):
    told = mails(app, session)

    assert len(told.splitlines()) > 50
    assert SIGIL not in told
    assert "Nur unter uns" not in told
    assert SIGIL not in str(collecting.everything(session, anna.id))


def test_the_desk_knows_them(app, session, governed):
    """So that there is something that could be named."""
    log_in(app, KIM)

    assert SIGIL in app.test_client().get("/beteiligung/de/moderation/protokoll").text
    assert {entry.by_name for entry in session.scalars(select(LogEntry))} >= {KIM.name, LEE.name, AMT.name}


def test_what_the_administration_writes_stands_under_the_name_of_the_city(app, session, radweg):
    radweg.office = "Tiefbauamt"
    session.commit()
    log_in(app, AMT)
    client = app.test_client()
    page = client.get("/beteiligung/de/vorhaben/radweg")
    said = {"csrf_token": token(page), "body": "Wir planen noch.", "stance": "neutral"}

    assert client.post("/beteiligung/de/vorhaben/radweg", data=said).status_code == 303

    spoken = session.scalars(select(Beitrag)).one()
    assert (spoken.author_name, spoken.is_official) == ("Stadt Bochum, Tiefbauamt", True)
