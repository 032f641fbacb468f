"""A page must not ask the database once for each thing it shows."""

import pytest

from beteiligung.attachment.models import Attachment, AttachmentKind, StoredFile
from beteiligung.beitrag.models import Visibility
from beteiligung.db import current_session
from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben.models import FieldChange, Place, Status, StatusChange, Vorhaben, VorhabenText
from beteiligung.wish.models import Wish

from .. import records
from ..databases import counted
from ..hosts import log_in

LIST = "/beteiligung/de/vorhaben"


def rich(number, bezirke, agreement):
    """A Vorhaben with everything that a page could ask for one by one."""
    record = records.vorhaben(f"v{number}", f"Vorhaben {number}", open_for=number + 1, bezirke=list(bezirke))
    record.clause = agreement.clauses[number]
    record.places.append(Place(words="noch einer", lat=51.44, lon=7.23))
    record.texts.append(VorhabenText(lang="en", title=f"Plan {number}", summary="x"))
    record.history.append(StatusChange(status=Status.PARTICIPATION, on=records.NOW.date(), reason="x", author_name=""))
    return record


def with_talk(session, record, people):
    for number in range(people):
        first = records.beitrag(record, f"Beitrag {number}", author=f"p{number}")
        session.add(first)
        session.flush()
        session.add(records.beitrag(record, "Antwort", author="q", parent=first))
        session.add(records.beitrag(record, "wartet", author=f"p{number}", visibility=Visibility.SUBMITTED))
        session.add(records.beitrag(record, "weg", visibility=Visibility.HIDDEN, parent=first, hidden_reason="x"))


def counts_for(engine, client, address, grow, sizes=(1, 3, 30)):
    counts = []
    for many in sizes:
        grow(many)
        client.get(address)
        with counted(engine) as statements:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.append(len(statements))
    return counts


@pytest.fixture
def grow(session, bezirke):
    """``grow(n)``: let there be n Vorhaben, each with three contributions and their answers."""
    agreement = records.vereinbarung(*(f"Wir bauen {n}." for n in range(30)))
    session.add(agreement)
    session.commit()
    there = []

    def grow(many):
        for number in range(len(there), many):
            there.append(rich(number, bezirke, agreement))
            session.add(there[-1])
            with_talk(session, there[-1], 3)
        session.commit()

    return grow


@pytest.fixture
def grow_thin(session, bezirke):
    """``grow_thin(n)``: n Vorhaben with what a list and a map ask for, found by one word."""
    there = []

    def grow(many):
        for number in range(len(there), many):
            there.append(records.vorhaben(f"v{number}", f"Weg {number}", open_for=number + 1, bezirke=bezirke[:1]))
            there[-1].start_on = records.NOW.date()
        session.add_all(there)
        session.commit()

    return grow


@pytest.fixture
def everything_on_one_page(make_app):
    return make_app(BETEILIGUNG_PAGE_SIZE=100)


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}?bezirk=1&mitmachen=1",
        f"{LIST}?von=2026&bis=2040&wo=Ort&reihenfolge=name&bbox=7,51,8,52&stand=alle",
        f"{LIST}?bbox=6,50,6.1,50.1",
        f"{LIST}.geojson",
        f"{LIST}.json?bezirk=1",
        "/beteiligung/en/vorhaben.json",
        "/beteiligung/en/vorhaben",
        "/beteiligung/de/zeit?reihenfolge=beginn&bbox=7,51,8,52",
        "/beteiligung/de/aushang/bochum-mitte",
    ],
)
@pytest.mark.parametrize("who", [None, "anna"])
def test_lists(request, engine, everything_on_one_page, grow, address, who):
    log_in(everything_on_one_page, request.getfixturevalue(who) if who else None)

    counts = counts_for(engine, everything_on_one_page.test_client(), address, grow)

    assert counts == [counts[0]] * 3
    assert 0 < counts[0] < 25


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (LIST, 10),
        (f"{LIST}?seite=2", 10),
        (f"{LIST}?bezirk=1&thema=mobilitaet&mitmachen=1&ort=vor-ort", 10),
        (f"{LIST}?q=Weg", 14),
        (f"{LIST}.geojson", 6),
        (f"{LIST}.json", 9),
        (f"{LIST}/v0/steckbrief.json", 16),
        (f"{LIST}.geojson?bbox=7.1,51.4,7.3,51.5&q=Weg", 8),
        ("/beteiligung/de/zeit", 14),
        ("/beteiligung/de/zeit/ohne-termin", 14),
        ("/beteiligung/de/nahe?lat=51.46&lon=7.21", 14),
        ("/beteiligung/de/aushang/bochum-mitte", 14),
        (f"{LIST}/v0", 20),
    ],
)
def test_with_300_vorhaben_as_with_one(engine, make_app, grow_thin, address, most):
    """Whatever is remembered must be renewed after each growth; then every page asks as often as before."""
    counts = counts_for(engine, make_app().test_client(), address, grow_thin, sizes=(1, 30, 300))

    assert counts == sorted(counts, reverse=True)
    assert 0 < counts[0] <= most


