"""The real agreement against the clauses marked by hand."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from beteiligung.vereinbarung.documents import text_of
from beteiligung.vereinbarung.reader.phrases import DANGLING
from beteiligung.vereinbarung.reading import Gazetteer, read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
AGREEMENT, GOLD = SHARED / "agreements/bochum-2020.txt", SHARED / "gold/bochum-2020.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="../shared (the agreement and its gold data) is not here")


@pytest.fixture(scope="module")
def source():
    return text_of(AGREEMENT)


@pytest.fixture(scope="module")
def reading(source):
    return read(source, gazetteer=Gazetteer.from_file(ROOT / "examples/bochum/gazetteer.csv"))


@pytest.fixture(scope="module")
def outcome(reading, tmp_path_factory):
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold/score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    extracted = tmp_path_factory.mktemp("extracted") / "clauses.jsonl"
    rows = (json.dumps(clause.as_dict(), ensure_ascii=False) for clause in reading.clauses)
    extracted.write_text("\n".join(rows), encoding="utf-8")
    return score.score(GOLD, extracted)


@pytest.mark.parametrize(("figure", "least"), [("clauses", 0.985), ("deadlines", 0.95), ("places", 0.92)])
def test_found_and_nothing_else(outcome, figure, least):
    assert outcome[figure]["f1"] >= least, outcome


@pytest.mark.parametrize(("figure", "least"), [("tail", 0.98), ("scope", 0.95), ("commitment", 0.92)])
def test_judged_as_the_annotator_did(outcome, figure, least):
    assert outcome[figure] >= least, outcome


def test_the_agreement_itself(reading):
    assert reading.title.startswith("Vereinbarung zur Zusammenarbeit")
    assert [day.isoformat() for day in reading.period] == ["2020-01-01", "2025-12-31"]


def test_titles_can_stand_on_a_card(reading, source):
    words = {*re.findall(r"\w+", source), *re.findall(r"\w+", " ".join(clause.text for clause in reading.clauses))}
    for clause in reading.clauses:
        last = clause.title.split()[-1].strip("„“”).").lower()
        assert 5 <= len(clause.title) <= 80, clause.title
        assert not re.match(r"(?i)(wir|es|spd|grüne|koalition|dass|diese[rs]?)\b", clause.title), clause.title
        infinitive = last in ("sein", "haben", "werden") and re.search(r"\b(?:soll|sollen|muss|müssen)\b", clause.title)
        assert last not in DANGLING or infinitive, clause.title
        # A word cut in two would be no word of the agreement; infinitives and adjectives are made for the title.
        made = [word for word in re.findall(r"\w+", clause.title) if word not in words and word.lower() not in words]
        assert all(re.search(r"(?:e[nrs]?|ern|eln)$", word) or word in ("Prüfung", "Mehr") for word in made), (
            clause.title
        )


def test_without_a_gazetteer_no_place_is_invented(source):
    reading = read(source)
    assert not any(clause.places for clause in reading.clauses)
    assert "August-Bebel-Platz" in reading.candidates
