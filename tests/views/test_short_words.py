"""The short words of a Vorhaben in the reader's language: on its page, its card, on paper and as data."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from beteiligung.origin import Origin
from beteiligung.rendition import actions, worklist
from beteiligung.rendition.models import Rendition
from beteiligung.rendition.things import SHORT, thing
from beteiligung.vorhaben.models import FieldChange, Precision, Status, StatusChange
from beteiligung.vorhaben.worklist import Lack

from .. import records
from ..databases import counted
from ..hosts import log_in
from .test_telling_things import Fields, lacking, stored, write
from .test_translating import ask, machine, translate  # noqa: F401 fixture

LIST = "/beteiligung/{}/vorhaben"
ONE = LIST + "/radweg"
WORK = "/beteiligung/de/verwaltung/texte"
LOCALES = ("de", "de-simple", "en", "tr")
TOLD = {
    "next_step": "The building begins.",
    "open_points.0": "The width",
    "fixed_points.0": "The street",
    "fixed_points.0.why": "It is narrow",
}


@pytest.fixture
def app(make_app, machine):  # noqa: F811
    return make_app(BETEILIGUNG_LOCALES=LOCALES, BETEILIGUNG_TRANSLATOR_URL=machine[0])


@pytest.fixture
def plan(session, radweg):
    """With all its short words."""
    radweg.status = Status.PREPARATION
    radweg.open_from = radweg.open_until = None
    radweg.next_step, radweg.no_participation_reason = "Der Bau beginnt.", "Es ist beschlossen."
    radweg.open_points, radweg.fixed_points = ["Die Breite"], [{"what": "Die Straße", "why": "Sie ist eng"}]
    radweg.wish_answer, radweg.wish_answered_at = "Wir fragen Sie.", records.NOW
    change = {"at": records.NOW, "author_name": "", "field": "cost", "old": None, "new": None}
    radweg.changes = [FieldChange(**change, reason="Das Holz ist teurer.")]
    session.commit()
    return radweg


def tell(session, found, words, lang="en", kind=None, **about):
    """As a person writes it."""
    told = thing(found, kind)
    row = Rendition(thing=told.name, lang=lang, vorhaben_id=told.vorhaben_id, words=words, **told.reference, **about)
    row.follow(told.words)
    session.add(row)
    session.commit()
    return row


def words_of(html):
    """Every short word with the language it is marked with."""
    return set(re.findall(r'<(?:span|div|bdi)[^>]* lang="([^"]+)"[^>]*>(?:<p>)?([^<]+)<', html))


def test_the_page_says_them_in_the_readers_language(client, session, plan):
    tell(session, plan, {**TOLD, "no_participation_reason": "It is decided.", "wish_answer": "We ask."}, kind=SHORT)
    tell(session, plan.history[0], {"reason": "The council decided."})
    tell(session, plan.changes[0], {"reason": "Wood costs more."})

    page = words_of(client.get(ONE.format("en")).text)
    told = {*TOLD.values(), "It is decided.", "We ask.", "The council decided.", "Wood costs more."} - {"The street"}
    assert {("en", word) for word in told} <= page
    assert not {word for lang, word in page if lang == "de"} & {"Der Bau beginnt.", "Beschlossen", "Die Breite"}
    for lang in ("de", "tr"):
        page = words_of(client.get(ONE.format(lang)).text)
        assert {("de", "Der Bau beginnt."), ("de", "Die Breite"), ("de", "Das Holz ist teurer.")} <= page


@pytest.mark.parametrize("address", [LIST, "/beteiligung/{}/zeit/ohne-termin", "/beteiligung/{}/aushang/bochum-mitte"])
def test_cards_paper_and_the_view_of_time(client, session, plan, address):
    assert ("de", "Der Bau beginnt.") in words_of(client.get(address.format("en")).text)
    row = tell(session, plan, TOLD, kind=SHORT)

    assert ("en", TOLD["next_step"]) in words_of(client.get(address.format("en")).text)  # though a card is kept
    assert ("de", "Der Bau beginnt.") in words_of(client.get(address.format("tr")).text)
    assert ("de", "Der Bau beginnt.") in words_of(client.get(address.format("de")).text)
    row.words = {**TOLD, "next_step": "Building begins soon."}
    session.commit()
    assert "Building begins soon." in client.get(address.format("en")).text


def test_a_delay_and_why_nobody_can_take_part(client, session, plan):
    plan.next_step = None
    tell(session, plan, {"no_participation_reason": "It is decided."}, kind=SHORT)
    assert ("en", "It is decided.") in words_of(client.get(LIST.format("en")).text)

    plan.end_on, plan.end_precision = date(2030, 1, 1), Precision.YEAR
    plan.end_first, plan.end_first_precision, plan.delay_reason = date(2029, 1, 1), Precision.YEAR, "Frost"
    session.commit()
    assert ("de", "Frost") in words_of(client.get(LIST.format("en")).text)
    tell(session, plan, {"delay_reason": "Buz"}, "tr", kind=SHORT)
    assert ("tr", "Buz") in words_of(client.get(LIST.format("tr")).text)


def test_data_says_the_language_too(client, session, plan):
    sheet = ONE + "/steckbrief.json"
    german = client.get(sheet.format("en")).json
    assert german["flag"] == {"kind": "next", "text": "Der Bau beginnt.", "lang": "de", "dir": "ltr"}
    tell(session, plan, TOLD, kind=SHORT)

    told = client.get(sheet.format("en")).json
    assert told["flag"] == {"kind": "next", "text": TOLD["next_step"], "lang": "en", "dir": "ltr"}
    quoted = [answer.get("quoted") for fact in told["facts"] if fact["id"] == "next" for answer in fact["answers"]]
    assert {"text": TOLD["next_step"], "lang": "en"} in quoted
    assert client.get(LIST.format("en") + ".json").json["items"][0]["flag"]["lang"] == "en"


def test_a_machine_speaks_on_the_page_alone_and_is_called_one(client, session, plan):
    tell(session, plan, TOLD, kind=SHORT, origin=Origin.MACHINE)
    tell(session, plan.history[0], {"reason": "The council decided."}, origin=Origin.MACHINE)

    page = client.get(ONE.format("en")).text
    assert ("en", TOLD["next_step"]) in words_of(page)
    assert page.count("Translated by a machine. It may be wrong.") == 4  # the step, two points, the history
    assert ("de", "Der Bau beginnt.") in words_of(client.get(LIST.format("en")).text)
    assert client.get((ONE + "/steckbrief.json").format("en")).json["flag"]["lang"] == "de"

    plan.next_step = "Der Bau ruht."
    session.commit()
    page = client.get(ONE.format("en")).text
    assert ("de", "Der Bau ruht.") in words_of(page)
    assert ("en", TOLD["open_points.0"]) in words_of(page)  # the others still hold


def test_what_is_older_is_marked_and_only_that(client, session, plan):
    tell(session, plan, TOLD, kind=SHORT)
    assert "Older than the German text" not in client.get(ONE.format("en")).text
    plan.next_step = "Der Bau ruht."
    session.commit()

    page = client.get(ONE.format("en")).text
    assert page.count("Older than the German text.") == 1
    assert "Older than the German text." in page.split(TOLD["next_step"])[1][:300]
    assert ("en", TOLD["next_step"]) in words_of(client.get(LIST.format("en")).text)


def test_easy_words_are_called_a_draft_once(client, session, plan):
    row = tell(session, plan, {**TOLD, "next_step": "Der Bau fängt an."}, "de-simple", kind=SHORT)
    page = client.get(ONE.format("de-simple")).text
    assert ("de-simple", "Der Bau fängt an.") in words_of(page)
    assert page.count("Entwurf in einfacher Sprache") == 1

    row.checked_by, row.checked_on = "Prüf-Gruppe", records.NOW.date()
    session.commit()
    assert "Entwurf in einfacher Sprache" not in client.get(ONE.format("de-simple")).text
    assert "Der Bau fängt an." not in client.get(ONE.format("de")).text


@pytest.mark.parametrize("address", [LIST, LIST + ".json", "/beteiligung/{}/aushang/bochum-mitte"])
def test_a_list_asks_once_for_all_of_them_and_in_german_never(engine, session, make_app, bezirke, address):
    client = make_app(BETEILIGUNG_LOCALES=LOCALES).test_client()
    plans = [records.vorhaben(f"v{n}", f"Weg {n}", bezirke=bezirke[:1], next_step=f"Schritt {n}") for n in range(8)]
    session.add_all(plans)
    session.commit()
    for one in plans[::2]:
        tell(session, one, {"next_step": f"Step {one.id}"}, kind=SHORT)

    for lang, number in (("de", 0), ("en", 1), ("tr", 1)):
        client.get(address.format(lang))
        with counted(engine) as statements:
            client.get(address.format(lang))
        assert len([one for one in statements if "beteiligung_rendition" in one]) == number


@pytest.fixture
def staff(app, client, amt):
    log_in(app, amt)
    return client


@pytest.fixture
def twins(session, plan):
    """The same reason in the histories of three Vorhaben, and another one."""
    others = [records.vorhaben(f"v{n}", f"Weg {n}") for n in range(2)]
    other = {"status": Status.DECIDED, "on": date(2026, 1, 1), "author_name": ""}
    others[0].history.append(StatusChange(**other, reason="Der Rat will es."))
    session.add_all(others)
    session.commit()
    return [plan, *others]


def brief(session, lang):
    session.rollback()
    session.expire_all()
    found = worklist.numbers(session, lang, worklist.BRIEF)
    return {lack: number for lack, number in found.items() if number}


def test_the_work_list_counts_them_apart_and_each_reason_once(staff, session, twins):
    assert brief(session, "en") == {Lack.MISSING: 6}  # short words, a change, four steps
    assert lacking(session, "en") == {}
    kinds = [(row.kind, row.begins, row.number) for row in worklist.rows(session, "en", Lack.MISSING, worklist.BRIEF)]
    assert kinds == [
        ("short", "Der Bau beginnt.", 1),
        ("field_change", "Das Holz ist teurer.", 1),
        ("status_change", "Beschlossen", 3),
        ("status_change", "Der Rat will es.", 1),
    ]
    page = staff.get(WORK, query_string={"sprache": "en", "was": "fehlt"}).text
    assert f"{WORK}/short/{twins[0].id}/en" in page
    assert "× 3" in page

    row = tell(session, twins[0], TOLD, kind=SHORT, origin=Origin.MACHINE)
    assert brief(session, "en") == {Lack.MISSING: 5, Lack.MACHINE: 1}
    row.follow({"next_step": "Vorher"})
    session.commit()
    assert brief(session, "en") == {Lack.MISSING: 5, Lack.MACHINE: 1, Lack.OLDER: 1}


def test_staff_tell_them_word_by_word(staff, session, plan):
    answer = write(staff, SHORT, plan.id, **TOLD)
    assert answer.status_code == 303
    row = stored(session)[f"short:{plan.id} en"]
    assert (row.words, row.origin, row.author) == (TOLD, Origin.WRITTEN, "Amt für Grün")
    assert ("en", TOLD["fixed_points.0.why"]) in words_of(staff.get(ONE.format("en")).text)

    plan.open_points = ["Die Höhe"]
    session.commit()
    assert write(staff, SHORT, plan.id, still_fits="y").status_code == 303
    assert Lack.OLDER not in brief(session, "en")


def test_the_same_reason_is_told_once_for_all(staff, session, twins):
    steps = [one.history[0] for one in twins]
    tell(session, steps[1], {"reason": "Was decided"})
    form = Fields(staff.get(f"{WORK}/status_change/{steps[0].id}/en").text)
    assert form.filled()["reason"] == ["Was decided"]  # told before, stored by nobody yet
    assert brief(session, "en") == {Lack.MISSING: 5}

    assert write(staff, "status_change", steps[0].id, reason="Decided").status_code == 303
    told = {name: row.words["reason"] for name, row in stored(session).items()}
    assert told == {
        f"status_change:{steps[0].id} en": "Decided",
        f"status_change:{steps[1].id} en": "Was decided",  # somebody told this one otherwise
        f"status_change:{steps[2].id} en": "Decided",
    }
    assert ("en", "Decided") in words_of(staff.get((LIST + "/v1").format("en")).text)


def test_a_correction_is_made_once_for_all(staff, session, twins):
    steps = [one.history[0] for one in twins]
    tell(session, steps[0], {"reason": "Decidid"})
    tell(session, steps[1], {"reason": "Was decided"})
    tell(session, steps[2], {"reason": "Decidid"}, origin=Origin.MACHINE)

    write(staff, "status_change", steps[0].id, reason="Decided")
    told = {name: (row.words["reason"], row.origin) for name, row in stored(session).items()}
    assert told == {
        f"status_change:{steps[0].id} en": ("Decided", Origin.WRITTEN),
        f"status_change:{steps[1].id} en": ("Was decided", Origin.WRITTEN),
        f"status_change:{steps[2].id} en": ("Decided", Origin.CORRECTED),
    }
    assert "Gespeichert, auch an 1 weiteren Stelle." in staff.get(f"{WORK}?sprache=en").text


def test_a_check_counts_wherever_the_same_words_stand(staff, session, twins):
    steps, words = [one.history[0] for one in twins], {"reason": "Der Rat hat Ja gesagt."}
    tell(session, steps[1], words, "de-simple", checked_by="Gruppe West", checked_on=date(2026, 5, 1))
    tell(session, steps[2], {"reason": "Ja."}, "de-simple")

    def told():
        rows = stored(session)
        there = [rows[f"status_change:{step.id} de-simple"] for step in steps]
        return [(row.words["reason"], row.checked_by) for row in there]

    check = {"checked_by": "Gruppe Ost", "checked_on": "2026-06-01"}
    write(staff, "status_change", steps[0].id, "de-simple", **words, **check)
    assert told() == [(words["reason"], "Gruppe Ost"), (words["reason"], "Gruppe West"), ("Ja.", "")]

    write(staff, "status_change", steps[0].id, "de-simple", reason="Der Rat sagt Ja.")
    assert told() == [("Der Rat sagt Ja.", ""), ("Der Rat sagt Ja.", ""), ("Ja.", "")]


def test_only_this_one_if_staff_say_so(staff, session, twins):
    address = f"{WORK}/status_change/{twins[0].history[0].id}/en"
    sent = {name: values[0] for name, values in Fields(staff.get(address).text).filled().items()}
    sent.pop("everywhere")
    assert staff.post(address, data={**sent, "reason": "Decided"}).status_code == 303
    assert len(stored(session)) == 1


def test_what_says_nothing_cannot_be_told(staff, session, plan):
    plan.changes[0].field = "attachments"
    session.commit()
    assert staff.get(f"{WORK}/field_change/{plan.changes[0].id}/en").status_code == 404
    assert brief(session, "en") == {Lack.MISSING: 2}


def test_readers_ask_the_machine_for_them(app, client, session, plan, machine):  # noqa: F811
    tell(session, plan.history[0], {"reason": "The council decided."})
    assert ask(client).status_code == 303
    translate(app)

    asked = [question["q"] for question in machine[1]]
    assert {"Der Bau beginnt.", "Die Breite", "Sie ist eng", "Das Holz ist teurer."} <= set(asked)
    assert "Beschlossen" not in asked  # a person told it
    page = client.get(ONE.format("en")).text
    assert ("en", "[en] Der Bau beginnt.") in words_of(page)
    assert ("en", "The council decided.") in words_of(page)
    assert "Translate this page" not in page

    plan.changes[0].reason = "Das Holz ist knapp."
    session.commit()
    page = client.get(ONE.format("en")).text
    assert "Translate this page" in page
    assert ("de", "Das Holz ist knapp.") in words_of(page)


def test_they_go_with_what_they_tell(session, plan):
    tell(session, plan, TOLD, kind=SHORT)
    tell(session, plan.changes[0], {"reason": "Wood costs more."})
    plan.changes = []
    session.commit()
    assert [row.thing for row in session.scalars(select(Rendition))] == [f"short:{plan.id}"]
    assert actions.ask(session, [thing(plan, SHORT)], "de-simple", now=records.NOW) == 0
    session.delete(plan)
    session.commit()
    assert session.scalars(select(Rendition)).all() == []


def test_easy_words_are_explained_and_stand_a_sentence_a_line(client, session, plan):
    told = {"reason": "Das steht im Bebauungsplan. Alle wollen das."}
    tell(session, plan.history[0], told, "de-simple")

    page = client.get(ONE.format("de-simple")).text.split('id="verlauf"')[1]
    assert '<dfn class="bt-term">Bebauungs' in page
    assert "<br" in page.split("Alle wollen das.")[0][-30:]
