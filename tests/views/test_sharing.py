"""What other sites see of a link: OpenGraph, and the same facts as JSON-LD."""

import json

import pytest

from beteiligung.beitrag.models import Visibility
from beteiligung.views import sharing
from beteiligung.vorhaben.models import Place, VorhabenText

from .. import records
from ..hosts import arguments, log_in
from ..pages import Page
from .test_elsewhere import NAMES

RADWEG = "/beteiligung/de/vorhaben/radweg"


@pytest.fixture
def engine(sqlite_engine):
    """What a head tells does not depend on the database; what it must not tell is in ``test_shared_drafts``."""
    return sqlite_engine


TELLS_NOTHING = frozenset(
    f"beteiligung.{name}"
    for name in (
        *("abo_bestaetigen", "abo_ende", "abo_unterwegs", "abo_verwalten", "abonnieren", "abos", "aendern", "als_gast"),
        *("als_gast_post", "angekommen", "anmelden", "anmelden_link", "anmelden_post", "antworten", "barriere"),
        *("beitrag_fassungen", "bescheid", "bescheid_zur_quittung", "bestaetigen", "konto", "konto_daten"),
        *("konto_loeschen", "mein_bescheid", "meine_bescheide", "melden", "meldung", "meldungen", "oidc_name"),
        *("oidc_zurueck", "quittung", "uebersetzen", "zurueckziehen"),
    )
)
"""Forms, and pages of one person. Whoever adds a page says here or in ``sharing.SHARED`` which kind it is."""

