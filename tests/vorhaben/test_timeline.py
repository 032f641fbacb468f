from datetime import date, timedelta

from beteiligung.vorhaben.compare import words
from beteiligung.vorhaben.models import FieldChange, Status, StatusChange
from beteiligung.vorhaben.timeline import timeline

from .. import records
from ..records import NOW


def test_one_line_of_everything_the_newest_first():
    record = records.vorhaben(published_at=NOW - timedelta(days=400))
    record.history.append(StatusChange(status=Status.DECIDED, on=date(2025, 6, 1), reason="Rat", author_name=""))
    record.changes = [FieldChange(at=NOW, author_name="x", field="end", old="2027", new="2028", reason="Bahn")]
    record.open_from, record.open_until = NOW - timedelta(days=20), NOW - timedelta(days=10)
    record.wish_answer, record.wish_answered_at = "Ja", NOW - timedelta(days=1)

    story = timeline(record, now=NOW)

    assert [moment.kind for moment in story] == ["change", "answer", "closed", "opened", "status", "status", "entered"]
    assert story[4].before == Status.ANNOUNCED
    assert story[5].before is None


def test_what_is_still_to_come_is_no_history():
    record = records.vorhaben(open_from=NOW + timedelta(days=1), open_until=NOW + timedelta(days=5))

    assert [moment.kind for moment in timeline(record, now=NOW)] == ["status"]


def test_an_offer_that_a_step_tells_of_is_told_once():
    record = records.vorhaben(open_from=NOW - timedelta(days=1), open_until=NOW + timedelta(days=5))
    record.history.append(
        StatusChange(status=Status.PARTICIPATION, on=record.open_from.date(), reason="x", author_name="")
    )

    assert [moment.kind for moment in timeline(record, now=NOW)] == ["status", "status"]


def test_words_that_differ():
    assert words("Bau ab 2027 geplant", "Bau ab Herbst 2028 geplant") == [
        ("same", "Bau ab "),
        ("del", "2027 "),
        ("ins", "Herbst 2028 "),
        ("same", "geplant"),
    ]
    assert words("", "neu") == [("ins", "neu")]
    assert words("gleich", "gleich") == [("same", "gleich")]
    assert [kind for kind, _ in words("a " * 3000, "b " * 3000)] == ["del", "ins"]
