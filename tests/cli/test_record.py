"""``terms import`` and ``overdue``: what stands in the terminal."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from beteiligung.naming import queries as names
from beteiligung.naming.models import Name, Subject
from beteiligung.term.models import Kind, Term

from .. import records

BOCHUM = Path(__file__).parents[2] / "examples" / "bochum"
SHIPPED = BOCHUM / "terms.json"
TOPICS = BOCHUM / "topics.json"
OTHERS = {"en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "fr"}
"""The languages of the demonstration in which every name must stand; easy German may be the German one."""


@pytest.fixture
def run(app):
    """``run("terms", "import", …)``: one command, as typed."""
    return lambda *words: app.test_cli_runner().invoke(args=["beteiligung", *map(str, words)])


def test_the_shipped_terms(run, session):
    for _ in range(2):
        done = run("terms", "import", SHIPPED)
        assert done.exit_code == 0, done.output

    kinds = dict(session.execute(select(Term.kind, func.count()).group_by(Term.kind)).all())
    assert (kinds[Kind.SDG], kinds[Kind.STRATEGY]) == (17, 5)


def test_the_goals_of_the_united_nations_have_names_in_every_language(run, session):
    run("terms", "import", SHIPPED)

    goals = names.everything(session)
    for number in range(1, 18):
        known = dict(goals.others(Subject.TERM, f"sdg-{number}"))
        assert known.keys() == OTHERS | {"de-simple"}
        assert len(set(known.values())) > 6


def test_the_shipped_topics_are_those_of_the_agreement(run, session):
    headings = re.findall(r"^## (.+)$", (BOCHUM / "vereinbarung.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = json.loads(TOPICS.read_text(encoding="utf-8"))
    run("import", BOCHUM / "vereinbarung.md")

    done = run("topics", "import", TOPICS)

    assert (done.exit_code, done.stderr) == (0, "")
    assert list(told) == headings
    assert [name for name, one in told.items() if OTHERS - one.keys()] == []
    assert names.everything(session).said(Subject.TOPIC, "klima-umwelt-und-natur", "x", "uk").name.startswith("Клімат")
    assert [name for name, one in told.items() if one.get("de-simple") == name] == [], "only where it differs"


def test_a_topic_that_no_vorhaben_has_is_kept_and_said(run, session, tmp_path, radweg):
    file = tmp_path / "x.json"
    file.write_text('{"Mobilität": {"tr": "Ulaşım"}, "Mobilitet": {"tr": "Ulasim"}}')

    done = run("topics", "import", file)

    assert done.exit_code == 0
    assert done.stderr.strip().endswith(": mobilitet")


@pytest.mark.parametrize("content", [None, "", "[]", '{"Mobilität": {"tr": "Ulaşım"}, "Kunst": {"xxxx": ""}}'])
def test_wrong_names_of_topics_are_one_line(run, session, tmp_path, content):
    file = tmp_path / "x.json"
    if content is not None:
        file.write_text(content)

    done = run("topics", "import", file)

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert session.scalars(select(Name)).all() == []


@pytest.mark.parametrize("content", [None, "", "[{}]"])
def test_a_wrong_file_is_one_line(run, session, tmp_path, content):
    file = tmp_path / "x.json"
    if content is not None:
        file.write_text(content)

    done = run("terms", "import", file)

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert session.scalars(select(Term)).all() == []


def test_what_is_overdue_the_longest_first(run, session, bezirke, hidden_away):
    session.add(records.vorhaben("a", "Neu geprüft", checked_on=date(2999, 1, 1), next_check_on=date(2999, 4, 1)))
    session.add(
        records.vorhaben("b", "Lange her", checked_on=date(2020, 1, 1), next_check_on=date(2020, 4, 1), office="Amt")
    )
    session.commit()

    lines = run("overdue").output.splitlines()

    assert lines == ["–\t–\tRadweg Königsallee", "2020-04-01\tAmt\tLange her"]
