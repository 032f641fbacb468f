"""A reader asks for a translation, the machine works in the background, and everybody reads what it made, labelled."""

import pytest
from sqlalchemy import delete, select

from beteiligung.abwaegung.models import Abwaegung, AbwaegungState, Argument, Disposition
from beteiligung.beitrag.models import Visibility
from beteiligung.beschluss.models import Beschluss, Result
from beteiligung.gremium.models import Gremium, GremiumKind
from beteiligung.origin import Origin
from beteiligung.rendition.models import Rendition
from beteiligung.vorhaben.models import Publication, Vorhaben, VorhabenText

from .. import records
from ..databases import counted
from ..hosts import log_in
from ..pages import Page, token
from ..rendition.machines import libre
from .test_vorhaben_desk import Form

ONE = "/beteiligung/{}/vorhaben/radweg"
ASK = ONE + "/uebersetzen"
LOCALES = ("de", "de-simple", "en", "ar")


@pytest.fixture
def machine():
    """The address of a machine, and what it was asked."""
    with libre() as found:
        yield found


@pytest.fixture
def app(make_app, machine):
    return make_app(BETEILIGUNG_LOCALES=LOCALES, BETEILIGUNG_TRANSLATOR_URL=machine[0])


@pytest.fixture
def talk(session, radweg):
    """Contributions in German and Arabic, and one that nobody may read."""
    german = records.beitrag(radweg, "Ja, mehr *Licht* bitte", lang="de")
    arabic = records.beitrag(radweg, "نعم من فضلك", author="omar", lang="ar")
    hidden = records.beitrag(radweg, "GEHEIM", lang="ar", visibility=Visibility.HIDDEN, hidden_reason="x")
    session.add_all([german, arabic, hidden])
    session.commit()
    return german, arabic, hidden


@pytest.fixture
def desk(session, radweg):
    """A published weighing with one argument, and a decision."""
    done = {"changed_at": records.NOW, "changed_by": "amt"}
    argument = Argument(title="Mehr Licht", reason="Weil es dunkel ist.", disposition=Disposition.TAKEN_UP, **done)
    weighing = Abwaegung(vorhaben=radweg, created_at=records.NOW, created_by="amt", arguments=[argument])
    weighing.state, weighing.published_at, weighing.assessment = AbwaegungState.PUBLISHED, records.NOW, "Alles gut."
    body = Gremium(slug="bv-1", kind=GremiumKind.BEZIRKSVERTRETUNG, name="BV Mitte", bezirk=radweg.bezirke[0])
    decision = Beschluss(vorhaben=radweg, gremium=body, title="Wir bauen", text="Wir bauen ihn.", result=Result.ADOPTED)
    decision.decided_on, decision.recorded_by, decision.recorded_at = records.NOW.date(), "bv", records.NOW
    session.add_all([weighing, decision])
    session.commit()


def ask(client, lang="en", **data):
    page = client.get(ASK.format(lang), query_string=data)
    return client.post(ASK.format(lang), data={"csrf_token": token(page), **data})


def translate(app):
    done = app.test_cli_runner().invoke(args=["beteiligung", "translate"])
    assert done.exit_code == 0, done.output
    return done.output


def test_off_by_default(make_app, radweg, talk, amt):
    app = make_app(BETEILIGUNG_LOCALES=LOCALES)
    client = app.test_client()

    assert "uebersetzen" not in client.get(ONE.format("en")).text
    assert client.get(ASK.format("en")).status_code == 404
    assert app.test_cli_runner().invoke(args=["beteiligung", "translate"]).exit_code == 2
    log_in(app, amt)
    assert "uebersetzen" not in client.get(f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}").text


