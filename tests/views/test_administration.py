"""The administration's desk: who may sit there, and what its pages show."""

import pytest

from beteiligung.vereinbarung import review
from beteiligung.vereinbarung.models import Review

from .. import records
from ..hosts import log_in
from ..pages import Page
from ..records import NOW
from .desk import DESK, decide, form_of, lay_out, many_clauses, page_of, stored

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "{{ 7*191 }} %(title)s %",
]
VERBS = ["ablehnen", "zusammenlegen", "teilen", "zuruecknehmen", "bezirke"]


@pytest.fixture
def clauses(session, bezirke):
    """Three clauses that wait for a look."""
    return lay_out(session)


@pytest.fixture
def desk(app, client, amt):
    """The administration's browser."""
    log_in(app, amt)
    return client


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
@pytest.mark.parametrize(("who", "status"), [(None, 403), ("anna", 403), ("kim", 403), ("bv", 403), ("amt", 200)])
def test_who_may_see_what(request, app, client, clauses, who, status, lang):
    log_in(app, request.getfixturevalue(who) if who else None)

    for path, found in (
        ("vereinbarung", 200),
        (f"zusagen/{clauses[0].id}", 200),
        ("zusagen", 302),
        ("zusagen/99999", 404),
    ):
        answer = client.get(f"/beteiligung/{lang}/verwaltung/{path}")
        assert answer.status_code == (403 if status == 403 else found), path
        assert ("Königsallee" in answer.text) == (status == 200 and path.startswith("zusagen/") and found == 200)
    assert (DESK.replace("/de/", f"/{lang}/") in client.get(f"/beteiligung/{lang}/vorhaben").text) == (status == 200)


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_who_may_decide_nothing(request, app, client, session, clauses, amt, who):
    log_in(app, amt)
    form = {**form_of(client, clauses[0]), "reason": "x", "other": clauses[1].id, "at": 33}
    log_in(app, request.getfixturevalue(who) if who else None)

    answers = [client.post(f"{page_of(clauses[0])}{verb}", data=form) for verb in ["", *(f"/{v}" for v in VERBS)]]

    assert {answer.status_code for answer in answers} == {403}
    assert stored(session, clauses[0]).review == Review.OPEN


def test_a_form_without_its_token_does_nothing(desk, session, clauses):
    for verb, data in [
        ("", {"title": "X"}),
        ("/ablehnen", {"reason": "x"}),
        ("/teilen", {"at": "33"}),
        ("/bezirke", {}),
    ]:
        assert desk.post(page_of(clauses[0]) + verb, data={"seen": "new", **data}).status_code == 400

    assert stored(session, clauses[0]).review == Review.OPEN


def test_the_way_leads_to_the_first_clause_that_waits(desk, session, clauses, amt):
    assert desk.get(f"{DESK}/zusagen").location == page_of(clauses[0])
    review.reject(session, clauses[0], amt, reason="x", seen="new", now=NOW)
    session.commit()
    assert desk.get(f"{DESK}/zusagen").location == page_of(clauses[1])


def test_and_back_to_the_overview_when_none_waits(desk, session, clauses, amt):
    for clause in clauses:
        review.reject(session, clause, amt, reason="x", seen="new", now=NOW)
    session.commit()

    answer = desk.get(f"{DESK}/zusagen", follow_redirects=True)

    assert answer.request.path == f"{DESK}/vereinbarung"
    assert "Alle Zusagen sind durchgesehen." in Page(answer.text).text


def test_the_page_shows_clause_and_neighbours(desk, clauses):
    page = Page(desk.get(page_of(clauses[1])).text)

    assert "Busse fahren öfter." in page.text
    assert page.all("a", rel="prev")[0]["href"] == page_of(clauses[0])
    assert page.all("a", rel="next")[0]["href"] == page_of(clauses[2])
    assert {a["value"] for a in page.all("option")} == {str(clauses[0].id), str(clauses[2].id)}


def test_an_empty_agreement(desk, session):
    assert desk.get(f"{DESK}/vereinbarung").status_code == 200
    assert desk.get(f"{DESK}/zusagen").status_code == 302


@pytest.mark.parametrize(("verb", "status"), [("veroeffentlichen", 404), ("", 404), ("ABLEHNEN", 404)])
def test_other_decisions_do_not_exist(desk, clauses, verb, status):
    assert decide(desk, clauses[0], verb).status_code == status


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999", "x", "-1"])
def test_other_clauses_do_not_exist(desk, clauses, number):
    form = form_of(desk, clauses[0], reason="x")

    assert desk.get(f"{DESK}/zusagen/{number}").status_code == 404
    for verb in VERBS:
        assert desk.post(f"{DESK}/zusagen/{number}/{verb}", data=form).status_code == 404


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_is_typed_is_shown_as_text(app, desk, session, clauses, payload):
    typed = {"title": payload, "office": payload, "places": payload}
    desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0], **typed))
    decide(desk, clauses[1], "ablehnen", reason=payload)
    clause = stored(session, clauses[0])
    clause.chapter = clause.text = payload
    session.commit()

    pages = [desk.get(page_of(c)) for c in clauses] + [
        desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0], title=payload, end="x")),
        desk.get(f"{DESK}/vereinbarung"),
        desk.get("/beteiligung/de/was-wurde-daraus"),
        desk.get("/beteiligung/de/was-wurde-daraus/mobilitaet"),
    ]

    for answer in pages:
        assert answer.status_code in (200, 400)
        assert list(Page(answer.text).live()) == []
        assert "1337" not in answer.text
    assert sum(payload in Page(answer.text).text for answer in pages) >= 5


def test_coverage_counts_what_the_promises_have(desk, session, clauses):
    session.add(records.vorhaben("da", "Ist da", clause=clauses[1], office="Verkehrsamt"))
    session.commit()

    page = Page(desk.get(f"{DESK}/vereinbarung").text)

    assert "3 Zusagen wurden automatisch gelesen und warten auf einen Blick." in page.text
    cells = [a["data-label"] for a in page.all("td", role="cell")]
    assert len(cells) == 10
    assert "Mobilität 3 1 2 1 2" in page.text
    links = {a.get("href") for a in page.all("a")}
    assert {page_of(clauses[0]), page_of(clauses[2])} <= links
    assert page_of(clauses[1]) not in links


@pytest.mark.parametrize("address", [f"{DESK}/vereinbarung", "clause"])
def test_the_same_number_of_questions_for_any_number_of_clauses(desk, engine, counted, address):
    sizes = []
    for many in (1, 30, 300):
        number = many_clauses(engine, many)
        path = f"{DESK}/zusagen/{number}" if address == "clause" else address
        desk.get(path)
        with counted() as statements:
            assert desk.get(path).status_code == 200
        sizes.append(len(statements))

    assert sizes == [sizes[0]] * 3
    assert sizes[0] < 25
