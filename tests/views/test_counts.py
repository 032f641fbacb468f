"""A number says as many contributions as can be read: in list, talk, search, feed, file and desk, in every state."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung.beitrag.balance import balance as balance_of
from beteiligung.beitrag.models import Beitrag, Stance, Visibility
from beteiligung.subscription import news

from .. import records
from ..dossier import scenes
from ..hosts import log_in
from ..pages import Page

LANG = "/beteiligung/de"
PAGE = f"{LANG}/vorhaben/radweg"
WAITS_AGAIN = {"visibility": Visibility.SUBMITTED, "published_at": records.NOW}
STATES = [{"visibility": each} for each in Visibility] + [WAITS_AGAIN]
"""Everything a contribution can be; one of them can be read."""
ANSWERED = len(STATES) - 1


@pytest.fixture
def talked(session, radweg, bezirke):
    """In every state: two for, one against as an answer, and a word of the city below them."""
    made = []
    for number, state in enumerate(STATES):
        first = said(session, radweg, f"{number}-a", **state)
        said(session, radweg, f"{number}-b", **state)
        if first.published_at:  # nobody can answer what never was public
            made.append(first)
    for number, state in enumerate(STATES):
        for parent in made:
            said(session, radweg, f"{number}-c{parent.id}", parent=parent, stance=Stance.CONTRA, **state)
        said(session, radweg, f"{number}-d", parent=made[0], is_official=True, author="amt", **state)
    meeting = scenes.body_with_meeting(session, bezirke[0], radweg, slug="bv-1")[1]
    meeting.at = records.today() + timedelta(days=3)
    session.commit()


def said(session, radweg, who, **changes):
    found = records.beitrag(radweg, f"Sichtwort {who}.", **{"author": who, "name": f"Erle {who}", **changes})
    session.add(found)
    session.flush()
    return found


def bodies(text):
    return set(re.findall(r"Sichtwort (\d-\w+)\.", text))


def walked(client, address):
    """What all pages of a talk show together, with the pages of answers."""
    found, wanted, seen = set(), [address], set()
    while wanted:
        here = wanted.pop()
        if here in seen:
            continue
        seen.add(here)
        page = Page(client.get(here).text)
        found |= bodies(page.text)
        links = [a["href"].partition("#")[0] for a in page.all("a") if "ab=" in a.get("href", "")]
        wanted += [link for link in links if link.startswith(PAGE)]
    return found


def told(client, address, pattern):
    """The number that a page says."""
    with client.get(address) as answer:
        found = re.search(pattern, Page(answer.text).text)
    assert found, f"{address} says no number"
    return int(found[1])


def table(client):
    """The rows of the export."""
    with client.get(f"{LANG}/dossier/radweg/dossier.csv") as answer:
        rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    return [row for row in rows if any("Sichtwort" in cell for cell in row)]


def everywhere(app, client, session, radweg, bv):
    """How many contributions each place speaks of: residents' and the city's, or the residents' alone."""
    log_in(app, None)
    balance = balance_of(session, radweg.id)
    since = records.NOW - timedelta(days=1)
    feed = client.get(f"{LANG}/neues.atom?vorhaben=radweg").text
    both = {
        "list": told(client, f"{LANG}/vorhaben", r"(\d+) Beiträge"),
        "page": told(client, PAGE, r"(\d+) Beiträge"),
        "talk": told(client, f"{PAGE}/gespraech", r"(\d+) Beiträge"),
        "shown": len(walked(client, f"{PAGE}/gespraech")),
        "search": told(client, f"{PAGE}/gespraech?q=Sichtwort", r"(\d+) Beiträge gefunden"),
        "found": len(walked(client, f"{PAGE}/gespraech?q=Sichtwort")),
        "balance": balance.total,
    }
    residents = {
        "by stance": sum(balance.by_stance.values()),
        "people": balance.people,
        "by origin": sum(balance.by_origin.values()),
        "digest": news.talk(session, since=since, until=records.today()).get(radweg.id),
        "but answers in the feed": both["talk"] - feed.count("Die Stadt hat geantwortet.</title>"),
    }
    log_in(app, bv)
    both["csv"] = len(table(client))
    residents["desk"] = told(client, f"{LANG}/gremien/bv-1", r"(\d+) Beiträge")
    residents["dossier"] = told(client, f"{LANG}/dossier/radweg", r"(\d+) Beiträge von")
    return both, residents


def test_numbers_are_what_can_be_read(app, client, session, radweg, talked, bv):
    both, residents = everywhere(app, client, session, radweg, bv)

    assert set(both.values()) == {2 + ANSWERED + 1}, both
    assert set(residents.values()) == {2 + ANSWERED}, residents


@pytest.mark.parametrize("state", STATES, ids=lambda state: "-".join(map(str, state.values()))[:20])
def test_they_follow_when_something_changes(app, client, session, radweg, talked, bv, state):
    """Everything comes into public view, and goes again."""
    made = session.scalars(select(Beitrag).order_by(Beitrag.id)).all()
    for each in made:
        each.visibility, each.published_at = Visibility.PUBLISHED, records.NOW
    session.commit()
    both, residents = everywhere(app, client, session, radweg, bv)
    assert set(both.values()) == {len(made)}, both
    assert set(residents.values()) == {len(made) - len(STATES)}, residents

    for each in made[:-1]:
        for name, value in state.items():
            setattr(each, name, value)
    made[-1].is_official = False
    session.commit()

    left = len(made) if state["visibility"] == Visibility.PUBLISHED else 1
    balance = balance_of(session, radweg.id)
    assert (balance.total, len(walked(client, f"{PAGE}/gespraech"))) == (left, left)
    log_in(app, bv)
    assert len(table(client)) == left


def test_no_json_knows_more_than_the_page(client, session, radweg, talked):
    for address in (f"{PAGE}/steckbrief.json", f"{LANG}/vorhaben.geojson"):
        text = json.dumps(client.get(address).json, ensure_ascii=False)
        assert "Sichtwort" not in text and "Erle" not in text, address
