"""``terms import`` and ``overdue``: what stands in the terminal."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from beteiligung.term.models import Kind, Term

from .. import records

SHIPPED = Path(__file__).parents[2] / "examples" / "bochum" / "terms.json"


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
