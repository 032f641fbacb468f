"""The office of a body records what was decided: one form, many consequences."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.abwaegung.models import Abwaegung, AbwaegungState
from beteiligung.beitrag.models import Support, Visibility
from beteiligung.beschluss.models import Beschluss, BeschlussChange, ConditionState, Result
from beteiligung.gremium.models import AgendaItem, Task
from beteiligung.outbox.models import OutboxMail
from beteiligung.rendition.models import Rendition
from beteiligung.rendition.things import thing
from beteiligung.vorhaben.models import Publication, Status, Version, Vorhaben

from .. import records
from ..gremium.bodies import OFFICE, PERSONAS, bodies, meeting, somebody
from ..hosts import log_in
from ..pages import Page, token

NEW = "/beteiligung/de/gremien/{}/beschluesse/neu/{}"
TYPED = {
    "task": "decide",
    "result": "adopted",
    "decided_on": "2026-02-20",
    "title": "Der Radweg wird gebaut",
    "text": "Die Verwaltung baut den Radweg.",
    "reason": "Er schließt eine Lücke.",
    "yes": "14",
    "no": "3",
    "abstain": "2",
    "meeting": "0",
    "paper_number": "20260412",
}
SYSTEM = "https://oparl.example/system"


@pytest.fixture
def app(make_app):
    return make_app(BETEILIGUNG_OPARL_SYSTEM=SYSTEM)


@pytest.fixture
def council(session, bezirke):
    return bodies(session, bezirke)


@pytest.fixture
def evaluated(session, radweg, council):
    """The Radweg, whose participation is over."""
    radweg.open_until = records.today() - timedelta(days=1)
    radweg.status = Status.EVALUATION
    session.commit()
    return radweg


@pytest.fixture
def office(app, client):
    log_in(app, OFFICE)
    return client


def send(client, address=None, **changes):
    address = address or NEW.format("bv-1", "radweg")
    page = client.get(address)
    data = {"csrf_token": token(page), **TYPED, **changes}
    return client.post(address, data={name: value for name, value in data.items() if value is not None})


def fresh(session, model=Beschluss):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model).order_by(model.id)).all()


def test_a_decision_moves_the_vorhaben_and_is_read_by_everybody(office, session, evaluated):
    answer = send(
        office,
        **{
            "conditions-0-text": "Kosten der Pflege nennen",
            "conditions-0-office": "Tiefbauamt",
            "conditions-0-due_on": "2026-03-01",
            "groups-0-group": "Grüne",
            "groups-0-yes": "10",
            "groups-1-group": "SPD",
            "groups-1-yes": "4",
            "groups-1-no": "3",
            "groups-1-abstain": "2",
        },
    )

    assert answer.status_code == 303
    [stored] = fresh(session)
    assert (stored.votes_yes, stored.votes_no, stored.votes_abstain) == (14, 3, 2)
    assert stored.votes_by_group[0] == {"group": "Grüne", "yes": 10, "no": 0, "abstain": 0}
    assert stored.vorhaben.status == Status.DECIDED
    last = stored.vorhaben.history[-1]
    assert (last.status, last.reason, last.author_name) == (Status.DECIDED, TYPED["reason"], OFFICE.name)
    assert str(last.on) == "2026-02-20"
    assert fresh(session, Version)[-1].snapshot["status"] == "decided"

    for lang in ("de", "de-simple", "en"):
        page = office.get(f"/beteiligung/{lang}/vorhaben/radweg").text
        for words in ("Der Radweg wird gebaut", "Kosten der Pflege nennen", "Er schließt eine Lücke.", "20260412"):
            assert words in page
    page = Page(office.get("/beteiligung/de/vorhaben/radweg").text).text
    assert "Überfällig" in page
    assert "BV Mitte : Angenommen" in page


def test_what_is_still_called_participation_is_evaluated_first(office, session, evaluated):
    evaluated.status = Status.PARTICIPATION
    session.commit()

    send(office)

    assert [change.status for change in fresh(session)[0].vorhaben.history[-2:]] == [Status.EVALUATION, Status.DECIDED]


def test_nothing_is_decided_while_people_can_take_part(office, session, radweg, council):
    answer = send(office)

    assert answer.status_code == 400
    assert "erst danach" in answer.text or "noch mitmachen" in answer.text
    assert "Der Radweg wird gebaut" in answer.text
    assert fresh(session) == []
    assert fresh(session, OutboxMail) == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"result": "postponed"}, Status.EVALUATION),
        ({"result": "noted"}, Status.EVALUATION),
        ({"task": "opinion"}, Status.EVALUATION),
        ({"result": "rejected", "after_rejection": "dropped", "yes": "2", "no": "9"}, Status.DROPPED),
        ({"result": "rejected", "after_rejection": "preparation", "yes": "2", "no": "9"}, Status.PREPARATION),
        ({"result": "changed", "deviation_reason": "Drei Entwürfe statt zwei."}, Status.DECIDED),
    ],
)
def test_each_result_has_its_consequence(office, session, evaluated, changes, status):
    assert send(office, **changes).status_code == 303

    [stored] = fresh(session)
    assert stored.vorhaben.status == status
    assert len(stored.vorhaben.history) == (1 if status == Status.EVALUATION else 2)
    assert TYPED["reason"] in office.get("/beteiligung/de/vorhaben/radweg").text


@pytest.mark.parametrize("status", [Status.UNDERWAY, Status.DONE, Status.DECIDED])
def test_one_more_decision_throws_nothing_back(office, session, evaluated, status):
    evaluated.status = status
    session.commit()

    assert send(office).status_code == 303
    assert fresh(session)[0].vorhaben.status == status


def test_what_was_dropped_is_not_decided_on(office, session, evaluated):
    evaluated.status = Status.DROPPED
    session.commit()

    assert send(office).status_code == 400
    assert fresh(session) == []


WRONG = [
    ({"yes": "-1"}, "Zahl"),
    ({"yes": "1000000000"}, "Zahl"),
    ({"no": "viele"}, "Zahl"),
    ({"abstain": "٣"}, "Zahl"),
    ({"yes": ""}, "Stimmen"),
    ({"yes": "3", "no": "3"}, "mehr Stimmen"),
    ({"result": ""}, "Ergebnis"),
    ({"result": "nonsense"}, "Fehler"),
    ({"task": "nonsense"}, "Fehler"),
    ({"meeting": "99999999999999999999"}, "Fehler"),
    ({"decided_on": ""}, "Sitzung"),
    ({"decided_on": "31.02.2026"}, "Tag"),
    ({"decided_on": "0001-01-01"}, "Tag"),
    ({"title": "   "}, "Fehler"),
    ({"title": "x" * 201}, "Fehler"),
    ({"text": "x" * 20_001}, "Fehler"),
    ({"reason": ""}, "Fehler"),
    ({"result": "rejected", "yes": "1"}, "Vorhaben"),
    ({"result": "changed"}, "anders"),
    ({"deviates": "y"}, "anders"),
    ({"groups-0-group": "SPD", "groups-0-yes": "1"}, "zusammen"),
    ({"groups-0-yes": "1"}, "Gruppe"),
    ({"groups-0-group": "A", "groups-1-group": "a"}, "doppelt"),
    ({"conditions-0-office": "Amt"}, "verlangt"),
    ({"conditions-0-text": "x", "conditions-0-due_on": "bald"}, "Tag"),
    ({"oparl_url": "https://evil.example/paper/1"}, "oparl.example"),
    ({"oparl_url": "http://oparl.example/paper/1"}, "oparl.example"),
    ({"oparl_url": "https://oparl.example@evil.example/"}, "oparl.example"),
    ({"oparl_url": "https://oparl.example:99999/x"}, "oparl.example"),
    ({"web_url": "javascript:alert(1)"}, "https://"),
    ({"web_url": "https://a b.example"}, "https://"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_bad_input_is_said_and_nothing_is_lost(office, session, evaluated, changes, words):
    answer = send(office, **changes)

    assert answer.status_code == 400
    assert words in Page(answer.text).text
    for value in changes.values():
        if value.strip() and value not in ("nonsense", "99999999999999999999", "y"):
            assert value[:50] in Page(answer.text).text + str(Page(answer.text).elements)
    assert fresh(session) == []


def test_the_link_is_kept_byte_for_byte(office, session, evaluated):
    url = "https://oparl.example/Paper/%C3%A4?b=2&a=1#x"

    assert send(office, oparl_url=url).status_code == 303
    assert fresh(session)[0].oparl_url == url


def test_without_a_council_information_system_the_clerk_is_told(make_app, session, evaluated):
    app = make_app()
    log_in(app, OFFICE)

    answer = send(app.test_client(), oparl_url="https://oparl.example/1")

    assert answer.status_code == 400
    assert "Ratsinformationssystem" in answer.text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a\x00b", "\u202eevil", "🙂" * 50, "'; DROP TABLE x; --"]
)
def test_hostile_texts_are_only_texts(office, session, evaluated, text):
    answer = send(office, title=text, text=text, reason=text, **{"conditions-0-text": text, "groups-0-group": text})
    page = office.get("/beteiligung/de/vorhaben/radweg")

    assert answer.status_code in (303, 400)
    assert page.status_code == 200
    assert list(Page(page.text).live()) == []


def test_rows_come_and_go_without_a_script_and_nothing_typed_is_lost(office, evaluated, session):
    address = NEW.format("bv-1", "radweg")
    more = send(office, address, do="mehr-auflage", title="", yes="viele", **{"conditions-0-text": "Erste"})
    assert more.status_code == 200
    names = {a["name"] for a in Page(more.text).all("textarea") if a["name"].startswith("conditions")}
    assert names == {"conditions-0-text", "conditions-1-text"}
    assert "Erste" in more.text
    assert 'value="viele"' in more.text

    both = {"conditions-0-text": "Erste", "conditions-1-text": "Zweite"}
    less = send(office, address, do="weg-auflage-0", **both)
    assert "Zweite" in less.text
    assert "Erste" not in less.text

    assert send(office, address, do="mehr-gruppe").text.count('name="groups-') == 4
    assert send(office, address, do="weg-unsinn-0").status_code == 400
    assert send(office, address, do="mehr-unsinn").status_code == 400
    assert fresh(session) == []


def test_everybody_who_took_part_is_told_once(office, session, evaluated):
    first = records.beitrag(evaluated, "Ja", author="anna", lang="en")
    session.add_all(
        [
            first,
            records.beitrag(evaluated, "Und", author="anna", lang="de-simple", submitted_at=records.today()),
            records.beitrag(evaluated, "Nein", author="mehmet"),
            records.beitrag(evaluated, "Amt", author="amt", is_official=True),
            records.beitrag(evaluated, "Weg", author="hidden", visibility=Visibility.HIDDEN),
            records.beitrag(evaluated, "Wartet", author="waits", visibility=Visibility.SUBMITTED),
        ]
    )
    session.flush()
    session.add(Support(beitrag_id=first.id, author_id="ole", supported_at=records.NOW))
    session.add(Support(beitrag_id=first.id, author_id="mehmet", supported_at=records.NOW))
    session.commit()

    send(office)

    mails = fresh(session, OutboxMail)
    assert {(mail.recipient_id, mail.lang) for mail in mails} == {
        ("anna", "de-simple"),
        ("mehmet", "de"),
        ("ole", "de"),
    }
    assert all(mail.kind == "decided" and mail.is_bulk for mail in mails)
    assert not any("anna" in mail.key for mail in mails)


def test_a_decision_is_corrected_in_public(office, session, evaluated):
    send(office, **{"conditions-0-text": "Bäume"})
    [stored] = fresh(session)
    address = f"/beteiligung/de/gremien/bv-1/beschluesse/{stored.id}"
    known = {"conditions-0-number": str(stored.conditions[0].id), "conditions-0-text": "Bäume", "seen": "1"}

    without = send(office, address, **known, title="Anders")
    assert without.status_code == 400
    assert fresh(session)[0].title == "Der Radweg wird gebaut"

    vanished = send(office, address, seen="1", correction="Weg damit")
    assert vanished.status_code == 400

    done = send(
        office, address, **{**known, "conditions-0-text": "Zehn Bäume"}, title="Anders", correction="Tippfehler"
    )
    assert done.status_code == 303
    assert fresh(session)[0].title == "Anders"
    assert {frozenset(change.changed) for change in fresh(session, BeschlussChange)} == {
        frozenset({"title"}),
        frozenset({"text"}),
    }
    page = Page(office.get("/beteiligung/de/vorhaben/radweg").text).text
    for words in ("Tippfehler", "Der Radweg wird gebaut", "Zehn Bäume"):
        assert words in page
    assert len(fresh(session, OutboxMail)) == 0

    late = send(office, address, **known, correction="Noch einmal")
    assert late.status_code == 409


def test_the_easy_text_keeps_its_check_until_it_is_changed(office, session, evaluated):
    send(office, text_simple="Der Weg kommt.")
    [stored] = fresh(session)
    easy, address = stored.easy, f"/beteiligung/de/gremien/bv-1/beschluesse/{stored.id}"
    assert (easy.words, easy.origin, easy.checked_on) == ({"text": "Der Weg kommt."}, "written", None)
    assert easy.follows == thing(stored).fingerprint
    row = session.get(Rendition, easy.id)
    row.checked_by, row.checked_on = "Prüf-Gruppe Süd", records.NOW.date()
    session.commit()

    about = {"correction": "Tippfehler", "text": "Ein anderer Text."}
    assert send(office, address, seen=stored.version, **about, text_simple="Der Weg kommt.").status_code == 303
    [stored] = fresh(session)
    assert stored.easy.checked_by == "Prüf-Gruppe Süd"
    assert stored.easy.follows != thing(stored).fingerprint

    seen = stored.version
    assert send(office, address, seen=seen, **about, text_simple="Er kommt.").status_code == 303
    [stored] = fresh(session)
    assert (stored.easy.words, stored.easy.checked_by) == ({"text": "Er kommt."}, "")
    assert stored.easy.follows == thing(stored).fingerprint
    assert stored.changes[-1].changed == {"text_simple": ["Der Weg kommt.", "Er kommt."]}
    assert send(office, address, seen=seen, **about, text_simple="Spät.").status_code == 409


def test_a_corrected_result_moves_the_vorhaben_again(office, session, evaluated):
    send(office)
    [stored] = fresh(session)
    address = f"/beteiligung/de/gremien/bv-1/beschluesse/{stored.id}"

    send(
        office,
        address,
        seen="1",
        result="rejected",
        after_rejection="dropped",
        yes="3",
        no="14",
        correction="Vertauscht",
    )

    [stored] = fresh(session)
    assert stored.result == Result.REJECTED
    assert stored.vorhaben.status == Status.DROPPED
    assert stored.vorhaben.history[-1].reason == "Vertauscht"


def test_the_proposal_and_the_agenda_are_at_hand(office, session, evaluated, council):
    held = meeting(council[0], days=-1)
    held.agenda = [AgendaItem(vorhaben=evaluated, task=Task.OPINION, paper_number="20269999")]
    weighing = Abwaegung(vorhaben=evaluated, created_at=records.NOW, created_by="amt", proposal="Variante B bauen.")
    session.add_all([held, weighing])
    session.commit()
    address = f"{NEW.format('bv-1', 'radweg')}?punkt={held.agenda[0].id}"

    assert "Variante B bauen." not in office.get(address).text
    weighing.state = AbwaegungState.CLOSED
    session.commit()
    page = office.get(address)

    assert "Variante B bauen." in page.text
    assert 'value="20269999"' in page.text
    for foreign in ("0", "-1", "x", "99999999999999"):
        assert office.get(f"{NEW.format('bv-1', 'radweg')}?punkt={foreign}").status_code == 200


def test_a_meeting_gives_the_day_and_must_be_ones_own(office, session, evaluated, council):
    own, other = meeting(council[0], days=-3), meeting(council[1], days=-3)
    session.add_all([own, other])
    session.commit()

    assert send(office, meeting=str(other.id), decided_on="").status_code == 400
    assert send(office, meeting=str(own.id), decided_on="2020-01-01").status_code == 400
    assert send(office, meeting=str(own.id), decided_on="").status_code == 303
    assert fresh(session)[0].meeting_id == own.id


def test_a_body_decides_on_its_own_stadtbezirk_alone(app, client, session, evaluated):
    log_in(app, somebody("geschaeftsstelle", bezirk=2))
    address = NEW.format("bv-2", "radweg")

    assert send(client, address).status_code == 400
    assert send(client, address, task="opinion").status_code == 303
    assert fresh(session)[0].vorhaben.status == Status.EVALUATION


@pytest.mark.parametrize("who", PERSONAS)
def test_only_the_office_of_the_body_records(app, client, session, evaluated, who):
    log_in(app, PERSONAS[who])
    allowed = who == "office of this body"
    address = NEW.format("bv-1", "radweg")
    stamp = None
    if PERSONAS[who]:
        log_in(app, OFFICE)
        stamp = token(client.get(address))
        log_in(app, PERSONAS[who])

    assert client.get("/beteiligung/de/gremien/bv-1/beschluesse/neu").status_code == (200 if allowed else 403)
    assert client.get(address).status_code == (200 if allowed else 403)
    sent = client.post(address, data={**TYPED, **({"csrf_token": stamp} if stamp else {})})
    assert sent.status_code == (303 if allowed else 403)
    assert len(fresh(session)) == allowed


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_public_cannot_be_decided_on(office, session, evaluated, publication):
    stored = send(office)
    assert stored.status_code == 303
    [decision] = fresh(session)
    session.get(Vorhaben, evaluated.id).publication = publication
    session.commit()

    assert office.get(NEW.format("bv-1", "radweg")).status_code == 404
    assert office.get(f"/beteiligung/de/gremien/bv-1/beschluesse/{decision.id}").status_code == 404
    assert office.get("/beteiligung/de/gremien/bv-2/beschluesse/99").status_code == 403


def test_states_of_conditions_begin_as_open(office, session, evaluated):
    send(office, **{"conditions-0-text": "Bäume"})

    assert fresh(session)[0].conditions[0].state == ConditionState.OPEN