NEEDED = {
    "GovernmentService": {"name", "provider", "areaServed", "serviceType", "url"},
    "Event": {"name", "startDate", "endDate", "location", "eventAttendanceMode", "organizer"},
    "Place": {"name"},
    "GeoCoordinates": {"latitude", "longitude"},
    "DiscussionForumPosting": {"author", "datePublished", "text", "url", "headline"},
    "Comment": {"author", "datePublished", "text", "url"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position", "name", "url"},
    "WebPage": {"url", "name", "isPartOf", "inLanguage"},
    "CollectionPage": {"url", "name", "mainEntity"},
    "WebSite": {"url", "name", "publisher"},
    "GovernmentOrganization": {"name"},
    "Person": {"name"},
    "City": {"name"},
    "AdministrativeArea": {"name"},
    "ServiceChannel": {"serviceUrl", "availableLanguage"},
    "VirtualLocation": {"url"},
    "ImageObject": {"contentUrl", "width", "height", "caption"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
}
"""Types that we use, each with what it says nothing without."""
KNOWN = {
    "GovernmentService": {"availableChannel", "description"},
    "Event": {"about", "description", "eventStatus", "isAccessibleForFree"},
    "Place": {"containedInPlace", "geo"},
    "DiscussionForumPosting": {
        "comment",
        "commentCount",
        "dateModified",
        "inLanguage",
        "interactionStatistic",
        "isPartOf",
    },
    "Comment": {"comment", "commentCount", "dateModified", "inLanguage", "interactionStatistic"},
    "WebPage": {
        *("about", "dateModified", "datePublished", "description", "discussionUrl", "mainEntity", "primaryImageOfPage"),
    },
    "CollectionPage": {"inLanguage", "isPartOf"},
    "GovernmentOrganization": {"areaServed"},
}
"""What else schema.org knows of them and we tell."""


def metas(page):
    found = {}
    for meta in page.all("meta"):
        name = meta.get("property") or meta.get("name")
        if name and name.startswith(("og:", "twitter:")):
            found.setdefault(name, []).append(meta["content"])
    return found


def look(client, address=RADWEG):
    return Page(client.get(address).text)


def graph(client, address=RADWEG):
    (block,) = look(client, address).data
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def nodes(told):
    """Every node, however deep; a reference is none."""
    if isinstance(told, dict):
        if "@type" in told:
            yield told
        for value in told.values():
            yield from nodes(value)
    elif isinstance(told, list):
        for one in told:
            yield from nodes(one)


def of_type(told, kind):
    return [node for node in nodes(told) if node["@type"] == kind]


@pytest.fixture
def talked(session, radweg):
    """A contribution with answers, of which one is hidden and one waits."""
    first = records.beitrag(radweg, "Ja, bitte bald.", supports=3)
    session.add(first)
    session.flush()
    official = records.beitrag(
        radweg, "Wir prüfen es.", author="amt", name="Stadt Bochum", parent=first, is_official=True
    )
    hidden = records.beitrag(
        radweg, "GEHEIM verborgen", name="GEHEIM Name", parent=first, visibility=Visibility.HIDDEN, hidden_reason="x"
    )
    waiting = records.beitrag(radweg, "GEHEIM wartet", author="anna", parent=first, visibility=Visibility.SUBMITTED)
    session.add_all([official, hidden, waiting])
    session.commit()
    return first


def test_a_vorhaben_has_title_sentence_picture_and_languages(client, radweg):
    told = metas(look(client))

    assert told["og:type"] == ["article"]
    assert told["og:title"] == ["Radweg Königsallee"]
    assert told["og:description"] == ["Kurz: Radweg Königsallee"]
    assert told["og:site_name"] == ["Vorhaben in Bochum"]
    assert told["og:url"] == ["http://localhost/beteiligung/de/vorhaben/radweg"]
    assert (told["og:locale"], told["og:locale:alternate"]) == (["de_DE"], ["en_US"])
    assert (told["og:image:width"], told["og:image:height"]) == (["1200"], ["630"])
    assert told["twitter:card"] == ["summary_large_image"]
    assert "Stadtbezirk: Mitte. Mitmachen bis" in told["og:image:alt"][0]


def test_each_page_speaks_its_own_language(make_app, session, radweg):
    radweg.texts.append(VorhabenText(lang="uk", title="Велодоріжка", summary="Коротко"))
    session.commit()
    told = metas(look(make_app(BETEILIGUNG_LOCALES=("de", "uk")).test_client(), "/beteiligung/uk/vorhaben/radweg"))

    assert (told["og:title"], told["og:description"], told["og:locale"]) == (["Велодоріжка"], ["Коротко"], ["uk_UA"])


def test_addresses_are_those_that_residents_see(make_app, radweg):
    app = make_app(BETEILIGUNG_BASE_URL="https://www.bochum.de/stadt")
    here = "https://www.bochum.de/stadt/beteiligung/de/vorhaben/radweg"

    page = Page(app.test_client().get(RADWEG, environ_overrides={"SCRIPT_NAME": "/innen"}).text)

    assert metas(page)["og:url"] == [here]
    assert metas(page)["og:image"][0].startswith(f"{here}/bild.png?v=")
    assert json.loads(page.data[0])["@graph"][0]["url"] == here


def test_without_it_the_path_before_the_application_is_kept(app, radweg):
    page = Page(app.test_client().get(RADWEG, environ_overrides={"SCRIPT_NAME": "/innen"}).text)

    assert metas(page)["og:url"] == ["http://localhost/innen/beteiligung/de/vorhaben/radweg"]


def test_the_list_keeps_its_filters_and_nothing_else(client, radweg):
    told = metas(look(client, "/beteiligung/de/vorhaben?bezirk=1&utm_source=x&q=Radweg"))

    assert told["og:url"] == ["http://localhost/beteiligung/de/vorhaben?q=Radweg&bezirk=1"]
    assert told["og:title"] == ["Vorhaben in Bochum"]


def test_where_somebody_looked_is_not_passed_on(client, radweg):
    page = client.get("/beteiligung/de/nahe?lat=51.46&lon=7.21").text

    assert metas(Page(page))["og:url"] == ["http://localhost/beteiligung/de/nahe"]


def test_a_contribution_is_told_by_its_own_words(client, talked):
    told = metas(look(client, f"{RADWEG}/beitrag/{talked.id}"))

    assert told["og:description"] == ["Ja, bitte bald."]
    assert told["og:title"] == ["Beitrag von Anna Muster: Radweg Königsallee"]


def test_of_a_hidden_one_nothing_is_told(app, client, session, talked, kim):
    hidden = session.query(type(talked)).filter_by(body="GEHEIM verborgen").one()
    for person in (None, kim):
        log_in(app, person)
        head = client.get(f"{RADWEG}/beitrag/{hidden.id}").text.split("</head>")[0]
        assert "og:title" in head
        assert "GEHEIM" not in head
        assert "DiscussionForumPosting" not in head


def pages_of(app):
    """Every page of ours: endpoint, address."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods:
            values = {name: NAMES[name] for name in arguments(rule)}
            if rule.endpoint == "beteiligung.aushang":
                values["slug"] = "bochum-mitte"
            yield rule.endpoint, rule.build(values, append_unknown=False)[1]


def test_every_page_says_whether_it_may_be_told(app, client, session, talked, amt):
    """Nothing of staff, of one person, and of what went wrong; a new page must choose."""
    log_in(app, amt)
    seen = set()
    for endpoint, address in pages_of(app):
        with client.get(address) as answer:
            if answer.mimetype != "text/html" or answer.status_code >= 300:
                continue
            told = metas(Page(answer.text))
        if endpoint in sharing.SHARED:
            assert told.keys() > {"og:title", "og:description", "og:url", "og:image"}, address
            assert told["og:title"][0].strip() and told["og:description"][0].strip(), address
        else:
            assert not told, address
            assert endpoint in TELLS_NOTHING or not endpoint.startswith("beteiligung."), f"{endpoint}: may it be told?"
        seen.add(endpoint)
    assert len(seen & sharing.SHARED) > 15
    assert len(seen - sharing.SHARED) > 15


@pytest.mark.parametrize(
    "path", ["vorhaben/none", "vorhaben/radweg/beitrag/999", "was-wurde-daraus/none", "beschluesse/none"]
)
def test_a_page_that_is_not_there_tells_nothing(client, radweg, path):
    answer = client.get(f"/beteiligung/de/{path}")

    assert answer.status_code == 404
    assert not metas(Page(answer.text))
    assert not Page(answer.text).data


def test_a_form_with_errors_tells_nothing(app, client, radweg, anna):
    log_in(app, anna)

    assert not metas(Page(client.post(RADWEG, data={"body": ""}).text))


def check(told):
    for node in nodes(told):
        kind = node["@type"]
        properties = {name for name in node if not name.startswith("@")}
        if kind in ("WebPage", "GovernmentOrganization") and "isPartOf" not in node:
            assert "name" in node
            continue
        assert NEEDED[kind] <= properties, (kind, properties)
        assert properties <= NEEDED[kind] | KNOWN.get(kind, set()), kind
    names = {node["@id"] for node in told if "@id" in node}
    referred = {value["@id"] for value in _references(told)}
    assert referred <= names, referred - names


def _references(told):
    if isinstance(told, dict):
        if told.keys() == {"@id"}:
            yield told
        for value in told.values():
            yield from _references(value)
    elif isinstance(told, list):
        for one in told:
            yield from _references(one)


def test_an_open_vorhaben_is_a_service_with_dates_and_places(client, session, radweg):
    radweg.places.append(Place(words="Ohne Punkt"))
    session.commit()
    told = graph(client)

    check(told)
    (service,) = of_type(told, "GovernmentService")
    assert (service["name"], service["serviceType"]) == ("Radweg Königsallee", "Mobilität")
    assert service["areaServed"] == [{"@type": "AdministrativeArea", "name": "Bochum-Mitte"}]
    (event,) = of_type(told, "Event")
    assert event["startDate"] < event["endDate"]
    assert event["endDate"][-6:] in ("+01:00", "+02:00")
    placed, unplaced = of_type(told, "Place")
    assert placed["geo"] == {"@type": "GeoCoordinates", "latitude": 51.46, "longitude": 7.21}
    assert "geo" not in unplaced


def test_one_that_is_over_is_no_service(client, session, bezirke):
    session.add(records.vorhaben(open_for=-3, bezirke=bezirke[:1]))
    session.commit()
    told = graph(client)

    check(told)
    assert not of_type(told, "GovernmentService") + of_type(told, "Event")
    assert of_type(told, "Place")


def test_the_list_is_a_list(client, session, radweg):
    session.add(records.citywide("app", "Eine App"))
    session.commit()
    told = graph(client, "/beteiligung/de/vorhaben")

    check(told)
    items = of_type(told, "ListItem")
    assert [(item["position"], item["name"]) for item in items] == [(1, "Radweg Königsallee"), (2, "Eine App")]
    assert items[0]["url"] == "http://localhost/beteiligung/de/vorhaben/radweg"


@pytest.mark.parametrize("reader", [None, "anna", "kim"])
def test_a_talk_is_told_without_what_not_everybody_reads(request, app, client, talked, reader):
    """Also to its author, who reads it on the page, and to a moderator."""
    log_in(app, request.getfixturevalue(reader) if reader else None)
    for address in (f"{RADWEG}/beitrag/{talked.id}", f"{RADWEG}/gespraech"):
        told = graph(client, address)

        check(told)
        (posting,) = of_type(told, "DiscussionForumPosting")
        assert (posting["text"], posting["author"]) == ("Ja, bitte bald.", {"@type": "Person", "name": "Anna Muster"})
        assert posting["interactionStatistic"]["userInteractionCount"] == 3
        (comment,) = of_type(told, "Comment")
        assert comment["author"] == {"@type": "GovernmentOrganization", "name": "Stadt Bochum"}
        assert "GEHEIM" not in json.dumps(told)
    if reader == "anna":
        assert "GEHEIM wartet" in client.get(f"{RADWEG}/beitrag/{talked.id}").text  # it could have leaked


@pytest.mark.parametrize("evil", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b\u2029c", "]]>&amp;"])
def test_no_title_ends_the_block_in_which_it_stands(client, session, bezirke, evil):
    record = records.vorhaben(title=evil, bezirke=bezirke[:1], open_for=3)
    session.add(record)
    session.flush()
    session.add(records.beitrag(record, evil, name=evil))
    session.commit()

    for address in ("/beteiligung/de/vorhaben", RADWEG, f"{RADWEG}/beitrag/1", f"{RADWEG}/gespraech"):
        (block,) = look(client, address).data
        assert not {"<", ">", "&", "\u2028", "\u2029"} & set(block)
        assert evil in strings(json.loads(block))


def strings(told):
    """Every text in it, however deep."""
    if isinstance(told, str):
        return {told}
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return set().union(*map(strings, parts))
