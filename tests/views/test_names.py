"""Topics and terms are told in the reader's language wherever they stand, and staff look after their names."""

import json
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from beteiligung.mails import compose
from beteiligung.naming.models import Name
from beteiligung.outbox.models import OutboxMail
from beteiligung.subscription.models import Subscription
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben.findable import reindex
from beteiligung.vorhaben.models import VorhabenText

from ..databases import counted
from ..hosts import log_in
from ..pages import Page
from .test_vorhaben_desk import Form

LIST = "/beteiligung/{}/vorhaben"
ONE = "/beteiligung/{}/vorhaben/radweg"
DESK = "/beteiligung/de/verwaltung/texte/namen"
NAMES = {"tr": "Ulaşım", "ar": "التنقل", "de-simple": "Unterwegs sein"}


@pytest.fixture
def app(make_app):
    locales = ("de", "de-simple", "en", "tr", "ar")
    return make_app(BETEILIGUNG_LOCALES=locales, BETEILIGUNG_BASE_URL="http://localhost", BETEILIGUNG_RATE_STORAGE=None)


@pytest.fixture
def staff(app, client, amt):
    log_in(app, amt)
    return client


@pytest.fixture
def named(session, radweg):
    """The topic Mobilität has names in some languages, the goal of the Vorhaben in Turkish."""
    radweg.terms = [Term(kind=Kind.SDG, slug="sdg-13", name="Klimaschutz", number=13)]
    session.add_all([Name(subject="topic", slug="mobilitaet", lang=lang, name=name) for lang, name in NAMES.items()])
    session.add(Name(subject="term", slug="sdg-13", lang="tr", name="İklim eylemi"))
    session.commit()
    return radweg


def spans(html, text):
    """The attributes of each span or link that says nothing but this, as far as they speak of a language."""
    pieces = html.split(f">{text}<")[:-1]
    return [piece.rpartition("<")[2] for piece in pieces]


@pytest.mark.parametrize("path", [LIST, LIST + "?thema=mobilitaet", "/beteiligung/{}/zeit?thema=mobilitaet"])
@pytest.mark.parametrize("lang", NAMES)
def test_the_list_and_the_chart_speak_the_readers_language(client, named, path, lang):
    html = client.get(path.format(lang)).text

    there = spans(html, NAMES[lang])
    assert there and not any("lang=" in tag for tag in there)
    assert ">Mobilität<" not in html


@pytest.mark.parametrize("path", [LIST, LIST + "?thema=mobilitaet&programm=sdg-13"])
def test_what_has_no_name_in_a_language_is_german_and_says_so(client, named, path):
    html = client.get(path.format("en")).text

    for name in ("Mobilität", "Klimaschutz"):
        there = spans(html, name)
        assert there and all('lang="de"' in tag and 'dir="ltr"' in tag for tag in there if "bdi" not in tag)


def test_the_page_of_a_vorhaben_names_its_goal(client, named):
    assert "İklim eylemi" in client.get(ONE.format("tr")).text
    assert "Klimaschutz" in client.get(ONE.format("ar")).text


@pytest.mark.parametrize(("lang", "said"), [("tr", "Ulaşım"), ("ar", "التنقل"), ("de", "Mobilität")])
def test_the_fact_sheet_and_the_list_for_programs(client, named, lang, said):
    facts = client.get(ONE.format(lang) + "/steckbrief.json").get_json()
    what = next(fact for fact in facts["facts"] if fact["id"] == "what")
    assert [line for line in what["answers"] if said in line["text"] and "quoted" not in line]

    item = client.get(LIST.format(lang) + ".json?thema=mobilitaet").get_json()
    direction = "rtl" if lang == "ar" else "ltr"
    assert item["items"][0]["topic"] == {"slug": "mobilitaet", "text": said, "lang": lang, "dir": direction}
    assert said in item["narrowed"]


def test_the_fact_sheet_quotes_what_is_german(client, named):
    facts = client.get(ONE.format("en") + "/steckbrief.json").get_json()
    what = next(fact for fact in facts["facts"] if fact["id"] == "what")

    assert {"text": "Mobilität", "lang": "de"} in [line.get("quoted") for line in what["answers"]]


def test_the_easy_page(client, session, named):
    named.texts.append(VorhabenText(lang="de-simple", title="Rad-Weg", summary="Ein Rad-Weg."))
    session.commit()

    links = [tag for tag in spans(client.get(ONE.format("de-simple")).text, "Unterwegs sein") if tag.startswith("a ")]
    assert links and not any("lang=" in tag or "thema=mobilitaet" not in tag for tag in links)


def category(client, lang):
    feed = ET.fromstring(client.get(f"/beteiligung/{lang}/neues.atom?thema=mobilitaet").data)
    atom = "{http://www.w3.org/2005/Atom}"
    return feed.find(f"{atom}title").text, feed.find(f"{atom}entry/{atom}category").attrib


def test_feeds_name_the_topic_and_say_where_it_is_german(client, session, named):
    title, told = category(client, "tr")
    assert title.startswith("Ulaşım – ")
    assert told == {"term": "mobilitaet", "label": "Ulaşım"}

    title, told = category(client, "en")
    assert title.startswith("Mobilität – ")
    assert told["label"] == "Mobilität"
    assert told["{http://www.w3.org/XML/1998/namespace}lang"] == "de"
    assert "NAME:Ulaşım" in client.get("/beteiligung/tr/termine.ics?thema=mobilitaet").text


