"""What a decision on a clause does: accept, correct, reject, merge, split, take back, and being too late."""

import pytest
from sqlalchemy import select

from beteiligung import Person
from beteiligung.roles import ADMINISTRATION
from beteiligung.vereinbarung import review
from beteiligung.vereinbarung.models import Clause, Review
from beteiligung.vorhaben.models import Publication, Vorhaben

from ..hosts import log_in
from ..pages import Page
from ..records import NOW
from .desk import DESK, TWO, decide, form_of, lay_out, page_of, stored


@pytest.fixture
def clauses(session, bezirke):
    """Three clauses that wait for a look."""
    return lay_out(session)


@pytest.fixture
def desk(app, client, amt):
    """The administration's browser."""
    log_in(app, amt)
    return client


def test_accept(desk, session, clauses):
    answer = desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0]))

    assert (answer.status_code, answer.location) == (303, f"{DESK}/zusagen")
    clause = stored(session, clauses[0])
    assert (clause.review, clause.reviewed_by, clause.corrected) == (Review.ACCEPTED, "Amt für Grün", {})


def test_correct_and_the_read_value_stays_visible(desk, session, clauses):
    typed = {
        "title": " Radweg Süd ",
        "places": "Südring ; ; Park",
        "start": "2026-01-01",
        "end": "2028-06-30",
        "office": " Bauamt ",
    }

    assert desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0], **typed)).status_code == 303

    clause = stored(session, clauses[0])
    assert clause.corrected == {
        "title": "Radweg Süd", "places": ["Südring", "Park"], "office": "Bauamt",
        "deadlines": [{"from": "2026-01-01", "to": "2028-06-30"}],
    }  # fmt: skip
    page = Page(desk.get(page_of(clause)).text)
    shown = {a["name"]: a["value"] for a in page.all("input") if a.get("name") in typed}
    assert shown == {
        "title": "Radweg Süd",
        "places": "Südring; Park",
        "start": "2026-01-01",
        "end": "2028-06-30",
        "office": "Bauamt",
    }
    for read in (clause.title, "Königsallee", "2027-12-31"):
        assert f"Automatisch gelesen: {read}" in page.text
    draft = session.scalars(select(Vorhaben).where(Vorhaben.clause_id == clause.id)).one()
    assert (draft.texts[0].title, draft.office) == ("Radweg Süd", "Bauamt")


def test_what_was_corrected_stays_when_it_is_accepted_again(desk, session, clauses):
    desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0], title="Radweg Süd"))

    desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0]))

    assert stored(session, clauses[0]).corrected == {"title": "Radweg Süd"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "  \r\n"}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"places": "x" * 501}, "places"),
        ({"office": "x" * 161}, "office"),
        ({"start": "morgen"}, "start"),
        ({"end": "2027-02-31"}, "end"),
        ({"end": "2027-13-01"}, "end"),
        ({"end": "0000-01-01"}, "end"),
        ({"end": "20270101"}, "end"),
        ({"end": "2027-W05-1"}, "end"),
        ({"end": "٢٠٢٧-٠١-٠١"}, "end"),
        ({"start": "2027-09-01", "end": "2027-08-31"}, "end"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, session, clauses, wrong, field):
    typed = {"title": "Mein Titel", "places": "Mein Ort", "office": "Mein Amt", **wrong}

    answer = desk.post(page_of(clauses[0]), data=form_of(desk, clauses[0], **typed))

    assert answer.status_code == 400
    page = Page(answer.text)
    assert [a["name"] for a in page.all("input", aria_invalid="true")] == [field]
    assert f"#{field}" in {a.get("href") for a in page.all("a")}
    assert page.text.startswith("Fehler:")
    for name, value in typed.items():
        assert page.all("input", name=name)[0]["value"] == value.replace("\r\n", "\n")
    assert stored(session, clauses[0]).review == Review.OPEN


def test_reject(desk, session, clauses):
    answer = decide(desk, clauses[0], "ablehnen", reason=" Das war\r\nschon. ")

    assert (answer.status_code, answer.location) == (303, f"{DESK}/zusagen")
    clause = stored(session, clauses[0])
    assert (clause.review, clause.review_reason) == (Review.REJECTED, "Das war\nschon.")
    assert "Das war" in Page(desk.get(page_of(clause)).text).text
    assert (
        session.scalars(select(Vorhaben.publication).where(Vorhaben.clause_id == clause.id)).one()
        == Publication.ARCHIVED
    )


@pytest.mark.parametrize("reason", ["", "  \r\n", "x" * 501])
def test_a_rejection_needs_a_reason_and_what_was_typed_stays(desk, session, clauses, reason):
    answer = decide(desk, clauses[0], "ablehnen", reason=reason)

    assert answer.status_code == 400
    page = Page(answer.text)
    assert page.all("textarea", name="reason", aria_invalid="true")
    assert page.all("details", id="ablehnen", open="")
    assert reason.strip() in answer.text
    assert page.text.startswith("Fehler:")
    assert stored(session, clauses[0]).review == Review.OPEN


