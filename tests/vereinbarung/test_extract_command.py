"""`beteiligung extract`: JSON lines, the decoded text, and one clear line when something is wrong."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from beteiligung.cli.extract import extract

TEXT = "## Verkehr\n\n- Wir werden bis 2027 den Südring ausbauen.\n- Die Stadt prüft eine Fähre in Wattenried.\n"


@pytest.fixture
def agreement(tmp_path):
    path = tmp_path / "vertrag.md"
    path.write_bytes(TEXT.encode("cp1252"))
    return path


def run(*arguments, **more):
    return CliRunner().invoke(extract, [str(one) for one in arguments], **more)


def test_one_object_a_line(agreement):
    outcome = run(agreement)
    first, second = map(json.loads, outcome.stdout.splitlines())
    assert outcome.exit_code == 0
    assert "Südring" in outcome.stdout and TEXT[first["start"] : first["end"]].endswith("ausbauen.")
    assert {"chapter", "start", "end", "text", "title", "commitment", "scope", "deadlines", "places"} <= set(first)
    assert (first["commitment"], second["commitment"]) == ("promise", "examine")


def test_the_text_that_offsets_index_into(agreement):
    assert run("--text", agreement).stdout == TEXT


def test_a_gazetteer_by_option_or_environment(agreement, tmp_path):
    places = tmp_path / "places.csv"
    places.write_text("name,kind\nWattenried,ortsteil\n", encoding="utf-8")
    for outcome in (run(agreement, "--gazetteer", places), run(agreement, env={"BETEILIGUNG_GAZETTEER": str(places)})):
        assert json.loads(outcome.stdout.splitlines()[1])["places"] == ["Wattenried"]
    assert json.loads(run(agreement).stdout.splitlines()[1])["places"] == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nowhere.txt", None, "There is no file"),
        ("empty.txt", b"", "holds no text"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00" * 20, "is not a text"),
        ("talk.txt", b"Guten Tag. Das Wetter ist heute gut.\n", "No clause was found"),
    ],
)
def test_bad_input_is_one_line_and_status_two(tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = run(tmp_path / name)
    assert outcome.exit_code == 2 and outcome.stdout == ""
    assert says in outcome.stderr and len(outcome.stderr.splitlines()) == 1


def test_a_folder_a_limit_and_a_bad_gazetteer(agreement, tmp_path):
    assert run(tmp_path).exit_code == 2
    assert "larger than the limit" in run(agreement, "--limit", 20).stderr
    assert "There is no file" in run(agreement, "--gazetteer", tmp_path / "no.csv").stderr
    assert "The gazetteer" in run(agreement, "--gazetteer", agreement).stderr


def test_a_closed_pipe_is_no_traceback(tmp_path):
    path = tmp_path / "long.md"
    path.write_text(
        "## Verkehr\n\n" + "".join(f"- Wir werden Halle {n} bauen.\n" for n in range(4000)), encoding="utf-8"
    )
    code = "from beteiligung.cli.extract import extract; extract()"
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=60)
    assert complaint == ""