@pytest.mark.parametrize("who", [None, "anna", "kim"])
def test_one_vorhaben_with_its_talk(request, engine, session, everything_on_one_page, radweg, who):
    log_in(everything_on_one_page, request.getfixturevalue(who) if who else None)

    def grow(many):
        with_talk(session, radweg, many)
        session.commit()

    counts = counts_for(engine, everything_on_one_page.test_client(), f"{LIST}/radweg", grow)

    assert counts == [counts[0]] * 3
    assert 0 < counts[0] < 25


@pytest.mark.parametrize("tray", ["pruefen", "oeffentlich", "alle"])
def test_the_desk_of_the_administration(engine, everything_on_one_page, grow, amt, tray):
    log_in(everything_on_one_page, amt)

    counts = counts_for(
        engine, everything_on_one_page.test_client(), f"/beteiligung/de/verwaltung/vorhaben?ablage={tray}", grow
    )

    assert counts == [counts[0]] * 3
    assert 0 < counts[0] < 15


def test_a_long_life_costs_no_more_than_a_short_one(engine, session, everything_on_one_page, radweg):
    def grow(many):
        for number in range(many):
            radweg.history.append(
                StatusChange(status=Status.DECIDED, on=records.NOW.date(), reason="x", author_name="")
            )
            radweg.changes.append(
                FieldChange(at=records.NOW, author_name="", field="end", old=None, new="2027", reason="x")
            )
            radweg.terms.append(Term(kind=Kind.TAG, slug=f"t{len(radweg.terms)}", name=f"T {number}"))
            session.flush()
            session.add(Wish(vorhaben_id=radweg.id, author_id=f"{many}-{number}", wished_at=records.NOW))
        session.commit()

    counts = counts_for(engine, everything_on_one_page.test_client(), f"{LIST}/radweg", grow)

    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("tray", ["neu", "gemeldet", "widerspruch", "antwort", "erledigt"])
def test_the_inbox(engine, everything_on_one_page, grow, kim, tray):
    log_in(everything_on_one_page, kim)

    counts = counts_for(engine, everything_on_one_page.test_client(), f"/beteiligung/de/moderation?ablage={tray}", grow)

    assert counts == [counts[0]] * 3
    assert 0 < counts[0] < 15


def test_a_page_that_asks_one_by_one_would_be_noticed(engine, make_app, grow, session):
    """The proof that these tests can fail: the same loop over a view that forgets to load what it shows."""
    app = make_app()

    @app.route("/careless")
    def careless():
        return str([len(v.places) for v in current_session().query(Vorhaben)])

    counts = counts_for(engine, app.test_client(), "/careless", grow)

    assert counts[0] < counts[1] < counts[2]


def test_pictures_and_documents(engine, session, everything_on_one_page, radweg):
    def grow(many):
        there = len(radweg.attachments)
        for number in range(there, many):
            hung = Attachment(kind=AttachmentKind.PICTURE, position=number, title="x", alt="x", added_by="")
            hung.added_at = hung.changed_at = records.NOW
            hung.files = [
                StoredFile(name=f"{number:030d}{w:02d}", media_type="image/webp", size=1, digest="0", width=w, height=w)
                for w in (1, 2, 3)
            ]
            radweg.attachments.append(hung)
        session.commit()

    counts = counts_for(engine, everything_on_one_page.test_client(), f"{LIST}/radweg", grow)

    assert counts == [counts[0]] * 3
