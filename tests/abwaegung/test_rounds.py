"""What comes after a weighing was published is weighed again; what was published stays as it was."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from beteiligung.abwaegung import actions, closing, queries
from beteiligung.abwaegung.gaps import gaps
from beteiligung.abwaegung.models import AbwaegungState
from beteiligung.abwaegung.telling import outcomes
from beteiligung.dossier.dossier import read
from beteiligung.errors import Conflict, RuleBroken
from beteiligung.outbox.models import OutboxMail

from ..hosts import log_in
from ..pages import Page, token
from ..records import NOW
from .weighing import AMT, over, published, say, write

PUBLIC = "/beteiligung/de/vorhaben/teich/abwaegung"


@pytest.fixture
def teich(session, bezirke):
    return over(session)


@pytest.fixture
def first(session, teich):
    """A first round that everybody can read, with one contribution."""
    say(session, teich, "Mehr Schatten")
    return published(session, teich)


@pytest.fixture
def second(session, teich, first):
    """A second one is open; it has one contribution to weigh."""
    say(session, teich, "Auch eine Toilette", author="mehmet")
    return actions.start(session, teich, AMT, now=NOW)


def finish(session, weighing, title):
    """Everything left goes to one argument, then everybody can read it."""
    argument = actions.add_argument(session, weighing, AMT, title=title, now=NOW)
    mine = (queries.counting(), queries.unassigned(weighing.id), queries.of_round(weighing.id))
    bare = session.scalars(select(queries.Beitrag.id).where(*mine)).all()
    actions.assign(session, argument, bare, AMT, now=NOW)
    write(session, argument)
    actions.save_whole(session, weighing, AMT, assessment="", proposal="Auch das.", seen=weighing.version)
    closing.close(session, weighing, AMT, now=NOW)
    closing.publish(session, weighing, AMT, now=NOW)
    session.commit()


def test_a_second_round_needs_something_new_and_a_first_one_that_is_over(session, teich, first):
    with pytest.raises(RuleBroken):
        actions.start(session, teich, AMT, now=NOW)
    say(session, teich, "Auch eine Toilette", author="mehmet")

    assert actions.start(session, teich, AMT, now=NOW).round == 2
    with pytest.raises(Conflict):
        actions.start(session, teich, AMT, now=NOW)


def test_each_round_has_its_own_contributions(session, teich, first, second):
    new = say(session, teich, "Und eine Bank", author="zoe")

    assert (queries.sizes(session, first).total, queries.sizes(session, first).open) == (1, 0)
    assert (queries.sizes(session, second).total, queries.sizes(session, second).open) == (2, 2)
    assert gaps(session, second, now=NOW).unassigned == 2
    assert [one.id for _vorhaben, one in queries.begun(session)] == [second.id]
    assert dict(queries.all_sizes(session, [first, second])) == {
        one: queries.sizes(session, one) for one in (first, second)
    }
    argument = actions.add_argument(session, second, AMT, title="Bank", now=NOW)
    actions.assign(session, argument, [new.id], AMT, now=NOW)
    assert queries.sizes(session, second).done == 1


def test_nothing_of_the_first_round_can_be_changed_by_way_of_the_second(session, teich, first, second):
    old = first.arguments[0]
    weighed = old.assignments[0].beitrag_id
    argument = actions.add_argument(session, second, AMT, title="Toilette", now=NOW)

    with pytest.raises(RuleBroken):
        actions.assign(session, argument, [weighed], AMT, now=NOW)
    with pytest.raises(RuleBroken):
        actions.put_aside(session, second, [weighed], AMT, reason="x", now=NOW)
    with pytest.raises(Conflict):
        actions.take_out(session, second, [weighed], AMT, argument=old)
    with pytest.raises(Conflict):
        write(session, old)
    with pytest.raises(RuleBroken):
        actions.merge(session, argument, old, AMT, now=NOW)
    assert queries.sizes(session, first).done == 1


def test_the_second_one_tells_only_those_who_wrote_since(session, teich, first, second):
    finish(session, second, "Toilette")

    told = session.scalars(select(OutboxMail).where(OutboxMail.kind == "weighed").order_by(OutboxMail.id)).all()
    assert [(mail.recipient_id, mail.facts["abwaegung"]) for mail in told] == [
        ("anna", first.id),
        ("mehmet", second.id),
    ]
    found = outcomes(session, [mail.facts["beitraege"][0] for mail in told])
    assert [outcome.round for outcome in found.values()] == [1, 2]


def test_everybody_reads_both(app, client, session, teich, first, second):
    session.commit()
    before = Page(client.get(PUBLIC).text).text
    assert "Schatten" in before and "Runde" not in before
    assert client.get(f"{PUBLIC}/2").status_code == 404
    finish(session, second, "Toilette")

    newest, old = (Page(client.get(address).text).text for address in (PUBLIC, f"{PUBLIC}/1"))
    assert "Toilette" in newest and "Mehr Schatten" not in newest
    assert "Schatten" in old and "Toilette" not in old
    for page in (newest, old):
        assert "Runde 1" in page and "Runde 2" in page
        assert "kam später" not in page
    for odd in ("0", "3", "99999999999999999999", "x"):
        assert client.get(f"{PUBLIC}/{odd}").status_code == 404
    contribution = first.arguments[0].assignments[0].beitrag_id
    page = client.get(f"/beteiligung/de/vorhaben/teich/beitrag/{contribution}").text
    assert f'href="{PUBLIC}/1"' in page
    assert "Dies ist Runde 2" in client.get("/beteiligung/de/vorhaben/teich").text


def test_the_administration_begins_it_on_the_page(app, client, session, teich, first, amt):
    log_in(app, amt)
    desk = f"/beteiligung/de/verwaltung/vorhaben/{teich.id}/abwaegung"
    session.commit()
    assert "Neue Runde beginnen" not in client.get(desk).text
    say(session, teich, "Auch eine Toilette", author="mehmet")
    session.commit()
    page = client.get(desk)
    assert "Neue Runde beginnen" in page.text

    assert client.post(f"{desk}/beginnen", data={"csrf_token": token(page)}).status_code == 303

    page = client.get(desk).text
    assert "Runde 2" in page and "0 von 1 Beitr" in Page(page).text
    assert "Auch eine Toilette" in page and "Mehr Schatten" not in page
    session.rollback()
    assert [one.state for one in session.scalars(select(queries.Abwaegung).order_by(queries.Abwaegung.round))] == [
        AbwaegungState.PUBLISHED,
        AbwaegungState.OPEN,
    ]


def test_the_dossier_holds_the_arguments_of_both(session, teich, first, second):
    about = {"zone": ZoneInfo("Europe/Berlin"), "smallest": 5}
    dossier = read(session, teich, **about)
    assert ([one.title for one in dossier.arguments], dossier.is_being_weighed) == (["Schatten"], True)
    finish(session, second, "Toilette")

    dossier = read(session, teich, **about)
    assert {one.title for one in dossier.arguments} == {"Schatten", "Toilette"}
    assert (dossier.weighing.round, dossier.is_being_weighed) == (2, False)
    assert all(sum(dossier.weight(one).values()) == 1 for one in dossier.arguments)
