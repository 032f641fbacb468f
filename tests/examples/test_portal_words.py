"""The portal's own frame speaks the twelve languages too, from a catalogue of its own."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from beteiligung.i18n import writing_direction
from examples.portal import LOCALES, create_app

from ..pages import token

PORTAL = Path(__file__).parents[2] / "examples" / "portal"
GERMAN = re.compile(r"Anmelden|Abmelden|Sprachen|Willkommen|wohnt|Verwaltung|Zum Inhalt|Kein Angebot|Bezirksvertretung")
NAMED = re.compile(r"<(?:bdi|b|a) [^>]*lang=\"(?:de|de-simple)\"[^>]*>.*?</(?:bdi|b|a)>")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(instance_path=tmp_path_factory.mktemp("portal"), TESTING=True)


@pytest.mark.parametrize("tag", LOCALES)
def test_its_catalogue_holds_every_word(tag):
    with (PORTAL / "babel.cfg").open() as file:
        found = extract_from_dir(PORTAL, *parse_mapping_cfg(file), keywords={"_": None})
    said = {message for _file, _line, message, _comments, _context in found}
    name = tag.replace("-simple", "@simple")
    with (PORTAL / "translations" / name / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = {message.id: message.string for message in read_po(file) if message.id}

    assert len(said) > 10
    assert known.keys() == said, "run: make messages"
    assert all(known.values())


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("path", ["/", "/anmelden", "/anmelden?next=/beteiligung/{}/vorhaben"])
def test_its_pages_speak_it(app, path, tag):
    address = path.format(tag) if "next" in path else f"{path}?lang={tag}"
    page = app.test_client().get(address).text

    assert f'<html lang="{tag}" dir="{writing_direction(tag)}">' in page
    assert bool(GERMAN.search(NAMED.sub("", page))) == tag.startswith("de")


def test_a_login_in_a_language_stays_in_it(app):
    client = app.test_client()
    data = {"user": "anna", "next": "", "csrf_token": token(client.get("/anmelden?lang=tr"))}

    assert client.post("/anmelden?lang=tr", data=data).location == "/?lang=tr"
    assert "Çıkış yap" in client.get("/?lang=tr").text


def test_without_a_wish_the_browser_is_asked(app):
    client = app.test_client()

    assert '<html lang="uk"' in client.get("/", headers={"Accept-Language": "uk,ru;q=0.5"}).text
    assert '<html lang="de"' in client.get("/?lang=xx").text