def test_the_whole_way(app, client, machine, radweg, talk, desk):
    german, arabic, _hidden = talk
    first = client.get(ONE.format("en")).text
    link = next(a["href"] for a in Page(first).all("a") if "uebersetzen" in a["href"])
    assert link == f"{ASK.format('en')}?beitrag={arabic.id},{german.id}"

    answer = ask(client, beitrag=f"{german.id},{arabic.id}")
    assert answer.status_code == 303
    waiting = client.get(answer.location)
    assert "Not there yet" in waiting.text
    assert waiting.headers["X-Robots-Tag"] == "noindex"
    assert "A machine is translating this page" in client.get(ONE.format("en")).text
    assert machine[1] == []  # never inside of a request

    assert "7 translated" in translate(app)
    assert "Everything here is there" in client.get(answer.location).text
    page = client.get(ONE.format("en")).text
    assert "[en] Radweg Königsallee" in page
    assert "Nobody has read it yet" in page
    assert "Kurz: Radweg Königsallee" in page  # the original
    assert "[en] نعم من فضلك" in page
    assert "<strong>" not in page.split("[en] Ja, mehr")[1].split("</div>")[0]
    assert "<em>Licht</em>" in page  # the original
    assert page.count("Translated by a machine. It may be wrong.") == 4
    assert "[en] Wir bauen ihn." in page
    weighed = client.get(ONE.format("en") + "/abwaegung").text
    assert "[en] Weil es dunkel ist." in weighed
    assert "[en] Alles gut." in weighed
    assert "Weil es dunkel ist." in weighed.replace("[en] Weil", "")
    assert "[en]" not in client.get(ONE.format("de")).text
    assert {question["source"] for question in machine[1]} == {"de", "auto"}
    assert "GEHEIM" not in str(machine[1])


def test_a_german_page_translates_contributions_alone(app, client, machine, radweg, talk, desk):
    assert ask(client, "de-simple", beitrag=str(talk[1].id)).status_code == 303
    translate(app)

    assert [question["q"] for question in machine[1]] == [talk[1].body]
    for lang in ("de", "de-simple"):
        assert "[de] نعم من فضلك" in client.get(ONE.format(lang)).text
    assert f"[de] {talk[1].body}" in client.get(ONE.format("de") + f"/beitrag/{talk[1].id}").text
    assert f"[de] {talk[1].body}" in client.get(ONE.format("de") + "/gespraech").text


def test_a_german_page_in_german_asks_no_more_than_before(engine, client, session, radweg):
    session.add(records.beitrag(radweg, "Ja", lang="de"))
    session.commit()
    client.get(ONE.format("de"))
    with counted(engine) as statements:
        client.get(ONE.format("de"))

    assert [statement for statement in statements if "beteiligung_rendition" in statement] == []


def test_nobody_gets_what_is_not_public(app, client, session, machine, radweg, talk, hidden_away):
    elsewhere = records.beitrag(hidden_away[0], "GEHEIM2", lang="ar")
    session.add(elsewhere)
    session.commit()

    ask(client, beitrag=f"{talk[2].id},{elsewhere.id},x,-1,99999999999,{'9,' * 500}")
    assert client.get(f"/beteiligung/en/vorhaben/{hidden_away[0].slug}/uebersetzen").status_code == 404
    translate(app)

    assert {question["q"] for question in machine[1]} <= {
        "Radweg Königsallee",
        "Kurz: Radweg Königsallee",
        "Mehr dazu.",
        "Beschlossen",
    }


def test_hidden_is_hidden_in_every_language(app, client, session, talk):
    ask(client, beitrag=str(talk[1].id))
    translate(app)
    assert "[en] نعم" in client.get(ONE.format("en")).text

    talk[1].visibility, talk[1].hidden_reason = Visibility.HIDDEN, "x"
    session.commit()

    assert "[en] نعم" not in client.get(ONE.format("en")).text
    assert session.scalars(select(Rendition.thing).where(Rendition.beitrag_id == talk[1].id)).all() == []


def test_what_the_machine_says_is_a_strangers_text(make_app, session, radweg):
    evil = '<script>alert(1)</script> [x](https://evil.example) https://evil.example/y <a href="x">'
    with libre(lambda question: evil) as (address, _asked):
        app = make_app(BETEILIGUNG_TRANSLATOR_URL=address)
        client = app.test_client()
        ask(client)
        translate(app)
    page = client.get(ONE.format("en")).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "evil.example" not in page


