"""The commands of ``flask beteiligung``: what they do, and one clear line when something is wrong."""

import json
import os
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from beteiligung import i18n, schema, vereinbarung_imported
from beteiligung.bezirk.models import Bezirk
from beteiligung.cli.groups import local_day
from beteiligung.vereinbarung.models import Clause, Fassung, Vereinbarung
from beteiligung.vorhaben.models import Publication, Vorhaben

from .. import hosts, records

AGREEMENT = """# Vereinbarung der Koalition 2020 bis 2025

## Mobilität

- Wir werden bis 2023 einen Radweg an der Königsallee bauen.
- Die Stadt prüft eine neue Brücke in Wattenscheid.

## Kinder

- Wir richten in jedem Stadtbezirk einen Spielplatz ein.
"""
BEZIRKE = {"features": [{"properties": {"number": 1, "name": "Mitte", "label": [7.2, 51.4]}, "geometry": None}]}


@pytest.fixture
def flask(app, monkeypatch):
    """``flask("import", path)``: run a command as one does in a terminal."""
    monkeypatch.setenv("LC_ALL", "C")
    return lambda *arguments: app.test_cli_runner().invoke(args=["beteiligung", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    """``file("name", content)``: a file with that content."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def everything(engine):
    """Each row of each table of ours, as text."""
    with engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(text(f'SELECT * FROM "{name}"')).all()))
            for name in schema.metadata().tables
        }


def refused(result):
    """The one line with which a command says no."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


def test_upgrade_and_downgrade(empty_database, tmp_path):
    run = hosts.bare(empty_database, tmp_path).test_cli_runner().invoke

    assert run(args=["beteiligung", "upgrade"]).exit_code == 0
    assert "beteiligung_vorhaben" in inspect(empty_database).get_table_names()

    asked = run(args=["beteiligung", "downgrade", "base"], input="n\n")
    assert "Go on?" in asked.output
    assert "beteiligung_vorhaben" in inspect(empty_database).get_table_names()

    assert run(args=["beteiligung", "downgrade", "base", "--yes"]).exit_code == 0
    assert "beteiligung_vorhaben" not in inspect(empty_database).get_table_names()


def test_bezirke(engine, flask, file):
    result = flask("bezirke", "import", file("b.geojson", json.dumps(BEZIRKE)))

    assert (result.exit_code, result.output) == (0, "1 Stadtbezirke\n")
    with Session(engine) as session:
        assert session.scalars(select(Bezirk.name)).all() == ["Mitte"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[]", b'{"features": []}', b'{"features": [{}]}', b"Nummer;Name"]
)
def test_bezirke_that_are_none(engine, flask, file, content):
    flask("bezirke", "import", file("good.geojson", json.dumps(BEZIRKE)))
    before = everything(engine)

    refused(flask("bezirke", "import", file("bad.geojson", content)))

    assert everything(engine) == before


def test_an_agreement_becomes_clauses_and_drafts(engine, flask, file):
    heard = []

    def listen(sender, vereinbarung):
        heard.append(vereinbarung.title)

    with vereinbarung_imported.connected_to(listen):
        result = flask("import", file("vertrag.md", AGREEMENT))

    assert result.exit_code == 0, result.output
    assert result.output.startswith("3 clauses, 3 new drafts")
    with Session(engine) as session:
        stored = session.scalars(select(Vereinbarung)).one()
        (version,) = session.scalars(select(Fassung))
        clauses = session.scalars(select(Clause).order_by(Clause.number)).all()
        drafts = session.scalars(select(Vorhaben)).all()
        assert version.source == AGREEMENT
        assert [c.chapter for c in clauses] == ["Mobilität", "Mobilität", "Kinder"]
        assert all(AGREEMENT[c.start : c.end] == c.quotation for c in clauses)
        assert {d.publication for d in drafts} == {Publication.DRAFT}
        assert {d.clause_id for d in drafts} == {c.id for c in clauses}
        assert heard == [stored.title]


def test_a_second_time_changes_nothing(engine, flask, file):
    path = file("vertrag.md", AGREEMENT)
    flask("import", path)
    before = everything(engine)
    heard = []

    def listen(sender, vereinbarung):
        heard.append(vereinbarung)

    with vereinbarung_imported.connected_to(listen):
        for name in ("vertrag.md", "anderer-name.md"):
            result = flask("import", file(name, AGREEMENT))
            assert result.exit_code == 0
            assert "nothing changed" in result.output

    assert everything(engine) == before
    assert heard == []


def test_another_version_is_shown_and_not_stored(engine, flask, file):
    flask("import", file("vertrag.md", AGREEMENT))
    before = everything(engine)

    result = flask("import", file("neu.md", AGREEMENT.replace("Radweg", "Fußweg")))

    assert result.exit_code == 0
    assert "Nothing was changed" in result.output
    assert everything(engine) == before


BAD = {
    "empty": b"",
    "blanks": b" \n\t\n",
    "binary": bytes(range(256)) * 8,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "wrong encoding": "Wir bauen Straßen und Wege für alle Kinder. ".encode("utf-16-be") * 9,
    "cut UTF-8": ("Wir bauen Straßen. " * 20).encode()[:-4] + b"\xc3",
    "no clause": b"Bochum ist eine Stadt im Ruhrgebiet.\n",
    "a web page": b"<!DOCTYPE html><html><body>Wir bauen einen Radweg.</body></html>",
    "a broken PDF": b"%PDF-1.7\nnothing",
    "a broken archive": b"PK\x03\x04nothing",
    "too large": b"x" * 200_000,
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "later"])
def test_a_file_that_is_no_agreement(engine, app, flask, file, name, is_first):
    app.config["BETEILIGUNG_DOCUMENT_LIMIT"] = 100_000
    if not is_first:
        flask("import", file("vertrag.md", AGREEMENT))
    before = everything(engine)
    path = file("100 % schlecht.md", BAD[name])

    for option in ((), ("--apply",)):
        line = refused(flask("import", path, *option))
        assert "100 % schlecht.md" in line

    assert everything(engine) == before


def test_neither_missing_nor_a_folder_nor_forbidden(engine, flask, file, tmp_path):
    refused(flask("import", tmp_path / "gibt-es-nicht.md"))
    refused(flask("import", tmp_path))
    refused(flask("import", "x\ny.md"))
    closed = file("geheim.md", AGREEMENT)
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        closed.chmod(0o644)  # root may read everything: nothing to see here
    else:
        refused(flask("import", closed))
    assert everything(engine)["beteiligung_vereinbarung"] == []


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00\x01", b"{", b"[]", b"spalte\nwert\n"])
def test_a_gazetteer_that_is_none(engine, flask, file, tmp_path, content):
    places = tmp_path / "missing.csv" if content is None else file("orte.csv", content)

    refused(flask("import", file("vertrag.md", AGREEMENT), "--gazetteer", places))

    assert everything(engine)["beteiligung_vereinbarung"] == []


def test_bezirke_as_a_land_survey_writes_them(engine, flask, file):
    ring = [[366000, 5700000], [374000, 5700000], [374000, 5708000], [366000, 5700000]]
    outline = {"type": "Polygon", "coordinates": [ring]}
    survey = {"features": [{"properties": {"NR": 1, "NAME": "Mitte"}, "geometry": outline}]}
    path = file("b.geojson", json.dumps(survey))
    with Session(engine) as session:
        session.add(records.vorhaben(places=[records.Place(words="Ort", lat=51.45, lon=7.13)]))
        session.commit()

    refused(flask("bezirke", "import", path, "--number-property", "NR", "--name-property", "NAME"))
    result = flask(
        "bezirke", "import", path, "--crs", "EPSG:25832", "--number-property", "NR", "--name-property", "NAME"
    )

    assert (result.exit_code, result.output.splitlines()[0]) == (0, "1 Stadtbezirke")
    assert result.output.splitlines()[1].startswith("1 Vorhaben")
    with Session(engine) as session:
        assert [b.name for b in session.scalars(select(Vorhaben)).one().bezirke] == ["Mitte"]


@pytest.mark.parametrize("command", [("import",), ("bezirke", "import")])
def test_a_database_without_our_tables(empty_database, tmp_path, file, command):
    run = hosts.bare(empty_database, tmp_path).test_cli_runner().invoke
    content = AGREEMENT if command == ("import",) else json.dumps(BEZIRKE)

    line = refused(run(args=["beteiligung", *command, str(file("file.md", content))]))

    assert "flask beteiligung upgrade" in line


def test_it_says_no_in_german_where_the_terminal_does(app, file, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    i18n._terminal_catalogue.cache_clear()
    try:
        result = app.test_cli_runner().invoke(args=["beteiligung", "bezirke", "import", str(file("b.json", "[]"))])
        assert "ist keine" in result.stderr
    finally:
        i18n._terminal_catalogue.cache_clear()


@pytest.mark.parametrize("command", ["upgrade", "downgrade", "import", "bezirke import"])
def test_every_command_explains_itself(flask, command):
    result = flask(*command.split(), "--help")

    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


@pytest.mark.parametrize(("moment", "day"), [((2026, 6, 30, 21), (2026, 6, 30)), ((2026, 6, 30, 23), (2026, 7, 1))])
def test_the_day_is_that_of_the_city(app, moment, day):
    with app.app_context():
        assert local_day(datetime(*moment, tzinfo=UTC)) == date(*day)
