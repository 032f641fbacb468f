import json

import pytest
from sqlalchemy import select

from beteiligung.gremium.models import Gremium

GOOD = {"slug": "bv-1", "kind": "bezirksvertretung", "name": "BV Mitte", "bezirk": 1}


@pytest.fixture
def run(app, bezirke):
    return lambda *args: app.test_cli_runner().invoke(args=["beteiligung", "gremien", *map(str, args)])


def stored(session):
    session.rollback()
    return {body.slug: body for body in session.scalars(select(Gremium))}


def test_bodies_are_made_from_the_bezirke_once(run, session):
    assert "3" in run("from-bezirke").output
    assert "0" in run("from-bezirke").output
    assert set(stored(session)) == {"bv-1", "bv-2", "rat"}


def test_a_file_updates_what_is_there(run, session, tmp_path):
    run("from-bezirke")
    file = tmp_path / "gremien.json"
    council = {
        "slug": "umwelt",
        "kind": "committee",
        "name": "Umweltausschuss",
        "oparl_url": "https://x.example/%C3%A4",
    }
    file.write_text(json.dumps([GOOD, council]), encoding="utf-8")

    assert run("import", file).exit_code == 0
    assert run("import", file).exit_code == 0

    assert stored(session)["bv-1"].name == "BV Mitte"
    assert stored(session)["umwelt"].oparl_url == "https://x.example/%C3%A4"
    assert len(stored(session)) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        "no json",
        "{}",
        "[]",
        "[1]",
        [{**GOOD, "slug": "BV 1"}],
        [{**GOOD, "name": " "}],
        [{**GOOD, "name": "a\x00b"}],
        [{**GOOD, "kind": "king"}],
        [{**GOOD, "kind": ["council"]}],
        [{**GOOD, "bezirk": 9}],
        [{**GOOD, "bezirk": "1"}],
        [{**GOOD, "bezirk": True}],
        [{**GOOD, "kind": "council"}],
        [{**GOOD, "more": 1}],
        [{**GOOD, "web_url": "http://x.example"}],
        [GOOD, GOOD],
        [GOOD, {**GOOD, "slug": "bv-9"}],
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(run, session, tmp_path, wrong):
    file = tmp_path / "gremien.json"
    file.write_text(wrong if isinstance(wrong, str) else json.dumps(wrong), encoding="utf-8")

    answer = run("import", file)

    assert answer.exit_code == 2
    assert answer.output.startswith("Error:") and answer.output.count("\n") == 1
    assert stored(session) == {}


def test_without_a_file_one_line(run):
    assert run("import", "/gibt/es/nicht.json").exit_code == 2
