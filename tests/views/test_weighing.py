"""The pages of the weighing: who comes there, what they do, what they refuse, and what leaks nowhere."""

import re

import pytest
from sqlalchemy import select

from beteiligung.abwaegung import actions, queries
from beteiligung.abwaegung.models import Abwaegung, AbwaegungState, Argument
from beteiligung.beitrag import receipts
from beteiligung.beitrag.models import Visibility
from beteiligung.vorhaben.models import Publication

from ..abwaegung import weighing as w
from ..hosts import arguments, log_in
from ..pages import Page, token
from ..records import NOW

DESK = "/beteiligung/de/verwaltung"
SECRET = "GEHEIME ABWÄGUNG"


@pytest.fixture
def teich(session, bezirke):
    """Over, with three contributions."""
    vorhaben = w.over(session)
    for number, body in enumerate(("Mehr Schatten bitte", "Wer pflegt den Teich?", "Schatten für die Kinder")):
        w.say(session, vorhaben, body, author=f"p{number}", receipt=receipts.digest(f"CODE {number}"))
    session.commit()
    return vorhaben


@pytest.fixture
def weighing(session, teich):
    """Begun, with two arguments."""
    found = w.begin(session, teich, "Im Sommer fehlt Schatten", "Ohne Pflege wird es eine Müllkippe")
    session.commit()
    return found


@pytest.fixture
def desk(app, client, amt):
    """The administration's browser."""
    log_in(app, amt)
    return client


def page_of(vorhaben, more=""):
    return f"{DESK}/vorhaben/{vorhaben.id}/abwaegung{more}"


def said(session, vorhaben):
    session.rollback()
    return session.scalars(
        select(w.Beitrag.id).where(w.Beitrag.vorhaben_id == vorhaben.id).order_by(w.Beitrag.id)
    ).all()


def send(client, vorhaben, more="", at=None, **data):
    """Post with the token of a page; a list under one name is sent as several boxes."""
    return client.post(page_of(vorhaben, more), data={"csrf_token": token(client.get(at or page_of(vorhaben))), **data})


def again(session, weighing):
    session.rollback()
    session.expire_all()
    return session.get(Abwaegung, weighing.id)


def test_from_the_first_click_to_the_public_table(desk, app, session, teich):
    assert "Diese Beiträge hat noch niemand abgewogen" in desk.get(page_of(teich)).text
    assert send(desk, teich, "/beginnen").status_code == 303
    ids = said(session, teich)
    send(desk, teich, b=ids[:1], ziel="neu", worte="Im Sommer fehlt Schatten")
    session.rollback()
    argument = session.scalars(select(Argument)).one()
    send(desk, teich, b=ids[2:], ziel=str(argument.id))
    send(desk, teich, b=ids[1:2], ziel="beiseite", worte="Die Frage ist beantwortet.")
    page = Page(desk.get(page_of(teich)).text).text
    assert "Zugeordnet: 3 von 3 Beiträgen." in page
    assert "Es fehlt noch:" in page
    assert "Abwägung abschließen" not in page

    one = page_of(teich, f"/argument/{argument.id}")
    form = Page(desk.get(one).text)
    seen = form.all("input", name="seen")[0]["value"]
    written = {"title": "Schatten fehlt", "stance": "pro", "assessment": "Stimmt.", "disposition": "taken_up"}
    written |= {"reason": "Wir pflanzen 14 Bäume.", "reason_simple": "Die Stadt pflanzt Bäume."}
    assert send(desk, teich, f"/argument/{argument.id}", at=one, seen=seen, **written).status_code == 303
    whole = page_of(teich, "/gesamt")
    seen = Page(desk.get(whole).text).all("input", name="seen")[0]["value"]
    send(desk, teich, "/gesamt", at=whole, seen=seen, assessment="Einig.", proposal="Entwurf B.")
    assert "Abwägung abschließen" in desk.get(page_of(teich)).text

    send(desk, teich, "/abschliessen")
    assert desk.get("/beteiligung/de/vorhaben/teich/abwaegung").status_code == 404
    send(desk, teich, "/veroeffentlichen")
    log_in(app, None)
    public = Page(desk.get("/beteiligung/de/vorhaben/teich/abwaegung").text).text
    for words in ("Schatten fehlt", "2 Beiträge", "Aufgenommen", "Wir pflanzen 14 Bäume.", "Entwurf B."):
        assert words in public
    easy = Page(desk.get("/beteiligung/de-simple/vorhaben/teich/abwaegung").text).text
    assert "Die Stadt pflanzt Bäume. Entwurf in einfacher Sprache." in easy
    assert "Wir pflanzen 14" not in easy
    page = Page(desk.get("/beteiligung/de/vorhaben/teich").text).text
    assert "Die Beiträge sind abgewogen" in page
    assert "Wir pflanzen 14 Bäume." in page


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Aufgenommen: Schatten. Begründung: Wir nehmen"), (1, "beiseitegelegt. Begründung: Doppelt.")],
)
def test_the_receipt_and_the_page_of_a_contribution_tell_its_fate(client, session, teich, weighing, number, words):
    actions.save_argument(session, weighing.arguments[0], w.AMT, {"title": "Schatten"}, seen=1, now=NOW)
    ids = said_now = [b.id for b in session.scalars(select(w.Beitrag).order_by(w.Beitrag.id))]
    actions.assign(session, weighing.arguments[0], [ids[0], ids[2]], w.AMT, now=NOW)
    actions.put_aside(session, weighing, [ids[1]], w.AMT, reason="Doppelt.", now=NOW)
    for argument in weighing.arguments:
        w.write(session, argument, "taken_up")
    session.commit()
    code = f"/beteiligung/de/quittung?nummer=CODE+{number}"
    assert words not in Page(client.get(code).text).text

    weighing.state, weighing.published_at = AbwaegungState.PUBLISHED, NOW
    session.commit()

    assert words in Page(client.get(code).text).text
    own = Page(client.get(f"/beteiligung/de/vorhaben/teich/beitrag/{said_now[number]}").text).text
    assert "Was daraus wurde" in own
    assert words.rpartition(": ")[2] in own


