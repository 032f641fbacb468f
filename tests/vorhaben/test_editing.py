from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from beteiligung.errors import Conflict, NotAllowed, RuleBroken
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben import desk, editing
from beteiligung.vorhaben.models import CostPrecision, Precision, Publication, Status, Version, Vorhaben
from beteiligung.vorhaben.snapshot import snapshot, stamp
from beteiligung.vorhaben.when import When

from ..records import NOW

GERMAN = {"title": "Teich", "summary": "Ein Teich.", "goal": "Kühle", "affected": "Nachbarn", "description": ""}
WHOLE = {
    "texts": {"de": GERMAN},
    "topic": "Klima",
    "office": "Amt für Grün",
    "no_participation_reason": "Pflichtaufgabe.",
}


def edit(session, vorhaben, person, values, **more):
    fields = {"seen": stamp(vorhaben), "now": NOW, **more}
    editing.edit(session, vorhaben, person, values, **fields)
    session.commit()


def versions(session, vorhaben):
    return session.scalars(select(Version).where(Version.vorhaben_id == vorhaben.id).order_by(Version.number)).all()


def found(session, text):
    """What staff find by these words."""
    return [vorhaben.slug for vorhaben in session.scalars(desk.tray("alle", text, (), today=NOW.date()))]


def test_a_new_one_is_a_draft_and_has_a_first_version(session, amt):
    made = editing.create(session, amt, WHOLE, now=NOW)
    session.commit()

    assert (made.publication, made.status, made.slug, made.topic_slug) == ("draft", "announced", "teich", "klima")
    assert made.is_citywide
    assert [(v.number, v.is_public, v.snapshot["text.de.title"]) for v in versions(session, made)] == [
        (1, False, "Teich")
    ]
    assert found(session, "teiche") == ["teich"]


def test_two_of_one_name_have_two_addresses(session, amt):
    assert [editing.create(session, amt, WHOLE, now=NOW).slug for _ in range(2)] == ["teich", "teich-2"]


@pytest.mark.parametrize("who", ["anna", "kim", "bv"])
def test_only_the_administration_may(request, session, radweg, who):
    person, before = request.getfixturevalue(who), snapshot(radweg)
    seen = stamp(radweg)

    for do in (
        lambda: editing.create(session, person, WHOLE, now=NOW),
        lambda: editing.edit(session, radweg, person, WHOLE, seen=seen, now=NOW),
        lambda: editing.publish(session, radweg, person, seen=seen, now=NOW, check_days=91),
        lambda: editing.archive(session, radweg, person, seen=seen, now=NOW),
        lambda: editing.check(session, radweg, person, seen=seen, now=NOW, check_days=91),
    ):
        with pytest.raises(NotAllowed):
            do()
    assert snapshot(radweg) == before


@pytest.mark.parametrize("lacking", ["title", "summary", "goal", "affected", "office", "no_participation_reason"])
def test_nothing_is_published_that_lacks_what_the_public_must_know(session, amt, lacking):
    values = {**WHOLE, "texts": {"de": dict(GERMAN)}}
    (values["texts"]["de"] if lacking in GERMAN else values)[lacking] = ""
    made = editing.create(session, amt, values, now=NOW)

    with pytest.raises(RuleBroken):
        editing.publish(session, made, amt, seen=stamp(made), now=NOW, check_days=91)

    assert made.publication == Publication.DRAFT


def test_times_to_take_part_do_instead_of_a_reason(session, amt):
    offer = {"no_participation_reason": None, "open_from": NOW, "open_until": NOW + timedelta(days=9)}
    made = editing.create(session, amt, {**WHOLE, **offer}, now=NOW)

    editing.publish(session, made, amt, seen=stamp(made), now=NOW, check_days=91)

    assert made.is_open(NOW + timedelta(days=1))


def test_publishing_counts_as_a_check_for_a_quarter(session, amt):
    made = editing.create(session, amt, WHOLE, now=NOW)
    editing.publish(session, made, amt, seen=stamp(made), now=NOW, check_days=91)
    session.commit()

    assert (made.published_at, made.checked_on, made.next_check_on) == (NOW, date(2026, 3, 1), date(2026, 5, 31))
    assert [v.is_public for v in versions(session, made)] == [False, True]


