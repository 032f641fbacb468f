"""Every page that links lead to, in all twelve languages: it answers, says which language it is in, holds no German but
names and originals that are marked as such, and axe-core finds nothing on it."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from jinja2 import ChoiceLoader, FunctionLoader
from werkzeug.exceptions import HTTPException

from beteiligung.i18n import writing_direction
from examples.portal import LOCALES as ALL
from examples.portal import create_app

from ..browser import running
from ..browser.stage import Stage
from ..test_overriding import NAMES
from .test_portal import log_in

DOORS = (
    "vorhaben",
    "vorhaben/neue-gesamtschule-wattenscheid",
    "vorhaben/appolonia-pfaus-park-erhalten",
    "vorhaben?q=Plan",
    "aushang",
    "aushang/bochum-wattenscheid",
    "abonnieren/unterwegs",
    "anmelden",
    "anmelden/post",
    "meine-bescheide",
)
TALK = "gremien/bv-2/beratung/voedestrasse-wattenscheid-umbau"
"""Where members have talked and asked."""

OFTEN = 3
"""So many pages of one kind are searched for links by each of those who walk."""

FORMS_AND_MAILS = {
    "beteiligung": "abo_bestaetigen abo_ende abo_verwalten aendern als_gast_post angekommen anmelden_link bescheid "
    "bescheid_zur_quittung bestaetigen meldung oidc_name uebersetzen zurueckziehen",
    "beteiligung_administration": "anlage anlage_zurueckziehen eintragen_quittung",
    "beteiligung_bezirksvertretung": "beschluss",
}
"""Pages to which no link of the demonstration leads, only a form, a mail or a file of one's own."""

FILES = {
    "beteiligung": "atom aushang_qr geojson kalender konto_daten_json kurz kurz_bezirk kurz_qr liste_json "
    "stadt_png stadt_svg steckbrief vorhaben_png vorhaben_svg woerter zahlen_csv",
    "beteiligung_administration": "bild datei video",
    "beteiligung_bezirksvertretung": "dossier_file mappe_pdf",
}
"""No pages."""

LOGIN = ("host", "email", "guest")
WHO = (None, "anna", "kim", "amt", "bv", "gs")
GERMAN = re.compile(r"\b(?:und|oder|nicht|für|wird|werden|über|Ihre|keine|eine|einen|wurde|können|noch|Sie)\b")
"""Words that stand in nearly every German sentence and in no other of the languages."""

NAME = re.compile(r"\([^()]*\)")
"""A translation may give a German name behind its own words, in brackets."""

MARK = "⟦changed by the host⟧"
SPOKEN = {"aria-label", "alt", "placeholder", "title"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "textarea", "title"}
"""What is not read aloud as part of the page; a title names a record in its own language, and cannot say so."""


class Said(HTMLParser):
    """``texts``: what a page says in the language of its root; ``root``: lang and dir of our part."""

    def __init__(self, html, tag):
        super().__init__(convert_charrefs=True)
        self.tag, self.texts, self.root, self._open = tag, [], None, []
        self.feed(html)
        self.close()

    def handle_starttag(self, name, attrs):
        given = dict(attrs)
        if "bt" in (given.get("class") or "").split():
            self.root = given.get("lang"), given.get("dir")
        lang = given["lang"] if "lang" in given else (self._open[-1][1] if self._open else None)
        if lang == self.tag:
            self.texts += [said for key, said in attrs if key in SPOKEN and said]
        if name not in VOID:
            self._open.append((name, lang))

    def handle_endtag(self, name):
        while self._open and any(name == other for other, _lang in self._open):
            if self._open.pop()[0] == name:
                return

    def handle_data(self, data):
        if self._open and self._open[-1][1] == self.tag and self._open[-1][0] not in SILENT and data.strip():
            self.texts.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def portal(demonstration):
    """The demonstration with every language that we speak."""
    app = create_app(instance_path=demonstration("walked"), TESTING=True, BETEILIGUNG_LOGIN=LOGIN)
    yield app
    with app.app_context():
        app.extensions["beteiligung"].engine().dispose()


@pytest.fixture(scope="module")
def visits(portal):
    """For each endpoint one address that a link led to, and somebody who may see it."""
    found = {}
    for who in WHO:
        client, searched = _client(portal, who), Counter()
        doors = DOORS if who in (None, "anna") else (DOORS[0], TALK, f"{TALK}/oeffnen")
        ahead = [f"/beteiligung/de/{path}" for path in doors]
        known = set(ahead)
        for address in ahead:  # it grows while it is walked
            if (endpoint := _page_at(portal, address)) is None or searched[endpoint] == OFTEN:
                continue
            answer = client.get(address, buffered=True)
            if answer.status_code in (200, 302, 303):
                found.setdefault(endpoint, (who, address))
                searched[endpoint] += 1
            if answer.mimetype != "text/html":
                continue
            for href in re.findall(r'href="(/beteiligung/de/[^"#]*)', answer.text):
                if (href := href.replace("&amp;", "&")) not in known:
                    known.add(href)
                    ahead.append(href)
    return found


