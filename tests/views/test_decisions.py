"""What everybody reads about decisions, and what nobody may."""

import re
from datetime import date

import pytest

from beteiligung import Person, easy
from beteiligung.beitrag import receipts
from beteiligung.beschluss import queries
from beteiligung.beschluss.models import ConditionState, Result
from beteiligung.gremium.models import Task
from beteiligung.vorhaben.models import Status

from .. import records
from ..databases import counted
from ..gremium.bodies import PERSONAS, bodies, condition, decision
from ..hosts import log_in
from ..pages import Page
from ..records import NOW

ALL = "/beteiligung/de/beschluesse"
ONE = f"{ALL}/bv-1"


@pytest.fixture
def council(session, bezirke):
    return bodies(session, bezirke)


@pytest.fixture
def decided(session, radweg, council):
    """One decision with a condition of each state."""
    made = decision(
        radweg,
        council[0],
        condition("Erledigt", state=ConditionState.DONE, days=-50, proof="Foto vom 4. November"),
        condition("Läuft gerade", state=ConditionState.UNDERWAY, days=5),
        condition("Zu spät", days=-2),
        condition("Hat Zeit", days=None),
        condition("Weg", state=ConditionState.DROPPED, days=-9),
        votes_yes=14,
        votes_no=3,
        votes_abstain=2,
        paper_number="20260412",
    )
    session.add(made)
    easy.write(session, made, {"text": "Der Weg kommt.\nDas ist gut."}, Person("gs", "Büro des Rates"), now=NOW)
    session.commit()
    return made


def test_every_body_with_its_numbers(client, decided):
    page = Page(client.get(ALL).text)

    assert "1 Beschluss, 4 Auflagen: 1 erfüllt, 1 in Arbeit, 1 überfällig, 1 offen." in page.text
    for name in ("BV Mitte", "BV Wattenscheid", "Rat der Stadt"):
        assert name in page.text


def test_one_body_with_each_condition(client, decided):
    text = Page(client.get(ONE).text).text

    for words in ("Zu spät", "Überfällig", "Foto vom 4. November", "14 Ja, 3 Nein, 2 Enthaltungen", "Vorlage 20260412"):
        assert words in text
    assert "Der Radweg wird gebaut" not in client.get(f"{ALL}/bv-2").text
    assert client.get(f"{ALL}/gibt-es-nicht").status_code == 404


def test_the_same_numbers_by_year(client, session, radweg, council):
    for year in (2020, 2024):
        made = decision(radweg, council[0], condition(days=-1), title=f"Beschluss {year}")
        made.decided_on = date(year, 12, 31)
        session.add(made)
    session.commit()

    assert "Beschluss 2020" not in client.get(f"{ONE}?jahr=2024").text
    assert "2024: 1 Beschluss, 1 Auflage" in Page(client.get(f"{ONE}?jahr=2024").text).text
    for nonsense in ("1", "x", "99999999999", "-5", "2024.5"):
        assert "Beschluss 2020" in client.get(f"{ONE}?jahr={nonsense}").text


@pytest.mark.parametrize(
    ("state", "there"),
    [("ueberfaellig", {"late"}), ("offen", {"open"}), ("erfuellt", {"done"}), ("unsinn", {"late", "open", "done"})],
)
def test_by_state(client, session, radweg, council, state, there):
    session.add_all(
        [
            decision(radweg, council[0], condition(days=-1), title="BESCHLUSS late"),
            decision(radweg, council[0], condition(days=1), title="BESCHLUSS open"),
            decision(radweg, council[0], condition(state=ConditionState.DONE, days=-1), title="BESCHLUSS done"),
        ]
    )
    session.commit()

    page = client.get(f"{ONE}?stand={state}").text

    assert {name for name in ("late", "open", "done") if f"BESCHLUSS {name}" in page} == there


