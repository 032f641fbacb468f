from beteiligung.once import insert_once
from beteiligung.outbox.actions import row
from beteiligung.outbox.models import OutboxMail

from . import records


def mail(key):
    return row("x", to="anna", lang="de", facts={}, key=key, now=records.NOW)


def test_it_says_how_many_were_new(session):
    assert insert_once(session, OutboxMail, [mail("a"), mail("b")], unique="key") == 2
    assert insert_once(session, OutboxMail, [mail("b"), mail("c")], unique="key") == 1
    assert insert_once(session, OutboxMail, [mail("c")], unique="key") == 0
    assert insert_once(session, OutboxMail, [], unique="key") == 0


def test_many_rows_go_in_pieces(session):
    rows = [mail(str(number)) for number in range(1_201)]

    assert insert_once(session, OutboxMail, rows, unique="key") == 1_201
