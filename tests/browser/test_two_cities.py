"""Two cities in one process: browse, filter, contribute, moderate and answer in each; none learns of the other."""

import pytest
from sqlalchemy import select

from beteiligung.beitrag.models import Beitrag
from beteiligung.db import current_session
from examples.two_cities import create_app

from . import running
from .visitor import Visitor, follow

SAID = {"bochum": "Für Bochum: bitte eine Bank.", "lindenau": "Für Lindenau: bitte eine Schaukel."}
ANSWER = {"bochum": "Die Bank kommt nach Bochum.", "lindenau": "Die Schaukel kommt nach Lindenau."}
FOREIGN = {"bochum": "Lindenau", "lindenau": "Bochum"}
STAFF = {"bochum": "kim", "lindenau": "lene"}


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    """The example, filled by its own command, and served."""
    app = create_app(tmp_path_factory.mktemp("cities"))
    done = app.test_cli_runner().invoke(args=["fill", "--most", "12"])
    assert done.exit_code == 0, f"{done.output} {done.exception}"
    with running.serving(app) as cities:
        yield cities
    with app.app_context():
        for city in app.cities.values():
            city.engine().dispose()


def in_city(cities, name, query):
    """What the database of one city says."""
    with cities.app.app_context(), cities.app.cities[name].at_work():
        return current_session().scalars(query).all()


def words(page):
    """Everything that the page of a city says; the portal's own frame names both cities."""
    return page.locator("main .bt").inner_text()


@pytest.fixture
def come(cities, browser):
    """``come("anna")``: somebody at a browser of their own, logged in at the portal."""
    open_now = []

    def arrive(user=None, **wishes):
        arriving = Visitor.arriving(cities, browser, **wishes)
        visitor = arriving.__enter__()
        open_now.append(arriving)
        if user:
            visitor.log_in(user)
        return visitor

    yield arrive
    for one in open_now:
        one.__exit__(None, None, None)


def open_vorhaben(page):
    """The first on which one can take part, from the filtered list."""
    card = page.locator(".bt-card h3 a").first
    return card.get_attribute("href")


def test_browse_filter_contribute_moderate_answer_in_each_city(come, cities):
    reader = come(java_script_enabled=False, width=360)
    page = reader.open("/")
    assert page.locator("section.in-lindenau li").count() == page.locator("section.in-bochum li").count() == 3
    assert reader.overflow() <= 0
    slugs = {}
    for city, foreign in FOREIGN.items():
        page = reader.open(f"/{city}/de/vorhaben?mitmachen=1")
        slugs[city] = open_vorhaben(page)
        assert slugs[city].startswith(f"/{city}/de/vorhaben/")
        assert foreign not in words(page)
        assert page.locator(".portal nav [aria-current]").inner_text().lower() == city
    page = reader.open("/lindenau/de/vorhaben?bezirk=3&stand=alle")
    titles = sorted(page.locator(".bt-card h3").all_inner_texts())
    assert titles == ["Nachtbus bis zur Nordhöhe", "Spielplatz am Wasserturm"]

    anna = come("anna")
    for city in FOREIGN:
        page = anna.open(slugs[city])
        page.get_by_role("radio", name="dafür").check()
        page.get_by_label("Ihr Beitrag").fill(SAID[city])
        follow(page.get_by_role("button", name="Absenden"))
        for staff_page in ("moderation", "verwaltung/vorhaben"):
            anna.open(f"/{city}/de/{staff_page}", 403)

    for city, foreign in FOREIGN.items():
        assert SAID[city] in in_city(cities, city, select(Beitrag.body))
        assert SAID[foreign.lower()] not in in_city(cities, city, select(Beitrag.body))
        answer(come(STAFF[city]), city, foreign, slugs[city])

    for city, foreign in FOREIGN.items():
        page = reader.open(slugs[city])
        assert SAID[city] in words(page)
        assert ANSWER[city] in words(page)
        assert foreign not in words(page)
        reader.open(f"/{city}/de/vorhaben/{slugs[foreign.lower()].rpartition('/')[2]}", 404)


def answer(staff, city, foreign, slug):
    """Whoever moderates one city: publishes where that is needed, answers, and is nobody in the other city."""
    page = staff.open(f"/{city}/de/moderation")
    if city == "bochum":  # in Lindenau contributions appear at once
        assert SAID[city] in words(page)
        follow(page.get_by_role("button", name="Freigeben").first)
    staff.open(f"/{foreign.lower()}/de/moderation", 403)
    number = staff.open(slug).locator("article.bt-say", has_text=SAID[city]).first.get_attribute("id")[2:]
    page = staff.open(f"/{city}/de/moderation/antworten?beitrag={number}")
    page.locator("#body").fill(ANSWER[city])
    follow(page.get_by_role("button", name="Antwort veröffentlichen"))


def test_the_portals_own_pages_are_accessible(come):
    visitor = come(width=768)
    for path in ("/", "/anmelden", "/lindenau/de-simple/vorhaben/radweg-an-der-alse"):
        for scheme in ("light", "dark"):
            visitor.see(scheme=scheme)
            visitor.open(path)
            assert visitor.violations() == [], path
            assert visitor.overflow() <= 0, path
