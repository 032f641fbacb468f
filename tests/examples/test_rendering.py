"""The demonstration's short words in other languages: told by their German words, once, and never over a person's."""

import json

import pytest
from sqlalchemy import select

from beteiligung.rendition import worklist
from beteiligung.rendition.models import Rendition
from beteiligung.rendition.things import SHORT, by_name, thing
from beteiligung.vorhaben.worklist import Lack
from examples.portal.rendering import render

from .. import records

FILES = {
    "en": {
        "Beschlossen": "Decided",
        "Bau beginnt": "Building begins",
        "Breite": "Width",
        "Weg": "Way",
        "Eng": "Narrow",
    },
    "de-simple": {"Beschlossen": "Das ist beschlossen."},
    "tr": {"Niemand": "x"},
}


@pytest.fixture
def folder(tmp_path):
    for lang, words in FILES.items():
        (tmp_path / f"{lang}.json").write_text(json.dumps(words), encoding="utf-8")
    return tmp_path


@pytest.fixture
def plan(session, radweg):
    radweg.next_step, radweg.open_points = "Bau beginnt", ["Breite"]
    radweg.fixed_points = [{"what": "Weg", "why": "Eng"}]
    session.commit()
    return radweg


def told(session):
    session.expire_all()
    return {(row.thing, row.lang): row for row in session.scalars(select(Rendition))}


def test_each_word_that_a_file_knows_is_told_once(session, plan, folder):
    step = f"status_change:{plan.history[0].id}"
    short = f"short:{plan.id}"
    assert render(session, [plan.slug], folder, records.NOW) == 3
    assert render(session, [plan.slug], folder, records.NOW) == 0

    rows = told(session)
    assert rows.keys() == {(step, "en"), (step, "de-simple"), (short, "en")}
    assert rows[short, "en"].words == {
        "next_step": "Building begins",
        "open_points.0": "Width",
        "fixed_points.0": "Way",
        "fixed_points.0.why": "Narrow",
    }
    assert rows[step, "en"].status_change_id == plan.history[0].id
    for row in rows.values():
        assert row.follows == by_name(session, row.thing).fingerprint
        assert (row.origin, row.author, row.written_at) == ("written", "Demonstration", records.NOW)
    assert worklist.numbers(session, "en", worklist.BRIEF)[Lack.OLDER] == 0


def test_what_is_missing_stands_on_the_work_list(session, plan, folder):
    plan.delay_reason = "Frost"
    render(session, [plan.slug], folder, records.NOW)

    row = told(session)[f"short:{plan.id}", "en"]
    assert "delay_reason" not in row.words
    assert not row.is_behind(thing(plan, SHORT).words, "next_step")
    assert worklist.numbers(session, "en", worklist.BRIEF)[Lack.OLDER] == 1


def test_what_a_person_told_stays_and_others_are_left_alone(session, plan, folder):
    other = records.vorhaben("anders", "Anders", next_step="Bau beginnt")
    mine = {"lang": "en", "vorhaben_id": plan.id, "words": {"next_step": "Mine"}, "written_at": records.NOW}
    session.add_all([other, Rendition(thing=f"short:{plan.id}", **mine)])
    session.commit()
    render(session, [plan.slug], folder, records.NOW)

    rows = told(session)
    assert rows[f"short:{plan.id}", "en"].words == {"next_step": "Mine"}
    assert (f"short:{other.id}", "en") not in rows


def test_without_files_nothing_is_told(session, plan, tmp_path):
    assert render(session, [plan.slug], tmp_path, records.NOW) == 0
