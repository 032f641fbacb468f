"""The pages of a talk: addresses that stay, what may be seen, and what authors and readers can do there."""

import re

import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Beitrag, Revision, Stance, Support, Visibility
from beteiligung.vorhaben.models import Publication

from .. import records
from ..databases import counted
from ..hosts import log_in
from ..pages import Page, token
from ..records import today
from .test_garbage import VALUES, short

URL = "/beteiligung/de/vorhaben/radweg"


def add(session, *beitraege):
    session.add_all(beitraege)
    session.commit()
    return beitraege[0]


def fresh(session, beitrag):
    session.rollback()  # what others wrote is seen from now on
    session.expire_all()
    return session.get(Beitrag, beitrag.id)


@pytest.fixture
def spoken(session, radweg):
    """Mehmet has said something that everybody can read."""
    return add(session, records.beitrag(radweg, "Mehr Schatten bitte", author="mehmet", name="Erle 7"))


STATES = [
    ({}, 200, True),
    ({"visibility": Visibility.HIDDEN, "hidden_reason": "Hausregel"}, 200, False),
    ({"visibility": Visibility.WITHDRAWN}, 200, False),
    ({"visibility": Visibility.SUBMITTED}, 200, False),
    ({"visibility": Visibility.SUBMITTED, "published_at": None}, 404, False),
    ({"visibility": Visibility.HIDDEN, "published_at": None}, 404, False),
    ({"visibility": Visibility.WITHDRAWN, "published_at": None}, 404, False),
]


@pytest.mark.parametrize("who", [None, "anna", "kim", "amt"])
@pytest.mark.parametrize(("change", "status", "is_readable"), STATES)
def test_a_permalink_shows_what_may_be_read_and_keeps_the_place(
    request, app, client, session, spoken, who, change, status, is_readable
):
    log_in(app, request.getfixturevalue(who) if who else None)
    for name, value in change.items():
        setattr(spoken, name, value)
    session.commit()

    answer = client.get(f"{URL}/beitrag/{spoken.id}")

    assert answer.status_code == status
    assert ("Mehr Schatten" in answer.text) is is_readable
    assert ("Erle 7" in answer.text) is is_readable
    if status == 200:
        assert f'id="b-{spoken.id}"' in answer.text
    for page in (f"{URL}/gespraech", URL, f"{URL}/stimmen", f"{URL}/gespraech?q=Schatten"):
        assert ("Mehr Schatten" in client.get(page).text) is (is_readable and not page.endswith("stimmen")), page


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_with_the_vorhaben_its_talk_is_gone(client, session, radweg, spoken, publication):
    radweg.publication = publication
    session.commit()

    paths = ("/gespraech", "/stimmen", f"/beitrag/{spoken.id}", f"/beitrag/{spoken.id}/fassungen", "/angekommen")
    assert [client.get(URL + path).status_code for path in paths] == [404] * 5


def test_a_permalink_of_another_vorhaben_leads_nowhere(client, session, radweg, spoken):
    add(session, records.vorhaben("anderes", "Anderes"))

    assert client.get(f"/beteiligung/de/vorhaben/anderes/beitrag/{spoken.id}").status_code == 404


def test_answers_come_twenty_at_a_time_with_links_to_the_others(client, session, radweg, spoken):
    add(session, *(records.beitrag(radweg, f"Antwort {n:02}.", parent=spoken) for n in range(45)))

    first = Page(client.get(URL).text)
    assert re.findall(r"Antwort (\d\d)\.", first.text) == ["00", "01", "02"]
    assert "42 weitere Antworten an Erle 7 zeigen" in first.text
    (more,) = [a for a in first.all("a") if a["href"].endswith("?ab=4#antworten")]
    read, address = ["00", "01", "02"], more["href"]
    while address:
        page = Page(client.get(address).text)
        read += re.findall(r"Antwort (\d\d)\.", page.text)
        address = next((a["href"] for a in page.all("a", rel="next")), None)
    assert read == [f"{n:02}" for n in range(45)]
    assert page.all("a", rel="prev")


