"""``flask beteiligung import`` with a second version, and ``coverage``: what stands in the terminal."""

import pytest
from sqlalchemy import func, select

from beteiligung.vereinbarung.models import Clause, Fassung
from beteiligung.vorhaben.models import Publication, Vorhaben

FIRST = """# Vereinbarung für Bochum 2025 bis 2030

## Mobilität

- Wir bauen bis Ende 2027 einen Radweg an der Königsallee.
- Wir werden die Busse abends im Viertelstundentakt fahren lassen.
- Wir sanieren den Bahnhof in Wattenscheid.

## Bildung

- Wir statten jede Grundschule bis 2026 mit schnellem Internet aus.
- In jedem Stadtbezirk schaffen wir einen Spielplatz.
"""
SECOND = (
    FIRST.replace("Ende 2027", "Ende 2028")
    .replace("- Wir sanieren den Bahnhof in Wattenscheid.\n", "")
    .replace("## Bildung\n\n", "## Bildung\n\n- Wir öffnen die Bücherei auch am Sonntag.\n")
)
OTHER = """# Vereinbarung für Neustadt

## Hafen

- Wir vertiefen die Fahrrinne vor der Mole.
- Wir fördern den Krabbenfang.
"""


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    """The terminal's language decides."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def run(app, tmp_path):
    """``run(text, *options)``: import a text; what the terminal shows, or the exit status where it refuses."""

    def run_import(text, *options, status=0):
        file = tmp_path / "vertrag.md"
        file.write_text(text, encoding="utf-8")
        outcome = app.test_cli_runner().invoke(args=["beteiligung", "import", str(file), *options])
        assert outcome.exit_code == status, outcome.output
        return outcome.output

    return run_import


def stored(session, model=Clause):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_the_first_agreement(run, session):
    assert run(FIRST).splitlines() == [
        "5 clauses, 5 new drafts",
        "1 of them are for every Stadtbezirk: the review offers one Vorhaben for each.",
    ]
    assert (stored(session), stored(session, Vorhaben)) == (5, 5)


def test_a_dry_run_of_the_first_stores_nothing(run, session):
    output = run(FIRST, "--dry-run")

    assert "5 clauses, 0 new drafts" in output
    assert "Nothing was changed. With --apply this version is stored." in output
    assert (stored(session), stored(session, Fassung)) == (0, 0)


def test_the_same_text_again(run):
    run(FIRST)

    assert run(FIRST, "--apply") == "The same text is stored already; nothing changed.\n"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_second_version_is_shown_and_not_stored(run, session, options):
    run(FIRST)

    lines = run(SECOND, *options).splitlines()

    assert [line.split()[0] for line in lines[:3]] == ["changed", "new", "gone"]
    assert lines[3:] == [
        "3 unchanged, 0 moved, 1 changed, 1 new, 1 gone",
        "Nothing was changed. With --apply this version is stored.",
    ]
    assert (stored(session), stored(session, Fassung)) == (5, 1)


def test_and_stored_when_asked(run, session):
    run(FIRST)

    lines = run(SECOND, "--apply").splitlines()

    assert lines[-2:] == ["3 unchanged, 0 moved, 1 changed, 1 new, 1 gone", "Stored; 1 new drafts."]
    assert (stored(session), stored(session, Vorhaben), stored(session, Fassung)) == (6, 6, 2)


@pytest.mark.parametrize("options", [[], ["--apply"], ["--dry-run"]])
def test_another_citys_agreement_is_refused(run, session, options):
    run(FIRST)

    output = run(OTHER, *options, status=2)

    assert "only 0 of 5 promises of" in output
    assert "Nothing was changed." in output
    assert stored(session, Fassung) == 1


def test_unless_it_is_meant(run, session):
    run(FIRST)

    assert "2 new, 5 gone" in run(OTHER, "--replace")
    assert stored(session) == 5
    assert "Stored; 2 new drafts." in run(OTHER, "--apply", "--replace")
    assert stored(session) == 7


def test_coverage_by_chapter(app, run, session):
    run(FIRST)
    first = session.scalars(select(Vorhaben).order_by(Vorhaben.clause_id)).first()
    first.publication, first.office, first.is_citywide = Publication.PUBLISHED, "Tiefbauamt", True
    session.commit()

    lines = app.test_cli_runner().invoke(args=["beteiligung", "coverage"]).output.splitlines()

    assert [line.split() for line in lines[1:4]] == [
        ["Mobilität", "3", "1", "0", "1", "2"],
        ["Bildung", "2", "0", "0", "1", "2"],
        ["All", "chapters", "5", "1", "0", "2", "4"],
    ]
    assert lines[4:6] == ["", "Promises without a Vorhaben:"]
    assert [int(line.split()[0]) for line in lines[6:]] == [2, 3, 4, 5]


def test_coverage_without_an_agreement(app, engine):
    outcome = app.test_cli_runner().invoke(args=["beteiligung", "coverage"])

    assert outcome.exit_code == 0
    assert [line.split()[-5:] for line in outcome.output.splitlines()[1:2]] == [["0"] * 5]
