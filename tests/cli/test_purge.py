"""``purge``: what is over goes, what holds stays."""

from datetime import timedelta

from sqlalchemy import select

from beteiligung.account import actions
from beteiligung.account.models import OneTimeLink
from beteiligung.beitrag import entering
from beteiligung.guest import actions as guest
from beteiligung.guest.models import WaitingBeitrag
from beteiligung.person import NAMELESS

from .. import records

GUEST = {"name": "Linde", "email": "a@b.de", "ways": ("guest",), "days": 3, "lang": "de"}


def test_purge(app, session, radweg):
    now = records.today()
    said = {"stance": "pro", "body": "x"}
    guest.write(session, radweg, said, now=now - timedelta(days=4), **GUEST)
    kept = guest.write(session, radweg, said, now=now, **GUEST)
    actions.ask_for_link(session, "a@b.de", lang="de", now=now - timedelta(days=1))
    session.commit()

    looked = app.test_cli_runner().invoke(args=["beteiligung", "purge", "--dry-run"])
    result = app.test_cli_runner().invoke(args=["beteiligung", "purge"])
    again = app.test_cli_runner().invoke(args=["beteiligung", "purge"])

    assert result.exit_code == again.exit_code == 0
    assert looked.output == result.output
    assert [line.split()[0] for line in result.output.splitlines()][:4] == ["1", "2", "0", "0"]
    assert {line.split()[0] for line in again.output.splitlines()} == {"0"}
    session.expire_all()
    session.rollback()
    assert session.scalars(select(WaitingBeitrag.id)).all() == [kept.id]
    assert len(session.scalars(select(OneTimeLink)).all()) == 1


def test_without_tables_it_says_what_to_do(make_app, empty_database):
    from flask import Flask

    from beteiligung import Beteiligung

    app = Flask("host")
    app.config["SECRET_KEY"] = "x"
    Beteiligung(app, engine=empty_database)

    result = app.test_cli_runner().invoke(args=["beteiligung", "purge"])

    assert result.exit_code == 2


def test_a_person_is_told_and_forgotten(app, session, radweg):
    session.add(records.beitrag(radweg, "Zeisigzeile", author="host-77"))
    session.commit()
    run = app.test_cli_runner().invoke

    told = run(args=["beteiligung", "about", "host-77"])
    gone = run(args=["beteiligung", "forget", "host-77", "--texts", "remove"])
    again = run(args=["beteiligung", "about", "host-77"])
    nobody = run(args=["beteiligung", "forget", "--address", "x@example.org"])

    assert "Zeisigzeile" in told.output
    assert gone.output.startswith("1 ")
    assert "Zeisigzeile" not in again.output
    assert (nobody.exit_code, nobody.output[:2]) == (0, "0 ")


def entered(session, radweg, amt):
    said = {"origin": "paper", "sheet": "B-7", "said_at": records.today() - timedelta(days=1), "stance": "pro"}
    beitrag = entering.enter(session, radweg, amt, body="Zeisigzeile", name="Zaunkönig", now=records.today(), **said)
    session.commit()
    return beitrag


def test_what_came_on_paper_is_forgotten_by_its_receipt(app, session, radweg, amt):
    beitrag, run = entered(session, radweg, amt), app.test_cli_runner().invoke

    told = run(args=["beteiligung", "about", "--receipt", beitrag.code.lower()])
    gone = run(args=["beteiligung", "forget", "--receipt", beitrag.code, "--texts", "remove"])

    assert "Zeisigzeile" in told.output
    assert "Zaunkönig" in told.output
    assert gone.output.startswith("1 ")
    session.expire_all()
    assert (beitrag.body, beitrag.author_name, beitrag.sheet, beitrag.receipt) == ("", NAMELESS, None, None)


def test_or_by_its_number(app, session, radweg, amt):
    beitrag, run = entered(session, radweg, amt), app.test_cli_runner().invoke

    gone = run(args=["beteiligung", "forget", "--number", str(beitrag.id)])

    assert gone.output.startswith("1 ")
    session.expire_all()
    assert (beitrag.body, beitrag.author_name, beitrag.sheet) == ("Zeisigzeile", NAMELESS, None)


def test_a_number_reaches_nobody_who_wrote_online(app, session, radweg):
    online = records.beitrag(radweg, "Zeisigzeile")
    session.add(online)
    session.commit()

    for asked in (
        ["--number", str(online.id)],
        ["--number", "999"],
        ["--number", "x"],
        ["--receipt", "7KQ4 M2XA 9TPC"],
    ):
        result = app.test_cli_runner().invoke(args=["beteiligung", "forget", *asked])
        assert (result.exit_code, len(result.output.splitlines())) == (2, 1), result.output

    session.expire_all()
    assert (online.body, online.author_name) == ("Zeisigzeile", "Anna Muster")