def test_the_number_is_what_is_shown_also_below_what_is_hidden(client, session, radweg, spoken):
    hidden = add(session, records.beitrag(radweg, "GEHEIM", visibility=Visibility.HIDDEN, hidden_reason="x"))
    below = add(session, records.beitrag(radweg, "darunter", parent=hidden))
    withdrawn = add(session, records.beitrag(radweg, "WEG", visibility=Visibility.WITHDRAWN, parent=below))
    add(session, records.beitrag(radweg, "ganz unten", parent=withdrawn))

    for page in (URL, f"{URL}/gespraech"):
        text = Page(client.get(page).text).text
        assert "3 Beiträge" in text
        assert all(body in text for body in ("Mehr Schatten", "darunter", "ganz unten"))
        assert "GEHEIM" not in text
        assert "WEG" not in text


@pytest.mark.parametrize("value", VALUES, ids=short)
def test_whatever_stands_in_the_address_the_talk_answers(client, radweg, spoken, value):
    names = ("ordnung", "haltung", "wohnt", "antwort", "q", "ab", "bis")
    for args in ({name: value} for name in names):
        assert client.get(f"{URL}/gespraech", query_string=args).status_code == 200, args
    assert client.get(f"{URL}/beitrag/{spoken.id}", query_string={"ab": value}).status_code == 200
    assert client.get("/beteiligung/de/quittung", query_string={"nummer": value}).status_code in (200, 404)


def test_every_page_of_a_large_talk_asks_the_database_as_often_as_of_a_small_one(
    engine, app, client, session, radweg, spoken, anna
):
    log_in(app, anna)
    pages = (URL, f"{URL}/gespraech", f"{URL}/gespraech?ab={spoken.id}", f"{URL}/beitrag/{spoken.id}", f"{URL}/stimmen")
    seen = []
    for many in (2, 30, 60):
        last = spoken
        for n in range(many):
            last = records.beitrag(radweg, f"tief {n}", parent=last, author=f"p{n}", bezirk_number=1)
            broad = records.beitrag(radweg, f"breit {n}", parent=spoken)
            new = records.beitrag(radweg, "neu")
            session.add_all([last, broad, new])
            session.flush()
            for _level in range(3):  # the first page shows answers to answers, however full it is
                new = records.beitrag(radweg, "Antwort", parent=new)
                session.add(new)
                session.flush()
        session.commit()
        numbers = []
        for page in pages:
            client.get(page)
            with counted(engine) as statements:
                assert client.get(page).status_code == 200
            numbers.append(len(statements))
        seen.append(numbers)

    assert seen[0] == seen[1] == seen[2]
    assert max(seen[0]) < 28


def test_few_people_of_a_stadtbezirk_are_not_told_apart(make_app, session, radweg):
    client = make_app(BETEILIGUNG_SMALLEST_GROUP=3).test_client()
    for number, many in ((1, 4), (2, 2)):
        session.add_all(
            records.beitrag(radweg, f"von {number}-{n}", author=f"{number}-{n}", bezirk_number=number)
            for n in range(many)
        )
    add(session, records.beitrag(radweg, "dagegen", author="1-0", bezirk_number=1, stance=Stance.CONTRA))

    table = Page(client.get(f"{URL}/stimmen").text)
    assert "Mitte" in table.text
    assert "Wattenscheid" not in table.text
    cells = re.findall(r"<td[^>]*>(.*?)</td>", client.get(f"{URL}/stimmen").text)
    assert [re.sub("<[^>]+>", "", cell) for cell in cells] == ["4", "wenige", "wenige", "0", "0"]
    assert "von 1-0" in client.get(f"{URL}/gespraech?wohnt=1").text
    few = client.get(f"{URL}/gespraech?wohnt=2").text
    assert "von 1-0" in few
    assert "Zu wenige Menschen" in few