def test_pages_go_on_from_edge_to_edge(make_app, session, radweg, council):
    client = make_app(BETEILIGUNG_PAGE_SIZE=2).test_client()
    session.add_all([decision(radweg, council[0], title=f"Nr. {n}.", days=-n // 2) for n in range(5)])
    session.commit()
    address, seen = ONE, []
    while address:
        page = Page(client.get(address).text)
        seen += [n for n in range(5) if f"Nr. {n}." in page.text]
        address = next((a["href"] for a in page.all("a", rel="next")), None)

    assert sorted(seen) == [0, 1, 2, 3, 4]
    for edge in ("x", "2026-13-45-1", "2026-01-01-99999999999", "", "2026-01-01-1'"):
        assert client.get(f"{ONE}?nach={edge}").status_code == 200


@pytest.mark.parametrize("who", PERSONAS)
def test_decisions_of_drafts_and_archived_vorhaben_are_nowhere(app, client, session, hidden_away, council, who):
    for record in hidden_away:
        session.add(decision(record, council[0], condition("GEHEIME Auflage", days=-4), title="GEHEIMER Beschluss"))
    session.commit()
    log_in(app, PERSONAS[who])

    addresses = [ALL, ONE, f"{ONE}?stand=ueberfaellig", "/beteiligung/de/was-wurde-daraus", "/beteiligung/de/vorhaben"]
    addresses += ["/beteiligung/de/gremien", "/beteiligung/de/gremien/bv-1/sitzungen"]
    addresses += ["/beteiligung/de/gremien/bv-1/beschluesse/neu?q=geheim", "/beteiligung/de/verwaltung/auflagen"]
    for address in addresses:
        page = client.get(address).text.lower()
        assert "geheime" not in page.replace("geheim&", ""), address
    assert "1 Beschluss" not in client.get(ALL).text


def test_there_is_something_that_could_leak(client, session, radweg, council):
    session.add(decision(radweg, council[0], condition("GEHEIME Auflage", days=-4), title="GEHEIMER Beschluss"))
    session.commit()

    assert "geheime" in client.get(ONE).text.lower()


def test_the_vorhaben_says_it_in_easy_german_too(client, session, radweg, decided):
    radweg.texts.append(type(radweg.texts[0])(lang="de-simple", title="Ein Weg", summary="Der Weg kommt."))
    session.commit()

    page = client.get("/beteiligung/de-simple/vorhaben/radweg").text

    assert re.search(r'lang="de-simple" dir="auto">(<p>[^<]*</p>)*<p>Das ist gut.</p></div><p class="bt-small"', page)
    assert "Entwurf in einfacher Sprache." in Page(page).text.split("Das ist gut.")[1][:40]
    assert "Die Verwaltung baut den Radweg." not in page


@pytest.mark.parametrize(
    ("oparl", "words"),
    [
        (None, "Mit dem Ratsinformationssystem verknüpft."),
        ({"state": "unreachable", "facts": {"reference": "R 7"}}, "antwortet gerade nicht"),
        ({"state": "withdrawn"}, "zeigt diese Vorlage nicht mehr"),
        ({"state": "refused"}, "ließ sich nicht lesen"),
        ({"state": "found", "facts": {"reference": "R 7", "result": "mehrheitlich"}}, "R 7, mehrheitlich"),
        ("nonsense", "Mit dem Ratsinformationssystem verknüpft."),
    ],
)
def test_what_the_council_information_system_said(client, session, decided, oparl, words):
    decided.oparl_url, decided.oparl = "https://oparl.example/7", oparl
    session.commit()

    page = client.get("/beteiligung/de/vorhaben/radweg").text

    assert words in page
    assert "https://oparl.example/7" not in page


def test_the_page_for_people_is_linked(client, session, decided):
    decided.oparl_url = "https://oparl.example/7"
    decided.oparl = {"state": "found", "facts": {"web": "https://ris.example/vorlage/7"}}
    session.commit()

    assert Page(client.get(ONE).text).all("a", href="https://ris.example/vorlage/7")


def test_promise_and_decision_lead_to_each_other(client, decided):
    assert Page(client.get("/beteiligung/de/was-wurde-daraus").text).all("a", href=ALL)
    assert Page(client.get(ALL).text).all("a", href="/beteiligung/de/was-wurde-daraus")
    chapter = client.get("/beteiligung/de/was-wurde-daraus/mobilitaet").text
    assert "Der Radweg wird gebaut" in chapter
    assert Page(chapter).all("a", href=ONE)


def test_the_receipt_says_that_it_was_decided(client, session, radweg, decided):
    code = receipts.new()
    session.add(records.beitrag(radweg, receipt=receipts.digest(code)))
    session.commit()

    page = client.get("/beteiligung/de/quittung", query_string={"nummer": code})

    assert "BV Mitte: Angenommen" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "offen"),
        ({"status": Status.UNDERWAY}, "in Arbeit"),
        ({"status": Status.DONE}, "erfüllt"),
        ({"result": Result.REJECTED}, None),
        ({"task": Task.OPINION}, None),
    ],
)
def test_without_conditions_the_vorhaben_says_how_far_it_is(client, session, radweg, council, changes, said):
    fields = dict(changes)
    radweg.status = fields.pop("status", Status.DECIDED)
    session.add(decision(radweg, council[0], **fields))
    session.commit()

    page = Page(client.get(ONE).text)
    marks = [a["class"].rpartition("--")[2] for a in page.all("span") if "bt-status--" in a.get("class", "")]
    expected = {"offen": "angekuendigt", "in Arbeit": "umsetzung", "erfüllt": "fertig", None: None}[said]
    assert (marks[1:] or [None]) == [expected]


@pytest.mark.parametrize(
    "address", [ALL, ONE, "/beteiligung/de/was-wurde-daraus/mobilitaet", "/beteiligung/de/vorhaben/radweg"]
)
def test_many_decisions_cost_no_more_than_one(engine, make_app, session, radweg, council, address):
    client = make_app(BETEILIGUNG_PAGE_SIZE=100).test_client()
    counts, there = [], 0
    for many in (1, 3, 30):
        session.add_all([decision(radweg, council[0], condition(), condition(days=-1)) for _ in range(many - there)])
        session.commit()
        there = many
        client.get(address)
        with counted(engine) as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements))

    assert counts == [counts[0]] * 3
    assert counts[0] < 30


def test_the_tally_adds_up():
    both = queries.Tally(1, 1, 1, 1, 1, 1) + queries.Tally(2, 0, 0, 3, 0, 0)

    assert (both.decisions, both.late, both.conditions) == (3, 4, 7)
    assert both.share("done", "underway", "late", "open") == 100
    assert queries.Tally().share("done") == 0
