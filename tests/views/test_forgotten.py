"""Where a contribution could be read, nothing of it is left when its author is gone: every page, file and mail."""

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from beteiligung import forget
from beteiligung.abwaegung import telling
from beteiligung.abwaegung.models import Abwaegung, AbwaegungState
from beteiligung.beitrag.models import Beitrag, BeitragOrigin, Revision, Stance, Visibility
from beteiligung.mails import compose
from beteiligung.mails.mail import CHECKS
from beteiligung.moderation import actions, answering, objecting, reporting
from beteiligung.moderation.models import Kind
from beteiligung.outbox.models import WAITING, OutboxMail
from beteiligung.person import GONE_NAME, NAMELESS
from beteiligung.personal.actions import Texts
from beteiligung.views import dossier_files

from .. import records
from ..dossier import scenes
from ..hosts import log_in

NAME, WORD = "Zaunkönig 77", "Girlitz"
SIGNS = (NAME, WORD)
PUBLIC = "/beteiligung/de/vorhaben/radweg"


@pytest.fixture
def quick(monkeypatch):
    """What stands in a PDF is not a question of how it is made."""
    monkeypatch.setattr(dossier_files, "write_pdf", lambda file, html, css: file.write(html.encode()))


@pytest.fixture
def spoken(session, radweg, bezirke, kim):
    """Somebody has spoken wherever one can; others have answered, supported, weighed and reported it."""
    now = records.today()
    first = said(session, radweg, supports=3, bezirk_number=1, stance=Stance.QUESTION)
    said(session, radweg, visibility=Visibility.SUBMITTED)
    reported, objected = said(session, radweg, supports=9, stance=Stance.CONTRA), said(session, radweg)
    session.add(records.beitrag(radweg, "Das finde ich auch", author="mehmet", name="Mehmet", parent=first))
    old = {"stance": first.stance, "written_at": records.NOW, "replaced_at": records.NOW, "was_public": True}
    session.add(Revision(beitrag_id=first.id, body=f"Früher: {WORD}", **old))
    first.edited_at = records.NOW
    about = {"category": "attack", "explanation": "Weil.", "lang": "de", "now": now}
    reporting.report(session, reported, address="n@example.org", **about)
    reporting.report(session, first, address="n@example.org", **about)
    actions.leave(session, first, kim, f"{NAME} hat recht", now=now)
    decision = actions.restrict(session, objected, kim, Kind.HIDDEN, rule="attack", facts=f"{NAME}!", now=now)
    objecting.object_to(session, decision, f"Nein, {WORD}", now=now)
    answering.answer(session, [first], kim, signature="Stadt Bochum", body="Ja.", now=now)
    answering.note(session, first, kim, f"Wieder {NAME}", now=now)
    scenes.speak(session, radweg, 6)
    scenes.weigh(session, radweg, [first], state=AbwaegungState.PUBLISHED)
    session.scalars(select(Abwaegung)).one().published_at = records.NOW
    meeting = scenes.body_with_meeting(session, bezirke[1], radweg)[1]
    session.commit()
    return first, meeting


def said(session, radweg, **changes):
    found = records.beitrag(radweg, f"Zeisigzeile {WORD}", author="host-77", name=NAME, **changes)
    session.add(found)
    session.flush()
    return found


def places(beitrag, meeting, numbers):
    """Every address at which somebody could meet a contribution, by who may go there."""
    lists = [f"/beteiligung/de/{path}" for path in ("vorhaben", "vorhaben?q=Girlitz&stand=alle", "vorhaben.geojson")]
    lists += [f"/beteiligung/de/{path}" for path in ("neues.atom", "neues.atom?vorhaben=radweg", "zahlen")]
    staff, dossier = "/beteiligung/de/moderation", "/beteiligung/de/dossier/radweg"
    talk = [f"{PUBLIC}/gespraech{query}" for query in ("", "?q=Zeisigzeile", "?ordnung=stark", "?haltung=question")]
    one = [f"{PUBLIC}/beitrag/{n}{path}" for n in numbers for path in ("", "/fassungen")]
    forms = [f"{PUBLIC}/{verb}/{n}" for n in numbers for verb in ("antworten", "melden", "als-gast")]
    trays = [f"{staff}?ablage={tray}" for tray in ("neu", "gemeldet", "widerspruch", "antwort", "erledigt")]
    cases = [f"{staff}?beitrag={n}" for n in numbers] + [f"{staff}/{n}/person" for n in numbers]
    files = [f"{dossier}/dossier.{kind}" for kind in ("pdf", "docx", "xlsx", "csv")]
    pack = f"/beteiligung/de/gremien/bv-2/mappen/{meeting.id}"
    weighing = f"/beteiligung/de/verwaltung/vorhaben/{beitrag.vorhaben_id}"
    return {
        None: [PUBLIC, *talk, f"{PUBLIC}/stimmen", *one, *forms, f"{PUBLIC}/abwaegung", *lists],
        "kim": [*trays, *cases, f"{staff}/protokoll", f"{staff}/antworten?beitraege={beitrag.id}"],
        "amt": [f"{weighing}/abwaegung", f"{weighing}/eintragen", f"{weighing}/abwaegung/gesamt"],
        "bv": [dossier, *files, pack, f"{pack}/mappe.pdf", "/beteiligung/de/gremien/bv-2"],
    }


