"""``moderation figures``: the same numbers as the page and its file."""

import pytest

from beteiligung.moderation import actions, reporting
from beteiligung.moderation.models import Kind

from .. import records
from ..records import NOW


@pytest.fixture
def decided(session, radweg, kim):
    """One report, and one contribution hidden for it."""
    beitrag = records.beitrag(radweg, "Versager!")
    session.add(beitrag)
    session.flush()
    reporting.report(session, beitrag, category="attack", explanation="x", lang="de", now=NOW)
    actions.restrict(session, beitrag, kim, Kind.HIDDEN, rule="attack", facts="x", now=NOW)
    session.commit()


def test_it_prints_what_the_file_of_the_page_says(app, client, decided):
    done = app.test_cli_runner().invoke(args=["beteiligung", "moderation", "figures", str(NOW.year)])

    file = client.get(f"/beteiligung/de/zahlen/{NOW.year}.csv").text
    assert done.exit_code == 0, done.output
    assert [f"{NOW.year},{line}" for line in done.output.replace("\t", ",").splitlines()] == file.splitlines()[1:]
    assert {"reports\tattack\t1", "decisions\thidden\t1"} <= set(done.output.splitlines())


@pytest.mark.parametrize("year", ["1999", "-1", "99999999999999999999"])
def test_a_year_without_anything_is_refused_in_one_line(app, decided, year):
    done = app.test_cli_runner().invoke(args=["beteiligung", "moderation", "figures", "--", year])

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
