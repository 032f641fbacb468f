"""A result is called the same wherever somebody reads it."""

from pathlib import Path

import beteiligung
from beteiligung.beschluss.models import Result
from beteiligung.views import decision_words


def test_the_words_for_results_stand_in_one_place_alone():
    """Another dictionary of them would sooner or later say another word."""
    files = Path(beteiligung.__file__).parent.rglob("*.py")

    naming = [file.name for file in files if "Result.POSTPONED:" in file.read_text("utf-8")]

    assert naming == ["decision_words.py"]
    assert set(decision_words.RESULT) == set(Result)
