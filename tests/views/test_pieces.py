"""Cards, maps and rows of the chart are kept, and still right: whoever changes a record, and however."""

import pytest
from jinja2 import DictLoader
from sqlalchemy import text

from beteiligung.beitrag.models import Beitrag
from beteiligung.views import words
from beteiligung.vorhaben.models import Place, Publication

from .. import records
from ..pages import Page

LIST = "/beteiligung/de/vorhaben"
WATCHED = (LIST, "/beteiligung/de/zeit", f"{LIST}/radweg", "/beteiligung/de/nahe?lat=51.46&lon=7.21")


@pytest.fixture
def told(monkeypatch):
    """Each call is a card, a row or a map that was made anew."""
    times, made = words.times, []
    monkeypatch.setattr(words, "times", lambda vorhaben: made.append(vorhaben.slug) or times(vorhaben))
    return made


def read(client, address=LIST):
    return Page(client.get(address).text).text


def test_a_second_reader_gets_the_same_card(app, told, radweg):
    first, second = app.test_client().get(LIST).text, app.test_client().get(LIST).text

    assert told == ["radweg"]
    assert first == second


def test_near_me_keeps_no_distance(client, told, radweg):
    near, far = (read(client, f"/beteiligung/de/nahe?lat={lat}&lon=7.21") for lat in (51.46, 51.465))

    assert told == ["radweg"]
    assert "sehr nah" in near or " m" in near
    assert "550 m" in far or "600 m" in far
    assert "550 m" not in near


@pytest.mark.parametrize("address", WATCHED)
def test_a_hand_on_the_console_is_seen_at_once(engine, client, radweg, address):
    assert "Radweg Königsallee" in read(client, address)

    with engine.begin() as connection:
        connection.execute(text("UPDATE beteiligung_vorhaben_text SET title = 'Radweg Kortumstraße'"))

    assert "Radweg Kortumstraße" in read(client, address)
    assert ">Radweg Königsallee<" not in client.get(address).text


@pytest.mark.parametrize(
    ("statement", "before", "after"),
    [
        ("UPDATE beteiligung_place SET words = 'Anderswo'", "Ort von Radweg", "Anderswo"),
        ("UPDATE beteiligung_bezirk SET short_name = 'Zentrum'", "Mitte", "Zentrum"),
        ("UPDATE beteiligung_vorhaben SET topic = 'Verkehr'", "Mobilität", "Verkehr"),
    ],
)
def test_what_hangs_on_a_card_is_seen_at_once(engine, client, radweg, statement, before, after):
    assert before in read(client)

    with engine.begin() as connection:
        connection.execute(text(statement))

    assert after in read(client)


def test_a_contribution_is_counted_on_a_card_that_is_kept(client, session, radweg, told):
    assert "1 Beitrag" not in read(client)
    session.add(records.beitrag(radweg))
    session.commit()

    assert "1 Beitrag" in read(client)
    session.query(Beitrag).delete()
    session.commit()
    assert "1 Beitrag" not in read(client)
    assert told == ["radweg"] * 2


def test_a_place_that_moves_is_drawn_elsewhere(client, session, radweg):
    before = Page(client.get(f"{LIST}/radweg").text).all("circle"), Page(client.get(LIST).text).all("rect")
    session.query(Place).update({"lat": 51.41, "lon": 7.11})
    session.commit()

    assert (
        Page(client.get(f"{LIST}/radweg").text).all("circle"),
        Page(client.get(LIST).text).all("rect"),
    ) != before


def test_each_language_has_its_own(client, radweg):
    assert "Mitmachen bis" in read(client)
    assert "Take part until" in read(client, "/beteiligung/en/vorhaben")
    assert "Mitmachen bis" in read(client)


def test_a_number_belongs_to_its_page(client, session, radweg, bezirke):
    session.add(records.vorhaben("früher", "Früher", open_for=2, bezirke=bezirke[1:]))
    session.commit()

    both, one = client.get(LIST).text, client.get(f"{LIST}?bezirk=1").text

    assert both.index("Früher</a>") < both.index("Radweg Königsallee</a>")
    assert Page(both).all("li", id="v-2")
    assert not Page(one).all("li", id="v-2")
    assert "Nummer auf der Karte: 1 " in " ".join(Page(one).text.split())


def test_words_of_a_search_are_marked_for_that_search_only(client, radweg):
    assert Page(client.get(f"{LIST}?q=Radweg").text).all("mark")
    assert not Page(client.get(LIST).text).all("mark")
    assert "<mark>Königsallee</mark>" in client.get(f"{LIST}?q=Königsallee").text


def test_two_hosts_on_one_database_keep_their_own(make_app, radweg):
    ours, theirs = make_app(), make_app()
    shipped = '{% extends "shipped:beteiligung/public/liste.html" %}'
    theirs.jinja_loader = DictLoader(
        {
            "beteiligung/public/liste.html": shipped
            + "{% block filters %}{{ piece('card', 1, caller=words.zone) }}{% endblock %}"
        }
    )
    theirs.jinja_env.bytecode_cache = None

    assert "Europe/Berlin" not in read(ours.test_client())
    assert "Europe/Berlin" in read(theirs.test_client())
    assert "Europe/Berlin" not in read(ours.test_client())


def test_whoever_works_on_templates_sees_them_at_once(make_app, told, radweg):
    client = make_app(TEMPLATES_AUTO_RELOAD=True).test_client()
    read(client), read(client)

    assert told == ["radweg"] * 2


def test_the_preview_of_a_draft_is_drawn_anew(app, client, session, bezirke, amt):
    app.extensions["beteiligung"].person_loader(lambda: amt)
    draft = records.vorhaben("entwurf", "Entwurf", publication=Publication.DRAFT)
    session.add(draft)
    session.commit()
    preview = f"/beteiligung/de/verwaltung/vorhaben/{draft.id}/vorschau"
    before = Page(client.get(preview).text).all("circle")
    session.query(Place).update({"lat": 51.41, "lon": 7.11})
    session.commit()

    after = Page(client.get(preview).text).all("circle")
    assert before
    assert after != before