def test_support_and_take_back_lead_back_to_where_one_was(app, client, session, spoken, anna):
    log_in(app, anna)
    page = client.get(f"{URL}/gespraech?haltung=pro&q=Schatten")
    (button,) = [b for b in Page(page.text).all("button") if "unterstuetzen" in b.get("formaction", "")]

    answer = client.post(button["formaction"], data={"csrf_token": token(page)})

    assert answer.status_code == 303
    assert answer.location == f"{URL}/gespraech?haltung=pro&q=Schatten#b-{spoken.id}"
    assert fresh(session, spoken).supports == 1
    page = client.get(f"{URL}/beitrag/{spoken.id}")
    (button,) = [b for b in Page(page.text).all("button") if "zuruecknehmen" in b.get("formaction", "")]
    answer = client.post(button["formaction"], data={"csrf_token": token(page)})
    assert answer.location == f"{URL}/beitrag/{spoken.id}#b-{spoken.id}"
    assert fresh(session, spoken).supports == 0
    assert session.scalars(select(Support)).all() == []


@pytest.mark.parametrize("who", [None, "anna"])
def test_support_needs_a_login_and_a_token(request, app, client, session, spoken, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    for path in ("unterstuetzen", "unterstuetzen/zuruecknehmen"):
        assert client.post(f"{URL}/beitrag/{spoken.id}/{path}").status_code in (400, 403)
        assert client.get(f"{URL}/beitrag/{spoken.id}/{path}").status_code == 405
    assert fresh(session, spoken).supports == 0


@pytest.fixture
def mine(app, session, radweg, anna):
    """Anna has just written something."""
    log_in(app, anna)
    return add(session, records.beitrag(radweg, "Ein Fehlre", submitted_at=today()))


def test_a_change_shows_and_stays_on_record(make_app, session, radweg, mine, anna):
    app = make_app(BETEILIGUNG_MODERATION="after")
    log_in(app, anna)
    client = app.test_client()
    url = f"{URL}/beitrag/{mine.id}/aendern"

    form = {"csrf_token": token(client.get(url)), "stance": "contra", "body": "Ein Fehler"}
    assert client.post(url, data=form).status_code == 303

    changed = fresh(session, mine)
    assert (changed.body, changed.stance, changed.visibility) == ("Ein Fehler", Stance.CONTRA, Visibility.PUBLISHED)
    assert (changed.rendered, changed.plain) == ("<p>Ein Fehler</p>", "ein fehler")
    log_in(app, None)
    history = app.test_client().get(f"{URL}/beitrag/{mine.id}/fassungen").text
    assert "<del>Fehlre</del> <ins>Fehler</ins>" in history


@pytest.mark.parametrize("mode", ["before", "after"])
def test_what_moderators_have_read_or_must_read_waits_again(make_app, session, radweg, mine, anna, mode):
    app = make_app(BETEILIGUNG_MODERATION=mode)
    log_in(app, anna)
    client = app.test_client()
    mine.moderated_at = today()
    session.commit()
    url = f"{URL}/beitrag/{mine.id}/aendern"

    client.post(url, data={"csrf_token": token(client.get(url)), "stance": "pro", "body": "NEUE WORTE"})

    assert fresh(session, mine).visibility == Visibility.SUBMITTED
    log_in(app, None)
    page = client.get(URL).text
    assert "NEUE WORTE" not in page
    assert "wird noch einmal gelesen" in page
    assert client.get(f"{URL}/beitrag/{mine.id}/fassungen").status_code == 404


def test_what_never_was_public_is_in_no_history(app, client, session, radweg, mine, kim):
    mine.visibility, mine.published_at = Visibility.SUBMITTED, None
    session.commit()
    url = f"{URL}/beitrag/{mine.id}/aendern"
    client.post(url, data={"csrf_token": token(client.get(url)), "stance": "pro", "body": "Besser"})
    assert [r.was_public for r in session.scalars(select(Revision))] == [False]
    changed = fresh(session, mine)
    changed.visibility = Visibility.PUBLISHED
    session.commit()
    log_in(app, None)

    assert "Fehlre" not in client.get(f"{URL}/beitrag/{mine.id}/fassungen").text


@pytest.mark.parametrize(
    "change", [{"submitted_at": records.NOW}, {"visibility": Visibility.HIDDEN}, {"open_until": records.NOW}]
)
def test_too_late_to_change_but_the_words_are_not_lost(client, session, radweg, mine, change):
    page = client.get(f"{URL}/beitrag/{mine.id}/aendern")
    for name, value in change.items():
        setattr(radweg if name == "open_until" else mine, name, value)
    session.commit()

    form = {"csrf_token": token(page), "stance": "pro", "body": "Zu spät, aber hier"}
    answer = client.post(f"{URL}/beitrag/{mine.id}/aendern", data=form)

    assert answer.status_code == 409
    assert "Zu spät, aber hier" in Page(answer.text).text
    assert fresh(session, mine).body == "Ein Fehlre"


@pytest.mark.parametrize("who", [None, "kim", "amt"])
@pytest.mark.parametrize("verb", ["aendern", "zurueckziehen"])
def test_nobody_touches_the_words_of_others(request, app, client, session, mine, who, verb):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(f"{URL}/beitrag/{mine.id}/{verb}").status_code == 404
    assert client.post(f"{URL}/beitrag/{mine.id}/{verb}", data={"body": "x", "stance": "pro"}).status_code == 404
    assert fresh(session, mine).body == "Ein Fehlre"


def test_withdrawn_keeps_its_place_and_the_answers(app, client, session, radweg, mine):
    add(session, records.beitrag(radweg, "Schade drum", parent=mine, author="mehmet"))
    radweg.open_until = records.NOW  # also after the end
    session.commit()
    url = f"{URL}/beitrag/{mine.id}/zurueckziehen"
    assert fresh(session, mine).visibility == Visibility.PUBLISHED  # asking for the page changes nothing

    client.post(url, data={"csrf_token": token(client.get(url))})

    assert fresh(session, mine).visibility == Visibility.WITHDRAWN
    log_in(app, None)
    text = Page(client.get(f"{URL}/gespraech").text).text
    assert "Fehlre" not in text
    assert "Vom Menschen selbst zurückgezogen" in text
    assert "Schade drum" in text
    assert "1 Beitrag" in text


def write(client, **data):
    return client.post(URL, data={"csrf_token": token(client.get(URL)), "stance": "pro", "body": "x", **data})


def test_the_receipt_tells_what_became_of_it_without_an_account(app, client, session, radweg, anna, kim):
    log_in(app, anna)
    code = re.search(r'translate="no">([^<]+)<', client.get(write(client).location).text)[1]
    log_in(app, None)
    (beitrag,) = session.scalars(select(Beitrag)).all()
    assert code.replace(" ", "") not in str(vars(beitrag))

    def told(code=code):
        return Page(app.test_client().get("/beteiligung/de/quittung", query_string={"nummer": code}).text).text

    assert "Wartet" in told()
    beitrag.visibility = Visibility.PUBLISHED
    session.commit()
    assert "Veröffentlicht" in told(code.lower().replace(" ", "-"))
    add(session, records.beitrag(radweg, "Ja", parent=beitrag, is_official=True, author="amt"))
    assert "Beantwortet" in told(f"  {code.replace(' ', '')} ")
    beitrag.visibility, beitrag.hidden_reason = Visibility.HIDDEN, "Hausregel 3"
    session.commit()
    assert "Hausregel 3" in told()
    beitrag.visibility = Visibility.WITHDRAWN
    session.commit()
    assert "Zurückgezogen" in told()
    radweg.publication = Publication.ARCHIVED
    session.commit()
    assert "Radweg" not in told()


def test_no_code_tells_more_than_another(engine, client, session, radweg, spoken):
    spoken.receipt = None
    session.commit()
    answers, numbers = set(), set()
    for code in ("7KQ4M2XA9TPC", "", "x", "%", str(spoken.id), "None", "null"):
        with counted(engine) as statements:
            answer = client.get("/beteiligung/de/quittung", query_string={"nummer": code})
        if code:
            answers.add(answer.text.replace(f'value="{code}"', "").replace(f"nummer={code}", ""))
            numbers.add((answer.status_code, len(statements)))
        assert answer.headers["Cache-Control"] == "no-store"

    assert {status for status, _count in numbers} == {404}
    assert len(numbers) == 1


def test_the_receipt_is_for_whoever_wrote(app, client, session, radweg, anna):
    log_in(app, anna)
    location = write(client).location

    assert client.get(location).status_code == 200
    assert client.get(location).status_code == 200  # loading again does not lose it
    assert app.test_client().get(location).status_code == 404


def test_something_similar_is_offered_once_and_nothing_is_lost(app, client, session, radweg, anna):
    add(session, records.beitrag(radweg, "Bitte pflanzt mehr Bäume an der Königsallee!", author="mehmet"))
    log_in(app, anna)
    body = "Bitte mehr Bäume pflanzen an der Königsallee"

    page = write(client, body=body)

    assert page.status_code == 200
    assert "etwas Ähnliches" in page.text
    assert len(session.scalars(select(Beitrag)).all()) == 1
    assert body in page.text
    session.rollback()
    assert write(client, body=body, trotzdem="1").status_code == 303
    session.rollback()
    assert len(session.scalars(select(Beitrag)).all()) == 2


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.SUBMITTED, Visibility.WITHDRAWN])
def test_what_may_not_be_read_is_not_similar_either(app, client, session, radweg, anna, visibility):
    words = "Bitte pflanzt mehr Bäume an der Königsallee!"
    add(session, records.beitrag(radweg, words, author="mehmet", visibility=visibility))
    log_in(app, anna)

    assert write(client, body=words).status_code == 303


