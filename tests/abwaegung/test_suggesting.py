"""Suggestions: the likely argument, with its reason; never what was refused, and never without words in common."""

import pytest

from beteiligung.abwaegung import actions, likening, suggesting
from beteiligung.beitrag.likeness import plain

from ..records import NOW
from .weighing import AMT, begin, over, say

ENGINES = {"scikit-learn": likening.by_vectors, "rapidfuzz": likening.by_words}


@pytest.fixture(params=ENGINES)
def way(request, monkeypatch):
    """Each way to compare."""
    monkeypatch.setattr(likening, "compare", lambda wanted, known: ENGINES[request.param](wanted, known))


@pytest.fixture
def weighing(session, bezirke):
    """Two arguments, with what people have put there."""
    teich = over(session)
    found = begin(session, teich, "Ohne Pflege wird der Teich zur Müllkippe", "Im Sommer fehlt Schatten")
    care, shade = found.arguments
    for argument, body in (
        (care, "Wer kümmert sich um die Pflege und räumt den Müll weg?"),
        (care, "Am Ententeich liegt seit Jahren Müll im Wasser, keiner pflegt ihn."),
        (shade, "Im Juli ist es ein Backofen, bitte Bäume pflanzen."),
        (shade, "Mehr Bäume, damit die Kinder im Schatten sitzen."),
    ):
        actions.assign(session, argument, [say(session, teich, body).id], AMT, now=NOW)
    return found


def suggested(session, weighing, body):
    one = say(session, weighing.vorhaben, body, author="neu")
    return one, suggesting.suggest(session, weighing, [one]).get(one.id)


@pytest.mark.parametrize(
    ("body", "at", "word"),
    [
        ("Ein Teich ohne Pflege sammelt nur Müll.", 0, "Pflege"),
        ("Die Teichpflege ist wichtiger als alles andere: Müll, Müll, Müll.", 0, "Müll"),
        ("Ohne Bäume sitzt im Sommer niemand da, uns fehlt der Schatten.", 1, "Schatten"),
    ],
)
def test_the_likely_one_with_its_reason(session, weighing, way, body, at, word):
    _one, found = suggested(session, weighing, body)

    assert found.argument is weighing.arguments[at]
    assert word in found.words
    assert found.examples >= 1


@pytest.mark.parametrize("body", ["Wie heißt der Bürgermeister?", "👍", "!!!", "der die das und"])
def test_nothing_alike_no_suggestion(session, weighing, way, body):
    assert suggested(session, weighing, body)[1] is None


def test_what_was_refused_does_not_come_again(session, weighing, way):
    one, found = suggested(session, weighing, "Ein Teich ohne Pflege sammelt nur Müll.")
    actions.refuse(session, found.argument, one.id, AMT, now=NOW)

    again = suggesting.suggest(session, weighing, [one]).get(one.id)

    assert again is None or again.argument is not found.argument


def test_without_arguments_or_contributions_there_is_nothing(session, bezirke, weighing):
    other = begin(session, over(session, "leer", "Leer"))

    assert suggesting.suggest(session, weighing, []) == {}
    assert suggesting.suggest(session, other, [say(session, other.vorhaben, "Müll")]) == {}


@pytest.mark.parametrize("compare", ENGINES.values(), ids=ENGINES)
def test_numbers_lie_between_nothing_and_the_same(compare):
    texts = [plain("Mehr Bäume für die Straße"), plain("Weniger Autos"), "", plain("Mehr Bäume für die Straße")]

    rows = compare(texts, texts)

    assert all(0 <= score <= 1.0001 for row in rows for score in row)
    assert rows[0][3] == max(rows[0]) > 0.45
    assert rows[0][1] < 0.1
    assert rows[2] == [0, 0, 0, 0]


def test_ways_to_compare_are_chosen_by_what_is_installed(monkeypatch):
    chosen = []
    monkeypatch.setattr(likening, "by_words", lambda *args: chosen.append("words"))
    monkeypatch.setattr(likening, "by_vectors", lambda *args: chosen.append("vectors"))

    for spec in (None, object()):
        monkeypatch.setattr(likening, "find_spec", lambda name, spec=spec: spec)
        likening.compare(["baum"], ["baum"])

    assert chosen == ["words", "vectors"]