def test_archived_and_published_again_it_keeps_its_first_day(session, radweg, amt):
    radweg.published_at = NOW - timedelta(days=9)
    session.commit()
    editing.archive(session, radweg, amt, seen=stamp(radweg), now=NOW)
    assert radweg.publication == Publication.ARCHIVED


def test_an_old_stamp_changes_nothing(session, radweg, amt):
    seen = stamp(radweg)
    edit(session, radweg, amt, {"office": "Tiefbauamt"})

    with pytest.raises(Conflict):
        editing.edit(session, radweg, amt, {"office": "Grünflächenamt"}, seen=seen, now=NOW)

    session.rollback()
    assert radweg.office == "Tiefbauamt"


def test_a_check_does_not_disturb_who_is_writing(session, radweg, amt):
    seen = stamp(radweg)
    editing.check(session, radweg, amt, seen=seen, now=NOW, check_days=30)

    editing.edit(session, radweg, amt, {"office": "Tiefbauamt"}, seen=seen, now=NOW)

    assert (radweg.office, radweg.next_check_on) == ("Tiefbauamt", date(2026, 3, 31))


def test_two_at_the_same_moment_one_of_them_is_told(engine, session, radweg, amt):
    seen, number, both, said = stamp(radweg), radweg.id, Barrier(2), []

    def save(office):
        with Session(engine) as mine:
            vorhaben = mine.get(Vorhaben, number)
            snapshot(vorhaben)
            mine.rollback()
            both.wait()
            mine.connection(execution_options={"beteiligung_writes": True})
            try:
                editing.edit(
                    mine, mine.get(Vorhaben, number, with_for_update=True), amt, {"office": office}, seen=seen, now=NOW
                )
                mine.commit()
                said.append("saved")
            except Conflict:
                mine.rollback()
                said.append("conflict")

    threads = [Thread(target=save, args=(name,)) for name in ("Amt A", "Amt B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    session.rollback()

    assert sorted(said) == ["conflict", "saved"]
    assert [v.number for v in versions(session, radweg)] == [1, 2]


def test_a_time_changes_only_with_a_reason(session, radweg, amt):
    with pytest.raises(RuleBroken):
        edit(session, radweg, amt, {"end": When.parse("2028")})
    session.rollback()
    assert radweg.end_on is None

    edit(session, radweg, amt, {"end": When.parse("2028")}, reason="Erst jetzt bekannt.")

    [change] = radweg.changes
    assert (change.field, change.old, change.new, change.reason) == ("end", None, "2028", "Erst jetzt bekannt.")


def test_a_later_end_is_a_delay_and_the_first_end_is_kept(session, radweg, amt):
    for end in ("2027", "2028-Q2", "2029"):
        edit(session, radweg, amt, {"end": When.parse(end)}, reason=f"Grund {end}")

    assert (radweg.end_first, radweg.end_first_precision) == (date(2027, 1, 1), Precision.YEAR)
    assert radweg.delay_reason == "Grund 2029"
    assert [(c.old, c.new) for c in radweg.changes] == [(None, "2027"), ("2027", "2028-Q2"), ("2028-Q2", "2029")]


def test_an_earlier_end_is_none(session, radweg, amt):
    for end in ("2028", "2027"):
        edit(session, radweg, amt, {"end": When.parse(end)}, reason="Schneller")

    assert radweg.end_first is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cost_amount": 5_000_000_000, "cost_precision": CostPrecision.ROUGH, "cost_source": "Kämmerei"}, "cost"),
        ({"places": []}, "places"),
        ({"bezirke": [2]}, "bezirke"),
        ({"start_actual": When.parse("2026-02")}, "start_actual"),
    ],
)
def test_cost_and_places_too(session, radweg, amt, values, field):
    edit(session, radweg, amt, values, reason="Neuer Stand")

    assert [change.field for change in radweg.changes] == [field]


def test_a_draft_changes_freely_and_tells_nobody(session, amt):
    made = editing.create(session, amt, WHOLE, now=NOW)
    session.commit()
    edit(session, made, amt, {"end": When.parse("2028"), "cost_amount": 5})

    assert (made.changes, made.cost_amount) == ([], 5)