def test_a_machine_that_is_away_costs_nobody_anything(make_app, radweg):
    with libre() as (address, _asked):
        pass
    app = make_app(BETEILIGUNG_TRANSLATOR_URL=address)
    client = app.test_client()
    ask(client)

    done = app.test_cli_runner().invoke(args=["beteiligung", "translate"])
    assert done.exit_code == 1
    assert "does not answer" in done.stderr or "antwortet nicht" in done.stderr
    page = client.get(ONE.format("en"))
    assert page.status_code == 200
    assert "Kurz: Radweg Königsallee" in page.text


def test_a_text_of_people_goes_before_that_of_a_machine(app, client, session, radweg):
    ask(client)
    translate(app)
    session.add(VorhabenText(vorhaben_id=radweg.id, lang="en", title="Cycle path", summary="Wide."))
    session.commit()

    page = client.get(ONE.format("en")).text
    assert "Cycle path" in page
    assert "[en] Radweg" not in page
    assert page.count("[en]") == page.count("Translated by a machine") == 1  # the reason in the history


def test_asking_needs_the_token_and_has_a_limit(make_app, machine, radweg, session):
    app = make_app(BETEILIGUNG_TRANSLATOR_URL=machine[0], BETEILIGUNG_LIMITS={"translation": {"address": "1/hour"}})
    client = app.test_client()
    assert client.post(ASK.format("en")).status_code == 400
    assert session.scalars(select(Rendition)).all() == []

    assert ask(client).status_code == 303
    session.rollback()
    session.execute(delete(Rendition))
    session.commit()
    again = ask(client)
    assert again.status_code == 429
    assert "Retry-After" in again.headers


def test_only_staff_where_the_city_wants_it(make_app, machine, radweg, amt):
    app = make_app(BETEILIGUNG_TRANSLATOR_URL=machine[0], BETEILIGUNG_TRANSLATOR_READERS=False)
    client = app.test_client()
    assert "uebersetzen" not in client.get(ONE.format("en")).text
    assert client.get(ASK.format("en")).status_code == 404

    log_in(app, amt)
    assert 'name="uebersetzen"' in client.get(f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}").text


@pytest.mark.parametrize(("change", "origin"), [(None, Origin.MACHINE), ("Bike path", Origin.CORRECTED)])
def test_staff_get_a_draft_in_the_form(app, client, session, radweg, amt, change, origin):
    log_in(app, amt)
    desk = f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}"
    typed = Form(client.get(desk).text).filled(uebersetzen="en", office="Amt, eben getippt")
    asked = client.post(desk, data=typed)
    assert "Die Maschine ist beauftragt" in asked.text
    assert "Amt, eben getippt" in asked.text
    translate(app)

    assert 'name="uebernehmen" value="en"' in client.get(desk).text
    taken = client.post(desk, data=Form(client.get(desk).text).filled(uebernehmen="en"))
    form = Form(taken.text)
    sent = form.filled(**({"texts-2-title": change} if change else {}))
    assert sent["texts-2-title"] == change or sent["texts-2-title"] == ["[en] Radweg Königsallee"]
    session.rollback()
    assert [text.lang for text in session.get(Vorhaben, radweg.id).texts] == ["de"]

    assert client.post(desk, data=sent).status_code == 303
    session.rollback()
    session.expire_all()
    assert {text.lang: text.origin for text in session.get(Vorhaben, radweg.id).texts}["en"] == origin


def test_a_draft_never_leaves_the_house(app, client, session, radweg, amt, machine):
    radweg.publication = Publication.DRAFT
    session.commit()
    log_in(app, amt)
    desk = f"/beteiligung/de/verwaltung/vorhaben/{radweg.id}"
    page = client.get(desk).text
    assert 'name="uebersetzen"' not in page

    client.post(desk, data=Form(page).filled(uebersetzen="en"))
    translate(app)
    assert machine[1] == []


def test_a_host_may_bring_its_own_machine(make_app, radweg):
    class Shouting:
        def translate(self, text, source, target):
            return text.upper()

    app = make_app()
    app.extensions["beteiligung"].use_translator(Shouting())
    client = app.test_client()
    ask(client)
    translate(app)

    assert "RADWEG KÖNIGSALLEE" in client.get(ONE.format("en")).text