def readable(answer):
    """What is in an answer, also in a file that is packed."""
    if answer.data[:2] != b"PK":
        return answer.data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def met(app, client, people, where):
    """Address -> which signs of somebody stand there."""
    found = {}
    for who, addresses in where.items():
        log_in(app, people[who])
        for address in addresses:
            with client.get(address) as answer:
                answer.get_data()
                assert answer.status_code in (200, 404), address
                text = (
                    readable(answer)
                    .replace("q=Girlitz", "")
                    .replace("q%3DGirlitz", "")
                    .replace('value="Girlitz"', "")
                    .replace("„Girlitz“", "")
                )
            found[address] = {sign for sign in SIGNS if sign in text}
    return found


def mails(app, session):
    """What waits to be sent, as it would go out now."""
    told = []
    for mail in session.scalars(select(OutboxMail).where(WAITING)):
        facts = CHECKS[mail.kind](session, mail.facts) if mail.kind in CHECKS else mail.facts
        if facts is not None:
            with app.app_context():
                told.append(f"{mail.kind} {mail.facts} {compose(mail.kind, facts, mail.lang).text}")
    return "\n".join(told)


@pytest.mark.parametrize("texts", list(Texts))
def test_nothing_is_left_anywhere(make_app, session, radweg, spoken, quick, kim, amt, bv, texts):
    app = make_app(BETEILIGUNG_BASE_URL="https://stadt.example", BETEILIGUNG_LOGIN=["host", "guest"])
    client, people = app.test_client(), {None: None, "kim": kim, "amt": amt, "bv": bv}
    beitrag, meeting = spoken
    numbers = list(session.scalars(select(Beitrag.id).where(Beitrag.author_id == "host-77")))
    telling.tell_authors(session, session.scalars(select(Abwaegung)).one(), now=records.NOW)
    session.commit()
    where = places(beitrag, meeting, numbers)
    before = met(app, client, people, where)
    assert NAME in mails(app, session)
    everywhere = [f"{PUBLIC}/gespraech", f"{PUBLIC}/gespraech?q=Zeisigzeile", PUBLIC, f"{PUBLIC}/stimmen"]
    everywhere += [f"{PUBLIC}/beitrag/{beitrag.id}", "/beteiligung/de/moderation?ablage=gemeldet", *where["bv"][:5]]
    for address in everywhere:
        assert before[address] == set(SIGNS), f"{address} would show nothing anyway"

    forget(session, "host-77", texts=texts, now=records.today())
    session.commit()

    gone = SIGNS if texts == Texts.REMOVE else (NAME,)
    after = met(app, client, people, where)
    assert {address: signs for address, signs in after.items() if signs & set(gone)} == {}
    assert not [sign for sign in gone if sign in mails(app, session)]
    if texts == Texts.KEEP:
        assert WORD in after[f"{PUBLIC}/gespraech?q=Zeisigzeile"]


def test_a_page_that_was_kept_before_is_not_shown_again(app, client, session, radweg, spoken):
    """Whoever has an older copy asks whether it still holds."""
    kept = client.get("/beteiligung/de/neues.atom?vorhaben=radweg")
    page = client.get(f"{PUBLIC}/gespraech")
    assert WORD in page.text
    assert "ETag" not in page.headers and "max-age" not in page.headers.get("Cache-Control", "")

    forget(session, "host-77", texts=Texts.REMOVE, now=records.today() + timedelta(seconds=1))
    session.commit()

    assert WORD not in client.get(f"{PUBLIC}/gespraech").text
    assert WORD not in kept.text


@pytest.mark.parametrize(
    ("lang", "online", "paper"),
    [
        ("de", "gelöschtes Konto", "Ohne Namen"),
        ("de-simple", "Gelöschtes Konto", "Ohne Namen"),
        ("en", "deleted account", "Without a name"),
    ],
)
def test_what_stands_in_for_a_name_is_in_the_language_of_the_page(
    app, client, session, radweg, kim, bv, lang, online, paper
):
    session.add(records.beitrag(radweg, "eins", name=GONE_NAME, author="weg:1"))
    session.add(records.beitrag(radweg, "zwei", name=NAMELESS, author="entered:1", origin=BeitragOrigin.PAPER))
    session.commit()
    numbers = list(session.scalars(select(Beitrag.id).order_by(Beitrag.id)))
    talk = f"/beteiligung/{lang}/vorhaben/radweg"
    pages = {
        None: [f"{talk}/gespraech", f"{talk}/melden/{numbers[0]}", f"{talk}/beitrag/{numbers[0]}"],
        "kim": [f"/beteiligung/{lang}/moderation?ablage=erledigt&beitrag={numbers[0]}"],
        "bv": [f"/beteiligung/{lang}/dossier/radweg", f"/beteiligung/{lang}/dossier/radweg/dossier.csv"],
    }
    for who, addresses in pages.items():
        log_in(app, {None: None, "kim": kim, "bv": bv}[who])
        for address in addresses:
            with client.get(address) as answer:
                text = answer.get_data(as_text=True)
            assert online in text, address
            assert lang == "de" or GONE_NAME not in text, address
            if len(addresses) == 2 or address.endswith("gespraech"):
                assert paper in text, address
            assert lang == "de" or lang == "de-simple" or NAMELESS not in text, address
