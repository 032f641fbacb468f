"""The desk of a body: what lies on it, for whom, and at what price."""

from datetime import timedelta

import pytest

from beteiligung.abwaegung.models import Abwaegung, AbwaegungState
from beteiligung.beitrag.models import Visibility
from beteiligung.beschluss.models import Beschluss, Condition, ConditionState, Result
from beteiligung.gremium.models import AgendaItem, Task
from beteiligung.vorhaben.models import FieldChange, Publication, Status, StatusChange

from .. import bodies, records
from ..bodies import PEOPLE
from ..hosts import log_in
from ..pages import Page
from .test_query_counts import counts_for

BV = "/beteiligung/de/gremien/bv-2"


@pytest.fixture
def body(session, bezirke):
    """The body of Wattenscheid, which met ten days ago and meets in nine."""
    body = bodies.bezirksvertretung(bezirke[1])
    session.add_all([body, bodies.meeting(body, -10), bodies.meeting(body, -3, cancelled=True)])
    session.add(bodies.meeting(body, 9, room="Rathaus Wattenscheid"))
    session.commit()
    return body


def ago(days):
    return records.today() - timedelta(days=days)


def step(days, reason):
    on = ago(days)
    return StatusChange(status=Status.DECIDED, on=on.date(), recorded_at=on, reason=reason, author_name="Amt")


def decision(body, vorhaben, *conditions):
    told = {"title": "Ja", "text": "Ja.", "result": Result.ADOPTED, "recorded_by": "g"}
    made = Beschluss(vorhaben=vorhaben, gremium=body, decided_on=ago(40).date(), recorded_at=ago(40), **told)
    made.conditions = list(conditions)
    return made


def condition(text, days=None, state=ConditionState.OPEN):
    due = None if days is None else records.day() + timedelta(days=days)
    return Condition(text=text, due_on=due, state=state, changed_at=ago(40), changed_by="g")


def parts(client, who, app, address=BV):
    log_in(app, PEOPLE[who])
    page = client.get(address)
    assert page.status_code == 200
    return {name: section(page.text, name) for name in ("warten", "neu", "stadt", "auflagen", "fragen")}, page.text


def section(html, name):
    _before, there, rest = html.partition(f'id="{name}"')
    return Page(rest.partition("</section>")[0]).text if there else None


def test_what_is_new_since_the_last_meeting(app, client, session, body, bezirke):
    here = {"bezirke": bezirke[1:], "published_at": ago(100)}
    session.add_all(
        [
            records.vorhaben("neu", "Ganz neu", **here | {"published_at": ago(2)}),
            records.vorhaben("schritt", "Schritt getan", history=[step(4, "weil es geht"), step(12, "ALT")], **here),
            records.vorhaben("still", "STILL", history=[step(11, "vor der Sitzung")], **here),
            records.vorhaben("woanders", "WOANDERS", bezirke=bezirke[:1], published_at=ago(2)),
            records.vorhaben("entwurf", "ENTWURF", **here, publication=Publication.DRAFT, history=[step(4, "x")]),
        ]
    )
    talked = records.vorhaben("gespraech", "Viel Gespräch", **here)
    session.add(talked)
    session.flush()
    session.add_all(records.beitrag(talked, f"Neu {n}", submitted_at=ago(1), published_at=ago(1)) for n in range(3))
    session.add(records.beitrag(talked, "alt", submitted_at=ago(20), published_at=ago(20)))
    session.add(records.beitrag(talked, "weg", published_at=ago(1), visibility=Visibility.HIDDEN))
    session.commit()

    found, page = parts(client, "member", app)

    assert "Ganz neu" in found["neu"]
    assert "Grund: weil es geht" in found["neu"]
    assert "3 neue Beiträge" in found["neu"]
    assert not any(word in page for word in ("STILL", "WOANDERS", "ENTWURF", "ALT"))
    assert 'href="#neu">Neues bei 3 Vorhaben' in page