def test_merge(desk, session, clauses):
    answer = decide(desk, clauses[0], "zusammenlegen", other=clauses[1].id)

    assert answer.status_code == 303
    clause = stored(session, clauses[0])
    assert (clause.review, clause.merged_into_id) == (Review.MERGED, clauses[1].id)
    assert page_of(clauses[1]) in {a.get("href") for a in Page(desk.get(page_of(clause)).text).all("a")}


@pytest.mark.parametrize("other", ["", "x", "99999", "own", "9" * 30])
def test_merging_with_what_is_not_offered(desk, session, clauses, other):
    answer = decide(desk, clauses[0], "zusammenlegen", other=clauses[0].id if other == "own" else other)

    assert answer.status_code == 400
    assert stored(session, clauses[0]).review == Review.OPEN


def test_split(desk, session, clauses):
    answer = decide(desk, clauses[0], "teilen", at=TWO.index("Danach"))

    assert (answer.status_code, answer.location) == (303, page_of(clauses[0]))
    parts = session.scalars(select(Clause).where(Clause.split_from_id == clauses[0].id).order_by(Clause.start)).all()
    assert [p.quotation for p in parts] == ["Wir bauen bis 2027 einen Radweg.", "Danach pflanzen wir Bäume."]
    assert desk.get(f"{DESK}/zusagen").location == page_of(parts[0])
    assert "Zurücknehmen" not in desk.get(page_of(clauses[0])).text


@pytest.mark.parametrize("at", ["", "x", "5", "-1", None])
def test_splitting_where_nothing_can_be_split(desk, session, clauses, at):
    answer = decide(desk, clauses[0], "teilen", **({} if at is None else {"at": at}))

    assert answer.status_code == 400
    assert stored(session, clauses[0]).review == Review.OPEN


def test_take_back(desk, session, clauses):
    decide(desk, clauses[0], "ablehnen", reason="Versehen")

    answer = decide(desk, clauses[0], "zuruecknehmen")

    assert answer.location == page_of(clauses[0])
    assert stored(session, clauses[0]).review == Review.OPEN
    assert (
        session.scalars(select(Vorhaben.publication).where(Vorhaben.clause_id == clauses[0].id)).one()
        == Publication.DRAFT
    )


def test_one_vorhaben_for_each_stadtbezirk(desk, session, clauses):
    assert "bezirke" in {
        a["action"].rsplit("/", 1)[-1]
        for a in Page(desk.get(page_of(clauses[2])).text).all("form", method="post")
        if a.get("action")
    }

    for _again in range(2):
        assert decide(desk, clauses[2], "bezirke").status_code == 303

    children = session.scalars(select(Vorhaben).where(Vorhaben.parent_id.is_not(None))).all()
    assert sorted(b.number for child in children for b in child.bezirke) == [1, 2]
    assert not [
        a for a in Page(desk.get(page_of(clauses[0])).text).all("form") if a.get("action", "").endswith("/bezirke")
    ]


@pytest.mark.parametrize(("verb", "typed"), [("", {"title": "Mein Titel"}), ("/ablehnen", {"reason": "Mein Grund"})])
def test_who_was_too_late_is_told_so_keeps_the_words_and_can_send_again(desk, session, clauses, verb, typed):
    form = {**form_of(desk, clauses[0]), **typed}
    review.accept(
        session,
        clauses[0],
        Person("x", "Robin", frozenset({ADMINISTRATION})),
        values={"title": "Fremd"},
        seen="new",
        now=NOW,
    )
    session.commit()

    answer = desk.post(page_of(clauses[0]) + verb, data=form)

    assert answer.status_code == 409
    page = Page(answer.text)
    assert "Robin" in page.text
    assert next(iter(typed.values())) in answer.text
    assert stored(session, clauses[0]).value("title") == "Fremd"
    seen = {a["id"]: a["value"] for a in page.all("input", name="seen")}
    assert set(seen.values()) == {review.stamp(stored(session, clauses[0]))}
    assert desk.post(page_of(clauses[0]) + verb, data={**form, "seen": seen["seen-accept"]}).status_code == 303


def test_two_decisions_at_once_wait_for_each_other(app, desk, counted, clauses, engine):
    """SQLite lets only one write at a time; PostgreSQL must be asked to lock the clause."""
    form = form_of(desk, clauses[0])
    with counted() as statements:
        desk.post(page_of(clauses[0]), data=form)

    if engine.dialect.name == "postgresql":
        assert any("FOR UPDATE" in one for one in statements)
    else:
        assert "BEGIN IMMEDIATE" in statements