PUBLIC = (
    "vorhaben/teich",
    "vorhaben/teich/abwaegung",
    "vorhaben/teich/gespraech",
    "vorhaben/teich/fassungen",
    "vorhaben/teich/beitrag/1",
    "quittung?nummer=CODE+0",
    "vorhaben",
    "was-wurde-daraus",
)


@pytest.mark.parametrize("state", [AbwaegungState.OPEN, AbwaegungState.CLOSED])
@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_nothing_of_an_unpublished_weighing_is_public(app, client, session, teich, weighing, state, lang):
    one = said(session, teich)[0]
    weighing = session.get(Abwaegung, weighing.id)
    for argument in weighing.arguments:
        values = dict.fromkeys(("title", "assessment", "reason", "reason_simple"), SECRET)
        actions.save_argument(session, argument, w.AMT, values, seen=argument.version, now=NOW)
    actions.assign(session, weighing.arguments[0], [one], w.AMT, now=NOW)
    actions.save_whole(session, weighing, w.AMT, assessment=SECRET, proposal=SECRET, seen=weighing.version)
    actions.put_aside(session, weighing, [one + 1], w.AMT, reason=SECRET, now=NOW)
    weighing.state = state
    session.commit()

    for path in PUBLIC:
        assert SECRET not in client.get(f"/beteiligung/{lang}/{path}").text, path
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung.") and "GET" in rule.methods and arguments(rule) <= {"lang", "slug"}:
            address = rule.rule.replace("<lang>", lang).replace("<slug>", "teich")
            assert SECRET.encode() not in client.get(address, buffered=True).data, address
    weighing.state, weighing.published_at = AbwaegungState.PUBLISHED, NOW
    session.commit()
    assert SECRET in client.get(f"/beteiligung/{lang}/vorhaben/teich/abwaegung").text


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_of_what_is_not_public_the_weighing_is_not_either(desk, session, teich, publication):
    w.published(session, teich)
    teich.publication = publication
    session.commit()

    assert desk.get("/beteiligung/de/vorhaben/teich/abwaegung").status_code == 404
    assert desk.get(page_of(teich)).status_code == 404
    assert send(desk, teich, "/abschliessen", at=f"{DESK}/vorhaben/{teich.id}").status_code == 404


ROUTES = ("", "/argument", "/argument/{argument}", "/gesamt")
POSTS = (
    "",
    "/vorschlag",
    "/beginnen",
    "/abschliessen",
    "/wieder-oeffnen",
    "/veroeffentlichen",
    "/argument",
    "/argument/{argument}",
    "/argument/{argument}/hoeher",
    "/argument/{argument}/tiefer",
    "/argument/{argument}/zusammenlegen",
    "/argument/{argument}/entfernen",
    "/nach-gewicht",
    "/gesamt",
)


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv", "amt"])
def test_who_comes_to_which_page(request, app, client, session, teich, weighing, who):
    log_in(app, request.getfixturevalue(who) if who else None)
    argument = weighing.arguments[0].id

    for path in ROUTES:
        assert client.get(page_of(teich, path.format(argument=argument))).status_code == (200 if who == "amt" else 403)
    for path in POSTS:
        status = client.post(page_of(teich, path.format(argument=argument)), data={}).status_code
        assert status == 403 if who != "amt" else status in (303, 400), path
    assert client.get(f"{DESK}/abwaegungen").status_code == (200 if who == "amt" else 403)
    assert again(session, weighing).state == AbwaegungState.OPEN


