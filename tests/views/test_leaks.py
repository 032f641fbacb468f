"""Drafts and archived Vorhaben do not exist for the public: the tests have some that fit every filter."""

import pytest

from beteiligung.beitrag.models import Visibility

from .. import records
from ..hosts import arguments, log_in
from ..pages import token

PAGES = [
    "/beteiligung/de/vorhaben",
    "/beteiligung/de/vorhaben?stand=alle",
    "/beteiligung/de/vorhaben?mitmachen=1",
    "/beteiligung/de/vorhaben?bezirk=1",
    "/beteiligung/de/vorhaben?q=geheim",
    "/beteiligung/de/vorhaben?q=radweg&stand=alle",
    "/beteiligung/de/vorhaben?thema=mobilitaet",
    "/beteiligung/de/vorhaben?wo=Ort&stand=alle",
    "/beteiligung/de/vorhaben?bbox=7,51,8,52&stand=alle",
    "/beteiligung/de/vorhaben?von=1990&bis=2100&stand=alle&reihenfolge=name",
    "/beteiligung/de/zeit?bbox=7,51,8,52&stand=alle&von=1990",
    "/beteiligung/de/vorhaben.geojson?bbox=7,51,8,52&stand=alle",
    "/beteiligung/de/vorhaben.geojson",
    "/beteiligung/de/vorhaben.geojson?stand=alle&q=geheim",
    "/beteiligung/de/vorhaben/radweg",
]


def every_get_route(app):
    """Addresses of all public pages without any argument but the language, whatever is added later."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods and arguments(rule) <= {"lang"}:
            yield rule.rule.replace("<lang>", "de")


def test_there_is_something_that_could_leak(client, hidden_away, app, kim):
    log_in(app, kim)

    assert "GEHEIMdraft" in client.get("/beteiligung/de/moderation?ablage=erledigt").text


@pytest.mark.parametrize("address", PAGES)
def test_what_is_not_published_shows_nowhere(client, hidden_away, address):
    assert "geheim" not in client.get(address).text.lower().replace("q=geheim", "").replace("q%3dgeheim", "").replace(
        'value="geheim"', ""
    )


@pytest.mark.parametrize("who", [None, "anna", "bv"])
def test_nor_on_any_page_that_is_added_later(request, app, client, hidden_away, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    for address in every_get_route(app):
        with client.get(address) as answer:
            text = answer.get_data().decode("utf-8", "replace").lower()
        if who == "anna":  # her own words are hers; the name of what is not public is not
            text = text.replace("geheimdraft beitrag", "").replace("geheimarchived beitrag", "")
        assert "geheim" not in text, address


@pytest.mark.parametrize("who", [None, "anna", "kim", "amt", "bv"])
@pytest.mark.parametrize("slug", ["geheim-draft", "geheim-archived", "gibt-es-nicht"])
def test_their_pages_are_not_there(request, app, client, session, hidden_away, who, slug):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(f"/beteiligung/de/vorhaben/{slug}").status_code == 404
    assert client.post(f"/beteiligung/de/vorhaben/{slug}", data={"body": "x", "stance": "pro"}).status_code == 404
    for number in range(1, 5):
        assert client.get(f"/beteiligung/de/vorhaben/{slug}/antworten/{number}").status_code == 404
    assert client.get(f"/beteiligung/de/vorhaben/{slug}/fassungen").status_code == 404
    for path in ("wunsch", "wunsch/zuruecknehmen"):
        assert client.post(f"/beteiligung/de/vorhaben/{slug}/{path}").status_code == 404


def test_they_count_nowhere(client, hidden_away):
    page = client.get("/beteiligung/de/vorhaben?stand=alle").text

    assert "1 Vorhaben" in page
    assert "3 Vorhaben" not in page


@pytest.mark.parametrize("visibility", [Visibility.SUBMITTED, Visibility.HIDDEN])
@pytest.mark.parametrize("who", [None, "bv", "amt", "kim"])
def test_what_waits_or_is_hidden_is_read_by_nobody_in_the_thread(
    request, app, client, session, radweg, visibility, who
):
    log_in(app, request.getfixturevalue(who) if who else None)
    first = records.beitrag(radweg, "öffentlich")
    session.add(first)
    session.flush()
    secret = records.beitrag(
        radweg, "GEHEIMNIS", parent=first, visibility=visibility, name="GEHEIMER NAME", hidden_reason="Werbung"
    )
    session.add_all(
        [
            secret,
            records.beitrag(
                radweg, "GEHEIMNIS zwei", visibility=visibility, name="GEHEIMER NAME", hidden_reason="Werbung"
            ),
        ]
    )
    session.commit()

    page = client.get("/beteiligung/de/vorhaben/radweg").text

    assert "öffentlich" in page
    assert "GEHEIM" not in page
    assert ("Werbung" in page) is (visibility == Visibility.HIDDEN)
    assert client.get(f"/beteiligung/de/vorhaben/radweg/antworten/{secret.id}").status_code == 404


def test_ones_own_waiting_text_is_seen_by_oneself_alone(app, client, session, radweg, anna, bv):
    session.add(records.beitrag(radweg, "MEINTEXT", visibility=Visibility.SUBMITTED))
    session.commit()

    seen = []
    for person in (anna, bv, None):
        log_in(app, person)
        seen.append("MEINTEXT" in client.get("/beteiligung/de/vorhaben/radweg").text)

    assert seen == [True, False, False]


def test_an_answer_cannot_be_sent_to_what_is_not_there(app, client, session, radweg, hidden_away, anna):
    log_in(app, anna)
    other = records.vorhaben("anderes", "Anderes", open_for=3)
    foreign = records.beitrag(other)
    session.add_all([other, foreign])
    session.commit()
    data = {"csrf_token": token(client.get("/beteiligung/de/vorhaben/radweg")), "body": "x", "stance": "pro"}

    answer = client.post(f"/beteiligung/de/vorhaben/radweg/antworten/{foreign.id}", data=data)

    assert answer.status_code == 404