def _client(portal, who):
    client = portal.test_client()
    if who:
        log_in(client, who)
    return client


def _page_at(portal, address):
    """The endpoint of an address that is no file, or ``None``."""
    path = urlsplit(address).path
    try:
        return None if "." in path else portal.url_map.bind("localhost").match(path, "GET")[0]
    except HTTPException:
        return None


@pytest.fixture
def app(portal):
    """pytest-flask wants this name."""
    return portal


def test_the_walk_comes_to_every_page(portal, visits):
    """Whatever page is added later is looked at below, or its absence is explained here."""
    pages = {
        rule.endpoint
        for rule in portal.url_map.iter_rules()
        if rule.endpoint.startswith("beteiligung") and "GET" in rule.methods and "lang" in rule.arguments
    }
    elsewhere = {f"{bp}.{name}" for known in (FORMS_AND_MAILS, FILES) for bp in known for name in known[bp].split()}

    assert pages - visits.keys() == elsewhere


@pytest.fixture(scope="module")
def stage(portal, browser):
    """Where pages are shown that were fetched without a browser; their style sheets come from the portal."""
    with running.serving(portal) as served, browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(served.url("de/kontakt"))
        yield Stage(page)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ALL)
def test_every_page_speaks_it(portal, visits, stage, lang):
    clients, wrong = {who: _client(portal, who) for who in WHO}, []
    for endpoint, (who, address) in visits.items():
        address = address.replace("/de/", f"/{lang}/", 1)
        answer = clients[who].get(address, buffered=True)
        if answer.status_code not in (200, 302, 303):
            wrong.append((answer.status_code, address))
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        page = Said(answer.text, lang)
        if page.root != (lang, writing_direction(lang)) or answer.headers["Content-Language"] != lang:
            wrong.append((page.root, address))
        if lang not in ("de", "de-simple"):
            wrong += [(endpoint, text[:120]) for text in page.texts if GERMAN.search(NAME.sub("", text))]
        wrong += [(endpoint, found) for found in stage.look(answer.text)]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.browser
def test_axe_would_find_what_is_wrong(portal, stage):
    wrong = '</h1><img src="x"><hr width="700">'
    said = portal.test_client().get("/beteiligung/tr/kontakt").text.replace("</h1>", wrong)

    image, wide = stage.look(said)
    assert image.startswith("image-alt")
    assert wide.endswith("px too wide")


def test_a_host_can_change_every_page_by_its_name(portal, visits, overridden):
    """Each page that the walk knows is shown by a template of the host's with the name in docs/embedding.md."""
    clients, unchanged = {who: _client(portal, who) for who in WHO}, []
    for endpoint, (who, address) in visits.items():
        answer = clients[who].get(address, buffered=True)
        if answer.mimetype == "text/html" and answer.status_code == 200 and MARK not in answer.text:
            unchanged.append(endpoint)
    assert not unchanged
    assert MARK in clients[None].get("/beteiligung/de/vorhaben/gibt-es-nicht").text
    assert MARK in clients[None].get("/beteiligung/de/moderation").text


@pytest.fixture
def overridden(portal):
    """The portal with templates of its own for all of ours: what is shipped, behind a mark."""

    def source(name):
        if name not in NAMES or name == "beteiligung/base.html":
            return None
        shipped = portal.jinja_env.loader.get_source(portal.jinja_env, f"shipped:{name}")[0]
        return mark_first_block(name, shipped)

    before, portal.jinja_loader = portal.jinja_loader, ChoiceLoader([FunctionLoader(source), portal.jinja_loader])
    portal.jinja_env.cache.clear()
    yield
    portal.jinja_loader = before
    portal.jinja_env.cache.clear()


def mark_first_block(name, shipped):
    """A template that extends the shipped one and says so in its main block."""
    block = next(
        b for b in ("beteiligung", "content", "body", "title") if re.search(rf"block {b}\b", shipped) or b == "title"
    )
    return f'{{% extends "shipped:{name}" %}}{{% block {block} %}}{MARK}{{{{ super() }}}}{{% endblock %}}'


def test_the_watch_sees_german():
    page = Said(
        '<div class="bt" lang="uk" dir="ltr"><p>Так <b lang="de">und nicht</b></p><a title="für">x</a></div>', "uk"
    )

    assert [text for text in page.texts if GERMAN.search(text)] == ["für"]