HOSTILE = ("", "x", "-1", "9" * 30, "1e3", "１２", "\x00", "neu'", "2147483648", "99999999")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_input_changes_nothing_and_breaks_nothing(desk, session, teich, weighing, value):
    ids = said(session, teich)
    for data in (
        {"b": [value], "ziel": "beiseite", "worte": "x"},
        {"b": ids[:1], "ziel": value},
        {"ziel": "neu", "b": ids},
    ):
        assert send(desk, teich, **data).status_code in (400, 409)
    for verb in ("ja", "nein", "loesen"):
        for forged in (value, f"{ids[0]}-{value}", f"{value}-{weighing.arguments[0].id}", f"{ids[0]}-1-2"):
            assert send(desk, teich, "/vorschlag", **{verb: forged}).status_code in (303, 400, 404)
    for name in ("zeigen", "haltung", "herkunft", "argument", "q", "ab", "bis"):
        assert desk.get(page_of(teich), query_string={name: value}).status_code == 200
    assert queries.sizes(session, again(session, weighing)).open == 3


def test_forged_ids_of_another_weighing_are_not_found(desk, session, teich, weighing):
    other = w.over(session, "anderes", "Anderes")
    foreign = w.begin(session, other, "Fremd").arguments[0].id
    strange = w.say(session, other, "fremd").id
    session.commit()
    ids = said(session, teich)

    assert desk.get(page_of(teich, f"/argument/{foreign}")).status_code == 404
    assert send(desk, teich, f"/argument/{foreign}/entfernen").status_code == 404
    assert send(desk, teich, b=ids[:1], ziel=str(foreign)).status_code == 400
    assert send(desk, teich, b=[strange], ziel=str(weighing.arguments[0].id)).status_code == 400
    assert send(desk, teich, "/vorschlag", ja=f"{strange}-{weighing.arguments[0].id}").status_code == 303
    assert send(desk, teich, "/vorschlag", ja=f"{ids[0]}-{foreign}").status_code == 404
    assert queries.sizes(session, again(session, weighing)).open == 3


def test_what_was_ticked_and_typed_stays_when_something_is_refused(desk, session, teich, weighing):
    ids = said(session, teich)

    answer = send(desk, teich, b=ids[:2], ziel="beiseite", worte="")
    page = Page(answer.text)
    assert answer.status_code == 400
    assert [a["value"] for a in page.all("input", name="b") if "checked" in a] == [str(id_) for id_ in ids[:2]]
    assert "Bitte sagen Sie, warum" in page.text
    answer = send(desk, teich, ziel="neu", worte="Ein Name")
    assert Page(answer.text).all("input", id="worte")[0]["value"] == "Ein Name"


def test_when_two_save_both_texts_stand_there(desk, session, teich, weighing):
    number = weighing.arguments[0].id
    one = page_of(teich, f"/argument/{number}")
    mine = {"title": "Meins", "stance": "pro", "reason": "Mein Grund", "disposition": "", "seen": "1"}
    argument = session.get(Argument, number)
    actions.save_argument(session, argument, w.AMT, {"reason": "Anderer Grund"}, seen=1, now=NOW)
    session.commit()

    answer = send(desk, teich, f"/argument/{number}", at=one, **mine)
    assert answer.status_code == 409
    assert "Anderer Grund" in Page(answer.text).text
    assert "Mein Grund" in Page(answer.text).text
    seen = Page(answer.text).all("input", name="seen")[0]["value"]
    assert send(desk, teich, f"/argument/{number}", at=one, **{**mine, "seen": seen}).status_code == 303
    session.rollback()
    session.expire_all()
    assert session.get(Argument, number).reason == "Mein Grund"


def test_a_suggestion_counts_only_after_a_person_said_so(desk, session, teich, weighing):
    ids = said(session, teich)
    found = Page(desk.get(page_of(teich)).text)
    assert "Vorschlag:" in found.text
    buttons = {a["value"] for a in found.all("button", name="ja")}
    right = f"{ids[0]}-{weighing.arguments[0].id}"
    assert right in buttons
    assert queries.sizes(session, again(session, weighing)).open == 3

    send(desk, teich, "/vorschlag", ja=right)
    assert queries.sizes(session, again(session, weighing)).open == 2
    wrong = f"{ids[2]}-{weighing.arguments[0].id}"
    send(desk, teich, "/vorschlag", nein=wrong)
    assert wrong not in desk.get(page_of(teich)).text
    send(desk, teich, "/vorschlag", loesen=right)
    assert queries.sizes(session, again(session, weighing)).open == 3


