"""The dossier as a page: what it shows, to whom, and what it never shows."""

from datetime import timedelta

import pytest

from beteiligung import Person
from beteiligung.abwaegung.models import AbwaegungState
from beteiligung.roles import GESCHAEFTSSTELLE
from beteiligung.views import dossier_files
from beteiligung.vorhaben.models import Publication, VorhabenText

from .. import records
from ..dossier import scenes
from ..hosts import log_in
from ..pages import Page
from .test_query_counts import counts_for

KINDS = ("pdf", "docx", "xlsx", "csv")
ADDRESS = "/beteiligung/de/dossier/radweg"
OFFICE = Person(id="gs", name="Büro", roles=frozenset({GESCHAEFTSSTELLE}), bezirk=1)


def addresses(meeting):
    files = [f"{ADDRESS}/dossier.{kind}" for kind in KINDS]
    pack = f"/beteiligung/de/gremien/bv-2/mappen/{meeting.id}"
    return [ADDRESS, *files, "/beteiligung/de/gremien/bv-2/mappen", pack, f"{pack}/mappe.pdf"]


@pytest.fixture
def meeting(session, radweg, bezirke):
    return scenes.whole(session, radweg, bezirke)[1]


def fetch(client, address):
    """An answer, read to its end: files are closed by it."""
    with client.get(address) as answer:
        answer.get_data()
        return answer


@pytest.fixture
def quick(monkeypatch):
    """Who gets a PDF is not a question of how it is made."""
    monkeypatch.setattr(dossier_files, "write_pdf", lambda file, html, css: file.write(html.encode()))


def text_of(client, address=ADDRESS):
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text).text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 403), ("anna", 403), ("kim", 403), ("amt", 200), ("bv", 200), ("office", 200)]
)
def test_who_may_read_and_take_along(request, app, client, meeting, quick, who, status):
    log_in(app, OFFICE if who == "office" else request.getfixturevalue(who) if who else None)

    for address in addresses(meeting):
        answer = fetch(client, address)
        assert answer.status_code == status, address
        assert who is None or answer.headers["Cache-Control"] == "private, no-store"
        if status == 403:
            assert b"GEHEIM" not in answer.data and b"ARGUMENT" not in answer.data


def test_what_it_shows(app, client, session, radweg, bezirke, meeting, bv):
    radweg.bezirke = bezirke  # only whom it concerns can be missing
    session.commit()
    log_in(app, bv)

    text = text_of(client)

    assert "16 Beiträge von 16 Personen" in text
    assert "10 dafür, 6 dagegen" in text
    assert "Bochum-Wattenscheid wenige oder niemand – 45.000 47 % fehlt hier" in text
    assert "Bochum-Mitte 14 100 % 50.000 53 % –" in text
    assert "unter 18: 25 %; 18 und älter: 75 %" in text
    assert "8 Beiträge" in text and "Aufgenommen" in text and "Die Brücke wird breiter." in text
    assert "Überfällig Kosten nennen" in text
    assert "12 Menschen unterstützen das" in text
    assert "Woche ab 23. Februar 2026" in text


@pytest.mark.parametrize("lang", ["de", "de-simple"])
def test_the_page_of_the_vorhaben_leads_those_there_who_may_read_it(app, client, session, radweg, amt, bv, anna, lang):
    radweg.texts.append(VorhabenText(lang="de-simple", title="Ein Weg", summary="Ein Weg.", description="Ein Weg."))
    session.commit()
    found = {}
    for person in (None, anna, bv, amt):
        log_in(app, person)
        page = client.get(f"/beteiligung/{lang}/vorhaben/radweg").text
        found[person and person.id] = ("/dossier/radweg" in page, f"/vorhaben/{radweg.id}/abwaegung" in page)

    assert found == {None: (False, False), anna.id: (False, False), bv.id: (True, False), amt.id: (True, True)}


def test_what_is_hidden_is_nowhere(app, client, meeting, quick, bv, hidden_away):
    log_in(app, bv)

    for address in (ADDRESS, f"{ADDRESS}/dossier.csv", f"{ADDRESS}/dossier.pdf", *addresses(meeting)[-2:]):
        assert "GEHEIM" not in fetch(client, address).get_data(as_text=True)


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.ARCHIVED])
def test_what_is_not_public_has_no_dossier(app, client, session, radweg, meeting, bv, publication):
    radweg.publication = publication
    session.commit()
    log_in(app, bv)

    for address in addresses(meeting)[:5]:
        assert client.get(address).status_code == 404
    pack = client.get(addresses(meeting)[-2]).text
    assert "Radweg" not in pack and "nicht öffentlich" in pack