def test_what_waits_stands_in_the_order_of_the_agenda_and_then_what_is_weighed(app, client, session, body, bezirke):
    one, two, weighed, decided, elsewhere, draft = (
        records.vorhaben(name, name.upper(), bezirke=bezirke[1:])
        for name in ("eins", "zwei", "gewogen", "entschieden", "anderswo", "entwurf")
    )
    elsewhere.bezirke, draft.publication = bezirke[:1], Publication.DRAFT
    coming = next(m for m in body.meetings if m.at > records.today())
    past = next(m for m in body.meetings if m.at < ago(9))
    session.add_all([one, two, weighed, decided, elsewhere, draft])
    coming.agenda = [
        AgendaItem(vorhaben=two, position=1, task=Task.OPINION, number="Ö 2"),
        AgendaItem(vorhaben=one, position=0, task=Task.DECIDE, number="Ö 1", paper_number="2026/17"),
        AgendaItem(vorhaben=draft, position=2),
    ]
    past.agenda = [AgendaItem(vorhaben=decided)]
    for record in (one, weighed, decided, elsewhere):
        closed = {"state": AbwaegungState.CLOSED, "closed_at": ago(60 if record is decided else 5), "closed_by": "amt"}
        session.add(Abwaegung(vorhaben=record, created_at=ago(70), created_by="amt", **closed))
    session.add(decision(body, decided))
    session.commit()

    found, page = parts(client, "member", app)

    waits = found["warten"]
    assert "alle abgewogen" in waits
    assert f'href="{BV}/mappen/{coming.id}"' in page
    assert all(f'href="/beteiligung/de/dossier/{name}"' in page for name in ("eins", "zwei", "gewogen"))
    assert waits.index("EINS") < waits.index("ZWEI") < waits.index("GEWOGEN")
    assert "Zum Beschluss" in waits
    assert "Vorlage 2026/17" in waits
    assert "noch auf keiner Tagesordnung" in waits
    assert not any(word in waits for word in ("ENTSCHIEDEN", "ANDERSWO", "ENTWURF"))
    assert 'href="#warten">3 Vorhaben warten auf Sie' in page
    assert "Rathaus Wattenscheid" in page
    assert "Noch 9 Tage" in page


def test_what_waits_says_how_much_is_weighed(app, client, session, body, bezirke):
    late, open_ = (records.vorhaben(name, name.upper(), bezirke=bezirke[1:]) for name in ("nachgekommen", "offen"))
    session.add_all([late, open_])
    session.flush()
    made = {"created_at": ago(70), "created_by": "amt"}
    session.add(Abwaegung(vorhaben=late, state=AbwaegungState.CLOSED, closed_at=ago(5), closed_by="amt", **made))
    session.add(Abwaegung(vorhaben=open_, **made))
    coming = next(m for m in body.meetings if m.at > records.today())
    coming.agenda = [AgendaItem(vorhaben=open_)]
    first = records.beitrag(late, "Ein Bogen kam später")
    session.add(first)
    session.flush()
    session.add(records.beitrag(late, "Danke", author="amt", parent=first, is_official=True))
    session.commit()

    found, page = parts(client, "member", app)

    assert "1 Beitrag, 1 davon noch nicht abgewogen" in found["warten"]
    assert "wird noch abgewogen" in found["warten"]
    assert 'aria-current="true">Gremien' in page


def test_what_is_city_wide_is_told_apart(app, client, session, body):
    session.add_all(
        [
            records.citywide("stadt", "Für alle", published_at=ago(1)),
            records.citywide("alt", "VORHER", published_at=ago(30)),
            answered := records.citywide("nur-antwort", "NUR EINE ANTWORT", published_at=ago(30)),
        ]
    )
    session.flush()
    told = {"submitted_at": ago(1), "published_at": ago(1), "author": "amt", "is_official": True}
    session.add(records.beitrag(answered, "Danke", **told))
    session.commit()

    found, page = parts(client, "member", app)

    assert "Für alle" in found["stadt"]
    assert "Für alle" not in found["neu"]
    assert "VORHER" not in page
    assert "NUR EINE ANTWORT" not in page


def test_what_is_late_is_red_with_a_word(app, client, session, body, bezirke):
    record = records.vorhaben("teich", "Teich", bezirke=bezirke[1:])
    done = condition("ERLEDIGT", -9, ConditionState.DONE)
    session.add(
        decision(
            body, record, condition("Kosten nennen", -5), condition("Bank bauen", 5), condition("Irgendwann"), done
        )
    )
    session.add_all([bodies.inquiry(body, record, "Wann kommt die Bank?", due=-2), bodies.inquiry(body, record, due=4)])
    session.commit()

    found, page = parts(client, "member", app)

    assert "5 Tage überfällig Kosten nennen" in found["auflagen"]
    assert found["auflagen"].index("Kosten") < found["auflagen"].index("Bank bauen") < found["auflagen"].index("Irgend")
    assert "ERLEDIGT" not in page
    assert "2 Tage überfällig" in found["fragen"]
    assert "1 Auflage ist überfällig" in page
    assert "1 Antwort ist überfällig" in page


