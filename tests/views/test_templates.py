"""A host replaces pages of ours and extends them."""

import pytest
from jinja2 import ChoiceLoader, DictLoader

from ..pages import Page


@pytest.fixture
def engine(sqlite_engine):
    """Templates do not depend on the database."""
    return sqlite_engine


@pytest.fixture
def with_templates(make_app):
    """``with_templates({"name": "source"})``: a client of a host that has these templates."""

    def make(templates, **config):
        app = make_app(**config)
        app.jinja_env.bytecode_cache = None
        app.jinja_loader = ChoiceLoader([DictLoader(templates)])
        return app.test_client()

    return make


def test_our_pages_stand_in_the_hosts_frame(with_templates, radweg):
    frame = (
        "<html><head>{% block head %}{% endblock %}<title>{% block title %}{% endblock %}</title></head>"
        "<body>RAHMEN {% block content %}{% endblock %}</body></html>"
    )
    client = with_templates({"stadt/rahmen.html": frame}, BETEILIGUNG_LAYOUT="stadt/rahmen.html")

    for path in ("vorhaben", "vorhaben/radweg", "vorhaben/none"):
        text = Page(client.get(f"/beteiligung/de/{path}").text).text
        assert "RAHMEN" in text
        assert "Liste und Karte" in text


def test_a_host_extends_a_page_of_ours(with_templates, radweg):
    own = (
        '{% extends "shipped:beteiligung/public/vorhaben.html" %}'
        "{% block head_of_vorhaben %}EIGENER KOPF {{ super() }}{% endblock %}"
    )

    page = Page(with_templates({"beteiligung/public/vorhaben.html": own}).get("/beteiligung/de/vorhaben/radweg").text)

    assert "EIGENER KOPF" in page.text
    assert page.all("h1", id="titel")


def test_a_host_replaces_a_page_of_ours(with_templates, radweg):
    client = with_templates({"beteiligung/not_found.html": "weg: {{ city }}"})

    answer = client.get("/beteiligung/de/vorhaben/none")

    assert (answer.status_code, answer.text) == (404, "weg: Bochum")


def test_the_hosts_own_pages_keep_their_own_404(with_templates, radweg):
    answer = with_templates({"beteiligung/not_found.html": "unsere"}).get("/anderswo")

    assert (answer.status_code, "unsere" in answer.text) == (404, False)


def test_the_demonstration_says_that_it_is_one(make_app, radweg):
    pages = [
        make_app(BETEILIGUNG_DEMO=demo).test_client().get("/beteiligung/de/vorhaben").text for demo in (True, False)
    ]

    assert ["Demonstration" in Page(page).text for page in pages] == [True, False]
