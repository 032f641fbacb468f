from datetime import date

from sqlalchemy import func, select

from beteiligung.vorhaben import actions, queries
from beteiligung.vorhaben.models import Precision, Publication, Status, Vorhaben

from .. import records
from ..records import NOW


def drafts(session, agreement):
    session.add(agreement)
    session.flush()
    made = actions.draft_from_clauses(session, agreement, now=NOW)
    session.commit()
    return made, session.scalars(select(Vorhaben).order_by(Vorhaben.clause_id)).all()


def test_every_clause_becomes_one_draft(session):
    made, found = drafts(session, records.vereinbarung("Wir bauen Wege.", "Wir pflanzen Bäume."))

    assert made == 2
    assert [v.slug for v in found] == ["wir-bauen-wege", "wir-pflanzen-baeume"]
    assert {v.publication for v in found} == {Publication.DRAFT}
    assert {v.status for v in found} == {Status.ANNOUNCED}
    assert found[0].texts[0].summary == "Wir bauen Wege."
    assert found[0].history[0].on == date(2020, 10, 29)
    assert actions.count_drafts(session) == 2


def test_a_second_time_makes_no_more(session):
    agreement = records.vereinbarung("Wir bauen Wege.", "Wir pflanzen Bäume.")
    drafts(session, agreement)

    assert actions.draft_from_clauses(session, agreement, now=NOW) == 0
    assert session.scalar(select(func.count(Vorhaben.id))) == 2


def test_what_staff_changed_stays(session):
    agreement = records.vereinbarung("Wir bauen Wege.")
    _, (draft,) = drafts(session, agreement)
    draft.publication, draft.slug = Publication.PUBLISHED, "eigener-name"
    session.commit()

    assert actions.draft_from_clauses(session, agreement, now=NOW) == 0
    assert session.scalars(select(Vorhaben.slug)).all() == ["eigener-name"]


def test_the_same_title_twice_gets_two_names(session):
    agreement = records.vereinbarung("Wir bauen Wege.", "Wir bauen Wege!")
    for clause in agreement.clauses:
        clause.title = "Wege"

    _, found = drafts(session, agreement)

    assert [v.slug for v in found] == ["wege", "wege-2"]


def test_a_deadline_becomes_the_end(session):
    agreement = records.vereinbarung("Bis 2023.", "Bis Mai.", "Irgendwann.")
    agreement.clauses[0].deadlines = [{"to": "2023-12-31"}]
    agreement.clauses[1].deadlines = [{"from": "2022-01-01"}, {"to": "2022-05-31"}]

    _, found = drafts(session, agreement)

    assert [(v.end_on, v.end_precision) for v in found] == [
        (date(2023, 1, 1), Precision.YEAR),
        (date(2022, 5, 31), Precision.DAY),
        (None, None),
    ]


def test_the_search_follows_a_change(session, radweg):
    radweg.texts[0].title = "Fußgängerbrücke"
    actions.refresh_search(radweg)
    session.commit()

    found = session.scalars(queries.published(queries.Filters(text="Fußgängerbrücke"), now=NOW)).all()
    assert found == [radweg]