def test_the_script_asks_for_similar_ones_and_only_with_a_token(app, client, session, radweg, anna):
    words = "Bitte pflanzt mehr Bäume an der Königsallee!"
    add(session, records.beitrag(radweg, words, author="mehmet"))
    log_in(app, anna)
    form = {"csrf_token": token(client.get(URL)), "body": words}

    assert "Königsallee" in client.post(f"{URL}/aehnlich", data=form).text
    assert client.post(f"{URL}/aehnlich", data={"body": words}).status_code == 404
    log_in(app, None)
    assert client.post(f"{URL}/aehnlich", data=form).status_code == 404


def test_logged_in_again_the_text_is_back_in_the_form(app, client, session, radweg, anna):
    lost = client.post(URL, data={"body": "Mein langer Text", "stance": "contra"})
    assert "Mit meinem Text weitermachen" in lost.text
    log_in(app, anna)

    page = client.post(URL, data={"body": "Mein langer Text", "stance": "contra", "weiter": "1"})

    assert page.status_code == 200
    assert "Mein langer Text</textarea>" in page.text
    assert Page(page.text).all("input", value="contra", checked="")
    assert session.scalars(select(Beitrag)).all() == []


def test_an_ortsteil_can_be_chosen_where_the_city_has_named_it_and_is_shown_nowhere(
    app, client, session, radweg, bezirke, anna
):
    bezirke[1].parts = ["Bergen/Hiltrop", "Höntrop"]
    session.commit()
    log_in(app, anna)
    groups = [a["label"] for a in Page(client.get(URL).text).all("optgroup")]
    assert groups == [bezirke[1].short_name]

    assert write(client, bezirk="2/Bergen/Hiltrop").status_code == 303

    said = session.scalars(select(Beitrag)).one()
    assert (said.bezirk_number, said.bezirk_part) == (2, "Bergen/Hiltrop")
    said.visibility, said.published_at = Visibility.PUBLISHED, said.submitted_at
    session.commit()
    log_in(app, None)
    for address in (URL, f"{URL}/gespraech", f"{URL}/stimmen", f"{URL}/beitrag/{said.id}"):
        assert "Hiltrop" not in client.get(address).text
    log_in(app, anna)
    assert write(client, bezirk="1/Höntrop").status_code == 200


def test_where_somebody_lives_is_kept_as_a_number_and_shown_nowhere(app, client, session, radweg, anna):
    log_in(app, anna)

    write(client, bezirk="2")

    assert session.scalars(select(Beitrag)).one().bezirk_number == 2
    assert write(client, bezirk="2/Höntrop").status_code == 200  # the city has named no Ortsteil
    assert write(client, bezirk="9").status_code == 200
    assert write(client, bezirk="' OR 1").status_code == 200