@pytest.mark.parametrize("who", ["other member", "other office", "council"])
def test_others_read_it_without_what_is_internal(app, client, session, body, bezirke, who):
    record = records.vorhaben("teich", "Teich", bezirke=bezirke[1:], published_at=ago(1))
    session.add_all([record, bodies.remark(body, record), bodies.inquiry(body, record, due=-2)])
    session.commit()

    found, page = parts(client, who, app)

    assert "Teich" in found["neu"]
    assert found["fragen"] is None
    assert "intern" not in found["neu"]
    assert "beratung" not in page
    assert "Antwort ist überfällig" not in page


def test_an_empty_desk_says_so(app, client, session, bezirke):
    session.add(bodies.bezirksvertretung(bezirke[1]))
    session.commit()

    _found, page = parts(client, "member", app)

    assert "im Moment nichts" in Page(page).text
    assert "Die nächste Sitzung steht noch nicht fest" in page


def test_the_council_has_the_whole_city_on_its_desk(app, client, session, bezirke):
    rat = bodies.Gremium(slug="rat", kind=bodies.GremiumKind.COUNCIL, name="Rat")
    session.add_all([rat, records.citywide("stadt", "Für alle", published_at=ago(1))])
    session.add(records.vorhaben("hier", "NUR HIER", bezirke=bezirke[1:], published_at=ago(1)))
    session.commit()

    found, page = parts(client, "council", app, "/beteiligung/de/gremien/rat")

    assert "Für alle" in found["neu"]
    assert found["stadt"] is None
    assert "NUR HIER" not in page


@pytest.mark.parametrize("who", ["member", "office", "administration", "other member"])
def test_a_full_desk_asks_as_often_as_an_empty_one(app, engine, client, session, body, bezirke, who):
    log_in(app, PEOPLE[who])
    coming = next(m for m in body.meetings if m.at > records.today())
    there = []

    def grow(many):
        for number in range(len(there), many):
            record = records.vorhaben(f"v{number}", f"V {number}", bezirke=bezirke[1:], published_at=ago(1))
            city = records.citywide(f"s{number}", f"S {number}", published_at=ago(1))
            record.changes = [
                FieldChange(at=ago(0), author_name="", field="office", old="a", new="b", reason="x") for _ in range(2)
            ]
            session.add_all([record, city, decision(body, record, condition("x", -number))])
            session.add(AgendaItem(meeting=coming, vorhaben=record, position=number))
            session.add_all([bodies.remark(body, record), bodies.inquiry(body, record, due=-1)])
            session.add(bodies.inquiry(body, record, answer="Ja"))
            session.flush()
            session.add(records.beitrag(record, "x", published_at=ago(1)))
            there.append(record)
        session.commit()

    one, three, thirty = counts_for(engine, client, f"{BV}?neu=alle&stadtweit=alle", grow)
    assert one == three == thirty
    session.rollback()
    if who != "other member":
        one = counts_for(engine, client, f"{BV}/beratung/v0", lambda many: None, sizes=(1,))
        session.add_all(bodies.remark(body, there[0], f"mehr {n}") for n in range(30))
        session.add_all(bodies.inquiry(body, there[0], f"mehr {n}") for n in range(30))
        session.commit()
        assert counts_for(engine, client, f"{BV}/beratung/v0", lambda many: None, sizes=(30,)) == one


def test_the_list_of_questions_asks_as_often_for_many(app, engine, client, session, body, bezirke):
    log_in(app, PEOPLE["administration"])
    there = []

    def grow(many):
        for number in range(len(there), many):
            there.append(records.vorhaben(f"v{number}", f"V {number}", office=f"Amt {number}"))
            session.add(bodies.inquiry(body, there[-1]))
        session.commit()

    one, three, thirty = counts_for(engine, client, "/beteiligung/de/anfragen", grow)
    assert one == three == thirty


def test_the_list_of_questions_is_by_office_the_late_ones_first(app, client, session, body):
    for office, due in (("Tiefbauamt", 5), ("Tiefbauamt", -5), ("Amt für Grün", 1)):
        record = records.vorhaben(f"v{office[0]}{due}", f"{office} {due}", office=office)
        session.add(bodies.inquiry(body, record, f"FRAGE {office} {due}", due=due))
    session.commit()
    log_in(app, bodies.somebody("amt", "administration", office="Tiefbauamt"))

    mine = Page(client.get("/beteiligung/de/anfragen").text).text
    every = Page(client.get("/beteiligung/de/anfragen?amt=").text).text

    assert "FRAGE Amt" not in mine
    assert mine.index("FRAGE Tiefbauamt -5") < mine.index("FRAGE Tiefbauamt 5")
    assert "3 Fragen warten auf eine Antwort. 1 davon ist überfällig." in every
    assert "FRAGE Amt" in every