def test_linked_data_names_the_service(client, named):
    data = json.loads(Page(client.get(ONE.format("tr")).text).data[0])

    assert "Ulaşım" in [node.get("serviceType") for node in data["@graph"]]


def test_a_hosts_own_page_gets_the_name_and_its_language(app, named):
    with app.test_request_context():
        teasers = app.extensions["beteiligung"]
        (one,) = teasers.newest(lang="tr")
        (other,) = teasers.newest(lang="en")

    assert (one.topic, one.topic_lang) == ("Ulaşım", "tr")
    assert (other.topic, other.topic_lang) == ("Mobilität", "de")


def test_the_search_says_where_the_word_stands(client, session, named, amt):
    reindex(session)
    session.commit()

    html = client.get(LIST.format("tr") + "?q=ulaşım").text
    assert "<mark>Ulaşım</mark>" in html
    assert "(Türkçe)" not in html
    assert "<mark>Ulaşım</mark>" in client.get(LIST.format("de") + "?q=ulaşım").text


def test_what_somebody_follows_is_named_in_their_language(app, client, session, named):
    form = {"address": "linde@beispiel.de", "rhythm": "weekly"}
    page = client.get("/beteiligung/tr/abonnieren?thema=mobilitaet").text
    assert "Ulaşım" in page and "Mobilität" not in page
    client.post("/beteiligung/tr/abonnieren?thema=mobilitaet&programm=sdg-13", data=form)
    session.rollback()
    mail = session.scalars(select(OutboxMail)).one()
    kept = session.scalars(select(Subscription)).one()

    with app.app_context():
        letter = compose(mail.kind, mail.facts, mail.lang).text
    assert "Ulaşım, İklim eylemi" in letter
    assert kept.names == {"topic": "Mobilität", "term": "Klimaschutz"}, "stored without a language, told in any"


@pytest.mark.parametrize(
    "path", [LIST, ONE, LIST + "?q=Radweg", ONE + "/steckbrief.json", "/beteiligung/{}/neues.atom"]
)
def test_names_cost_one_question_at_most(engine, client, named, path):
    asked = {}
    for lang in ("de", "tr"):
        client.get(path.format(lang))
        with counted(engine) as statements:
            client.get(path.format(lang))
        asked[lang] = len(statements)

    assert asked["tr"] <= asked["de"] + 1


def missing(page):
    """How many fields say that their name is missing."""
    return len([a for a in Page(page.text).all("p") if a.get("id", "").endswith("-hint")])


def test_staff_see_what_is_missing_and_fill_it_in(staff, session, named):
    page = staff.get(f"{DESK}?sprache=tr")
    assert ["topic-mobilitaet", "Ulaşım"] in Form(page.text, "sprache=tr").fields
    assert missing(page) == 0

    page = staff.get(f"{DESK}?sprache=ar")
    other = Form(page.text, "sprache=ar")
    assert missing(page) == 1
    answer = staff.post(f"{DESK}?sprache=ar", data=other.filled(**{"term-sdg-13": "  المناخ "}))
    assert answer.status_code == 303

    assert "المناخ" in staff.get(ONE.format("ar")).text
    session.rollback()
    assert session.scalars(select(Name).where(Name.lang == "ar", Name.subject == "term")).one().name == "المناخ"


@pytest.mark.parametrize("wrong", ["x" * 151, "x\u202ey"])
def test_a_wrong_name_is_said_and_nothing_is_lost(staff, session, named, wrong):
    form = Form(staff.get(f"{DESK}?sprache=ar").text, "sprache=ar")

    answer = staff.post(f"{DESK}?sprache=ar", data=form.filled(**{"topic-mobilitaet": wrong, "term-sdg-13": "المناخ"}))

    assert answer.status_code == 400
    assert wrong in answer.text and "المناخ" in answer.text
    session.rollback()
    assert session.scalars(select(Name).where(Name.lang == "ar")).one().name == NAMES["ar"]


def test_who_saves_second_sees_what_stands_there_and_keeps_what_was_typed(staff, session, named):
    first = Form(staff.get(f"{DESK}?sprache=tr").text, "sprache=tr")
    staff.post(f"{DESK}?sprache=tr", data=first.filled(**{"topic-mobilitaet": "Trafik"}))

    answer = staff.post(f"{DESK}?sprache=tr", data=first.filled(**{"topic-mobilitaet": "Yollar"}))

    assert answer.status_code == 409
    assert "Yollar" in answer.text and "Trafik" in answer.text
    again = Form(answer.text, "sprache=tr")
    assert staff.post(f"{DESK}?sprache=tr", data=again.filled()).status_code == 303
    assert "Yollar" in staff.get(LIST.format("tr")).text


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_the_names_are_the_administrations(request, app, client, named, who):
    log_in(app, request.getfixturevalue(who) if who else None)

    assert client.get(DESK).status_code == 403
    assert client.post(DESK).status_code == 403


def test_where_there_is_german_alone_the_page_says_so(make_app, amt, radweg):
    app = make_app(BETEILIGUNG_LOCALES=("de",))
    log_in(app, amt)

    assert "nur Deutsch" in app.test_client().get(DESK).text
