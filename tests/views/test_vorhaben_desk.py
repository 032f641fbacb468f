"""The administration's pages for Vorhaben, filled in as people do."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from beteiligung.term.models import Kind, Term
from beteiligung.vorhaben.models import Publication, Status, Vorhaben
from beteiligung.wish.models import Wish

from .. import records
from ..hosts import log_in
from ..pages import Page

DESK = "/beteiligung/de/verwaltung/vorhaben"
FIRST = {
    "texts-0-lang": "de",
    "texts-0-title": "Teich",
    "texts-0-summary": "Ein Teich.",
    "texts-0-goal": "Kühle",
    "texts-0-affected": "Alle",
    "topic": "Klima",
    "status": "announced",
}
WHOLE = {**FIRST, "office": "Amt für Grün", "no_participation_reason": "Pflicht."}


@pytest.fixture
def staff(app, client, amt):
    """The browser of somebody of the administration."""
    log_in(app, amt)
    return client


class Form(Page):
    """A form as a browser fills it in: what stands in its fields, to change some of it and send it."""

    def __init__(self, html, action=""):
        self.fields, self._inside, self._area, self._select, self._action = [], False, None, None, action
        super().__init__(html)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        here = dict(attrs)
        if tag == "form":
            wanted = here.get("id") == "vorhaben" if not self._action else here.get("action", "").endswith(self._action)
            self._inside = wanted
        if not self._inside:
            return
        if tag == "input" and (here.get("type") != "checkbox" or "checked" in here):
            self.fields.append([here.get("name"), here.get("value") or ""])
        if tag == "textarea":
            self._area = [here["name"], ""]
            self.fields.append(self._area)
        if tag == "select":
            self._select = here["name"]
        if tag == "option" and self._select and "selected" in here:
            self.fields.append([self._select, here["value"]])

    def handle_data(self, data):
        super().handle_data(data)
        if self._area is not None:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area is not None:
            self._area[1] = self._area[1].removeprefix("\r\n").removeprefix("\n")
            self._area = None
        if tag == "select":
            self._select = None
        if tag == "form":
            self._inside = False

    def filled(self, **changes):
        """Its fields with some of them changed; a name is written with underscores for hyphens of rows."""
        data = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        return {**data, **changes}


def stored(session, slug="radweg"):
    session.rollback()
    session.expire_all()
    return session.scalar(select(Vorhaben).where(Vorhaben.slug == slug))


def address(vorhaben):
    return f"{DESK}/{vorhaben.id}"


def act(client, vorhaben, what, **data):
    form = Form(client.get(address(vorhaben)).text, action=f"/{what}")
    return client.post(f"{address(vorhaben)}/{what}", data={**form.filled(), **data})


def test_a_new_one_is_written_published_and_archived(staff, session, bezirke):
    new = Form(staff.get(f"{DESK}/neu").text)
    answer = staff.post(f"{DESK}/neu", data=new.filled(**{**WHOLE, "bezirke": ["2"]}))
    assert answer.status_code == 303
    vorhaben = stored(session, "teich")
    assert (vorhaben.publication, [b.number for b in vorhaben.bezirke]) == (Publication.DRAFT, [2])
    assert staff.get("/beteiligung/de/vorhaben/teich").status_code == 404
    assert "Teich" in staff.get(f"{address(vorhaben)}/vorschau").text

    assert act(staff, vorhaben, "veroeffentlichen").status_code == 303
    assert "Ein Teich." in staff.get("/beteiligung/de/vorhaben/teich").text

    act(staff, vorhaben, "archivieren")
    assert staff.get("/beteiligung/de/vorhaben/teich").status_code == 404
    assert stored(session, "teich").publication == Publication.ARCHIVED


def test_a_draft_that_lacks_something_says_what_and_has_no_button(staff, session, bezirke):
    staff.post(f"{DESK}/neu", data=Form(staff.get(f"{DESK}/neu").text).filled(**FIRST))
    vorhaben = stored(session, "teich")

    page = staff.get(address(vorhaben)).text

    assert "Pflicht vor dem Veröffentlichen." in page
    assert "/veroeffentlichen" not in page


def test_sending_what_stands_there_changes_nothing(staff, session, radweg):
    radweg.texts[0].description = "\nErste Zeile\n\nZweite & <b>Zeile</b>"
    radweg.fixed_points, radweg.open_points = [{"what": "Ort", "why": "Leitung"}], ["Farbe", "Form"]
    radweg.cost_amount = 1_200_000
    session.commit()
    from beteiligung.vorhaben.editing import values_of

    before = values_of(stored(session))
    before["texts"]["de"]["description"] = before["texts"]["de"]["description"].strip()

    answer = staff.post(address(radweg), data=Form(staff.get(address(radweg)).text).filled())

    assert answer.status_code == 303
    after = values_of(stored(session))
    for name in ("open_from", "open_until"):
        before[name], after[name] = (v[name].replace(second=0, microsecond=0) for v in (before, after))
    assert after == before
    assert stored(session).changes == []


def test_everything_on_the_page_is_stored(staff, session, radweg, bezirke):
    term = Term(kind=Kind.SDG, slug="sdg-13", name="Klima", number=13)
    session.add(term)
    session.commit()
    form = Form(staff.get(address(radweg)).text)
    changes = {
        "texts-0-goal": "Sicher fahren",
        "texts-1-title": "Rad-Weg",
        "texts-1-summary": "Leicht",
        "terms": [str(term.id)],
        "bezirke": ["1", "2"],
        "clauses": "1",
        "places-1-words": "Rathaus",
        "places-1-point": "51.48, 7.21",
        "places-2-words": "Strecke",
        "places-2-shape": json.dumps({"type": "LineString", "coordinates": [[7.2, 51.4], [7.3, 51.5]]}),
        "start": "Q3 2027",
        "end": "2028",
        "cost_amount": "1.200.000 €",
        "cost_precision": "rough",
        "cost_source": "Amt, 2026",
        "reason": "Neu berechnet",
        "status": "evaluation",
        "status_reason": "Frist vorbei",
        "open_points": "Farbe\r\nLicht",
        "fixed_points-0-what": "Lage",
        "fixed_points-0-why": "Leitung",
        "contact": "Frau X",
        "next_step": "Sitzung",
        "next_step_on": "15.9.2027",
    }

    answer = staff.post(address(radweg), data=form.filled(**changes))

    assert answer.status_code == 303, Page(answer.text).text[:900]
    now = stored(session)
    assert (now.status, now.cost_amount, now.start_precision, now.end_on) == (
        Status.EVALUATION,
        1_200_000,
        "quarter",
        date(2028, 1, 1),
    )
    assert [p.words for p in now.places] == ["Ort von Radweg Königsallee", "Rathaus", "Strecke"]
    assert (now.open_points, now.fixed_points) == (["Farbe", "Licht"], [{"what": "Lage", "why": "Leitung"}])
    assert {t.lang for t in now.texts} == {"de", "de-simple"}
    public = Page(staff.get("/beteiligung/de/vorhaben/radweg").text).text
    for words in (
        "Sicher fahren",
        "1.200.000",
        "Amt, 2026",
        "Frau X",
        "Farbe",
        "Leitung",
        "Neu berechnet",
        "Frist vorbei",
        "15. September 2027",
        "Klima",
    ):
        assert words in public, words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"texts-0-title": " "}, "deutschen Namen"),
        ({"topic": ""}, "Thema"),
        ({"start": "bald"}, "Q3 2027"),
        ({"start": "2028", "end": "2027"}, "vor dem"),
        ({"cost_amount": "viel"}, "ganze Euro"),
        ({"places-1-point": "51, 7"}, "in Worten"),
        ({"places-1-words": "x", "places-1-shape": "{}"}, "GeoJSON"),
        ({"clauses": "999"}, "999"),
        ({"fixed_points-0-what": "Lage"}, "warum"),
        ({"open_until": ""}, "beides"),
        ({"open_from": ""}, "beides"),
        ({"end": "2029"}, "öffentlich den Grund"),
        ({"status": "evaluation"}, "öffentlichen Grund"),
        ({"status": "quatsch"}, "Noch nicht gespeichert"),
        ({"bezirke": ["77"]}, "Noch nicht gespeichert"),
        ({"no_participation_reason": "x" * 501}, "500"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(staff, session, radweg, changes, said):
    form = Form(staff.get(address(radweg)).text)

    answer = staff.post(address(radweg), data=form.filled(**{"office": "Mein neues Amt", **changes}))

    assert answer.status_code == 400
    page = Page(answer.text)
    assert said in page.text
    assert page.all("input", name="office", value="Mein neues Amt")
    assert stored(session).office is None
    for name, value in changes.items():
        if name in ("start", "cost_amount", "clauses"):
            assert page.all("input", name=name, value=value)


def test_two_at_once_both_versions_stand_side_by_side(staff, session, radweg):
    mine = Form(staff.get(address(radweg)).text)
    theirs = Form(staff.get(address(radweg)).text)
    staff.post(address(radweg), data=theirs.filled(office="Amt der anderen", contact="Zimmer 5"))

    answer = staff.post(
        address(radweg), data=mine.filled(office="Mein Amt", next_step="Mein Schritt", reason="Mein Grund")
    )

    assert answer.status_code == 409
    page = Page(answer.text)
    assert "Amt der anderen" in page.text
    assert page.all("input", name="office", value="Mein Amt")
    assert page.all("input", name="next_step", value="Mein Schritt")
    assert "Mein Grund" in page.text
    assert "Zimmer 5" in page.text
    assert stored(session).office == "Amt der anderen"

    again = staff.post(address(radweg), data=Form(answer.text).filled())

    assert again.status_code == 303
    now = stored(session)
    assert (now.office, now.contact, now.next_step) == ("Mein Amt", "Zimmer 5", "Mein Schritt")


def test_a_check_puts_it_off_the_list(staff, session, radweg):
    assert "Radweg Königsallee" in staff.get(DESK).text

    act(staff, radweg, "stimmt")

    assert "Radweg Königsallee" not in staff.get(DESK).text
    assert stored(session).next_check_on - stored(session).checked_on == timedelta(days=91)


def test_the_longest_overdue_comes_first(staff, session, radweg):
    for days in (5, 50):
        session.add(
            records.vorhaben(
                f"v{days}",
                f"Seit {days}",
                checked_on=date(2025, 1, 1),
                next_check_on=records.day() - timedelta(days=days),
            )
        )
    session.commit()
    page = staff.get(DESK).text

    assert page.index("Radweg") < page.index("Seit 50") < page.index("Seit 5<")


@pytest.mark.parametrize(
    ("tray", "shown"), [("entwurf", "draft"), ("archiv", "archived"), ("alle", "draft"), ("alle", "archived")]
)
def test_trays_and_search(staff, hidden_away, tray, shown):
    page = staff.get(f"{DESK}?ablage={tray}&q=geheim{shown}").text

    assert f"GEHEIM{shown}" in page
    assert page.count("GEHEIM") == 1
    assert "GEHEIM" not in staff.get(f"{DESK}?ablage={tray}&q=Zauberwort").text


def test_enough_wishes_wait_for_an_answer_with_a_reason(make_app, session, radweg, amt):
    app = make_app(BETEILIGUNG_WISH_THRESHOLD=2)
    log_in(app, amt)
    staff = app.test_client()
    radweg.open_until = records.today() - timedelta(days=1)
    session.add_all(Wish(vorhaben_id=radweg.id, author_id=name, wished_at=records.NOW) for name in "ab")
    session.commit()
    assert "Radweg" in staff.get(f"{DESK}?ablage=antworten").text

    assert act(staff, radweg, "antworten", reason="").status_code == 400
    act(staff, radweg, "antworten", reason="Ja, im Herbst 2027.")

    assert "Radweg K" not in staff.get(f"{DESK}?ablage=antworten").text
    assert "Ja, im Herbst 2027." in staff.get("/beteiligung/de/vorhaben/radweg").text


@pytest.mark.parametrize("who", [None, "anna", "kim", "bv"])
def test_nobody_else_gets_in(request, app, client, session, radweg, who):
    log_in(app, request.getfixturevalue(who) if who else None)
    for path in ("", "/neu", f"/{radweg.id}", f"/{radweg.id}/vorschau"):
        assert client.get(f"{DESK}{path}").status_code == 403
    for path in (
        "/neu",
        f"/{radweg.id}",
        *(f"/{radweg.id}/{what}" for what in ("veroeffentlichen", "archivieren", "stimmt", "antworten")),
    ):
        assert client.post(f"{DESK}{path}", data=WHOLE).status_code == 403


@pytest.mark.parametrize("path", ["/99999", "/99999/vorschau", "/0", "/1/quatsch"])
def test_what_is_not_there(staff, radweg, path):
    assert staff.get(f"{DESK}{path}").status_code in (404, 405)
    assert staff.post(f"{DESK}{path}", data={}).status_code in (404, 405)


@pytest.mark.parametrize("value", ["", "x" * 5000, "\x00", "<svg onload=x>", "[]", "9" * 400])
def test_garbage_in_any_field_is_no_error_of_ours(staff, radweg, value):
    form = Form(staff.get(address(radweg)).text).filled()
    for name in form:
        answer = staff.post(address(radweg), data={**form, name: value})
        assert answer.status_code in (303, 400, 409), name
        assert list(Page(answer.text).live()) == []


@pytest.mark.parametrize(("chosen", "kept"), [("after", "after"), ("before", "before"), ("", None)])
def test_when_moderators_read_is_a_choice_in_the_editor(staff, session, radweg, chosen, kept):
    path = f"{DESK}/{radweg.id}"

    answer = staff.post(path, data=Form(staff.get(path).text).filled(moderation=chosen))

    session.rollback()
    session.refresh(radweg)
    assert (answer.status_code, radweg.moderation) == (303, kept)


def test_no_other_time_to_read_can_be_chosen(staff, session, radweg):
    path = f"{DESK}/{radweg.id}"

    assert staff.post(path, data=Form(staff.get(path).text).filled(moderation="never")).status_code == 400
