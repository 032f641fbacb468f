from datetime import date

import pytest

from beteiligung.vorhaben.models import Precision
from beteiligung.vorhaben.when import When


@pytest.mark.parametrize(
    ("text", "first", "precision", "last"),
    [
        ("2027", date(2027, 1, 1), Precision.YEAR, date(2027, 12, 31)),
        ("2027-Q1", date(2027, 1, 1), Precision.QUARTER, date(2027, 3, 31)),
        ("2027-Q4", date(2027, 10, 1), Precision.QUARTER, date(2027, 12, 31)),
        ("2027-02", date(2027, 2, 1), Precision.MONTH, date(2027, 2, 28)),
        ("2028-02", date(2028, 2, 1), Precision.MONTH, date(2028, 2, 29)),
        ("2027-12", date(2027, 12, 1), Precision.MONTH, date(2027, 12, 31)),
        ("2027-09-15", date(2027, 9, 15), Precision.DAY, date(2027, 9, 15)),
    ],
)
def test_dates_as_exact_as_they_are_known(text, first, precision, last):
    when = When.parse(text)

    assert when == (first, precision)
    assert when.last_day == last


@pytest.mark.parametrize("text", ["", "27", "2027-13", "2027-Q5", "2027-02-30", "2027-9", "bald", "2027 ", "-40d"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        When.parse(text)


def test_two_columns_as_one():
    assert When.of(None, Precision.YEAR) is None
    assert When.of(date(2027, 1, 1), None) == (date(2027, 1, 1), Precision.DAY)
