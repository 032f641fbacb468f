import pytest

from beteiligung.origin import Origin
from beteiligung.vorhaben import worklist
from beteiligung.vorhaben.models import VorhabenText
from beteiligung.vorhaben.worklist import Lack

from .. import records


def text(lang, title, **more):
    return VorhabenText(lang=lang, title=title, summary="x", **more)


@pytest.fixture
def three(session, radweg, hidden_away):
    """Public ones: with an old English text, with an unchecked easy one of a machine, with German only."""
    radweg.german.edition = 2
    radweg.texts.append(text("en", "Cycle path", edition=1, author="Amt"))
    easy = records.vorhaben("teich", "Teich")
    easy.texts += [text("de-simple", "Der Teich"), text("en", "Pond", origin=Origin.MACHINE)]
    for secret in hidden_away:
        secret.texts += [text("en", "SECRET", origin=Origin.MACHINE, edition=0), text("de-simple", "GEHEIM")]
    session.add_all([easy, records.vorhaben("wald", "Wald")])
    session.commit()


def titles(session, lang, lack):
    return [row.title for row in worklist.page(session, lang, lack, most=9)]


def test_how_much_is_missing_older_unchecked_and_a_machines(session, three):
    numbers = worklist.numbers(session, ["de-simple", "en", "tr"])

    assert numbers == {
        "de-simple": {Lack.MISSING: 2, Lack.OLDER: 0, Lack.UNCHECKED: 1, Lack.MACHINE: 0},
        "en": {Lack.MISSING: 1, Lack.OLDER: 1, Lack.UNCHECKED: 0, Lack.MACHINE: 1},
        "tr": {Lack.MISSING: 3, Lack.OLDER: 0, Lack.UNCHECKED: 0, Lack.MACHINE: 0},
    }


def test_the_lists_hold_what_the_numbers_count(session, three):
    numbers = worklist.numbers(session, ["de-simple", "en", "tr"])

    for lang, counts in numbers.items():
        assert {lack: len(titles(session, lang, lack)) for lack in counts} == counts
    assert titles(session, "en", Lack.OLDER) == ["Radweg Königsallee"]
    assert titles(session, "en", Lack.MISSING) == ["Wald"]
    assert titles(session, "de-simple", Lack.UNCHECKED) == ["Teich"]


def test_page_by_page(session, three):
    pages = [[r.title for r in worklist.page(session, "tr", Lack.MISSING, most=2, skip=skip)] for skip in (0, 2, 4)]

    assert [title for page in pages for title in page] == ["Radweg Königsallee", "Teich", "Wald"]
    assert [len(page) for page in pages] == [2, 1, 0]