def test_piles_filters_and_pages(make_app, session, teich, weighing, amt):
    app = make_app(BETEILIGUNG_PAGE_SIZE=2)
    log_in(app, amt)
    client = app.test_client()
    ids = said(session, teich)

    def shown(**query):
        found = Page(client.get(page_of(teich), query_string=query).text)
        return [int(a["value"]) for a in found.all("input", name="b")]

    assert shown() == ids[:2]
    onwards = re.search(r"[?&;]ab=(\d+)", client.get(page_of(teich)).text)[1]
    assert shown(ab=onwards) == ids[2:]
    assert shown(bis=onwards) == ids[:2]
    assert shown(q="Schatten") == [ids[0], ids[2]]
    assert shown(haltung="contra") == []
    assert shown(herkunft="papier") == []
    send(client, teich, b=ids[:1], ziel=str(weighing.arguments[0].id))
    assert shown(argument=weighing.arguments[0].id) == ids[:1]
    assert shown() == ids[1:]
    assert shown(zeigen="alle") == ids[:2]
    send(client, teich, b=ids[1:2], ziel="beiseite", worte="Doppelt.")
    assert shown(zeigen="beiseite") == ids[1:2]


def test_as_many_questions_to_the_database_with_three_as_with_three_hundred(
    engine, make_app, session, counted, teich, weighing, amt
):
    app = make_app(BETEILIGUNG_PAGE_SIZE=20)
    log_in(app, amt)
    client = app.test_client()
    counts = []
    for many in (0, 12, 300):
        weighing = session.get(Abwaegung, weighing.id)
        fresh = [
            w.say(session, teich, f"Schatten und Pflege {many} {n}", author=f"q{many}-{n}").id for n in range(many)
        ]
        if fresh:
            argument = actions.add_argument(session, weighing, w.AMT, title=f"Noch eins {many}", now=NOW)
            actions.assign(session, argument, fresh[::2], w.AMT, now=NOW)
        session.commit()
        row = []
        for path in ("", "?zeigen=alle", f"/argument/{weighing.arguments[0].id}"):
            client.get(page_of(teich, path))
            with counted() as statements:
                assert client.get(page_of(teich, path)).status_code == 200
            row.append(len(statements))
        with counted() as statements:
            client.get(f"{DESK}/abwaegungen")
        counts.append([*row, len(statements)])

    assert counts[1] == counts[2]
    assert max(counts[2]) < 28


def test_the_public_page_asks_the_same_for_one_argument_as_for_thirty(client, session, counted, teich):
    weighing = w.published(session, teich, *(f"Argument {n}" for n in range(2)))
    session.commit()
    counts = []
    for many in (0, 30):
        session.add_all(
            Argument(abwaegung=weighing, title=f"Mehr {n}", disposition="partly", changed_at=NOW, changed_by="x")
            for n in range(many)
        )
        session.commit()
        client.get("/beteiligung/de/vorhaben/teich/abwaegung")
        with counted() as statements:
            assert client.get("/beteiligung/de/vorhaben/teich/abwaegung").status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1] < 20


def test_texts_are_never_html(desk, session, teich):
    teich_page = "/beteiligung/de/vorhaben/teich/abwaegung"
    weighing = w.begin(session, teich, "<script>alert(1)</script>")
    w.complete(session, weighing)
    values = dict.fromkeys(("assessment", "reason", "reason_simple"), "<img src=x onerror=alert(1)> [a](javascript:x)")
    actions.save_argument(session, weighing.arguments[0], w.AMT, values, seen=weighing.arguments[0].version, now=NOW)
    weighing.state, weighing.published_at = AbwaegungState.PUBLISHED, NOW
    session.commit()

    for address in (
        teich_page,
        teich_page.replace("/de/", "/de-simple/"),
        page_of(teich),
        teich_page[: -len("/abwaegung")],
    ):
        assert list(Page(desk.get(address).text).live()) == []


def test_a_hidden_one_no_longer_counts_in_public(client, session, teich):
    w.published(session, teich)
    session.commit()
    assert "3 Beiträge wurden abgewogen" in Page(client.get("/beteiligung/de/vorhaben/teich/abwaegung").text).text
    session.commit()
    session.get(w.Beitrag, said(session, teich)[0]).visibility = Visibility.HIDDEN
    session.commit()

    assert "2 Beiträge wurden abgewogen" in Page(client.get("/beteiligung/de/vorhaben/teich/abwaegung").text).text