@pytest.mark.parametrize("state", list(AbwaegungState))
def test_arguments_only_when_the_weighing_is_complete(app, client, session, radweg, bv, state):
    scenes.weigh(session, radweg, scenes.speak(session, radweg, 2), state=state)
    session.commit()
    log_in(app, bv)

    assert ("ARGUMENT" in client.get(ADDRESS).text) is (state != AbwaegungState.OPEN)


def test_nobody_took_part(app, client, session, radweg, meeting, quick, bv):
    session.add(records.vorhaben("still", "Stiller Weg"))
    session.commit()
    log_in(app, bv)

    text = text_of(client, "/beteiligung/de/dossier/still")

    assert "Niemand hat geschrieben." in text
    assert "Es gibt keine Beiträge." in text
    for kind in KINDS:
        assert fetch(client, f"/beteiligung/de/dossier/still/dossier.{kind}").status_code == 200


def test_the_annex_page_by_page(app, client, session, radweg, bv):
    scenes.speak(session, radweg, 120)
    session.commit()
    log_in(app, bv)
    seen, address = [], ADDRESS

    while address:
        page = Page(client.get(address).text)
        seen += [a["id"] for a in page.all("li") if a.get("id", "").startswith("beitrag-")]
        address = next((a["href"] for a in page.all("a", rel="next")), None)

    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "\x00", "²"])
def test_a_page_that_is_none(app, client, meeting, bv, after):
    log_in(app, bv)

    assert client.get(ADDRESS, query_string={"ab": after}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["dossier/none", "dossier/radweg/dossier.exe", "gremien/none/mappen", "gremien/bv-2/mappen/99999999999999"],
)
def test_what_does_not_exist(app, client, meeting, bv, path):
    log_in(app, bv)

    assert client.get(f"/beteiligung/de/{path}").status_code == 404


def test_a_meeting_of_another_body(app, client, session, meeting, bezirke, bv):
    scenes.body_with_meeting(session, bezirke[0], slug="bv-1")
    session.commit()
    log_in(app, bv)

    assert client.get(f"/beteiligung/de/gremien/bv-1/mappen/{meeting.id}").status_code == 404


@pytest.mark.parametrize("lang", ["de", "de-simple", "en"])
def test_no_hostile_text_lives(app, client, session, radweg, bezirke, bv, lang):
    said = records.beitrag(radweg, "<img src=x onerror=alert(1)> [x](javascript:alert(1))", name="<b onclick=x>")
    session.add(said)
    session.flush()
    scenes.weigh(session, radweg, [said], word="</td><script>alert(1)</script>")
    _body, meeting = scenes.body_with_meeting(session, bezirke[1], radweg)
    meeting.room = "<svg onload=x>"
    session.commit()
    log_in(app, bv)

    for address in (f"dossier/radweg?ab={said.id - 1}", f"gremien/bv-2/mappen/{meeting.id}"):
        assert list(Page(client.get(f"/beteiligung/{lang}/{address}").text).live()) == []


def test_the_number_of_queries_does_not_grow(app, client, session, radweg, bezirke, engine, bv):
    log_in(app, bv)
    scenes.whole(session, radweg, bezirke)

    def grow(many):
        scenes.speak(session, radweg, many, word=f"mehr{many}")
        scenes.decide(session, radweg, scenes.body_with_meeting(session, None, slug=f"b{many}")[0])
        session.commit()

    assert len(set(counts_for(engine, client, ADDRESS, grow, (1, 3, 30)))) == 1


def test_contributions_over_a_long_time(app, client, session, radweg, bv):
    for days, word in ((0, "erste"), (300, "zweite"), (301, "dritte")):
        scenes.speak(session, radweg, 1, word=word, submitted_at=records.NOW + timedelta(days=days))
    session.commit()
    log_in(app, bv)

    assert "März 2026 1" in text_of(client)
    assert "Dezember 2026 2" in text_of(client)