def test_each_status_has_its_followers_and_needs_a_reason(session, radweg, amt):
    radweg.status = Status.ANNOUNCED
    session.commit()
    for status, reason in ((Status.DONE, "fertig"), (Status.PREPARATION, "")):
        with pytest.raises(RuleBroken):
            edit(session, radweg, amt, {}, status=status, status_reason=reason)
        session.rollback()

    edit(session, radweg, amt, {}, status=Status.PREPARATION, status_reason="Gutachten bestellt.")

    assert radweg.status == Status.PREPARATION
    last = radweg.history[-1]
    assert (last.status, last.on, last.reason) == (Status.PREPARATION, NOW.date(), "Gutachten bestellt.")


def test_what_is_public_stays_complete(session, radweg, amt):
    german = {"title": "Radweg", "summary": "", "goal": "", "affected": "", "description": ""}
    with pytest.raises(RuleBroken):
        edit(session, radweg, amt, {"texts": {"de": german}})


def test_the_first_edit_keeps_what_was_there_before(session, radweg, amt):
    edit(session, radweg, amt, {"office": "Tiefbauamt"})

    assert [(v.number, v.is_public, v.snapshot["office"]) for v in versions(session, radweg)] == [
        (1, True, None),
        (2, True, "Tiefbauamt"),
    ]


def test_everything_that_was_written_stands_there(session, radweg, bezirke, amt):
    terms = [Term(kind=Kind.SDG, slug="sdg-13", name="Klima", number=13), Term(kind=Kind.TAG, slug="rad", name="Rad")]
    session.add_all(terms)
    session.commit()
    shape = {"type": "LineString", "coordinates": [[7.2, 51.4], [7.3, 51.5], [7.4, 51.6]]}
    kept = radweg.places[0].id
    values = {
        "texts": {"de": {**GERMAN, "title": "Neu"}, "en": {**GERMAN, "title": "New"}},
        "places": [{"id": kept, "words": "Hier", "lat": 51.4, "lon": 7.2}, {"words": "Dort", "geometry": shape}],
        "bezirke": [2, 1],
        "terms": [term.id for term in terms],
        "open_points": ["Farbe"],
        "fixed_points": [{"what": "Ort", "why": "Leitungen"}],
        "next_step": "Sitzung",
        "next_step_on": When.parse("2027-Q3"),
        "open_until": datetime(2027, 1, 1, tzinfo=UTC),
    }
    edit(session, radweg, amt, values, reason="Ergänzt")
    session.expire_all()

    stands = editing.values_of(radweg)
    assert {name: stands[name] for name in ("terms", "open_points", "fixed_points", "next_step_on")} == {
        name: sorted(values[name]) if name == "terms" else values[name]
        for name in ("terms", "open_points", "fixed_points", "next_step_on")
    }
    assert (stands["bezirke"], stands["texts"]["en"]["title"]) == ([1, 2], "New")
    assert [(p["id"] == kept, p["words"], p["lat"], p["lon"]) for p in stands["places"]] == [
        (True, "Hier", 51.4, 7.2),
        (False, "Dort", 51.5, 7.3),
    ]
    assert found(session, "kühle") == ["radweg"]
    assert found(session, "Klima") == ["radweg"]


def test_values_of_changes_nothing(session, radweg, amt):
    before = snapshot(radweg)

    edit(session, radweg, amt, editing.values_of(radweg))

    assert snapshot(radweg) == before
    assert radweg.changes == []


def test_a_text_without_a_title_goes_but_german_stays(session, radweg, amt):
    edit(session, radweg, amt, {"texts": {"en": {**GERMAN, "title": "Path"}}})
    edit(session, radweg, amt, {"texts": {"en": {**GERMAN, "title": ""}}})

    assert [text.lang for text in radweg.texts] == ["de"]


def test_a_preview_stores_nothing(session, radweg):
    told = editing.preview(session, radweg, {**WHOLE, "places": []})

    assert (told["text.de.title"], told["places"]) == ("Teich", [])
    session.expire_all()
    assert radweg.texts[0].title == "Radweg Königsallee"
    assert len(radweg.places) == 1


def test_further_promises_count_in_the_coverage(session, radweg, amt):
    from beteiligung.vorhaben import coverage

    from .. import records

    agreement = records.vereinbarung("Wir bauen A.", "Wir bauen B.", title="Zweite")
    session.add(agreement)
    session.commit()
    ids = [radweg.clause_id, agreement.clauses[1].id]

    edit(session, radweg, amt, {"clauses": ids})

    assert [bool(p.vorhaben) for p in coverage.promises(session, today=NOW.date())] == [True, False, True]
