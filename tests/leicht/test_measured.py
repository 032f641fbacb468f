"""How good the checker is, in figures: our own sentences, and all easy German texts of the demonstration."""

import json
from collections import Counter
from pathlib import Path

import pytest

from beteiligung.leicht import ERROR, RULES, check

HERE = Path(__file__).parent
BOCHUM = HERE.parents[1] / "examples" / "bochum" / "vorhaben"
SENTENCES = [
    (rule.strip(), text.strip().replace(" / ", "\n"))
    for rule, text in (
        line.split("|", 1)
        for line in (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
]
CLEAN = "-"
LINES_OF_PAGES = ("title", "summary", "goal", "affected")
"""Texts of which the page begins a new line for each sentence."""
LOWEST_RECALL = {"LS-SUBJ": 0.75, "LS-ONE": 0.66, "LS-GEN": 0.75}
"""What is known to be missed. All other rules find every one of their sentences."""


def measured():
    """For each rule: how often it should speak, how often it did there, and how often it spoke elsewhere."""
    wanted, hit, wrong = Counter(), Counter(), Counter()
    for rule, text in SENTENCES:
        found = {finding.rule for finding in check(text)}
        wanted[rule] += 1
        hit[rule] += rule in found
        wrong.update(found - {rule})
    return {rule: (wanted[rule], hit[rule], wrong[rule]) for rule in RULES}


def recall(wanted, hit, _wrong):
    return hit / wanted


def precision(_wanted, hit, wrong):
    return hit / (hit + wrong) if hit + wrong else 1.0


def table(figures):
    rows = [
        f"{rule:<9} {w:>3} {precision(w, h, x):>9.2f} {recall(w, h, x):>7.2f}" for rule, (w, h, x) in figures.items()
    ]
    return "\n".join([f"{'rule':<9} {'n':>3} {'precision':>9} {'recall':>7}", *rows])


def easy_texts():
    for path in sorted(BOCHUM.glob("*.json")):
        for record in json.loads(path.read_text(encoding="utf-8")):
            for field, text in record["texts"].get("de-simple", {}).items():
                yield record["slug"], field, text


def test_there_are_enough_sentences_and_half_of_them_are_clean():
    clean = sum(rule == CLEAN for rule, _text in SENTENCES)

    assert clean >= 30 and len(SENTENCES) - clean >= 30
    assert {rule for rule, _text in SENTENCES} == {CLEAN, *RULES}
    assert len(set(SENTENCES)) == len(SENTENCES)


def test_precision_and_recall_of_each_rule(capsys):
    figures = measured()
    with capsys.disabled():
        print("\n" + table(figures))

    assert {rule: round(precision(*f), 2) for rule, f in figures.items() if precision(*f) < 0.9} == {}
    assert {rule: f for rule, f in figures.items() if recall(*f) < LOWEST_RECALL.get(rule, 1)} == {}


@pytest.mark.parametrize("text", [text for rule, text in SENTENCES if rule == CLEAN])
def test_clean_sentences_break_no_rule(text):
    assert [(finding.rule, finding.values) for finding in check(text)] == []


def test_the_texts_of_the_demonstration_have_no_error(capsys):
    found = Counter()
    errors = []
    for slug, field, text in easy_texts():
        for finding in check(text, leave_out=("LS-LINE",) if field in LINES_OF_PAGES else ()):
            found[finding.rule] += 1
            if finding.severity == ERROR:
                errors.append((slug, field, finding))
    with capsys.disabled():
        print("\n" + ", ".join(f"{rule} {count}" for rule, count in found.most_common()))

    assert len(list(easy_texts())) > 500
    assert errors == []
