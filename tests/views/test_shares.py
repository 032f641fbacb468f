"""The bar of shares: as long as what it shows, and nothing without numbers."""

import pytest

from beteiligung.beitrag.models import Stance
from beteiligung.views import shares

from .. import records
from ..pages import Page


@pytest.mark.parametrize("numbers", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (14, 3, 2), (1, 1, 1), (999, 1, 0)])
def test_the_parts_fill_the_bar(numbers):
    bar = shares.bar(*numbers)

    gaps = shares.GAP * (sum(map(bool, numbers)) - 1)
    assert bar.yes + bar.no + bar.rest + gaps == pytest.approx(shares.WIDE, abs=0.2)
    assert [bool(part) for part in (bar.yes, bar.no, bar.rest)] == [bool(number) for number in numbers]


def test_without_numbers_there_is_no_bar():
    assert shares.bar(0, 0, 0) is None


def test_a_talk_shows_how_it_stands_beside_its_numbers(client, session, radweg):
    page = "/beteiligung/de/vorhaben/radweg"
    assert not Page(client.get(page).text).all("svg", class_="bt-share")
    stances = (Stance.PRO, Stance.PRO, Stance.CONTRA, Stance.QUESTION)
    session.add_all([records.beitrag(radweg, author=f"p{n}", stance=stance) for n, stance in enumerate(stances)])
    session.commit()

    told = Page(client.get(page).text)

    assert told.all("svg", class_="bt-share")
    yes, no, rest = (told.all("rect", class_=kind)[0] for kind in "yno")
    assert float(yes["width"]) == pytest.approx(2 * float(no["width"]), abs=0.2)
    assert float(rest["width"]) == pytest.approx(float(no["width"]) - 1, abs=0.2)
