"""What residents see and do of the record: wishes, versions, the filter by programme."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben import editing
from beteiligung.vorhaben.models import Publication, Status
from beteiligung.vorhaben.snapshot import stamp
from beteiligung.wish.models import Wish

from .. import records
from ..hosts import log_in
from ..pages import Page, token

URL = "/beteiligung/de/vorhaben/still"


@pytest.fixture
def silent(session, bezirke):
    """A Vorhaben in which nobody can take part."""
    record = records.vorhaben("still", "Stilles Vorhaben", no_participation_reason="Pflicht", published_at=records.NOW)
    session.add(record)
    session.commit()
    return record


def wishes(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Wish))


def test_a_wish_is_counted_shown_and_taken_back(app, client, session, silent, anna):
    assert "0 von 100" in client.get(URL).text
    log_in(app, anna)
    csrf = {"csrf_token": token(client.get(URL))}

    for _ in range(2):
        answer = client.post(f"{URL}/wunsch", data=csrf)
        assert (answer.status_code, answer.location) == (303, f"{URL}#wunsch")
    assert wishes(session) == 1
    assert "1 von 100" in client.get(URL).text

    client.post(f"{URL}/wunsch/zuruecknehmen", data=csrf)
    assert wishes(session) == 0


def test_nobody_sees_who_wished(app, client, session, silent, anna, bv):
    session.add(Wish(vorhaben_id=silent.id, author_id=anna.id, wished_at=records.NOW))
    session.commit()
    log_in(app, bv)

    page = client.get(URL).text

    assert "1 von 100" in page
    assert "Anna" not in page


def test_the_threshold_is_the_citys(make_app, session, silent):
    session.add_all(Wish(vorhaben_id=silent.id, author_id=name, wished_at=records.NOW) for name in "abc")
    session.commit()

    page = Page(make_app(BETEILIGUNG_WISH_THRESHOLD=3).test_client().get(URL).text).text

    assert "3 von 3" in page
    assert "Die Antwort fehlt noch." in page


@pytest.mark.parametrize("who", [None, "anna"])
def test_where_one_can_take_part_there_is_nothing_to_wish(request, app, client, session, radweg, who):
    log_in(app, request.getfixturevalue(who) if who else None)
    page = client.get("/beteiligung/de/vorhaben/radweg")

    assert "von 100" not in page.text
    client.post("/beteiligung/de/vorhaben/radweg/wunsch", data={"csrf_token": token(page)} if who else {})
    assert wishes(session) == 0


@pytest.mark.parametrize("path", ["/wunsch", "/wunsch/zuruecknehmen"])
def test_without_a_token_or_a_login_nothing_is_counted(app, client, session, silent, anna, path):
    assert client.post(f"{URL}{path}").status_code in (400, 403)
    log_in(app, anna)
    assert client.post(f"{URL}{path}").status_code == 400
    assert wishes(session) == 0


def test_versions_can_be_compared(client, session, silent, amt):
    for number in (1, 2):
        values = {"office": f"Amt {number}", "next_step": "Sitzung im Mai"}
        editing.edit(session, silent, amt, values, seen=stamp(silent), now=records.NOW + timedelta(days=number))
        session.commit()
    page = Page(client.get(f"{URL}/fassungen").text)
    assert "Amt 2" not in page.text.replace("neu: 2", "")
    assert page.all("del")
    assert page.all("ins")
    assert "Sitzung" not in page.text

    page = Page(client.get(f"{URL}/fassungen?alt=1&neu=3").text)

    assert "Sitzung im Mai" in page.text
    assert "Amt für Grün" not in page.text


def test_one_version_is_nothing_to_compare(client, silent):
    assert "nur eine Fassung" in client.get(f"{URL}/fassungen").text


@pytest.mark.parametrize(
    "query", ["alt=x", "alt=9&neu=0", "neu=99999999999999999999", "alt=%00", "neu=1&alt=3", "alt=2&neu=2"]
)
def test_versions_that_are_none(client, session, silent, amt, query):
    editing.edit(session, silent, amt, {"office": "Neu"}, seen=stamp(silent), now=records.NOW)
    session.commit()

    assert client.get(f"{URL}/fassungen?{query}").status_code == 200


def test_what_a_draft_said_stays_secret(client, session, silent, amt):
    silent.publication = Publication.DRAFT
    session.commit()
    for number, word in enumerate(("GEHEIMER Plan", "Öffentliches Amt", "Noch ein Amt")):
        editing.edit(session, silent, amt, {"office": word}, seen=stamp(silent), now=records.NOW)
        if number == 0:
            silent.publication = Publication.PUBLISHED
        session.commit()

    for query in ("", "?alt=1&neu=4", "?alt=2&neu=4", "?alt=1&neu=2"):
        page = client.get(f"{URL}/fassungen{query}").text
        assert "Noch" in page
        assert "GEHEIM" not in page


def test_the_list_by_programme(client, session, silent, radweg):
    session.add(Term(kind=Kind.TAG, slug="ohne", name="Ohne Vorhaben"))
    silent.terms = [Term(kind=Kind.PROGRAMME, slug="soziale-stadt", name="Soziale Stadt")]
    session.commit()
    assert Page(client.get(URL).text).all("a", href="/beteiligung/de/vorhaben?programm=soziale-stadt")

    page = Page(client.get("/beteiligung/de/vorhaben?programm=soziale-stadt&stand=alle").text)

    assert "Stilles Vorhaben" in page.text
    assert "Radweg" not in page.text
    assert "Ohne Vorhaben" not in page.text
    assert "Radweg" in client.get("/beteiligung/de/vorhaben?programm=ohne").text


def test_terms_of_a_draft_are_not_offered(client, session, silent, hidden_away):
    hidden_away[0].terms = [Term(kind=Kind.TAG, slug="plan-x", name="GEHEIMES Programm")]
    session.commit()

    assert "GEHEIM" not in client.get("/beteiligung/de/vorhaben").text
    assert "GEHEIM" not in client.get("/beteiligung/de/vorhaben?programm=plan-x").text


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_the_page_says_all_of_it_in_every_language(client, session, silent, amt, lang):
    silent.cost_amount, silent.open_points = 1_500_000, ["Die Farbe"]
    silent.checked_on, silent.next_check_on = records.NOW.date(), records.NOW.date()
    session.commit()
    silent.texts[0].goal = "Alles besser"
    for end in ("2027", "2028"):
        from beteiligung.vorhaben.when import When

        editing.edit(
            session, silent, amt, {"end": When.parse(end)}, seen=stamp(silent), now=records.NOW, reason="Die Bahn"
        )
        session.commit()

    page = Page(client.get(URL.replace("/de/", f"/{lang}/")).text).text

    for words in ("1,500,000" if lang == "en" else "1.500.000", "Die Farbe", "2027", "2028", "Die Bahn"):
        assert words in page, words


def test_a_parent_shows_the_sum_of_its_parts_and_no_draft(client, session, silent):
    states = (
        (Status.DONE, Publication.PUBLISHED),
        (Status.UNDERWAY, Publication.PUBLISHED),
        (Status.DONE, Publication.DRAFT),
    )
    for number, (status, publication) in enumerate(states):
        word = "GEHEIM" if publication == Publication.DRAFT else "Teil"
        silent.children.append(
            records.vorhaben(f"teil-{number}", f"{word} {number}", status=status, publication=publication)
        )
    session.commit()

    page = Page(client.get(URL).text)

    assert "1 von 2 Teilen fertig." in page.text
    assert page.all("a", href="/beteiligung/de/vorhaben/teil-1")
    assert "GEHEIM" not in page.text
    assert page.all("a", href="/beteiligung/de/vorhaben/teil-2") == []
    assert Page(client.get("/beteiligung/de/vorhaben/teil-0").text).all("a", href=URL)


def test_a_parent_that_is_a_draft_stays_secret(client, session, silent, hidden_away):
    silent.parent = hidden_away[0]
    session.commit()

    assert "geheim" not in client.get(URL).text.lower()
