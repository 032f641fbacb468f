import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, force_locale
from flask_babel import gettext as of_the_host

from beteiligung import Beteiligung, i18n
from beteiligung.errors import NotAllowed
from beteiligung.i18n import catalogue, gettext, ngettext, public_tag


@pytest.fixture
def host(tmp_path):
    """A host with a German catalogue of its own, which says one thing that we do not know and one that we do."""
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    own = Catalog(locale="de")
    own.add("Only the host says this", "Nur der Host sagt das")
    own.add("Search", "Suche des Hosts")
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, own)
    app = Flask("host")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(tmp_path / "translations")
    Babel(app, default_locale="de")
    Beteiligung(app, engine="sqlite://")
    return app


def said(host, locale, message):
    with host.test_request_context(), force_locale(locale):
        return gettext(message)


def test_easy_german_then_german_then_the_host(host, monkeypatch):
    known = {"de@simple": {"a": "leicht"}, "de": {"a": "schwer", "b": "deutsch"}}
    monkeypatch.setattr(i18n, "_read", lambda name: _translations(known.get(name)))

    assert said(host, "de@simple", "a") == "leicht"
    assert said(host, "de@simple", "b") == "deutsch"
    assert said(host, "de@simple", "Only the host says this") == "Nur der Host sagt das"
    assert said(host, "de@simple", "nobody knows") == "nobody knows"
    assert said(host, "de", "a") == "schwer"


def test_our_word_counts_on_our_pages_and_the_hosts_on_its_own(host):
    assert said(host, "de", "Search") == "Suchen"
    with host.test_request_context(), force_locale("de"):
        assert of_the_host("Search") == "Suche des Hosts"
        catalogue.as_default()
        assert of_the_host("Search") == "Suchen"


def test_plurals(host):
    with host.test_request_context(), force_locale("de"):
        assert ngettext("%(num)d day left", "%(num)d days left", 1) == "noch 1 Tag"
        assert ngettext("%(num)d day left", "%(num)d days left", 2) == "noch 2 Tage"


@pytest.mark.parametrize(("name", "tag"), [("de", "de"), ("de@simple", "de-simple"), ("en_GB", "en-GB")])
def test_public_tags(name, tag):
    assert public_tag(Locale.parse(name)) == tag
    assert i18n.gettext_name("de-simple") == "de@simple"


@pytest.mark.parametrize(
    ("lang", "said"), [("de_DE.UTF-8", "Das darf nur die Moderation."), ("C", "Only moderators may do this.")]
)
def test_the_terminal_speaks_its_own_language(monkeypatch, lang, said):
    monkeypatch.setenv("LC_ALL", lang)
    i18n._terminal_catalogue.cache_clear()

    error = NotAllowed("Only moderators may do this.")
    try:
        assert i18n.terminal(error.message) == said
    finally:
        i18n._terminal_catalogue.cache_clear()


def _translations(messages):
    if messages is None:
        return None

    class Told(NullTranslations):
        def gettext(self, message):
            return messages.get(message) or super().gettext(message)

        ugettext = gettext

    return Told()
