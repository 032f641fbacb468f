"""A draft asked for through oEmbed, OpenGraph, JSON-LD and its picture is not there, also while caches are warm."""

import pytest

from beteiligung.beitrag.models import Beitrag, Visibility
from beteiligung.vorhaben.models import Publication

from .. import records
from ..hosts import log_in

PAGE = "/beteiligung/{lang}/vorhaben/{slug}"
PICTURES = (PAGE + "/bild.svg", PAGE + "/bild.png", PAGE + "/bild.png?v=0123456789ab")
PAGES = (PAGE, PAGE + "/gespraech", PAGE + "/beitrag/1")
LISTS = ("/beteiligung/{lang}/vorhaben", "/beteiligung/{lang}/bild.svg", "/beteiligung/{lang}/bild.png")
CARDS = tuple(
    f"/beteiligung/oembed?format={form}&url=http://localhost{page}" for page in PAGES for form in ("json", "xml")
)
TOLD = ("og:title", "application/ld+json", "json+oembed")


def seen(client, addresses, slug):
    """Status and text of each."""
    found = {}
    for lang in ("de", "en"):
        for address in addresses:
            with client.get(address.format(lang=lang, slug=slug)) as answer:
                found[lang, address] = answer.status_code, answer.get_data()
    return found


@pytest.fixture
def open_one(session, radweg):
    """A published Vorhaben that is talked about."""
    session.add(records.beitrag(radweg, "Ja, bitte bald."))
    session.commit()
    return radweg


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_taken_back_is_gone_from_everywhere_at_once(client, session, open_one, publication):
    asked = (*PAGES, *PICTURES, *CARDS)
    before, lists = seen(client, asked, "radweg"), seen(client, LISTS, "radweg")
    assert {status for status, _text in before.values()} == {200}
    pages = [before[lang, page][1].decode() for lang in ("de", "en") for page in PAGES]
    assert all(word in text for text in pages for word in TOLD)
    assert all(b"Radweg" in lists[lang, LISTS[0]][1] for lang in ("de", "en"))

    open_one.publication = publication
    session.commit()

    after, nothing = seen(client, asked, "radweg"), seen(client, asked, "gibt-es-nicht")
    for key, (status, text) in after.items():
        assert status == nothing[key][0] == 404, key
        assert text.replace(b"radweg", b"gibt-es-nicht") == nothing[key][1], key
        assert not [word for word in TOLD if word.encode() in text], key
    for key, (_status, text) in seen(client, LISTS, "radweg").items():
        assert "Königsallee".encode() not in text, key
        assert text != lists[key][1], key  # the number of open ones has changed too


def test_nor_does_whoever_kept_it_learn_that_it_is_still_the_same(client, session, open_one):
    tags = {}
    for address in (*PICTURES, *CARDS):
        with client.get(address.format(lang="de", slug="radweg")) as answer:
            tags[address] = answer.headers["ETag"]
    open_one.publication = Publication.DRAFT
    session.commit()

    for address, tag in tags.items():
        answer = client.get(address.format(lang="de", slug="radweg"), headers={"If-None-Match": tag})
        assert answer.status_code == 404, address


def test_nor_do_staff_get_a_card_of_what_they_may_read(app, client, hidden_away, amt):
    log_in(app, amt)

    for status, text in seen(client, (*PICTURES, *CARDS, *PAGES), "geheim-draft").values():
        assert status == 404
        assert b"GEHEIM" not in text
    preview = client.get(f"/beteiligung/de/verwaltung/vorhaben/{hidden_away[0].id}/vorschau")
    assert "GEHEIM" in preview.text
    assert not [word for word in TOLD if word in preview.text]


def test_a_contribution_that_is_hidden_has_no_card(client, session, open_one):
    address = CARDS[4].format(lang="de", slug="radweg")
    assert client.get(address).status_code == 200
    session.query(Beitrag).one().visibility = Visibility.HIDDEN
    session.commit()

    assert client.get(address).status_code == 404
